import type { Entry } from './entry.ts'

/** Behind every position in a vector, and behind every tag that counts as its own index but the very last. */
const notInVector = 0xffff_fffe
const tagWithoutGroup = 2 ** 33
const noTag = 2 ** 34

/**
 * Sorts by tag over all groups at once: an insertion sort that puts an entry, once something greater stands before it,
 * in front of its equals, and leaves it behind them otherwise. Two untagged entries are equal, and so are two tagged
 * ones without a group.
 */
export function modernTagSort<E extends Entry>(entries: readonly E[]): E[] {
  const ties = new Map<number, { readonly moved: E[]; readonly kept: E[] }>()
  let greatest = Number.NEGATIVE_INFINITY
  for (const entry of entries) {
    const index = modernTagIndex(entry)
    let equals = ties.get(index)
    if (equals === undefined) {
      equals = { moved: [], kept: [] }
      ties.set(index, equals)
    }
    if (index < greatest) equals.moved.push(entry)
    else equals.kept.push(entry)
    greatest = Math.max(greatest, index)
  }
  return [...ties].sort(([a], [b]) => a - b).flatMap(([, { moved, kept }]) => [...moved.reverse(), ...kept])
}

/** Where a group has no vector, the tag itself is the index: group `Core` has tags and no vector in stock Windows. */
function modernTagIndex(entry: Entry): number {
  if (!entry.tagged || entry.tag === undefined) return noTag
  if (entry.group === undefined) return tagWithoutGroup
  if (!entry.hasVector) return entry.tag
  return entry.tagPosition ?? notInVector
}
