import { encodeUtf16 } from '../../src/registry/index.ts'
import type { Example, ExampleTyped, ExampleValue, ExampleValues } from '../../src/rules/index.ts'

const header = 'Windows Registry Editor Version 5.00'
const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'

/** An example as the .reg text that a user would have, so that reading, places and decoding are exercised too. */
export function renderExample(example: Example): string {
  if (example.text !== undefined) return example.text
  const whole = example.fragment !== true
  const set = `${system}\\${whole ? 'ControlSet001' : 'CurrentControlSet'}`
  const lines: string[] = [header]
  const key = (path: string, values: ExampleValues): void => renderKey(lines, path, values)
  for (const [path, values] of Object.entries(example.keys ?? {})) key(`${set}\\${path}`, values)
  if (example.vectors)
    key(
      `${set}\\Control\\GroupOrderList`,
      Object.fromEntries(Object.entries(example.vectors).map(([group, tags]) => [group, vectorOf(tags)])),
    )
  const groupOrder = example.groupOrder ? { List: example.groupOrder } : {}
  if (whole || example.groupOrder) key(`${set}\\Control\\ServiceGroupOrder`, groupOrder)
  key(`${set}\\Services`, {})
  for (const [name, values] of Object.entries(example.services ?? {}))
    key(`${set}\\Services\\${name}`, values)
  const select = example.select ?? { Current: 1, Default: 1, Failed: 0, LastKnownGood: 1 }
  if (whole) key(`${system}\\Select`, select)
  return `${lines.join('\r\n')}\r\n`
}

/** The bytes of an example file. */
export function encodeExample(example: Example): Uint8Array {
  const text = renderExample(example)
  return example.encoding === 'utf-16le' ? encodeUtf16(`\ufeff${text}`) : new TextEncoder().encode(text)
}

function renderKey(lines: string[], path: string, values: ExampleValues): void {
  lines.push('', `[${path}]`)
  for (const [name, value] of Object.entries(values))
    if (!isSubkey(value)) lines.push(`"${escaped(name)}"=${renderValue(value)}`)
  for (const [name, value] of Object.entries(values))
    if (isSubkey(value)) renderKey(lines, `${path}\\${name}`, value)
}

function renderValue(value: Exclude<ExampleValue, ExampleValues>): string {
  if (typeof value === 'number') return `dword:${value.toString(16).padStart(8, '0')}`
  if (typeof value === 'string') return `"${escaped(value)}"`
  if (isTyped(value))
    return `${value.type === 3 ? 'hex' : `hex(${value.type.toString(16)})`}:${hexBytes(value.data)}`
  return `hex(7):${hexBytes(encodeUtf16([...value, ''].join('\0'), 1))}`
}

function vectorOf(tags: readonly number[] | ExampleTyped): ExampleTyped {
  if (isTyped(tags)) return tags
  const bytes = new DataView(new ArrayBuffer((tags.length + 1) * 4))
  for (const [index, number] of [tags.length, ...tags].entries()) bytes.setUint32(index * 4, number, true)
  return { type: 3, data: [...new Uint8Array(bytes.buffer)] }
}

function isTyped(value: unknown): value is ExampleTyped {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return 'type' in value && typeof value.type === 'number' && 'data' in value && Array.isArray(value.data)
}

function isSubkey(value: ExampleValue): value is ExampleValues {
  return typeof value === 'object' && !Array.isArray(value) && !isTyped(value)
}

function hexBytes(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(',')
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
}
