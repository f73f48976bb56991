import type { Place } from '../../diagnostics/index.ts'
import { type NamedList, type RegistryNode, upcase } from '../../registry/index.ts'
import { aSubkey, type Cell } from './cells.ts'
import type { HiveContext } from './context.ts'
import { keyName } from './key-name.ts'
import { type HiveValue, readValues } from './key-values.ts'
import { deepestKey, keyFlags, keyNode, keySecurity, NOWHERE, subkeyList } from './layout.ts'
import { readSubkeyList, type SubkeyReference } from './subkey-list.ts'

/** A key of a hive. Its subkeys and values are read when they are asked for, which may be done once. */
export class HiveKey implements RegistryNode {
  readonly name: string
  readonly depth: number
  private readonly hive: HiveContext
  private readonly cell: Cell
  private readonly parent: HiveKey | undefined
  /** Where the root hangs; for other keys made from their parent's when it is asked for. */
  private ownPath: string | undefined

  /** Use {@link readRootKey}; the others come from {@link keys}. */
  constructor(hive: HiveContext, cell: Cell, name: string, parent: HiveKey | string) {
    this.hive = hive
    this.cell = cell
    this.name = name
    this.parent = typeof parent === 'string' ? undefined : parent
    this.depth = typeof parent === 'string' ? 0 : parent.depth + 1
    this.ownPath = typeof parent === 'string' ? parent : undefined
  }

  get path(): string {
    this.ownPath ??= `${this.parent?.path ?? ''}\\${this.name}`
    return this.ownPath
  }

  get at(): Place {
    return this.hive.reporter.place(this, this.cell.at, this.recordLength)
  }

  get lastWritten(): bigint {
    return this.hive.view.time(this.cell.at, keyNode.lastWritten)
  }

  get className(): string | undefined {
    const { hive, cell } = this
    const length = hive.view.number(cell.at, keyNode.classNameLength)
    const offset = hive.view.number(cell.at, keyNode.className)
    if (length === 0 || offset === NOWHERE) return undefined
    const at = cell.at + keyNode.className.at
    const found = hive.classCells.follow(offset, this, at, 'the class name', 0)
    if (found === undefined) return undefined
    if (found.length < length)
      hive.reporter.report('name-cut', this, found.at, found.length, {
        what: 'the class',
        expected: length,
        actual: found.length,
      })
    return hive.view.utf16(found.at, Math.min(length, found.length))
  }

  /** Subkeys in the order of the hive, which is that of their upper-cased names unless it is damaged. */
  get keys(): Iterable<HiveKey> {
    const { hive, cell } = this
    const stated = hive.view.number(cell.at, keyNode.subkeyCount)
    const offset = hive.view.number(cell.at, keyNode.subkeyList)
    if (stated === 0) return []
    if (offset === NOWHERE) {
      hive.reporter.report('subkey-count', this, cell.at + keyNode.subkeyCount.at, 4, {
        expected: stated,
        actual: 0,
      })
      return []
    }
    const { found: listed, complete } = readSubkeyList(hive, this, offset, cell.at + keyNode.subkeyList.at)
    // Where a part of the list is lost, that has been told.
    if (listed.length !== stated && complete)
      hive.reporter.report('subkey-count', this, cell.at + keyNode.subkeyCount.at, 4, {
        expected: stated,
        actual: listed.length,
      })
    if (listed.length > 0 && this.depth >= deepestKey) {
      hive.reporter.report('key-too-deep', this, cell.at + keyNode.subkeyList.at, 4)
      return []
    }
    return this.readSubkeys(listed)
  }

  /** Values in the order of the hive. Of two with one name the first is given. */
  get values(): readonly HiveValue[] {
    return this.readValues()?.all ?? []
  }

  /** The same as a list by name; undefined where the key has none. */
  readValues(): NamedList<HiveValue> | undefined {
    const flags = this.hive.view.number(this.cell.at, keyNode.flags)
    if ((flags & keyFlags.predefinedHandle) !== 0) return undefined
    if (this.hive.view.number(this.cell.at, keyNode.valueCount) === 0) return undefined
    return readValues(this.hive, this, this.cell)
  }

  private get recordLength(): number {
    const length = keyNode.size + this.hive.view.number(this.cell.at, keyNode.nameLength)
    return Math.min(length, this.cell.length)
  }

  /** One after the other: a key may have a hundred thousand. */
  private *readSubkeys(listed: readonly SubkeyReference[]): Generator<HiveKey, void, undefined> {
    const { hive } = this
    let previous: string | undefined
    let previousName = ''
    /** Made at the first name out of order; as long as names ascend, equal ones are neighbours. */
    let seen: Set<string> | undefined
    const names: string[] = []
    for (const reference of listed) {
      const key = readKey(hive, this, reference)
      if (key === undefined) continue
      const upper = upcase(key.name)
      if (previous !== undefined && upper < previous) {
        if (seen === undefined)
          hive.reporter.report('subkey-order', this, reference.at, 4, {
            previous: previousName,
            key: key.name,
          })
        seen ??= new Set(names)
      }
      if (upper === previous || seen?.has(upper)) {
        hive.reporter.report('subkey-duplicate', this, reference.at, 4, { key: key.name })
        continue
      }
      this.checkHash(key, upper, reference)
      seen?.add(upper)
      previous = upper
      previousName = key.name
      if (seen === undefined) names.push(upper)
      yield key
    }
  }

  private checkHash(key: HiveKey, upper: string, { hash, at }: SubkeyReference): void {
    if (hash === undefined || this.hive.isQuiet) return
    let computed = 0
    for (let index = 0; index < upper.length; index++)
      computed = (Math.imul(computed, 37) + upper.charCodeAt(index)) | 0
    if (computed >>> 0 === hash) return
    this.hive.reporter.report('subkey-hash', key, at + subkeyList.hash.at, 4, {
      key: key.name,
      stored: hash,
      computed: computed >>> 0,
    })
  }

  /** How many subkeys the key says it has, no more than the hive has room for. */
  get subkeyCount(): number {
    const { view, bins } = this.hive
    const most = Math.floor((bins.end - bins.start) / keyNode.size)
    return Math.min(view.number(this.cell.at, keyNode.subkeyCount), most)
  }

  /** Visits what belongs to the key and is no part of a registry's contents here: class name and security. */
  visitRest(): void {
    const { hive, cell } = this
    void this.className
    const at = cell.at + keyNode.security.at
    const offset = hive.view.number(cell.at, keyNode.security)
    if (offset === NOWHERE) return
    hive.cells.visitShared(offset, this, at, 'the security descriptor', keySecurity.size)
  }

  /** Offset of this key's cell, as fields count. */
  get offset(): number {
    return this.cell.at - this.hive.cells.headerSize - this.hive.bins.start
  }
}

function readKey(hive: HiveContext, parent: HiveKey, { offset, at }: SubkeyReference): HiveKey | undefined {
  const cell = followToKey(hive, offset, parent, at, aSubkey)
  if (cell === undefined) return undefined
  const key = new HiveKey(hive, cell, readName(hive, parent, cell), parent)
  const stored = hive.view.number(cell.at, keyNode.parent)
  if (stored !== parent.offset)
    hive.reporter.report('key-parent', key, cell.at + keyNode.parent.at, 4, {
      stored,
      expected: parent.offset,
    })
  checkName(hive, key, cell)
  return key
}

/** The root key at `offset`, shown as `path`; undefined, and reported, where no sound one is there. */
export function readRootKey(
  hive: HiveContext,
  offset: number,
  field: number,
  path: string,
): HiveKey | undefined {
  const cell = followToKey(hive, offset, undefined, field, 'the root key')
  if (cell === undefined) return undefined
  const name = readName(hive, undefined, cell)
  return new HiveKey(hive, cell, name, path)
}

function followToKey(
  hive: HiveContext,
  offset: number,
  owner: HiveKey | undefined,
  field: number,
  what: string,
): Cell | undefined {
  const cell = hive.cells.follow(offset, owner, field, what, keyNode.size)
  if (cell === undefined) return undefined
  if (hive.view.isSigned(cell.at, keyNode.signature)) return cell
  hive.cells.reportSignature(cell, owner, what, keyNode.signature)
  return undefined
}

function readName(hive: HiveContext, parent: HiveKey | undefined, cell: Cell): string {
  const stated = hive.view.number(cell.at, keyNode.nameLength)
  const length = Math.min(stated, cell.length - keyNode.size)
  if (length < stated)
    hive.reporter.report('name-cut', parent, cell.at + keyNode.nameLength.at, 2, {
      what: 'a key',
      expected: stated,
      actual: length,
    })
  return keyName(hive.view, cell.at, length)
}

function checkName(hive: HiveContext, key: HiveKey, cell: Cell): void {
  const { name } = key
  const at = cell.at + keyNode.name
  const length = Math.max(1, hive.view.number(cell.at, keyNode.nameLength))
  if (name === '') hive.reporter.report('name-empty', key, cell.at + keyNode.nameLength.at, 2)
  if (name.includes('\\')) hive.reporter.report('name-separator', key, at, length)
  if (name.includes('\0')) hive.reporter.report('name-nul', key, at, length, { what: 'the key' })
}
