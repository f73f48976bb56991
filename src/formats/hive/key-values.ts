import type { Place } from '../../diagnostics/index.ts'
import { type RegistryValue, upcase } from '../../registry/index.ts'
import type { Cell } from './cells.ts'
import type { HiveContext } from './context.ts'
import { INLINE, keyNode, keyValue, largestInline, NOWHERE, valueFlags } from './layout.ts'
import type { Owner } from './reporter.ts'
import { noData, readData, type ValueData } from './value-data.ts'

/** A value of a hive. Its places are made when they are asked for: most values have no finding. */
export class HiveValue implements RegistryValue {
  readonly name: string
  readonly type: number
  private readonly hive: HiveContext
  private readonly owner: Owner
  private readonly cell: Cell
  private readonly found: ValueData

  constructor(hive: HiveContext, owner: Owner, cell: Cell, name: string, found: ValueData) {
    this.hive = hive
    this.owner = owner
    this.cell = cell
    this.name = name
    this.type = hive.view.number(cell.at, keyValue.type)
    this.found = found
  }

  get data(): Uint8Array {
    return this.found.bytes
  }

  get at(): Place {
    const length = keyValue.size + this.hive.view.number(this.cell.at, keyValue.nameLength)
    return this.place(this.cell.at, Math.min(length, this.cell.length))
  }

  get dataAt(): Place {
    const { parts, bytes } = this.found
    const [first] = parts
    // Data in several segments have no one place: that of the first stands for them.
    return first ? this.place(first.at, Math.min(first.length, bytes.length)) : this.at
  }

  placeOf(byteOffset: number, byteLength: number): Place {
    let before = 0
    for (const { at, length } of this.found.parts) {
      if (byteOffset < before + length)
        return this.place(at + byteOffset - before, Math.min(byteLength, before + length - byteOffset))
      before += length
    }
    return this.dataAt
  }

  private place(offset: number, length: number): Place {
    return this.hive.reporter.place(
      { path: this.owner.path, valueName: this.name },
      offset,
      Math.max(1, length),
    )
  }
}

/** The values of the key in `cell`. */
export function readValues(hive: HiveContext, owner: Owner, cell: Cell): HiveValue[] {
  const { view, reporter } = hive
  const stated = view.number(cell.at, keyNode.valueCount)
  if (stated === 0) return []
  const field = cell.at + keyNode.valueList.at
  const offset = view.number(cell.at, keyNode.valueList)
  const list =
    offset === NOWHERE
      ? undefined
      : hive.cells.follow(offset, { owner, at: field, what: 'the value list' }, 0)
  const room = list === undefined ? 0 : Math.floor(list.length / 4)
  if (stated > room && (list !== undefined || offset === NOWHERE))
    reporter.report('value-count', owner, cell.at + keyNode.valueCount.at, 4, {
      expected: stated,
      actual: room,
    })
  const values: HiveValue[] = []
  const count = Math.min(stated, room)
  const names: Set<string> | undefined = count > 1 ? new Set() : undefined
  for (let index = 0; index < count; index++) {
    const at = (list as Cell).at + index * 4
    const value = readValue(hive, owner, view.dword(at), at)
    if (value === undefined) continue
    const upper = upcase(value.name)
    if (names?.has(upper))
      reporter.report('value-duplicate', { path: owner.path, valueName: value.name }, at, 4, {
        value: value.name,
      })
    else values.push(value)
    names?.add(upper)
  }
  return values
}

function readValue(hive: HiveContext, owner: Owner, offset: number, field: number): HiveValue | undefined {
  const { view, reporter } = hive
  const reference = { owner, at: field, what: 'a value' }
  const cell = hive.cells.follow(offset, reference, keyValue.size)
  if (cell === undefined) return undefined
  if (!view.isSigned(cell.at, keyValue.signature)) {
    hive.cells.reportSignature(cell, reference, keyValue.signature)
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
  const name = (flags & valueFlags.compressedName) !== 0 ? view.latin1(at, length) : view.utf16(at, length)
  const valueOwner: Owner = new ValueOwner(owner, name)
  if (name.includes('\0')) reporter.report('name-nul', valueOwner, at, length, { what: 'the value' })
  const data = dataOf(hive, valueOwner, cell)
  return data && new HiveValue(hive, owner, cell, name, data)
}

function dataOf(hive: HiveContext, owner: Owner, cell: Cell): ValueData | undefined {
  const { view, reporter } = hive
  const size = view.number(cell.at, keyValue.dataSize)
  const field = cell.at + keyValue.data.at
  if (size >= INLINE) {
    const stated = size - INLINE
    if (stated > largestInline)
      reporter.report('data-inline', owner, cell.at + keyValue.dataSize.at, 4, { expected: stated })
    const length = Math.min(stated, largestInline)
    return { bytes: view.slice(field, length), parts: [{ at: field, length }] }
  }
  if (size === 0) return noData
  return readData(hive, { owner, at: field, what: 'the data' }, view.number(cell.at, keyValue.data), size)
}

/** The owner of what belongs to a value; its path is made when a defect is to be told. */
class ValueOwner implements Owner {
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
