import { type AnsiDecoder, ansiDecoder, codePageName } from './code-pages.ts'
import type { ByteSource } from './source.ts'

/** The encodings of .reg files; `ansi` is a Windows code page. */
export type Encoding = 'utf-16le' | 'utf-16be' | 'utf-8' | 'ansi'

/** What could not be decoded: how often, and the code unit (counted from the file's start) where it first happened. */
export interface Undecodable {
  count: number
  readonly firstUnit: number
}

const blockBytes = 1 << 18

/**
 * First stage: bytes to UTF-16 code units, a block at a time in constant memory. Nothing is normalised: lone
 * surrogates and NULs of a UTF-16 file stay as they are. The byte order mark is not part of the text.
 */
export class UnitReader {
  /** Final once the first block was read; `utf-8` may turn into `ansi` while only ASCII was seen. */
  encoding: Encoding = 'utf-8'
  byteOrderMark = false
  undecodable: Undecodable | undefined
  /** Whether text outside ASCII was seen in an encoding that needs a guess (no byte order mark, not UTF-16). */
  nonAscii = false
  readonly codePage: number
  private readonly source: ByteSource
  private readonly codePageGiven: boolean
  private block: Uint8Array = new Uint8Array(blockBytes)
  private blockStart = 0
  private blockEnd = 0
  private ended = false
  private unitsGiven = 0
  private ansi: AnsiDecoder | undefined
  private pending = ''
  private multiByteSeen = false

  constructor(source: ByteSource, codePage?: number) {
    this.source = source
    this.codePage = codePage ?? 1252
    this.codePageGiven = codePage !== undefined
    this.refill()
    this.detect()
  }

  /** Name for people and reports: `utf-16le`, `windows-1252`, … */
  get encodingName(): string {
    return this.encoding === 'ansi' ? codePageName(this.codePage) : this.encoding
  }

  /** Writes code units to `units` from `at` to its end at most, and returns how many; 0 only at the end of input. */
  fill(units: Uint16Array, at: number): number {
    const room = units.length - at
    if (room === 0) return 0
    const count = this.encoding === 'utf-16le' ? this.fillUtf16(units, at) : this.fillOther(units, at)
    this.unitsGiven += count
    return count
  }

  private detect(): void {
    const { block, blockEnd: end } = this
    const [a = -1, b = -1, c = -1] = end > 2 ? block : block.subarray(0, end)
    if (a === 0xff && b === 0xfe) this.begin('utf-16le', 2)
    else if (a === 0xfe && b === 0xff) this.begin('utf-16be', 2)
    else if (a === 0xef && b === 0xbb && c === 0xbf) this.begin('utf-8', 3)
    // An ASCII first character with its high byte: UTF-16 that lost its byte order mark.
    else if (end >= 4 && a > 0 && b === 0 && block[3] === 0) this.begin('utf-16le', 0)
    else if (end >= 4 && a === 0 && b > 0 && block[2] === 0) this.begin('utf-16be', 0)
    else if (this.codePageGiven || startsRegedit4(block.subarray(0, end))) this.begin('ansi', 0)
    else this.begin('utf-8', 0)
  }

  private begin(encoding: Encoding, markLength: number): void {
    this.encoding = encoding
    this.byteOrderMark = markLength > 0
    this.blockStart = markLength
    if (encoding === 'ansi') this.ansi = ansiDecoder(this.codePage)
  }

  /** Moves what is left to the block's front and reads until it is full or the source ends. */
  private refill(): boolean {
    if (this.ended) return false
    this.block.copyWithin(0, this.blockStart, this.blockEnd)
    this.blockEnd -= this.blockStart
    this.blockStart = 0
    const before = this.blockEnd
    while (this.blockEnd < this.block.length) {
      const count = this.source.read(this.block.subarray(this.blockEnd))
      if (count === 0) {
        this.ended = true
        break
      }
      this.blockEnd += count
    }
    return this.blockEnd > before
  }

  private fillUtf16(units: Uint16Array, at: number): number {
    let filled = this.takeUnits(units, at)
    // Straight from the source into the caller's buffer: the common case for an export, and no copy of it.
    while (!this.ended && at + filled < units.length && this.blockEnd - this.blockStart < 2) {
      const odd = this.blockEnd - this.blockStart
      const target = new Uint8Array(
        units.buffer,
        units.byteOffset + (at + filled) * 2,
        (units.length - at - filled) * 2,
      )
      if (odd === 1) target[0] = this.block[this.blockStart] ?? 0
      const count = this.source.read(target.subarray(odd))
      if (count === 0) {
        this.ended = true
        break
      }
      const bytes = odd + count
      filled += bytes >> 1
      this.blockStart = 0
      this.blockEnd = bytes & 1
      if (this.blockEnd === 1) this.block[0] = target[bytes - 1] ?? 0
    }
    if (filled === 0 && this.ended && this.blockEnd - this.blockStart === 1) {
      this.blockStart = this.blockEnd
      this.noteUndecodable(this.unitsGiven)
    }
    return filled
  }

  private takeUnits(units: Uint16Array, at: number): number {
    const count = Math.min(units.length - at, (this.blockEnd - this.blockStart) >> 1)
    const { block, blockStart } = this
    for (let index = 0; index < count; index++) {
      const low = block[blockStart + index * 2] ?? 0
      const high = block[blockStart + index * 2 + 1] ?? 0
      units[at + index] = low | (high << 8)
    }
    this.blockStart += count * 2
    return count
  }

  private fillOther(units: Uint16Array, at: number): number {
    for (;;) {
      const { ended } = this
      const count =
        this.encoding === 'utf-16be'
          ? this.takeBigEndian(units, at)
          : this.encoding === 'utf-8'
            ? this.takeUtf8(units, at)
            : this.takeAnsi(units, at)
      if (count > 0) return count
      // That nothing follows may show only now: then a cut-off character is no longer waited for.
      if (this.refill() || !ended) continue
      if (this.blockStart < this.blockEnd && this.encoding === 'utf-16be') {
        this.blockStart = this.blockEnd
        this.noteUndecodable(this.unitsGiven)
      }
      return 0
    }
  }

  private takeBigEndian(units: Uint16Array, at: number): number {
    const count = Math.min(units.length - at, (this.blockEnd - this.blockStart) >> 1)
    for (let index = 0; index < count; index++) {
      const high = this.block[this.blockStart + index * 2] ?? 0
      const low = this.block[this.blockStart + index * 2 + 1] ?? 0
      units[at + index] = low | (high << 8)
    }
    this.blockStart += count * 2
    return count
  }

  private takeUtf8(units: Uint16Array, at: number): number {
    const { block } = this
    let byteAt = this.blockStart
    let unitAt = at
    while (byteAt < this.blockEnd && unitAt < units.length) {
      const byte = block[byteAt] ?? 0
      if (byte < 0x80) {
        units[unitAt++] = byte
        byteAt++
        continue
      }
      this.nonAscii = true
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      if (byteAt + need > this.blockEnd && !this.ended) break
      const point = utf8CodePoint(block, byteAt, this.blockEnd)
      if (point === -1) {
        // Without a byte order mark, a file that is not UTF-8 from its first non-ASCII byte on is ANSI.
        if (!this.byteOrderMark && !this.multiByteSeen) {
          this.blockStart = byteAt
          this.switchToAnsi()
          return unitAt > at ? unitAt - at : this.takeAnsi(units, at)
        }
        this.noteUndecodable(this.unitsGiven + unitAt - at)
        units[unitAt++] = 0xfffd
        byteAt++
        continue
      }
      if (point > 0xffff) {
        if (unitAt + 2 > units.length) break
        units[unitAt++] = 0xd800 + ((point - 0x10000) >> 10)
        units[unitAt++] = 0xdc00 + ((point - 0x10000) & 0x3ff)
        byteAt += 4
      } else {
        units[unitAt++] = point
        byteAt += need
      }
      this.multiByteSeen = true
    }
    this.blockStart = byteAt
    return unitAt - at
  }

  private switchToAnsi(): void {
    this.encoding = 'ansi'
    this.ansi = ansiDecoder(this.codePage)
  }

  private takeAnsi(units: Uint16Array, at: number): number {
    if (this.pending === '') {
      const take = Math.min(this.blockEnd - this.blockStart, units.length - at)
      const bytes = this.block.subarray(this.blockStart, this.blockStart + take)
      if (!this.nonAscii) this.nonAscii = bytes.some((byte) => byte >= 0x80)
      this.blockStart += take
      const last = this.ended && this.blockStart === this.blockEnd
      this.pending = this.ansi?.decode(bytes, last) ?? ''
    }
    const count = Math.min(this.pending.length, units.length - at)
    for (let index = 0; index < count; index++) {
      const unit = this.pending.charCodeAt(index)
      if (unit === 0xfffd) this.noteUndecodable(this.unitsGiven + index)
      units[at + index] = unit
    }
    this.pending = this.pending.slice(count)
    return count
  }

  private noteUndecodable(unit: number): void {
    if (this.undecodable) this.undecodable.count++
    else this.undecodable = { count: 1, firstUnit: unit }
  }
}

/** Regedit's older format begins with this word and is ANSI text unless a byte order mark says otherwise. */
function startsRegedit4(head: Uint8Array): boolean {
  return 'REGEDIT4'.split('').every((letter, index) => head[index] === letter.charCodeAt(0))
}

/** Shortest form, no surrogates, at most U+10FFFF: anything else is -1. `start` is at a byte of 0x80 or more. */
function utf8CodePoint(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] ?? 0
  const length =
    first >= 0xf0 && first < 0xf5
      ? 4
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xc2 && first < 0xe0
          ? 2
          : 0
  if (length === 0 || start + length > end) return -1
  let point = first & (0xff >> (length + 1))
  for (let index = 1; index < length; index++) {
    const byte = bytes[start + index] ?? 0
    if ((byte & 0xc0) !== 0x80) return -1
    point = (point << 6) | (byte & 0x3f)
  }
  if (length === 3 && (point < 0x800 || (point >= 0xd800 && point <= 0xdfff))) return -1
  if (length === 4 && (point < 0x10000 || point > 0x10ffff)) return -1
  return point
}
