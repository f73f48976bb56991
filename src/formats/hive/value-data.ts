import type { Cell, Reference } from './cells.ts'
import type { HiveContext } from './context.ts'
import { bigData } from './layout.ts'

/** The bytes of a value, and the parts of the file that they stand in. */
export interface ValueData {
  readonly bytes: Uint8Array
  readonly parts: readonly Cell[]
}

export const noData: ValueData = { bytes: new Uint8Array(0), parts: [] }

/**
 * Data of `size` bytes behind `offset`: in one cell, or in the segments of a `db` record. What is there of them is
 * given; undefined where nothing is.
 */
export function readData(
  hive: HiveContext,
  reference: Reference,
  offset: number,
  size: number,
): ValueData | undefined {
  const { view, reporter } = hive
  const { owner } = reference
  const cell = hive.cells.follow(offset, reference, 0)
  if (cell === undefined) return undefined
  const mayBeSegmented = size > bigData.segmentSize && hive.minorVersion >= bigData.firstMinorVersion
  if (mayBeSegmented && cell.length >= bigData.size && view.isSigned(cell.at, bigData.signature))
    return joinSegments(hive, reference, cell, size)
  const length = Math.min(size, cell.length)
  if (length < size) reporter.report('data-cut', owner, cell.at, length, { expected: size, actual: length })
  else if (mayBeSegmented) reporter.report('data-whole', owner, cell.at, 4, { expected: size })
  return { bytes: view.slice(cell.at, length), parts: [{ at: cell.at, length }] }
}

function joinSegments(
  hive: HiveContext,
  reference: Reference,
  record: Cell,
  size: number,
): ValueData | undefined {
  const { view, reporter } = hive
  const { owner } = reference
  const count = view.number(record.at, bigData.segmentCount)
  const field = record.at + bigData.segmentList.at
  const list = hive.cells.follow(
    view.number(record.at, bigData.segmentList),
    { owner, at: field, what: 'the list of data segments' },
    0,
  )
  const room = list === undefined ? 0 : Math.floor(list.length / 4)
  if (count > room && list !== undefined)
    reporter.report('list-count', owner, record.at + bigData.segmentCount.at, 2, {
      what: 'data segments',
      expected: count,
      actual: room,
    })
  const parts: Cell[] = []
  let left = size
  for (let index = 0; index < Math.min(count, room) && left > 0; index++) {
    const at = (list as Cell).at + index * 4
    const cell = hive.cells.follow(view.dword(at), { owner, at, what: 'a data segment' }, 0)
    // Behind a lost segment the bytes would stand in the wrong place.
    if (cell === undefined) break
    const length = Math.min(left, bigData.segmentSize, cell.length)
    parts.push({ at: cell.at, length })
    left -= length
    if (length < Math.min(left + length, bigData.segmentSize)) break
  }
  if (left > 0)
    reporter.report('data-cut', owner, record.at, bigData.size, { expected: size, actual: size - left })
  if (left === size) return undefined
  const bytes = new Uint8Array(size - left)
  let to = 0
  for (const { at, length } of parts) {
    bytes.set(view.slice(at, length), to)
    to += length
  }
  return { bytes, parts }
}
