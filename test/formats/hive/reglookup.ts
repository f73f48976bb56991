import { type RegistryNode, type RegistryValue, valueTypes } from '../../../src/index.ts'

/** What reglookup calls a type, and how it prints data of it. */
const types: ReadonlyMap<
  number,
  readonly [name: string, form: 'bytes' | 'text' | 'dword' | 'qword' | 'other']
> = new Map([
  [valueTypes.REG_NONE, ['NONE', 'bytes']],
  [valueTypes.REG_SZ, ['SZ', 'text']],
  [valueTypes.REG_EXPAND_SZ, ['EXPAND_SZ', 'text']],
  [valueTypes.REG_BINARY, ['BINARY', 'bytes']],
  [valueTypes.REG_DWORD, ['DWORD', 'dword']],
  [valueTypes.REG_DWORD_BIG_ENDIAN, ['DWORD_BE', 'other']],
  [valueTypes.REG_LINK, ['LINK', 'other']],
  [valueTypes.REG_MULTI_SZ, ['MULTI_SZ', 'other']],
  [valueTypes.REG_RESOURCE_LIST, ['RSRC_LIST', 'bytes']],
  [valueTypes.REG_FULL_RESOURCE_DESCRIPTOR, ['RSRC_DESC', 'bytes']],
  [valueTypes.REG_RESOURCE_REQUIREMENTS_LIST, ['RSRC_REQ_LIST', 'bytes']],
  [valueTypes.REG_QWORD, ['QWORD', 'qword']],
])

/** Characters that reglookup prints as they are; beyond them its output has more than one meaning. */
const plain = /^[ -~]*$/
const needsQuoting = /[%",/]/

/** Longer data is in segments, which it joins in the order in which they happen to lie in the file. */
const longestCell = 16_344

/** A line of `reglookup -H`; what its output does not tell for certain is null. */
export interface Row {
  readonly path: string | null
  readonly type: string
  /** Bytes one a character, text or a number. */
  readonly data: string | null
  readonly written: string
}

/** The lines that it should print for a hive: each key before its values, and these before the keys below it. */
export function rowsOf(key: RegistryNode, path: string | null = '', rows: Row[] = []): Row[] {
  const written = new Date(Number((key.lastWritten ?? 0n) / 10_000n - 11_644_473_600_000n))
  rows.push({
    path: path === '' ? '/' : path,
    type: 'KEY',
    data: '',
    written: written.toISOString().slice(0, 19).replace('T', ' '),
  })
  for (const value of key.values) {
    const [type, form] = types.get(value.type) ?? [`0x${hexNumber(BigInt(value.type), 8)}`, 'bytes']
    rows.push({ path: below(path, value.name), type, data: dataOf(value, form), written: '' })
  }
  for (const inner of key.keys) rowsOf(inner, below(path, inner.name), rows)
  return rows
}

function below(path: string | null, name: string): string | null {
  return path === null || !plain.test(name) || needsQuoting.test(name) ? null : `${path}/${name}`
}

function dataOf({ data }: RegistryValue, form: string): string | null {
  const bytes = Buffer.from(data)
  switch (form) {
    case 'bytes':
      return bytes.length > longestCell ? null : bytes.toString('latin1')
    case 'dword':
      return bytes.length === 4 ? `0x${hexNumber(BigInt(bytes.readUInt32LE()), 8)}` : null
    case 'qword':
      return bytes.length === 8 ? `0x${hexNumber(bytes.readBigUInt64LE(), 16)}` : null
    case 'text': {
      const text = bytes.toString('utf16le').replace(/\0$/, '')
      return bytes.length % 2 === 0 && plain.test(text) ? text : null
    }
    default:
      return null
  }
}

function hexNumber(number: bigint, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, '0')
}

/** What `reglookup -H` printed, without what has more than one meaning. */
export function parseRows(output: string, wanted: readonly Row[]): Row[] {
  const lines = output.split('\n').slice(0, -1)
  return lines.map((line, index) => {
    const [path = '', type = '', data = '', written = '', ...rest] = line.split(',')
    if (rest.length > 0) throw new Error(`line ${index + 1} has more than four fields: ${line}`)
    const of = wanted[index]
    return {
      path: of?.path === null ? null : path,
      type,
      data: of?.data === null ? null : data === '(null)' ? '' : unquoted(data),
      written,
    }
  })
}

function unquoted(field: string): string {
  return field.replace(/%([0-9A-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)))
}
