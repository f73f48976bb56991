/**
 * Entries that have a rank come first, by rank, in the order they came in among equals; the others follow in theirs.
 */
export function pullToFront<E>(entries: readonly E[], rankOf: (entry: E) => number | undefined): E[] {
  const last = Number.MAX_SAFE_INTEGER
  return [...entries].sort((a, b) => (rankOf(a) ?? last) - (rankOf(b) ?? last))
}
