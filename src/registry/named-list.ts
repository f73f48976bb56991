/** Up to so many items, looking through their names is quicker than hashing, and smaller. */
const mostInArrays = 12

/**
 * Items in the order in which they came, found by a name (upper-cased where case does not count). Most keys hold a
 * handful of values and fewer subkeys; the others have a Map. Names are never properties of an object.
 */
export class NamedList<T> {
  private names: string[] = []
  private items: T[] | undefined = []
  /** All items, once there are many; then `items` is a copy, made when it is asked for. */
  private many: Map<string, T> | undefined

  get size(): number {
    return this.many?.size ?? this.names.length
  }

  get all(): readonly T[] {
    this.items ??= [...(this.many?.values() ?? [])]
    return this.items
  }

  get(name: string): T | undefined {
    if (this.many) return this.many.get(name)
    const at = this.names.indexOf(name)
    return at === -1 ? undefined : this.items?.[at]
  }

  /** Sets an item at its place, or behind all others; returns the one that it replaces. */
  set(name: string, item: T): T | undefined {
    const { many } = this
    if (many) {
      const replaced = many.get(name)
      many.set(name, item)
      this.items = undefined
      return replaced
    }
    const items = this.items as T[]
    const at = this.names.indexOf(name)
    if (at === -1) {
      this.append(name, item, items)
      return undefined
    }
    const replaced = items[at]
    items[at] = item
    return replaced
  }

  /** Adds an item behind all others unless its name is there; returns whether it was added. */
  add(name: string, item: T): boolean {
    if (this.get(name) !== undefined) return false
    this.set(name, item)
    return true
  }

  delete(name: string): boolean {
    if (this.many) {
      this.items = undefined
      return this.many.delete(name)
    }
    const at = this.names.indexOf(name)
    if (at === -1) return false
    this.names.splice(at, 1)
    this.items?.splice(at, 1)
    return true
  }

  /** All items by name, in the order of UTF-16 code units. */
  sorted(): T[] {
    const names = this.many ? [...this.many.keys()] : this.names
    const items = this.all
    if (isSorted(names)) return items.slice()
    return names
      .map((name, at) => ({ name, item: items[at] as T }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ item }) => item)
  }

  private append(name: string, item: T, items: T[]): void {
    this.names.push(name)
    items.push(item)
    if (items.length <= mostInArrays) return
    this.many = new Map(this.names.map((known, at) => [known, items[at] as T]))
    this.names = []
    this.items = undefined
  }
}

function isSorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at++)
    if ((names[at - 1] as string) > (names[at] as string)) return false
  return true
}
