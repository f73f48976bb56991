import type { UnitReader } from './decode.ts'

/** Code units that one logical line may have before it is passed over; a registry value is far below it. */
export const longestLine: number = 1 << 24

const lineFeed = 10
const carriageReturn = 13

/**
 * Second stage, lower half: text to physical lines, over a window that slides along the input. Lines end in LF,
 * CRLF or CR, mixed as they come; the last one needs no end.
 *
 * After `advance()` the line's units are `units[start]` to `units[end - 1]`. Indices are good until the next call.
 */
export class LineScanner {
  units: Uint16Array
  start = 0
  end = 0
  /** 1-based number of the line at `start`. */
  line = 0
  /** The line exceeds {@link longestLine}: `end` is not its end. Call {@link discard}. */
  overlong = false
  private readonly reader: UnitReader
  private limit = 0
  private next = 0
  /** Code unit number, from the start of the text, of `units[0]`. */
  private base = 0
  private ended = false
  private extraLines = 0
  private held = false
  /** End and successor of the first physical line while a logical line spans several, relative to `start`. */
  private firstEnd = 0
  private firstNext = 0

  constructor(reader: UnitReader, windowUnits: number = 1 << 17) {
    this.reader = reader
    this.units = new Uint16Array(windowUnits)
  }

  /** Number of code units from the start of the text to the end of this line. */
  get position(): number {
    return this.base + this.end
  }

  /** Code unit number, from the start of the text, of this line's first unit. */
  get startPosition(): number {
    return this.base + this.start
  }

  /** Goes to the next line; false at the end of the input. */
  advance(): boolean {
    if (this.held) {
      this.held = false
      return true
    }
    this.start = this.next
    this.line += 1 + this.extraLines
    this.extraLines = 0
    this.overlong = false
    return this.findEnd(this.start)
  }

  /** Makes the next `advance()` give this line once more. */
  hold(): void {
    this.held = true
  }

  /** Adds the next physical line to this one, its line break included; false at the end of the input. */
  extend(): boolean {
    if (this.extraLines === 0) {
      this.firstEnd = this.end - this.start
      this.firstNext = this.next - this.start
    }
    const { end, next } = this
    if (next === this.limit && !this.more()) return false
    // `more` may have moved the window by what stood before `start`.
    const from = next - (end - this.end)
    this.extraLines++
    return this.findEnd(from)
  }

  /** Takes back every `extend()`: the line is its first physical line again. */
  retract(): void {
    if (this.extraLines === 0) return
    this.end = this.start + this.firstEnd
    this.next = this.start + this.firstNext
    this.extraLines = 0
    this.overlong = false
  }

  /**
   * Passes over the rest of an overlong line without keeping it. `insideString` goes on to the closing quote first,
   * over line breaks, so that no line of a string is taken for a key.
   */
  discard(insideString: boolean): void {
    let inside = insideString
    let index = this.end
    for (;;) {
      while (index < this.limit) {
        const unit = this.units[index] as number
        if (inside) {
          if (unit === 34) inside = false
          else if (unit === 92) index++
          else if (unit === lineFeed) this.extraLines++
        } else if (unit === lineFeed || unit === carriageReturn) break
        index++
      }
      if (index < this.limit) break
      const over = index - this.limit
      this.start = this.limit
      this.end = this.limit
      if (!this.more()) {
        this.next = this.limit
        this.overlong = false
        return
      }
      index = this.start + over
    }
    this.start = index
    this.overlong = false
    this.findEnd(index)
  }

  private findEnd(from: number): boolean {
    let index = from
    for (;;) {
      const { units, limit } = this
      while (index < limit) {
        const unit = units[index] as number
        if (unit < 14 && (unit === lineFeed || unit === carriageReturn)) break
        index++
      }
      const atReturn = index < limit && units[index] === carriageReturn
      if (index < limit && !(atReturn && index + 1 === limit)) {
        this.end = index
        this.next = index + (atReturn && units[index + 1] === lineFeed ? 2 : 1)
        return true
      }
      // Either no line end in the window, or a CR whose LF may come next.
      const { start } = this
      if (index - start >= longestLine) {
        this.end = index
        this.next = index
        this.overlong = true
        return true
      }
      this.end = index
      if (!this.more()) {
        this.end = atReturn ? this.limit - 1 : this.limit
        this.next = this.limit
        return this.limit > this.start
      }
      index -= start - this.start
    }
  }

  /** Slides the window so that `start` is at its front, and fills it; doubles it where the line fills it. */
  private more(): boolean {
    if (this.ended) return false
    const shift = this.start
    const kept = this.limit - shift
    if (shift > 0) {
      this.units.copyWithin(0, shift, this.limit)
    } else if (kept === this.units.length) {
      const larger = new Uint16Array(this.units.length * 2)
      larger.set(this.units)
      this.units = larger
    }
    this.base += shift
    this.start = 0
    this.end -= shift
    this.next -= shift
    this.limit = kept
    const count = this.reader.fill(this.units, this.limit)
    if (count === 0) {
      this.ended = true
      return false
    }
    this.limit += count
    return true
  }
}
