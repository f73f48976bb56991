import type { UnitReader } from './decode.ts'

/** Code units that one logical line may have before it is passed over; a registry value is far below it. */
export const longestLine: number = 1 << 24

const lineFeed = 10
const quote = 34
const backslash = 92
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
  /** Line and column of the first unit that the decoder could not make out, once a line holds it. */
  undecodableAt: { readonly line: number; readonly column: number } | undefined
  private readonly reader: UnitReader
  private limit = 0
  private next = 0
  /** Code unit number, from the start of the text, of `units[0]`. */
  private base = 0
  private ended = false
  private extraLines = 0
  private held = false
  /** Cached {@link safeEnd}; -1 when the window has changed since. */
  private safe = -1
  /** End and successor of the first physical line while a logical line spans several, relative to `start`. */
  private firstEnd = 0
  private firstNext = 0

  constructor(reader: UnitReader, windowUnits: number = 1 << 17) {
    this.reader = reader
    this.units = new Uint16Array(windowUnits)
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
    const found = this.findEnd(this.start)
    if (this.reader.undecodable) this.watchDecoding(this.start)
    return found
  }

  /** Index of the first unit behind this line. */
  get ahead(): number {
    return this.next
  }

  /** Whether the next `advance()` gives this line once more. */
  get isHeld(): boolean {
    return this.held
  }

  /**
   * Index behind the last line end in the window: no line that begins before it is cut off. A CR at the window's very
   * end does not count, for its LF may follow.
   */
  get safeEnd(): number {
    if (this.safe >= 0) return this.safe
    const { units, limit } = this
    let index = limit - 1
    if (index >= 0 && units[index] === carriageReturn) index--
    while (index >= 0 && units[index] !== lineFeed && units[index] !== carriageReturn) index--
    this.safe = index + 1
    return this.safe
  }

  /** Goes on at `next`, the beginning of a line `lines` further on, within the window. */
  skipTo(next: number, lines: number): void {
    if (next === this.next) return
    this.line += lines + this.extraLines
    this.extraLines = 0
    this.start = next
    this.end = next
    this.next = next
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
    const lineLength = this.start - from
    const found = this.findEnd(from)
    if (this.reader.undecodable) this.watchDecoding(this.start - lineLength)
    return found
  }

  /**
   * Line and column (both from 1) of the unit at `index`, and how many units follow it on its physical line: the
   * logical line may span several.
   */
  locate(index: number): { readonly line: number; readonly column: number; readonly left: number } {
    const { units, end } = this
    let { line, start } = this
    if (this.extraLines === 0) return { line, column: index - start + 1, left: end - index }
    for (let at = start; at < index; at++) {
      if (units[at] === carriageReturn ? units[at + 1] === lineFeed : units[at] !== lineFeed) continue
      line++
      start = at + 1
    }
    let lineEnd = index
    while (lineEnd < end && units[lineEnd] !== lineFeed && units[lineEnd] !== carriageReturn) lineEnd++
    return { line, column: index - start + 1, left: lineEnd - index }
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
    let afterReturn = false
    // The line may have been cut between a backslash and what it escapes.
    let escaped = false
    for (let at = index - 1; at > this.start && this.units[at] === backslash; at--) escaped = !escaped
    for (;;) {
      while (index < this.limit) {
        const unit = this.units[index] as number
        if (unit === lineFeed || unit === carriageReturn) {
          if (!inside) break
          if (unit === carriageReturn || !afterReturn) this.extraLines++
          escaped = false
        } else if (escaped) escaped = false
        else if (unit === backslash) escaped = true
        else if (unit === quote) inside = false
        afterReturn = unit === carriageReturn
        index++
      }
      if (index < this.limit) break
      this.start = this.limit
      this.end = this.limit
      if (!this.more()) {
        this.next = this.limit
        this.overlong = false
        return
      }
      index = this.start
    }
    this.start = index
    this.overlong = false
    this.findEnd(index)
  }

  /** Notes the first undecodable unit if the physical line at `from`, which ends at `end`, holds it. */
  private watchDecoding(from: number): void {
    const first = this.reader.undecodable?.firstUnit
    if (first === undefined || this.undecodableAt) return
    const index = Math.max(from, first - this.base)
    // Behind the last line end or unit stands what is left of a character that the end of the file cut off.
    if (index >= this.next && !(this.ended && this.next === this.limit)) return
    this.undecodableAt = { line: this.line + this.extraLines, column: index - from + 1 }
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
    this.safe = -1
    const shift = this.start
    const kept = this.limit - shift
    // A surrogate pair needs room for two.
    if (kept >= this.units.length - 1) {
      const larger = new Uint16Array(this.units.length * 2)
      larger.set(this.units.subarray(shift, this.limit))
      this.units = larger
    } else if (shift > 0) {
      this.units.copyWithin(0, shift, this.limit)
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
