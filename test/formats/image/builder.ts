/** Builds PE images and API set schemas, for tests: only what a reader of imports looks at is filled in. */

export interface ImageOptions {
  /** PE32+ (64-bit) or PE32. Default true. */
  readonly is64?: boolean
  /** File names, in the order of the import table. */
  readonly imports?: readonly string[]
  /** Further sections. */
  readonly sections?: readonly { readonly name: string; readonly data: Uint8Array }[]
}

export const peAt = 0x80
export const fileHeaderSize = 24
const optionalSize = { pe32: 224, pe32plus: 240 } as const
const sectionHeaderSize = 40
const fileAlignment = 0x200
const pageSize = 0x1000

export function buildImage({ is64 = true, imports = [], sections = [] }: ImageOptions = {}): Uint8Array {
  const optional = is64 ? optionalSize.pe32plus : optionalSize.pe32
  const importAt = pageSize
  const all = [
    ...(imports.length > 0 ? [{ name: '.idata', data: importSection(imports, importAt) }] : []),
    ...sections,
  ]
  const headers = roundUp(peAt + fileHeaderSize + optional + all.length * sectionHeaderSize, fileAlignment)
  const size = all.reduce((sum, { data }) => sum + roundUp(data.length, fileAlignment), headers)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  put(bytes, 0, 'MZ')
  view.setUint32(0x3c, peAt, true)
  put(bytes, peAt, 'PE\0\0')
  view.setUint16(peAt + 4, is64 ? 0x8664 : 0x14c, true)
  view.setUint16(peAt + 6, all.length, true)
  view.setUint16(peAt + 20, optional, true)
  const at = peAt + fileHeaderSize
  view.setUint16(at, is64 ? 0x20b : 0x10b, true)
  view.setUint32(at + 32, pageSize, true)
  view.setUint32(at + 36, fileAlignment, true)
  view.setUint32(at + 60, headers, true)
  view.setUint32(at + (is64 ? 108 : 92), 16, true)
  if (imports.length > 0) view.setUint32(at + (is64 ? 112 : 96) + 8, importAt, true)
  let raw = headers
  let address = pageSize
  for (const [index, { name, data }] of all.entries()) {
    const header = at + optional + index * sectionHeaderSize
    put(bytes, header, name)
    view.setUint32(header + 8, data.length, true)
    view.setUint32(header + 12, address, true)
    view.setUint32(header + 16, data.length, true)
    view.setUint32(header + 20, raw, true)
    bytes.set(data, raw)
    raw += roundUp(data.length, fileAlignment)
    address += roundUp(data.length, pageSize)
  }
  return bytes
}

/** Descriptors, a zero one, then the names. */
function importSection(imports: readonly string[], address: number): Uint8Array {
  const names = (imports.length + 1) * 20
  const bytes = new Uint8Array(names + imports.reduce((sum, name) => sum + name.length + 1, 0))
  const view = new DataView(bytes.buffer)
  let at = names
  for (const [index, name] of imports.entries()) {
    view.setUint32(index * 20 + 12, address + at, true)
    // The thunks do not matter: only that there are some.
    view.setUint32(index * 20 + 16, address, true)
    put(bytes, at, name)
    at += name.length + 1
  }
  return bytes
}

export interface Contract {
  /** With `api-` or `ext-`, without `.dll`. */
  readonly name: string
  /** Hosts by the image that imports; the empty string for all others. */
  readonly hosts: Readonly<Record<string, string>>
}

/** An apisetschema.dll of Windows 7 (2), 8.1 (4) or 10 (6). */
export function buildSchemaImage(version: 2 | 4 | 6, contracts: readonly Contract[]): Uint8Array {
  return buildImage({ sections: [{ name: '.apiset', data: buildSchema(version, contracts) }] })
}

export function buildSchema(version: 2 | 4 | 6, contracts: readonly Contract[]): Uint8Array {
  const header = { 2: 8, 4: 16, 6: 28 }[version]
  const entrySize = version === 2 ? 12 : 24
  const valueSize = version === 2 ? 16 : 20
  const valuesHead = { 2: 4, 4: 8, 6: 0 }[version]
  const parts: { at: number; bytes: Uint8Array }[] = []
  let end = header + contracts.length * entrySize
  const reserve = (size: number): number => {
    const at = end
    end += size
    return at
  }
  const text = (value: string): { at: number; length: number } => {
    const bytes = Buffer.from(value, 'utf16le')
    const at = reserve(bytes.length)
    parts.push({ at, bytes })
    return { at, length: bytes.length }
  }
  const numbers: [at: number, value: number][] = [[0, version]]
  if (version === 2) numbers.push([4, contracts.length])
  else numbers.push([12, contracts.length])
  if (version === 6) numbers.push([16, header])
  for (const [index, { name, hosts }] of contracts.entries()) {
    const entry = header + index * entrySize
    const pairs = Object.entries(hosts)
    const named = text(version === 6 ? name : name.slice(4))
    const values = reserve(valuesHead + pairs.length * valueSize)
    const [nameField, valuesField] = version === 2 ? [0, 8] : [4, version === 4 ? 20 : 16]
    numbers.push([entry + nameField, named.at], [entry + nameField + 4, named.length])
    numbers.push([entry + valuesField, values])
    if (version === 6) numbers.push([entry + 12, 2 * name.lastIndexOf('-')], [entry + 20, pairs.length])
    else numbers.push([values + valuesHead - 4, pairs.length])
    for (const [number, [importer, host]] of pairs.entries()) {
      const value = values + valuesHead + number * valueSize + (version === 2 ? 0 : 4)
      const [from, to] = [text(importer), text(host)]
      numbers.push([value, from.at], [value + 4, from.length], [value + 8, to.at], [value + 12, to.length])
    }
  }
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  for (const part of parts) bytes.set(part.bytes, part.at)
  for (const [at, value] of numbers) view.setUint32(at, value, true)
  return bytes
}

function put(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) bytes[at + index] = text.charCodeAt(index)
}

function roundUp(size: number, to: number): number {
  return Math.ceil(size / to) * to
}
