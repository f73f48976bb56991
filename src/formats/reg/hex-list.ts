import type { BytePool } from './reuse.ts'
import { BACKSLASH, BLANK, COMMA, endsHere, hexDigit, SEMICOLON, TAB } from './tokens.ts'

/** What is wrong with a hex list, and where (an index into the line's units). */
export interface HexDefect {
  readonly code: 'hex-digit' | 'hex-comma' | 'hex-blank' | 'continuation-comma' | 'continuation-cut'
  readonly at: number
}

/** How a line of a hex list ends. */
export type HexEnd = 'value' | 'continued' | 'continued-without-comma'

/** Bytes that one value may have; hives store at most some megabytes in practice. */
export const longestValue: number = 1 << 24

/** Numbers in `runs` after which no more are noted: as many as a list of the longest value has when it is wrapped. */
const mostRunNumbers = 3 << 20

/**
 * Collects the bytes of one hex list, line by line, with the places of runs of bytes: `runs` holds triples of
 * (byte number, line, column), one for each line and wherever the bytes do not stand three units apart. The column of
 * a byte of one digit is negative; such a run has no other byte.
 */
export class HexList {
  length = 0
  tooLong = false
  upperCase = false
  /** Places of runs of bytes; of no use when {@link placesLost}. */
  readonly runs: number[] = []
  private bytes = new Uint8Array(256)
  private afterComma = false

  clear(): void {
    this.length = 0
    this.tooLong = false
    this.upperCase = false
    this.runs.length = 0
    this.afterComma = false
  }

  /** The list is too scattered to remember where each byte stands. */
  get placesLost(): boolean {
    return this.runs.length >= mostRunNumbers
  }

  /** A copy of the bytes read so far. */
  copy(pool: BytePool): Uint8Array {
    const { bytes, length } = this
    const copy = pool.take(length)
    for (let index = 0; index < length; index++) copy[index] = bytes[index] as number
    return copy
  }

  /**
   * Reads one line's part of the list. `lineStart` is where column 1 stands. The first defect of the line is given to
   * `defect`; where it makes the bytes unreadable, it is `hex-digit`.
   */
  readLine(
    units: Uint16Array,
    from: number,
    end: number,
    lineStart: number,
    line: number,
    defect: (found: HexDefect) => void,
  ): HexEnd {
    const firstOfLine = this.length
    let index = from
    let expected = -1
    // Between two lines the comma at the first one's end counts.
    let separated = this.length === 0 || this.afterComma
    let blankAt = -1
    while (index < end) {
      const unit = units[index] as number
      const high = hexDigit(unit)
      if (high !== 255) {
        if (blankAt !== -1) defect({ code: 'hex-blank', at: blankAt })
        blankAt = -1
        if (!separated) defect({ code: 'hex-comma', at: index })
        const low = index + 1 < end ? hexDigit(units[index + 1] as number) : 255
        const digits = low === 255 ? 1 : 2
        if (digits === 2 && index + 2 < end && hexDigit(units[index + 2] as number) !== 255) {
          defect({ code: 'hex-digit', at: index })
          return this.endOf(units, index, end, defect)
        }
        if (isUpperCase(unit) || (digits === 2 && isUpperCase(units[index + 1] as number)))
          this.upperCase = true
        if (index !== expected && this.runs.length < mostRunNumbers) {
          const column = index - lineStart + 1
          this.runs.push(this.length, line, digits === 1 ? -column : column)
        }
        this.push(digits === 1 ? high : high * 16 + low)
        index += digits
        expected = digits === 2 ? index + 1 : -1
        separated = false
        continue
      }
      if (unit === COMMA) {
        if (separated) defect({ code: 'hex-comma', at: index })
        separated = true
        index++
        continue
      }
      if (unit === BLANK || unit === TAB) {
        if (blankAt === -1 && this.length > firstOfLine) blankAt = index
        index++
        continue
      }
      if (unit === SEMICOLON) {
        if (separated && this.length > 0) defect({ code: 'continuation-cut', at: index })
        this.afterComma = separated
        return 'value'
      }
      if (unit === BACKSLASH && endsHere(units, index + 1, end)) {
        // `separated` holds at the very beginning too: Regedit itself breaks after "hex(7):" when the name is long.
        if (!separated) defect({ code: 'continuation-comma', at: index })
        this.afterComma = true
        return separated ? 'continued' : 'continued-without-comma'
      }
      defect({ code: 'hex-digit', at: index })
      return this.endOf(units, index, end, defect)
    }
    this.afterComma = separated
    return 'value'
  }

  /** The byte run that holds `byte`: its line and column, and how many bytes follow on that line. */
  static placeIn(
    runs: readonly number[],
    byteCount: number,
    byte: number,
  ):
    | { readonly line: number; readonly column: number; readonly bytesLeft: number; readonly digits: number }
    | undefined {
    let low = 0
    let high = runs.length / 3 - 1
    if (high < 0 || byte >= byteCount) return undefined
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((runs[middle * 3] as number) <= byte) low = middle
      else high = middle - 1
    }
    const first = runs[low * 3] as number
    const line = runs[low * 3 + 1] as number
    const column = runs[low * 3 + 2] as number
    const next = (runs[low * 3 + 3] ?? byteCount) as number
    if (column < 0) return { line, column: -column, bytesLeft: 1, digits: 1 }
    return { line, column: column + (byte - first) * 3, bytesLeft: next - byte, digits: 2 }
  }

  private push(byte: number): void {
    if (this.length === this.bytes.length) {
      if (this.length >= longestValue) {
        this.tooLong = true
        return
      }
      const larger = new Uint8Array(this.bytes.length * 2)
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes[this.length++] = byte
  }

  /** After an unreadable byte, whether the line asks for another one all the same. */
  private endOf(units: Uint16Array, from: number, end: number, defect: (found: HexDefect) => void): HexEnd {
    this.afterComma = true
    const backslash = continuationAt(units, from, end)
    if (backslash === -1) return 'value'
    if (commaBefore(units, from, backslash)) return 'continued'
    defect({ code: 'continuation-comma', at: backslash })
    return 'continued-without-comma'
  }
}

function isUpperCase(unit: number): boolean {
  return unit < 91 && unit > 64
}

/** Index of the backslash that ends a line of hex data, blanks and a comment left aside; -1 where none does. */
export function continuationAt(units: Uint16Array, from: number, end: number): number {
  let last = from
  while (last < end && units[last] !== SEMICOLON) last++
  last--
  while (last >= from && (units[last] === BLANK || units[last] === TAB)) last--
  return last >= from && units[last] === BACKSLASH ? last : -1
}

/**
 * Whether a comma stands before the continuing `backslash`, as it must; or nothing: Regedit breaks after "hex(7):" when
 * the name is long.
 */
export function commaBefore(units: Uint16Array, from: number, backslash: number): boolean {
  let before = backslash - 1
  while (before >= from && (units[before] === BLANK || units[before] === TAB)) before--
  return before < from || units[before] === COMMA
}
