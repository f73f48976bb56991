import type { PlainRegistry, PlainValue, PlainValues } from './plain-registry.ts'

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
const set = `${system}\\ControlSet001`

/** A plain registry as the .reg text of a whole SYSTEM hive. */
export function regText(registry: PlainRegistry): string {
  const { services, list, vectors = [], early, lastId } = registry
  const lines = ['Windows Registry Editor Version 5.00']
  const key = (path: string, values: PlainValues): void => {
    lines.push('', `[${path}]`)
    for (const [name, value] of Object.entries(values))
      if (value !== undefined) lines.push(`"${escaped(name)}"=${valueText(value)}`)
  }
  key(`${system}\\Select`, { Current: { type: 'REG_DWORD', number: 1 } })
  key(`${set}\\Control`, { EarlyStartServices: early })
  key(`${set}\\Control\\ServiceGroupOrder`, { List: list })
  key(
    `${set}\\Control\\GroupOrderList`,
    Object.fromEntries(vectors.map(({ group, value }) => [group, value])),
  )
  key(`${set}\\Services`, {})
  for (const { name, values, overrides } of services) {
    key(`${set}\\Services\\${name}`, values)
    if (overrides) key(`${set}\\Services\\${name}\\StartOverride`, overrides)
  }
  if (lastId) key(`${system}\\HardwareConfig`, { LastId: lastId })
  return `${lines.join('\r\n')}\r\n`
}

function valueText(value: PlainValue): string {
  switch (value.type) {
    case 'REG_SZ':
      return `"${escaped(value.text)}"`
    case 'REG_DWORD':
      return `dword:${value.number.toString(16).padStart(8, '0')}`
    case 'REG_BINARY':
      return `hex:${hex(value.bytes)}`
    case 'REG_EXPAND_SZ':
      return `hex(2):${hex(Buffer.from(`${value.text}\0`, 'utf16le'))}`
    case 'REG_MULTI_SZ': {
      const text = value.open
        ? value.texts.join('\0')
        : [...value.texts, ''].map((one) => `${one}\0`).join('')
      return `hex(7):${hex(Buffer.from(text, 'utf16le'))}`
    }
  }
}

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(',')
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
}
