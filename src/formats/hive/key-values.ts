import type { Place } from '../../diagnostics/index.ts'
import { NamedList, type RegistryValue, upcase } from '../../registry/index.ts'
import type { Cell } from './cells.ts'
import type { HiveContext } from './context.ts'
import { INLINE, keyNode, keyValue, largestInline, NOWHERE, valueFlags } from './layout.ts'
import type { Owner } from './reporter.ts'
import { readData, type ValueData } from './value-data.ts'

/**
 * A value of a hive. Its places, and the bytes of its data, are made when they are asked for: most values are looked
 * at no further than their name.
 */
export class HiveValue implements RegistryValue, Owner {
  readonly name: string
  readonly type: number
  private readonly hive: HiveContext
  private readonly owner: Owner
  /** Where its record stands, and how long that is. */
  private readonly recordAt: number
  private readonly recordLength: number
  /** Where its data stand: all of them, or their first segment. */
  private readonly partAt: number
  private readonly partLength: number
  private bytes: Uint8Array | undefined
  private readonly segments: readonly Cell[] | undefined

  constructor(hive: HiveContext, owner: Owner, cell: Cell, name: string, found: ValueData) {
    this.hive = hive
    this.owner = owner
    this.name = name
    this.type = hive.view.number(cell.at, keyValue.type)
    this.recordAt = cell.at
    const length = keyValue.size + hive.view.number(cell.at, keyValue.nameLength)
    this.recordLength = Math.min(length, cell.length)
    this.partAt = found.at
    this.partLength = found.length
    this.bytes = found.joined
    this.segments = found.segments
  }

  get path(): string {
    return this.owner.path
  }

  get valueName(): string {
    return this.name
  }

  get data(): Uint8Array {
    this.bytes ??= this.hive.view.slice(this.partAt, this.partLength)
    return this.bytes
  }

  /** Whether the data end in a NUL of UTF-16 text, told without making them. */
  get endsInNul(): boolean {
    const { partAt, partLength, segments } = this
    if (segments || partLength < 2 || partLength % 2 !== 0) return false
    return this.hive.view.number(partAt + partLength - 2, aNul) === 0
  }

  get at(): Place {
    return this.place(this.recordAt, this.recordLength)
  }

  /** Data in several segments have no one place: that of the first stands for them. */
  get dataAt(): Place {
    return this.partLength > 0 ? this.place(this.partAt, this.partLength) : this.at
  }

  placeOf(byteOffset: number, byteLength: number): Place {
    let before = 0
    for (const { at, length } of this.segments ?? [{ at: this.partAt, length: this.partLength }]) {
      if (byteOffset < before + length)
        return this.place(at + byteOffset - before, Math.min(byteLength, before + length - byteOffset))
      before += length
    }
    return this.dataAt
  }

  private place(offset: number, length: number): Place {
    return this.hive.reporter.place(this, offset, Math.max(1, length))
  }
}

const aNul = { at: 0, size: 2 } as const

/** The values of the key in `cell`. Of two with one name the first is given. */
export function readValues(hive: HiveContext, owner: Owner, cell: Cell): NamedList<HiveValue> {
  const { view, reporter } = hive
  const values = new NamedList<HiveValue>()
  const stated = view.number(cell.at, keyNode.valueCount)
  if (stated === 0) return values
  const field = cell.at + keyNode.valueList.at
  const offset = view.number(cell.at, keyNode.valueList)
  const list = offset === NOWHERE ? undefined : hive.cells.follow(offset, owner, field, 'the value list', 0)
  const room = list === undefined ? 0 : Math.floor(list.length / 4)
  if (stated > room && (list !== undefined || offset === NOWHERE))
    reporter.report('value-count', owner, cell.at + keyNode.valueCount.at, 4, {
      expected: stated,
      actual: room,
    })
  const count = Math.min(stated, room)
  for (let index = 0; index < count; index++) {
    const at = (list as Cell).at + index * 4
    const value = readValue(hive, owner, view.dword(at), at)
    if (value === undefined) continue
    if (!values.add(upcase(value.name), value))
      reporter.report('value-duplicate', value, at, 4, { value: value.name })
  }
  return values
}

function readValue(hive: HiveContext, owner: Owner, offset: number, field: number): HiveValue | undefined {
  const { view, reporter } = hive
  const cell = hive.cells.follow(offset, owner, field, 'a value', keyValue.size)
  if (cell === undefined) return undefined
  if (!view.isSigned(cell.at, keyValue.signature)) {
    hive.cells.reportSignature(cell, owner, 'a value', keyValue.signature)
    return undefined
  }
  const stated = view.number(cell.at, keyValue.nameLength)
  const length = Math.min(stated, cell.length - keyValue.size)
  if (length < stated)
    reporter.report('name-cut', owner, cell.at + keyValue.nameLength.at, 2, {
      what: 'a value',
      expected: stated,
      actual: length,
    })
  const at = cell.at + keyValue.name
  const flags = view.number(cell.at, keyValue.flags)
  const name = view.name(at, length, (flags & valueFlags.compressedName) !== 0)
  if (name.includes('\0'))
    reporter.report('name-nul', { path: owner.path, valueName: name }, at, length, { what: 'the value' })
  const found = findData(hive, owner, cell, name)
  return found && new HiveValue(hive, owner, cell, name, found)
}

function findData(hive: HiveContext, key: Owner, cell: Cell, name: string): ValueData | undefined {
  const { view, reporter } = hive
  const size = view.number(cell.at, keyValue.dataSize)
  const field = cell.at + keyValue.data.at
  if (size === 0) return { at: field, length: 0 }
  const owner = new OwnerOfValue(key, name)
  if (size < INLINE) return readData(hive, owner, field, view.number(cell.at, keyValue.data), size)
  const stated = size - INLINE
  if (stated > largestInline)
    reporter.report('data-inline', owner, cell.at + keyValue.dataSize.at, 4, { expected: stated })
  return { at: field, length: Math.min(stated, largestInline) }
}

/** A value that is still being read; its path is made when a defect is to be told. */
class OwnerOfValue implements Owner {
  readonly valueName: string
  private readonly key: Owner

  constructor(key: Owner, valueName: string) {
    this.key = key
    this.valueName = valueName
  }

  get path(): string {
    return this.key.path
  }
}
