import type { Cells } from './cells.ts'
import type { ValueSpec } from './describe.ts'
import { bigData, inlineData, keyValue, nowhere, segmentLength, valueFlags } from './fields.ts'
import { storeName } from './names.ts'
import type { CellPlace, ValuePlaces } from './places.ts'

/** First minor version that stores long data in segments. */
const firstWithSegments = 4
const longestInline = 4

export interface ValueOptions {
  readonly minorVersion: number
  readonly compressNames: boolean
}

/** A key's values: the list first, then each value with its data, as Windows leaves them after `reg load`. */
export function writeValues(
  cells: Cells,
  values: readonly ValueSpec[],
  options: ValueOptions,
): { valueList: CellPlace | undefined; places: ValuePlaces[] } {
  if (values.length === 0) return { valueList: undefined, places: [] }
  const valueList = cells.allocate(values.length * 4)
  const places = values.map((value, index) => {
    const written = writeValue(cells, value, options)
    cells.u32(valueList.content + index * 4, written.vk.offset)
    return written
  })
  return { valueList, places }
}

function writeValue(cells: Cells, value: ValueSpec, options: ValueOptions): ValuePlaces {
  const name = storeName(value.name, options.compressNames)
  const vk = cells.allocate(keyValue.name + name.bytes.length)
  cells.put(vk.content + keyValue.signature, 'vk')
  cells.u16(vk.content + keyValue.nameLength, name.bytes.length)
  cells.u32(vk.content + keyValue.type, value.type)
  cells.u16(vk.content + keyValue.flags, name.compressed && value.name !== '' ? valueFlags.compressedName : 0)
  cells.put(vk.content + keyValue.name, name.bytes)
  return { name: value.name, vk, ...writeData(cells, vk, value, options.minorVersion) }
}

function writeData(
  cells: Cells,
  vk: CellPlace,
  value: ValueSpec,
  minorVersion: number,
): Pick<ValuePlaces, 'data' | 'bigData'> {
  const { data, storage = usualStorage(data.length, minorVersion) } = value
  const size = vk.content + keyValue.dataSize
  const reference = vk.content + keyValue.data
  if (storage === 'inline') {
    if (data.length > longestInline) throw new Error('more than four bytes do not fit a value')
    cells.u32(size, inlineData | data.length)
    cells.put(reference, data)
    return { data: undefined, bigData: undefined }
  }
  cells.u32(size, data.length)
  if (storage === 'segments') {
    const written = writeSegments(cells, data)
    cells.u32(reference, written.db.offset)
    return { data: undefined, bigData: written }
  }
  if (data.length === 0) {
    cells.u32(reference, nowhere)
    return { data: undefined, bigData: undefined }
  }
  const cell = cells.allocate(data.length)
  cells.put(cell.content, data)
  cells.u32(reference, cell.offset)
  return { data: cell, bigData: undefined }
}

function usualStorage(length: number, minorVersion: number): NonNullable<ValueSpec['storage']> {
  if (length <= longestInline) return 'inline'
  return length > segmentLength && minorVersion >= firstWithSegments ? 'segments' : 'cell'
}

function writeSegments(cells: Cells, data: Uint8Array): NonNullable<ValuePlaces['bigData']> {
  const count = Math.max(1, Math.ceil(data.length / segmentLength))
  const db = cells.allocate(8)
  const list = cells.allocate(count * 4)
  cells.put(db.content + bigData.signature, 'db')
  cells.u16(db.content + bigData.count, count)
  cells.u32(db.content + bigData.segments, list.offset)
  const segments: CellPlace[] = []
  for (let index = 0; index < count; index++) {
    const part = data.subarray(index * segmentLength, (index + 1) * segmentLength)
    // Windows gives every segment a cell with four bytes to spare; hivex counts on them.
    const segment = cells.allocate(part.length + 4)
    cells.put(segment.content, part)
    cells.u32(list.content + index * 4, segment.offset)
    segments.push(segment)
  }
  return { db, list, segments }
}
