import { ansiDecoder } from './code-pages.ts'

/** How .reg text is stored. `windows-1252` is the ANSI code page of REGEDIT4 files. */
export type RegEncoding = 'utf-16le' | 'utf-8' | 'windows-1252'

/** Code units after which the text is handed out: 64 KB of UTF-16. */
const chunkUnits = 1 << 15
/** Room for a line of a hex list behind them. */
const slack = 256

const byteOrderMark = 0xfeff

/** Collects text as code units and hands it out as bytes. */
export class RegText {
  /** Units written on this line. */
  column = 0
  private units: Uint16Array = new Uint16Array(chunkUnits + slack)
  private length = 0
  private readonly encoding: RegEncoding

  constructor(encoding: RegEncoding, marked: boolean) {
    this.encoding = encoding
    if (marked) this.units[this.length++] = byteOrderMark
  }

  /** Whether {@link take} should be called before much more is written. */
  get isFull(): boolean {
    return this.length >= chunkUnits
  }

  text(text: string): void {
    this.reserve(text.length)
    for (let index = 0; index < text.length; index++) this.units[this.length + index] = text.charCodeAt(index)
    this.length += text.length
    this.column += text.length
  }

  /** One unit; the caller has seen to it that there is room. */
  unit(unit: number): void {
    this.units[this.length++] = unit
    this.column++
  }

  lineEnd(): void {
    this.reserve(2)
    this.unit(13)
    this.unit(10)
    this.column = 0
  }

  /** Makes room for `count` units beside the slack. */
  reserve(count: number): void {
    const needed = this.length + count + slack
    if (needed <= this.units.length) return
    const larger = new Uint16Array(Math.max(needed, this.units.length * 2))
    larger.set(this.units.subarray(0, this.length))
    this.units = larger
  }

  /** What was written since the last call, as bytes. Called between lines alone, so that no character is cut. */
  take(): Uint8Array {
    const { units, length, encoding } = this
    this.length = 0
    if (encoding === 'windows-1252') {
      const { bytes } = windows1252()
      const narrow = new Uint8Array(length)
      for (let index = 0; index < length; index++) narrow[index] = bytes[units[index] as number] as number
      return narrow
    }
    const stored = Buffer.from(units.buffer, units.byteOffset, length * 2)
    if (encoding === 'utf-8') return Buffer.from(stored.toString('utf16le'), 'utf8')
    return Uint8Array.from(stored)
  }
}

/** What .reg text in an encoding can say. */
export interface EncodingLimits {
  /** Whether a name comes back as it was. */
  holdsName(name: string): boolean
  /** Whether a code unit may stand in the text of a value; where one may not, the text is written as bytes. */
  holdsUnit(unit: number): boolean
}

const utf16: EncodingLimits = { holdsName: () => true, holdsUnit: () => true }

/**
 * Text beyond ASCII stands as bytes: importers differ in what they take quoted UTF-8 for (hivexregedit: each byte is a
 * character), and names leave no choice, but data does.
 */
const utf8: EncodingLimits = {
  holdsName: (name) => !/\p{Cs}/u.test(name),
  holdsUnit: (unit) => unit < 0x80,
}

const ansi: EncodingLimits = {
  holdsName(name) {
    for (let index = 0; index < name.length; index++)
      if (!this.holdsUnit(name.charCodeAt(index))) return false
    return true
  },
  holdsUnit: (unit) => windows1252().has[unit] === 1,
}

export const encodingLimits: Readonly<Record<RegEncoding, EncodingLimits>> = {
  'utf-16le': utf16,
  'utf-8': utf8,
  'windows-1252': ansi,
}

/** The byte of code page 1252 for a code unit; a question mark for what it lacks, as Windows puts there. */
export function ansiByte(unit: number): number {
  return windows1252().bytes[unit] as number
}

interface AnsiTable {
  readonly bytes: Uint8Array
  readonly has: Uint8Array
}
let table: AnsiTable | undefined

/** Built when it is needed: most runs write Unicode. */
function windows1252(): AnsiTable {
  if (table) return table
  const bytes = new Uint8Array(0x10000).fill('?'.charCodeAt(0))
  const has = new Uint8Array(0x10000)
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const text = ansiDecoder(1252).decode(all, true)
  for (const byte of all) {
    const unit = text.charCodeAt(byte)
    bytes[unit] = byte
    has[unit] = 1
  }
  table = { bytes, has }
  return table
}
