import { compareText } from '../../../../src/diagnostics/index.ts'
import { upcase } from '../../../../src/registry/index.ts'
import type { Cells } from './cells.ts'
import type { KeySpec } from './describe.ts'
import { keyFlags, keyNode, nowhere } from './fields.ts'
import { type ListElement, usualListKind, writeSubkeyLists } from './lists.ts'
import { storeName } from './names.ts'
import type { CellPlace, KeyPlaces } from './places.ts'
import { setReferenceCount, writeSecurity } from './security.ts'
import { type ValueOptions, writeValues } from './values.ts'

export interface KeyOptions extends ValueOptions {
  readonly lastWritten: bigint
}

/** What the list of volatile subkeys of a key that had some points to: an offset in memory, not in the file. */
const volatileList = 0x80000020

/** Writes a tree of keys: every key before its values, these before its subkeys, and the list of these last. */
export class KeyWriter {
  readonly places: Map<string, KeyPlaces[]> = new Map()
  private readonly cells: Cells
  private readonly options: KeyOptions
  private sk: CellPlace | undefined
  private count = 0

  constructor(cells: Cells, options: KeyOptions) {
    this.cells = cells
    this.options = options
  }

  /** Returns the cells of the root key and of the security descriptor. */
  writeRoot(root: KeySpec): { nk: CellPlace; security: CellPlace } {
    const { nk } = this.write(root, '', nowhere, keyFlags.hiveEntry | keyFlags.noDelete)
    const security = this.securityCell()
    setReferenceCount(this.cells, security, this.count)
    return { nk, security }
  }

  private write(spec: KeySpec, path: string, parent: number, moreFlags = 0): KeyPlaces {
    const { cells, options } = this
    const name = storeName(spec.name, options.compressNames)
    const nk = cells.allocate(keyNode.name + name.bytes.length)
    this.count++
    const security = this.securityCell()
    const className = this.writeClassName(spec.className)
    const values = writeValues(cells, spec.values ?? [], options)
    const subkeys = this.writeSubkeys(spec, path, nk)

    const flags =
      moreFlags |
      (spec.flags ?? 0) |
      (name.compressed ? keyFlags.compressedName : 0) |
      (spec.symbolicLink ? keyFlags.symbolicLink : 0)
    cells.put(nk.content + keyNode.signature, 'nk')
    cells.u16(nk.content + keyNode.flags, flags)
    cells.u64(nk.content + keyNode.lastWritten, spec.lastWritten ?? options.lastWritten)
    const volatileKeys = spec.volatileKeys ?? 0
    const numbers: Partial<Record<keyof typeof keyNode, number>> = {
      parent,
      subkeyCount: subkeys.listed.length,
      volatileSubkeyCount: volatileKeys,
      subkeyList: (subkeys.indexRoot ?? subkeys.leaves[0])?.offset ?? nowhere,
      volatileSubkeyList: volatileKeys > 0 ? volatileList : nowhere,
      valueCount: values.places.length,
      valueList: values.valueList?.offset ?? nowhere,
      security: security.offset,
      className: className?.offset ?? nowhere,
      // Sizes as if every name stood in UTF-16.
      largestSubkeyName: largest(subkeys.listed, (subkey) => subkey.name.length * 2),
      largestSubkeyClassName: largest(subkeys.listed, (subkey) => (subkey.className?.length ?? 0) * 2),
      largestValueName: largest(spec.values ?? [], (value) => value.name.length * 2),
      largestValueData: largest(spec.values ?? [], (value) => value.data.length),
    }
    for (const [field, number] of Object.entries(numbers))
      cells.u32(nk.content + keyNode[field as keyof typeof keyNode], number)
    cells.u16(nk.content + keyNode.nameLength, name.bytes.length)
    cells.u16(nk.content + keyNode.classNameLength, (spec.className?.length ?? 0) * 2)
    cells.put(nk.content + keyNode.name, name.bytes)

    const { valueList, places } = values
    const { leaves, indexRoot } = subkeys
    const written: KeyPlaces = { path, nk, className, valueList, values: places, leaves, indexRoot }
    this.remember(written)
    return written
  }

  private writeSubkeys(
    spec: KeySpec,
    path: string,
    nk: CellPlace,
  ): { listed: KeySpec[]; leaves: CellPlace[]; indexRoot: CellPlace | undefined } {
    const subkeys = (spec.keys ?? []).map((key) => ({ key, upper: upcase(key.name) }))
    if (!spec.unsorted) subkeys.sort((a, b) => compareText(a.upper, b.upper))
    const elements: ListElement[] = []
    for (const { key } of subkeys) {
      const countBefore = this.count
      const written = this.write(key, path === '' ? key.name : `${path}\\${key.name}`, nk.offset)
      if (!key.unlisted) elements.push({ name: key.name, offset: written.nk.offset })
      if (key.unlisted !== 'freed') continue
      // A deleted key keeps its bytes until they are needed: its cells, and those of all below it, are only marked.
      this.cells.freeSince(written.nk)
      this.count = countBefore
    }
    const listed = subkeys.filter(({ key }) => !key.unlisted).map(({ key }) => key)
    const kind = spec.list ?? usualListKind(this.options.minorVersion)
    return { listed, ...writeSubkeyLists(this.cells, elements, kind, spec.listLength) }
  }

  private writeClassName(name: string | undefined): CellPlace | undefined {
    if (name === undefined) return undefined
    const { bytes } = storeName(name, false)
    const cell = this.cells.allocate(bytes.length)
    this.cells.put(cell.content, bytes)
    return cell
  }

  private securityCell(): CellPlace {
    this.sk ??= writeSecurity(this.cells)
    return this.sk
  }

  private remember(written: KeyPlaces): void {
    const same = this.places.get(written.path)
    if (same) same.push(written)
    else this.places.set(written.path, [written])
  }
}

function largest<T>(items: readonly T[], size: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, size(item)), 0)
}
