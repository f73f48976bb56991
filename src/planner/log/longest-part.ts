/**
 * The longest increasing part of a permutation of 0 to n-1, as a flag for each of its elements; O(n log n). Among
 * parts of that length one with the fewest doubtful elements is taken; among those, the one that is
 * met first.
 */
export function longestPart(
  permutation: readonly number[],
  isDoubtful: (element: number) => boolean = () => false,
): boolean[] {
  const size = permutation.length
  // An element is worth more than all that its being beyond doubt could be.
  const worth = (element: number): number => size + 1 + (isDoubtful(element) ? 0 : 1)
  const totals = new Array<number>(size).fill(0)
  const best = new BestBelow(totals)
  const previous: number[] = []
  let last = none
  for (const element of permutation) {
    const before = best.below(element)
    previous[element] = before
    totals[element] = worth(element) + (before === none ? 0 : (totals[before] ?? 0))
    best.add(element)
    last = best.better(last, element)
  }
  const kept = new Array<boolean>(size).fill(false)
  for (let element = last; element !== none; element = previous[element] ?? none) kept[element] = true
  return kept
}

const none = -1

/** The element of the greatest total among those below another: a binary indexed tree (P. M. Fenwick, 1994). */
class BestBelow {
  private readonly totals: readonly number[]
  private readonly tree: number[]

  constructor(totals: readonly number[]) {
    this.totals = totals
    this.tree = new Array<number>(totals.length + 1).fill(none)
  }

  below(element: number): number {
    let found = none
    for (let node = element; node > 0; node -= node & -node)
      found = this.better(found, this.tree[node] ?? none)
    return found
  }

  add(element: number): void {
    for (let node = element + 1; node < this.tree.length; node += node & -node)
      this.tree[node] = this.better(this.tree[node] ?? none, element)
  }

  /** The first one, unless the other's total is greater. */
  better(first: number, other: number): number {
    if (first === none || other === none) return Math.max(first, other)
    return (this.totals[other] ?? 0) > (this.totals[first] ?? 0) ? other : first
  }
}
