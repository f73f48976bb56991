import type { Place } from '../../diagnostics/index.ts'
import type { KeySelection, PassedOver } from '../../registry/index.ts'
import { BACKSLASH, CLOSE } from './tokens.ts'

/** Parts of a file that are each counted on their own: a bound for files that are all names. */
const mostParts = 1024

/**
 * Asks the selection about a key, and remembers the last subtree that it skips: an export lists a key's descendants
 * next to it, so most key lines of an unwanted part are told by comparing code units, without making text of them.
 */
export class KeyFilter {
  readonly passedOver: PassedOver[] = []
  private readonly selection: KeySelection
  private readonly parts: Map<string, { readonly prefix: string; keys: number; readonly at: Place }> =
    new Map()
  /** The key line's units up to the end of the skipped path, `[` included. */
  private skipped: Uint16Array = new Uint16Array(0)
  private room: Uint16Array = new Uint16Array(256)
  private skippedPart: { keys: number } | undefined

  constructor(selection: KeySelection) {
    this.selection = selection
  }

  /** The beginning of key lines below the last skipped subtree, without the backslash that follows; may be empty. */
  get skippedPath(): Uint16Array {
    return this.skipped
  }

  /** Counts keys below the last skipped subtree. */
  countSkipped(keys: number): void {
    if (this.skippedPart) this.skippedPart.keys += keys
  }

  /** Whether the key line at `from` names a key below the last skipped one, letter for letter; counts it if so. */
  isBelowSkipped(units: Uint16Array, from: number, end: number): boolean {
    const { skipped } = this
    const { length } = skipped
    if (
      length === 0 ||
      from + length >= end ||
      units[end - 1] !== CLOSE ||
      units[from + length] !== BACKSLASH
    )
      return false
    // From the back: neighbours differ at their ends.
    for (let index = length - 1; index >= 0; index--) if (units[from + index] !== skipped[index]) return false
    // What is odd about a key path is for the parser to say.
    if (hasDoubledBackslash(units, from + length, end)) return false
    if (this.skippedPart) this.skippedPart.keys++
    return true
  }

  /**
   * What the selection says of `keyPath`. `plain` says that the line's units from `from` spell `[` and that path as
   * it is, so that they can be compared with later lines.
   */
  choose(
    keyPath: string,
    plain: boolean,
    units: Uint16Array,
    from: number,
    place: () => Place,
  ): ReturnType<KeySelection> {
    const choice = this.selection(keyPath)
    if (choice !== 'pass' && choice !== 'skip') return choice
    const top = this.partEnd(keyPath)
    const part = this.partOf(top === undefined ? keyPath : keyPath.slice(0, top), place)
    if (part) part.keys++
    if (choice === 'skip' && plain && top !== undefined) {
      // The largest subtree of the part that is skipped as a whole: an export may lack the line of its top.
      let length = keyPath.length
      for (
        let above = keyPath.lastIndexOf('\\');
        above >= top && this.selection(keyPath.slice(0, above)) === 'skip';
        above = keyPath.lastIndexOf('\\', above - 1)
      )
        length = above
      this.rememberSkipped(units, from, length + 1)
      this.skippedPart = part
    }
    return choice
  }

  /** In memory that is used again: an export has thousands of subtrees that are skipped. */
  private rememberSkipped(units: Uint16Array, from: number, length: number): void {
    if (length > this.room.length) this.room = new Uint16Array(length * 2)
    const { room } = this
    for (let index = 0; index < length; index++) room[index] = units[from + index] as number
    this.skipped = room.subarray(0, length)
  }

  /**
   * Where the name of a key's part ends: behind three names, or behind a root of which nothing is wanted. Undefined
   * for a key above the parts.
   */
  private partEnd(keyPath: string): number | undefined {
    const root = endOfName(keyPath, 0)
    if (this.selection(keyPath.slice(0, root)) === 'skip') return root
    const second = endOfName(keyPath, root + 1)
    return second === keyPath.length ? undefined : endOfName(keyPath, second + 1)
  }

  private partOf(prefix: string, place: () => Place): { keys: number } | undefined {
    const known = this.parts.get(prefix)
    if (known || this.parts.size >= mostParts) return known
    const part = { prefix, keys: 0, at: place() }
    this.parts.set(prefix, part)
    this.passedOver.push(part)
    return part
  }
}

function hasDoubledBackslash(units: Uint16Array, from: number, end: number): boolean {
  for (let index = from + 1; index < end; index++)
    if (units[index] === BACKSLASH && units[index - 1] === BACKSLASH) return true
  return false
}

/** Index of the backslash that ends the name at `from`, or of the path's end. */
function endOfName(keyPath: string, from: number): number {
  const end = keyPath.indexOf('\\', from)
  return end === -1 ? keyPath.length : end
}
