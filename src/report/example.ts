import type { Example, ExampleTyped, ExampleValue, ExampleValues } from '../rules/index.ts'

/** An example as a person reads it: keys in brackets, values decoded (in .reg text a list would be hexadecimal). */
export function exampleText(example: Example): string {
  if (example.hive !== undefined) return example.hive.shows
  if (example.text !== undefined) return example.text.replaceAll('\r\n', '\n').trimEnd()
  const blocks: string[] = []
  if (example.select) blocks.push(block('Select', example.select))
  if (example.groupOrder) blocks.push(block('Control\\ServiceGroupOrder', { List: example.groupOrder }))
  if (example.vectors) {
    const lines = Object.entries(example.vectors).map(([group, vector]) => `${group} = ${vectorText(vector)}`)
    blocks.push(['[Control\\GroupOrderList]', ...lines].join('\n'))
  }
  for (const [path, values] of Object.entries(example.keys ?? {})) blocks.push(block(path, values))
  for (const [name, values] of Object.entries(example.services ?? {}))
    blocks.push(block(`Services\\${name}`, values))
  return blocks.join('\n\n')
}

function block(path: string, values: ExampleValues): string {
  const lines = [`[${path}]`]
  const below: string[] = []
  for (const [name, value] of Object.entries(values))
    if (isKey(value)) below.push(block(`${path}\\${name}`, value))
    else lines.push(`${name === '' ? '@' : name} = ${valueText(value)}`)
  return [lines.join('\n'), ...below].join('\n\n')
}

function isTyped(value: ExampleValue): value is ExampleTyped {
  return typeof value === 'object' && 'type' in value && 'data' in value && Array.isArray(value['data'])
}

function isKey(value: ExampleValue): value is ExampleValues {
  return typeof value === 'object' && !Array.isArray(value) && !isTyped(value)
}

function valueText(value: Exclude<ExampleValue, ExampleValues>): string {
  if (typeof value === 'number') return `${value}`
  if (typeof value === 'string') return `"${value}"`
  if (isTyped(value)) return `registry type ${value.type}: ${bytesText(value.data)}`
  return (value as readonly string[]).map((item) => `"${item}"`).join(', ') || '(empty list)'
}

/** A vector by its tags, in load order, or by its bytes where an example is about these. */
function vectorText(vector: readonly number[] | ExampleTyped): string {
  return 'type' in vector
    ? `registry type ${vector.type}: ${bytesText(vector.data)}`
    : `${vector.length} tags: ${vector.join(' ')}`
}

function bytesText(data: readonly number[]): string {
  return data.map((byte) => byte.toString(16).padStart(2, '0')).join(' ') || '(no bytes)'
}
