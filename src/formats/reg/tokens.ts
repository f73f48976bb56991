/**
 * Second stage, upper half: tokens within one line. All functions look at `units[from]` to `units[end - 1]` and return
 * indices; none allocates unless it returns text.
 */

export const TAB = 9
export const BLANK = 32
export const QUOTE = 34
export const HASH = 35
export const COMMA = 44
export const MINUS = 45
export const COLON = 58
export const SEMICOLON = 59
export const EQUALS = 61
export const AT = 64
export const OPEN = 91
export const BACKSLASH = 92
export const CLOSE = 93

/** Value of a hexadecimal digit by its code, 255 for everything else below 128. */
export const hexDigits: Uint8Array = new Uint8Array(128).fill(255)
for (let digit = 0; digit < 16; digit++) {
  const text = digit.toString(16)
  hexDigits[text.charCodeAt(0)] = digit
  hexDigits[text.toUpperCase().charCodeAt(0)] = digit
}

export function hexDigit(unit: number): number {
  return unit < 128 ? (hexDigits[unit] as number) : 255
}

export function skipBlanks(units: Uint16Array, from: number, end: number): number {
  let index = from
  while (index < end && (units[index] === BLANK || units[index] === TAB)) index++
  return index
}

/** Whether nothing but blanks and a `;` comment stands there. */
export function endsHere(units: Uint16Array, from: number, end: number): boolean {
  const index = skipBlanks(units, from, end)
  return index >= end || units[index] === SEMICOLON
}

/** Index of the first quote or backslash from `from` on, or `end`: a string that meets a quote first has no escapes. */
export function plainEnd(units: Uint16Array, from: number, end: number): number {
  let index = from
  while (index < end && units[index] !== QUOTE && units[index] !== BACKSLASH) index++
  return index
}

/** Index of the quote that closes a string whose text begins at `from`, or -1. */
export function closingQuote(units: Uint16Array, from: number, end: number): number {
  let index = from
  for (;;) {
    while (index < end && units[index] !== QUOTE && units[index] !== BACKSLASH) index++
    if (index >= end) return -1
    if (units[index] === QUOTE) return index
    const escaped = units[index + 1]
    // A backslash escapes no line break: what follows a broken line is looked at on its own.
    index += escaped === 10 || escaped === 13 ? 1 : 2
  }
}

/** {@link closingQuote} of a text of which every backslash escapes a backslash or a quote, -1 of any other. */
export function closingQuoteOfPairs(units: Uint16Array, from: number, end: number): number {
  for (let index = from; index < end; index++) {
    const unit = units[index]
    if (unit === QUOTE) return index
    if (unit !== BACKSLASH) continue
    index++
    if (index >= end || (units[index] !== BACKSLASH && units[index] !== QUOTE)) return -1
  }
  return -1
}

/** Up to this length, text is made of single units faster than by a call into the runtime. */
const shortText = 20

/** One array for each such length: short texts are made too often to make an array for each. */
const unitArrays: readonly number[][] = Array.from({ length: shortText + 1 }, (_, length) =>
  new Array<number>(length).fill(0),
)

/** The bytes of the units that were last asked for: to wrap them takes longer than to make a text of some. */
let bytesOfUnits: Buffer = Buffer.alloc(0)

/** The units as text, in a string of its own: slices of a large one would keep all of it in memory. */
export function textOf(units: Uint16Array, from: number, end: number): string {
  if (end - from > shortText) {
    if (bytesOfUnits.buffer !== units.buffer) bytesOfUnits = Buffer.from(units.buffer)
    const { byteOffset } = units
    return bytesOfUnits.toString('utf16le', byteOffset + from * 2, byteOffset + end * 2)
  }
  const few = unitArrays[end - from] as number[]
  for (let index = from; index < end; index++) few[index - from] = units[index] as number
  return String.fromCharCode.apply(null, few)
}

/** A quoted text in both readings. */
export interface QuotedText {
  /** `\\` and `\"` are escapes; any other backslash stands for itself: the writer meant it. */
  readonly written: string
  /** What Regedit makes of it; null where it does not set the value (`\0`). */
  readonly imported: string | null
  /** The first single backslash, that of a `\0` before others, as an index into the units; -1 where there is none. */
  readonly singleAt: number
}

export function quotedText(units: Uint16Array, from: number, end: number): QuotedText {
  const raw = textOf(units, from, end)
  if (!hasBackslash(units, from, end)) return { written: raw, imported: raw, singleAt: -1 }
  return resolveEscapes(raw, from)
}

/** Whether a quoted text has escapes, or backslashes that should be. */
export function hasBackslash(units: Uint16Array, from: number, end: number): boolean {
  for (let index = from; index < end; index++) if (units[index] === BACKSLASH) return true
  return false
}

/** What Regedit makes of a backslash before these letters; before others it drops the backslash. */
const importedEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
])

function resolveEscapes(raw: string, from: number): QuotedText {
  const written: string[] = []
  const imported: string[] = []
  let singleAt = -1
  let nul = false
  let start = 0
  for (let index = raw.indexOf('\\'); index !== -1; index = raw.indexOf('\\', start)) {
    const before = raw.slice(start, index)
    const letter = raw.charAt(index + 1)
    if (letter === '\\' || letter === '"') {
      written.push(before, letter)
      imported.push(before, letter)
    } else {
      if (singleAt === -1 || (letter === '0' && !nul)) singleAt = from + index
      if (letter === '0') nul = true
      written.push(before, '\\', letter)
      imported.push(before, importedEscapes.get(letter) ?? letter)
    }
    start = index + 2
  }
  const rest = raw.slice(start)
  const text = written.join('') + rest
  return { written: text, imported: nul ? null : singleAt === -1 ? text : imported.join('') + rest, singleAt }
}

/** What a line is, by its first unit that is no blank. */
export type LineKind = 'blank' | 'comment' | 'key' | 'value' | 'other'

export function lineKind(units: Uint16Array, from: number, end: number): LineKind {
  const index = skipBlanks(units, from, end)
  if (index >= end) return 'blank'
  switch (units[index]) {
    case SEMICOLON:
    case HASH:
      return 'comment'
    case OPEN:
      return 'key'
    case QUOTE:
    case AT:
      return 'value'
    default:
      return 'other'
  }
}
