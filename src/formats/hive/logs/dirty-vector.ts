import { baseBlock, hiveBin } from '../layout.ts'
import { dirtyVector, PAGE } from './layout.ts'
import type { OpenLog } from './open-log.ts'
import type { LogProblem } from './problems.ts'

/** Which pages of the hive bins a log of the old format has, and where it has them. */
export interface DirtyVector {
  readonly binsSize: number
  readonly bitmap: Uint8Array
  /** Where the first dirty page stands in the log; the others follow in their order in the hive. */
  readonly pagesAt: number
}

/** Reads the dirty vector of a log that has all pages that it names; else says what is wrong. */
export function readDirtyVector({ name, view, base }: OpenLog, limit: number): DirtyVector | LogProblem {
  const wrong = (
    code: LogProblem['code'],
    offset: number,
    length: number,
    data: LogProblem['data'],
  ): LogProblem => {
    // What is missing has no place: then the end of the log stands for it.
    const start = Math.min(offset, view.size)
    return { code, log: name, offset: start, length: Math.min(length, view.size - start), data }
  }
  const { binsSize, sector } = base
  if (binsSize === 0 || binsSize % hiveBin.unit !== 0 || binsSize > limit) {
    const { at, size } = baseBlock.binsSize
    return wrong('log-bins-size', at, size, { stored: binsSize, limit })
  }
  const { signature } = dirtyVector
  const found = view.has(sector, signature.length) ? view.latin1(sector, signature.length) : ''
  if (found !== signature) {
    const data = { expected: signature, actual: found }
    return wrong('log-vector-absent', sector, signature.length, data)
  }
  const bitmapAt = sector + dirtyVector.bitmap
  const bitmapSize = binsSize / PAGE / 8
  if (!view.has(bitmapAt, bitmapSize)) {
    const actual = view.size - bitmapAt
    return wrong('log-vector-cut', bitmapAt, actual, { expected: bitmapSize, actual })
  }
  const bitmap = view.slice(bitmapAt, bitmapSize)
  const pagesAt = Math.ceil((bitmapAt + bitmapSize) / sector) * sector
  const expected = countPages(bitmap)
  const actual = Math.max(0, Math.floor((view.size - pagesAt) / PAGE))
  if (expected > actual) return wrong('log-pages-missing', bitmapAt, bitmapSize, { expected, actual })
  return { binsSize, bitmap, pagesAt }
}

/** Whether the page at `at`, from the start of the hive bins, is in the log. */
export function isDirty({ bitmap }: DirtyVector, at: number): boolean {
  const page = at / PAGE
  return (((bitmap[page >>> 3] ?? 0) >> (page & 7)) & 1) === 1
}

function countPages(bitmap: Uint8Array): number {
  let count = 0
  for (let bits of bitmap) for (; bits !== 0; bits &= bits - 1) count++
  return count
}
