import type { Cell } from './cells.ts'
import type { HiveContext } from './context.ts'
import { bigData } from './layout.ts'
import type { Owner } from './reporter.ts'

/** Where the bytes of a value stand: in one part of the file, or in the segments of a `db` record. */
export interface ValueData extends Cell {
  /** With segments: these; `at` and `length` are those of the first. */
  readonly segments?: readonly Cell[]
  /** Their bytes, joined. */
  readonly joined?: Uint8Array
}

/**
 * Data of `size` bytes behind `offset`, which stands at `field`. What is there of them is given; undefined where
 * nothing is.
 */
export function readData(
  hive: HiveContext,
  owner: Owner,
  field: number,
  offset: number,
  size: number,
): ValueData | undefined {
  const { view, reporter } = hive
  const cell = hive.cells.follow(offset, owner, field, 'the data', 0)
  if (cell === undefined) return undefined
  const mayBeSegmented = size > bigData.segmentSize && hive.minorVersion >= bigData.firstMinorVersion
  if (
    mayBeSegmented &&
    cell.length < size &&
    cell.length >= bigData.size &&
    view.isSigned(cell.at, bigData.signature)
  )
    return joinSegments(hive, owner, cell, size)
  const length = Math.min(size, cell.length)
  if (length < size) reporter.report('data-cut', owner, cell.at, length, { expected: size, actual: length })
  else if (mayBeSegmented) reporter.report('data-whole', owner, cell.at, 4, { expected: size })
  return { at: cell.at, length }
}

function joinSegments(hive: HiveContext, owner: Owner, record: Cell, size: number): ValueData | undefined {
  const { view, reporter } = hive
  const segments = readSegments(hive, owner, record, size)
  const length = segments.reduce((sum, segment) => sum + segment.length, 0)
  if (length < size)
    reporter.report('data-cut', owner, record.at, bigData.size, { expected: size, actual: length })
  const [first] = segments
  if (first === undefined) return undefined
  const joined = new Uint8Array(length)
  let to = 0
  for (const segment of segments) {
    joined.set(view.slice(segment.at, segment.length), to)
    to += segment.length
  }
  return { at: first.at, length: first.length, segments, joined }
}

/** The sound segments up to the first that is not: behind it the bytes would stand in the wrong place. */
function readSegments(hive: HiveContext, owner: Owner, record: Cell, size: number): Cell[] {
  const { view, cells, reporter } = hive
  const count = view.number(record.at, bigData.segmentCount)
  const field = record.at + bigData.segmentList.at
  const offset = view.number(record.at, bigData.segmentList)
  const list = cells.follow(offset, owner, field, 'the list of data segments', 0)
  if (list === undefined) return []
  const room = Math.floor(list.length / 4)
  if (count > room)
    reporter.report('list-count', owner, record.at + bigData.segmentCount.at, 2, {
      what: 'data segments',
      expected: count,
      actual: room,
    })
  const segments: Cell[] = []
  let left = size
  for (let index = 0; index < Math.min(count, room) && left > 0; index++) {
    const at = list.at + index * 4
    const cell = cells.follow(view.dword(at), owner, at, 'a data segment', 0)
    if (cell === undefined) break
    const whole = Math.min(left, bigData.segmentSize)
    const length = Math.min(whole, cell.length)
    segments.push({ at: cell.at, length })
    if (length < whole) break
    left -= length
  }
  return segments
}
