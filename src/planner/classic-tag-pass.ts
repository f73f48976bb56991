import type { Entry } from './entry.ts'

/** Behind every listed tag: a tag that the vector lacks, of a wrong type, or of a group without a vector. */
const notFound = Number.MAX_SAFE_INTEGER - 1
const noTag = Number.MAX_SAFE_INTEGER

/**
 * Sorts each run of neighbours of one group by the position of their tags. Neighbours only: among the drivers of
 * unlisted groups, members of one group that stand apart do not meet.
 */
export function classicTagPass<E extends Entry>(entries: readonly E[]): E[] {
  const sorted: E[] = []
  let run: E[] = []
  for (const entry of entries) {
    if (run[0] !== undefined && groupOf(run[0]) !== groupOf(entry)) {
      sorted.push(...sortRun(run))
      run = []
    }
    run.push(entry)
  }
  sorted.push(...sortRun(run))
  return sorted
}

/** To the classic loader an empty Group and none are the same. */
function groupOf(entry: Entry): string {
  return entry.group ?? ''
}

function classicTagIndex(entry: Entry): number {
  return entry.tagPosition ?? (entry.tagged ? notFound : noTag)
}

/**
 * The loader's pass takes an entry out when a greater one stands before it, walks back to the last entry that is not
 * greater, and puts it in front of that one: one place too far. Walking on from there, it mends this by taking out the
 * entry that was overtaken, and so on downwards. With distinct indices that is a plain sort. Ties come out differently,
 * and this is where they go:
 *
 * - an entry with nothing greater before it stays behind its equals;
 * - one that is taken out goes in front of the last of its equals;
 * - where it has no equal yet, the mending swaps the last two of the nearest smaller index that several entries share.
 */
export function sortRun<E extends Entry>(run: readonly E[]): E[] {
  const ties = new Map<number, E[]>()
  const shared: number[] = []
  let greatest = Number.NEGATIVE_INFINITY
  for (const entry of run) {
    const index = classicTagIndex(entry)
    const equals = ties.get(index)
    if (equals === undefined) {
      if (index < greatest) swapLastTwo(ties.get(shared[insertionPoint(shared, index) - 1] ?? Number.NaN))
      ties.set(index, [entry])
    } else {
      if (equals.length === 1) shared.splice(insertionPoint(shared, index), 0, index)
      equals.splice(index < greatest ? -1 : equals.length, 0, entry)
    }
    greatest = Math.max(greatest, index)
  }
  return [...ties].sort(([a], [b]) => a - b).flatMap(([, equals]) => equals)
}

function swapLastTwo(entries: unknown[] | undefined): void {
  const last = entries?.pop()
  if (entries !== undefined && last !== undefined) entries.splice(-1, 0, last)
}

/** The number of values in `sorted` that are smaller than `value`. */
function insertionPoint(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? value) < value) low = middle + 1
    else high = middle
  }
  return low
}
