import type { Entry } from './entry.ts'

/** Groups in the order of ServiceGroupOrder, then everything else; within both, the order they came in. */
export function modernGroupSort<E extends Entry>(entries: readonly E[]): E[] {
  const unlisted = Number.POSITIVE_INFINITY
  const position = (entry: E): number => entry.groupPosition ?? unlisted
  return [...entries].sort((a, b) => (position(a) === position(b) ? 0 : position(a) < position(b) ? -1 : 1))
}
