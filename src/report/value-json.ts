import { jsonText } from './escape.ts'

/** Text that stands in JSON as it is: printable ASCII without quotes and backslashes. */
const plain = /^[ !#-[\]-~]*$/

/** A text as JSON; see {@link jsonText}. */
export function jsonString(text: string): string {
  return plain.test(text) ? `"${text}"` : jsonText(text).slice(0, -1)
}

/** Bytes of data as hexadecimal. */
export function hexOf(data: Uint8Array, from: number, end: number): string {
  return bufferOf(data).toString('hex', from, Math.min(end, data.length))
}

/** Makes the field for what data means, its comma included; an empty text where it is not exactly that. */
type Decoder = (data: Uint8Array) => string

const decoders: ReadonlyMap<string, Decoder> = new Map([
  ['REG_SZ', textField],
  ['REG_EXPAND_SZ', textField],
  ['REG_MULTI_SZ', listField],
  ['REG_DWORD', (data) => (data.length === 4 ? `,"number":${bufferOf(data).readUInt32LE(0)}` : '')],
  [
    'REG_DWORD_BIG_ENDIAN',
    (data) => (data.length === 4 ? `,"number":${bufferOf(data).readUInt32BE(0)}` : ''),
  ],
  ['REG_QWORD', (data) => (data.length === 8 ? `,"number":"${bufferOf(data).readBigUInt64LE(0)}"` : '')],
])

/** `,"text":"…"`, `,"list":[…]` or `,"number":…` where the data is exactly that; else an empty text. */
export function decodedJson(type: string | undefined, data: Uint8Array): string {
  return decoders.get(type ?? '')?.(data) ?? ''
}

/** One NUL, at the end. */
function textField(data: Uint8Array): string {
  const end = data.length - 2
  if (end < 0 || data.length % 2 === 1 || data[end] !== 0 || data[end + 1] !== 0) return ''
  const text = bufferOf(data).toString('utf16le', 0, end)
  return text.includes('\0') ? '' : `,"text":${jsonString(text)}`
}

/** Texts of at least one character, a NUL behind each, and one more at the end. */
function listField(data: Uint8Array): string {
  if (data.length === 0 || data.length % 2 === 1) return ''
  const all = bufferOf(data).toString('utf16le')
  if (all === '\0') return ',"list":[]'
  if (!all.endsWith('\0\0')) return ''
  const texts = all.slice(0, -2).split('\0')
  return texts.includes('') ? '' : `,"list":[${texts.map(jsonString).join(',')}]`
}

function bufferOf(data: Uint8Array): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.length)
}
