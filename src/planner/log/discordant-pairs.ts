/** Pairs of a list of numbers that stand in descending order; O(n log n), by merging. */
export function discordantPairs(values: readonly number[]): number {
  let current = [...values]
  let pairs = 0
  for (let width = 1; width < current.length; width *= 2) {
    const merged: number[] = []
    for (let start = 0; start < current.length; start += 2 * width) {
      const middle = Math.min(start + width, current.length)
      const end = Math.min(start + 2 * width, current.length)
      let left = start
      let right = middle
      while (left < middle || right < end) {
        const [a, b] = [current[left] ?? 0, current[right] ?? 0]
        if (right === end || (left < middle && a <= b)) {
          merged.push(a)
          left++
        } else {
          merged.push(b)
          right++
          pairs += middle - left
        }
      }
    }
    current = merged
  }
  return pairs
}
