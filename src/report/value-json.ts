import { jsonText } from './escape.ts'

/** Text that stands in JSON as it is: printable ASCII without quotes and backslashes. */
const plain = /^[ !#-[\]-~]*$/

/** A text as JSON; see {@link jsonText}. */
export function jsonString(text: string): string {
  return plain.test(text) ? `"${text}"` : jsonText(text).slice(0, -1)
}

/** Makes the field for what data means, its comma included; an empty text where it is not exactly that. */
type Decoder = (data: Uint8Array, bytes: Buffer) => string

const decoders: ReadonlyMap<string, Decoder> = new Map([
  ['REG_SZ', textField],
  ['REG_EXPAND_SZ', textField],
  ['REG_MULTI_SZ', listField],
  ['REG_DWORD', numberField(4, (bytes, at) => bytes.readUInt32LE(at))],
  ['REG_DWORD_BIG_ENDIAN', numberField(4, (bytes, at) => bytes.readUInt32BE(at))],
  ['REG_QWORD', numberField(8, (bytes, at) => `"${bytes.readBigUInt64LE(at)}"`)],
])

/** Values as JSON. Data is read through the memory that it lies in: those of a hive share one. */
export class ValueJson {
  private memory: Buffer = Buffer.alloc(0)

  /** Bytes of data as hexadecimal. */
  hex(data: Uint8Array, from: number, end: number): string {
    const start = data.byteOffset
    return this.memoryOf(data).toString('hex', start + from, start + Math.min(end, data.length))
  }

  /** `,"text":"…"`, `,"list":[…]` or `,"number":…` where the data is exactly that; else an empty text. */
  meaning(type: string | undefined, data: Uint8Array): string {
    return decoders.get(type ?? '')?.(data, this.memoryOf(data)) ?? ''
  }

  private memoryOf({ buffer }: Uint8Array): Buffer {
    if (this.memory.buffer !== buffer) this.memory = Buffer.from(buffer)
    return this.memory
  }
}

function numberField(length: number, read: (bytes: Buffer, at: number) => number | string): Decoder {
  return (data, bytes) => (data.length === length ? `,"number":${read(bytes, data.byteOffset)}` : '')
}

/** One NUL, at the end. */
function textField(data: Uint8Array, bytes: Buffer): string {
  const end = data.length - 2
  if (end < 0 || data.length % 2 === 1 || data[end] !== 0 || data[end + 1] !== 0) return ''
  const text = bytes.toString('utf16le', data.byteOffset, data.byteOffset + end)
  return text.includes('\0') ? '' : `,"text":${jsonString(text)}`
}

/** Texts of at least one character, a NUL behind each, and one more at the end. */
function listField(data: Uint8Array, bytes: Buffer): string {
  if (data.length === 0 || data.length % 2 === 1) return ''
  const all = bytes.toString('utf16le', data.byteOffset, data.byteOffset + data.length)
  if (all === '\0') return ',"list":[]'
  if (!all.endsWith('\0\0')) return ''
  const texts = all.slice(0, -2).split('\0')
  return texts.includes('') ? '' : `,"list":[${texts.map(jsonString).join(',')}]`
}
