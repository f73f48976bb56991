/** Typed readings of registry data. All of them are total: a defect is named in the result, never thrown. */

/** The number of a REG_DWORD (four bytes, little-endian), or undefined when it is not four bytes long. */
export function decodeDword(data: Uint8Array): number | undefined {
  if (data.length !== 4) return undefined
  // A DataView would need the array's buffer, which short arrays do not have until it is asked for.
  return (unitAt(data, 0) | (unitAt(data, 1) << 16)) >>> 0
}

/** UTF-16LE text of all bytes, NULs included; a last odd byte is dropped. Lone surrogates are kept. */
export function decodeUtf16(data: Uint8Array): string {
  return textOfUnits(data, 0, data.length >> 1)
}

/** Most texts of a registry are so short that making a Buffer for the native decoder costs more than it saves. */
const longText = 48

/** Text of the units from number `from` up to `to`. */
function textOfUnits(data: Uint8Array, from: number, to: number): string {
  if (to - from > longText)
    return Buffer.from(data.buffer, data.byteOffset + from * 2, (to - from) * 2).toString('utf16le')
  const units = unitsOfLength(to - from)
  for (let at = from; at < to; at++) units[at - from] = unitAt(data, at)
  return String.fromCharCode.apply(null, units)
}

const unitArrays: number[][] = []

/** An array of so many numbers, the same at each call: texts are made too often to make one for each. */
function unitsOfLength(length: number): number[] {
  unitArrays[length] ??= new Array<number>(length).fill(0)
  return unitArrays[length]
}

function unitAt(data: Uint8Array, at: number): number {
  return (data[at * 2] as number) | ((data[at * 2 + 1] as number) << 8)
}

/** The number of the first NUL from `from` on, or -1. */
function findNul(data: Uint8Array, from: number, count: number): number {
  for (let at = from; at < count; at++) if (unitAt(data, at) === 0) return at
  return -1
}

/** The bytes of a text as the registry stores it, with `terminators` NULs behind it. */
export function encodeUtf16(text: string, terminators = 0): Uint8Array {
  const bytes = new Uint8Array((text.length + terminators) * 2)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    bytes[index * 2] = unit & 0xff
    bytes[index * 2 + 1] = unit >> 8
  }
  return bytes
}

/** What is wrong with the bytes of a text. */
export type TextDefect = 'no-terminator' | 'odd-length' | 'text-after-terminator'

/** The same of a list, which an empty string may end before its last string. */
export type ListDefect = TextDefect | 'empty-element'

export interface DecodedText {
  readonly text: string
  readonly defects: readonly TextDefect[]
}

/** The text of a REG_SZ or REG_EXPAND_SZ: up to its first NUL. No byte at all is an empty text without a defect. */
export function decodeText(data: Uint8Array): DecodedText {
  const count = data.length >> 1
  const end = findNul(data, 0, count)
  const isOdd = data.length % 2 === 1
  if (end !== -1 && end === count - 1 && !isOdd) return { text: textOfUnits(data, 0, end), defects: none }
  const defects: TextDefect[] = []
  if (isOdd) defects.push('odd-length')
  if (end === -1) {
    if (count > 0) defects.push('no-terminator')
    return { text: textOfUnits(data, 0, count), defects }
  }
  for (let at = end; at < count; at++)
    if (unitAt(data, at) !== 0) {
      defects.push('text-after-terminator')
      break
    }
  return { text: textOfUnits(data, 0, end), defects }
}

const none: readonly TextDefect[] = []

/** One string of a REG_MULTI_SZ and the bytes it stands in, its NUL left out. */
export interface ListElement {
  readonly text: string
  readonly byteOffset: number
  readonly byteLength: number
}

export interface DecodedList {
  readonly elements: readonly ListElement[]
  readonly defects: readonly ListDefect[]
}

/**
 * The strings of a REG_MULTI_SZ: each ends in a NUL, the list in an empty string. A single NUL or no byte at all is
 * an empty list and normal. Empty strings before the end are kept as elements and named in `defects`, as Windows'
 * own group list reader skips them and goes on.
 */
export function decodeList(data: Uint8Array): DecodedList {
  const count = data.length >> 1
  const defects: ListDefect[] = []
  if (data.length % 2 === 1) defects.push('odd-length')
  let last = count
  while (last > 0 && unitAt(data, last - 1) === 0) last--
  if (last === count && count > 0) defects.push('no-terminator')
  const elements: ListElement[] = []
  let start = 0
  while (start < last) {
    let end = findNul(data, start, count)
    if (end === -1 || end > last) end = last
    if (end === start && !defects.includes('empty-element')) defects.push('empty-element')
    elements.push({
      text: textOfUnits(data, start, end),
      byteOffset: start * 2,
      byteLength: (end - start) * 2,
    })
    start = end + 1
  }
  return { elements, defects }
}
