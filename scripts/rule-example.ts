import type { Example } from '../src/rules/index.ts'
import { renderExample } from '../test/rules/render-example.ts'

/**
 * An example as a .reg file that can be imported, with a comment above each list and vector, which stand in
 * hexadecimal there.
 */
export function exampleReg(example: Example): string {
  const lines = renderExample(example).replaceAll('\r\n', '\n').trimEnd().split('\n')
  // What is about the text itself stays as it is.
  if (example.text !== undefined) return lines.join('\n')
  let key = ''
  return lines
    .flatMap((line) => {
      if (line.startsWith('[')) key = line
      const shown = legend(line, key)
      return [...(shown === undefined ? [] : [`; ${shown}`]), wrapped(line)]
    })
    .join('\n')
}

/** What the hexadecimal digits of a value say. */
function legend(line: string, key: string): string | undefined {
  const [, type, digits = ''] = /^".*"=(hex(?:\([0-9a-f]+\))?):(.*)$/.exec(line) ?? []
  const bytes = digits === '' ? [] : digits.split(',').map((byte) => Number.parseInt(byte, 16))
  if (type === 'hex(7)' && bytes.length % 2 === 0) {
    const texts = utf16(bytes).split('\0')
    // Each text is ended, and then the list.
    const items = texts.slice(0, texts.at(-1) === '' && texts.at(-2) === '' ? -2 : undefined)
    return items.map((item) => `"${item}"`).join(', ') || 'an empty list'
  }
  if (type === 'hex(1)' || type === 'hex(2)') return `"${utf16(bytes).replace(/\0$/, '')}"`
  if (type !== 'hex' || !key.endsWith('\\Control\\GroupOrderList]') || bytes.length % 4 !== 0)
    return undefined
  const view = new DataView(Uint8Array.from(bytes).buffer)
  const numbers = Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4, true))
  const [count = 0, ...tags] = numbers
  return `count ${count}, tags ${tags.join(' ')}`
}

function utf16(bytes: readonly number[]): string {
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(Uint8Array.from(bytes))
}

const width = 80

/** Hexadecimal digits go on in the next line as Regedit writes them. */
function wrapped(line: string): string {
  const [, head = '', digits] = /^(".*"=hex(?:\([0-9a-f]+\))?:)(.*)$/.exec(line) ?? []
  if (digits === undefined || line.length <= width) return line
  const rows: string[] = []
  let row = head
  for (const [index, byte] of digits.split(',').entries()) {
    const next = `${index === 0 ? '' : ','}${byte}`
    // Room for the comma and the backslash.
    if (row.length + next.length + 2 > width) {
      rows.push(`${row},\\`)
      row = `  ${byte}`
    } else row += next
  }
  return [...rows, row].join('\n')
}
