import { upcase } from '../../registry/index.ts'
import { type SchemaLayout, schemaLayouts } from './api-set-layout.ts'
import { readHeaders } from './headers.ts'
import { longestName } from './layout.ts'
import { ImageView } from './view.ts'

/** Which images implement the contracts that others import. */
export interface ApiSets {
  /** Whether it is a schema that can be read; without it no contract is known, and the defects say why. */
  readonly isSchema: boolean
  /** What is wrong with it, as clauses that follow its name. */
  readonly defects: readonly string[]
  /**
   * File name of the image that implements a contract for an importing image; null where the schema says that none
   * does, undefined where it does not hold the contract.
   */
  hostOf(contract: string, importer: string): string | null | undefined
}

/** Whether the name of an import is a contract: `api-ms-win-…`, `ext-ms-win-…` ("Windows API sets", Microsoft Learn). */
export function isContract(name: string): boolean {
  return /^(?:api|ext)-/i.test(name)
}

/** Whether a contract may be missing: Microsoft says so of those that begin with `ext-`. */
export function isOptionalContract(name: string): boolean {
  return /^ext-/i.test(name)
}

interface Host {
  /** Upper-cased name of the importing image; empty for all others. */
  readonly importer: string
  readonly file: string
}

/** Reads the schema in apisetschema.dll, in its section `.apiset`. Never throws. */
export function readApiSets(bytes: Uint8Array): ApiSets {
  const headers = readHeaders(bytes)
  if (typeof headers === 'string') return noSchema(headers)
  const section = headers.sections.find(({ name }) => name === '.apiset')
  if (section === undefined) return noSchema('it has no section .apiset')
  const view = new ImageView(headers.view.slice(section.rawPointer, section.rawSize))
  const version = view.dword(0) ?? 0
  const layout = schemaLayouts.get(version)
  if (layout === undefined) return noSchema(`its API set schema is of version ${version}, which is not known`)
  const { hosts, defects } = readEntries(view, layout)
  return {
    isSchema: true,
    defects,
    hostOf(contract, importer) {
      const found = keysOf(contract, layout)
        .map((key) => hosts.get(key))
        .find((list) => list !== undefined)
      if (found === undefined) return undefined
      const id = upcase(importer)
      const host = found.find((each) => each.importer === id) ?? found.find((each) => each.importer === '')
      return host?.file || null
    },
  }
}

function noSchema(defect: string): ApiSets {
  return { isSchema: false, defects: [defect], hostOf: () => undefined }
}

/** What a contract may stand under: before version 6 with its whole version, and without `api-` and `ext-`. */
function keysOf(contract: string, { entry }: SchemaLayout): string[] {
  const name = upcase(contract).replace(/\.DLL$/, '')
  return entry.countingLength === undefined ? [name, name.slice('api-'.length)] : [withoutLastPart(name)]
}

/** Up to the last hyphen: of versions that differ behind it, any one serves. */
function withoutLastPart(name: string): string {
  const hyphen = name.lastIndexOf('-')
  return hyphen === -1 ? name : name.slice(0, hyphen)
}

function readEntries(
  view: ImageView,
  layout: SchemaLayout,
): { hosts: ReadonlyMap<string, readonly Host[]>; defects: readonly string[] } {
  const { entry, value } = layout
  const hosts = new Map<string, readonly Host[]>()
  const start = layout.entriesAt === undefined ? layout.entries : (view.dword(layout.entriesAt) ?? view.size)
  const claimed = view.dword(layout.count) ?? 0
  // What overlaps could be counted again and again: no more is read than has room side by side.
  const count = Math.min(claimed, Math.floor(view.size / entry.size))
  let valuesLeft = Math.floor(view.size / value.size)
  let lost = claimed - count
  for (let index = 0; index < count; index++) {
    const at = start + index * entry.size
    const name = textAt(view, at + entry.name, at + entry.nameLength)
    const list = name === undefined ? undefined : readHosts(view, layout, at, valuesLeft)
    if (name === undefined || list === undefined) {
      lost++
      continue
    }
    valuesLeft -= list.length
    const id = upcase(name)
    const counting = entry.countingLength === undefined ? undefined : view.dword(at + entry.countingLength)
    const length = (counting ?? 0) / 2
    const key =
      counting === undefined
        ? id
        : length > 0 && length <= id.length
          ? id.slice(0, length)
          : withoutLastPart(id)
    if (!hosts.has(key)) hosts.set(key, list)
  }
  return {
    hosts,
    defects: lost === 0 ? [] : [`${lost} of the ${claimed} entries of its API set schema cannot be read`],
  }
}

function readHosts(view: ImageView, layout: SchemaLayout, entryAt: number, most: number): Host[] | undefined {
  const { entry, value, valuesHead } = layout
  const first = view.dword(entryAt + entry.values)
  if (first === undefined) return undefined
  // The count stands in the entry, or is the number before the first value.
  const count = view.dword(
    entry.valueCount === undefined ? first + valuesHead - 4 : entryAt + entry.valueCount,
  )
  if (count === undefined || count > most) return undefined
  const hosts: Host[] = []
  for (let at = first + valuesHead; hosts.length < count; at += value.size) {
    const importer = textAt(view, at + value.importer, at + value.importerLength)
    const file = textAt(view, at + value.host, at + value.hostLength)
    if (importer === undefined || file === undefined) return undefined
    hosts.push({ importer: upcase(importer), file })
  }
  return hosts
}

/** The text that a field points to, of the bytes that another one counts. */
function textAt(view: ImageView, pointer: number, counter: number): string | undefined {
  const at = view.dword(pointer)
  const length = view.dword(counter)
  if (at === undefined || length === undefined || length > 2 * longestName) return undefined
  // Where there is none, nothing need be there.
  return length === 0 ? '' : view.utf16(at, length)
}
