/** Texts longer than this are not compared: no known name is as long, and the work grows with the square. */
const longest = 256
/** Of fewer characters that a candidate begins with, nothing follows. */
const shortestStart = 3

/**
 * The candidate that is most like `text` without case, for "did you mean"; undefined when nothing is near. Who breaks
 * off early means the only candidate that goes on; of several that are equally near, one that goes on comes first.
 */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase()
  if (wanted.length > longest) return undefined
  let best: string | undefined
  let least = Math.max(2, Math.floor(wanted.length / 3) + 1)
  let goesOn = false
  const longer = new Set<string>()
  for (const candidate of candidates) {
    const known = candidate.toLowerCase()
    const begins = wanted !== '' && known.startsWith(wanted)
    if (begins) longer.add(candidate)
    const distance = editDistance(wanted, known, least + 1)
    if (distance > least || (distance === least && (best === undefined || goesOn || !begins))) continue
    least = distance
    best = candidate
    goesOn = begins
  }
  const [only] = longer
  return longer.size === 1 && wanted.length >= shortestStart ? only : best
}

/**
 * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), or `limit` where there are
 * at least that many.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const replace = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      let least = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replace)
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, (before[column - 2] ?? 0) + 1)
      current.push(least)
    }
    before = previous
    previous = current
  }
  return Math.min(previous[b.length] ?? limit, limit)
}
