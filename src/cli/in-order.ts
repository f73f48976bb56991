/**
 * Works on items, some at once, and gives the results in the order of the items. No more than `ahead` are under way or
 * done before their turn: whoever takes the results slowly slows the work. `work` never rejects.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = []
  for (const item of items) {
    underWay.push(work(item))
    if (underWay.length < ahead) continue
    const first = underWay.shift()
    if (first) yield await first
  }
  for (const result of underWay) yield await result
}
