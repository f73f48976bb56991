import { hiveBin } from '../layout.ts'
import { logEntry, PAGE, pageReference } from './layout.ts'
import { marvin32 } from './marvin32.ts'
import type { OpenLog } from './open-log.ts'
import type { LogProblem } from './problems.ts'

/** One entry of a log, its hashes right and its pages within its bounds. */
export interface LogEntry {
  readonly log: OpenLog
  readonly at: number
  readonly sequence: number
  readonly flags: number
  readonly binsSize: number
  readonly pageCount: number
}

/** Where a page of an entry stands in its log, and where it belongs in the hive bins. */
export interface Page {
  readonly from: number
  readonly to: number
  readonly length: number
}

/** The entries at the beginning of a log that follow each other. */
export interface LogRun {
  readonly log: OpenLog
  readonly entries: readonly LogEntry[]
  /** What stands where the next entry would, if it was meant to be one. */
  readonly damage: LogProblem | undefined
}

/** Reads entries as long as each is sound and follows the one before. `limit`: the most that a hive's bins can take. */
export function readRun(log: OpenLog, limit: number): LogRun {
  const { view } = log
  const entries: LogEntry[] = []
  let at = log.base.sector
  while (view.has(at, logEntry.headerSize) && view.latin1(at, 4) === logEntry.signature) {
    const previous = entries.at(-1)
    const expected = previous && previous.sequence + 1
    const sequence = view.number(at, logEntry.sequence)
    // Logs are written from their beginning again and again: what is left of the last time has lower numbers.
    if (expected !== undefined && sequence < expected) break
    const entry = readEntry(log, at, limit)
    if ('code' in entry) return { log, entries, damage: entry }
    if (expected !== undefined && sequence !== expected) {
      const { at: field, size: length } = logEntry.sequence
      const data = { expected, actual: sequence }
      const damage = { code: 'entry-sequence', log: log.name, offset: at + field, length, data } as const
      return { log, entries, damage }
    }
    entries.push(entry)
    at += view.number(at, logEntry.size)
  }
  return { log, entries, damage: undefined }
}

/** The entry at `at`, or what is wrong with it. */
function readEntry(log: OpenLog, at: number, limit: number): LogEntry | LogProblem {
  const { view, name } = log
  const sequence = view.number(at, logEntry.sequence)
  const size = view.number(at, logEntry.size)
  const binsSize = view.number(at, logEntry.binsSize)
  const pageCount = view.number(at, logEntry.pageCount)
  const wrong = (
    code: LogProblem['code'],
    field: { readonly at: number; readonly size: number },
    data: LogProblem['data'],
  ): LogProblem => ({
    code,
    log: name,
    offset: at + field.at,
    length: field.size,
    data: { sequence, ...data },
  })

  if (size < logEntry.headerSize || size % PAGE !== 0 || !view.has(at, size))
    return wrong('entry-size', logEntry.size, { stored: size, available: view.size - at })
  for (const [code, hashAt, from, end] of [
    ['entry-header-hash', logEntry.headerHash, 0, logEntry.headerHash],
    ['entry-pages-hash', logEntry.pagesHash, logEntry.headerSize, size],
  ] as const) {
    const stored = Buffer.from(view.slice(at + hashAt, logEntry.hashSize)).toString('hex')
    const computed = marvin32(view.slice(at + from, end - from))
    if (stored !== computed) return wrong(code, { at: hashAt, size: logEntry.hashSize }, { stored, computed })
  }
  if (binsSize === 0 || binsSize % hiveBin.unit !== 0 || binsSize > limit)
    return wrong('entry-bins-size', logEntry.binsSize, { stored: binsSize, limit })
  const available = Math.floor((size - logEntry.headerSize) / pageReference.size)
  if (pageCount > available)
    return wrong('entry-page-count', logEntry.pageCount, { stored: pageCount, available })

  const entry = { log, at, sequence, flags: view.number(at, logEntry.flags), binsSize, pageCount }
  let reference = logEntry.headerSize
  for (const { from, to, length } of pagesOf(entry)) {
    const left = at + size - from
    if (length === 0 || length % PAGE !== 0 || to % PAGE !== 0 || length > left || to + length > binsSize) {
      const data = { page: to, size: length, available: Math.max(0, left), end: binsSize }
      return wrong('entry-page', { at: reference, size: pageReference.size }, data)
    }
    reference += pageReference.size
  }
  return entry
}

/** The pages of an entry, in the order in which they are written. */
export function* pagesOf({ log: { view }, at, pageCount }: LogEntry): Generator<Page> {
  const references = at + logEntry.headerSize
  let from = references + pageCount * pageReference.size
  for (let index = 0; index < pageCount; index++) {
    const reference = references + index * pageReference.size
    const length = view.number(reference, pageReference.length)
    yield { from, to: view.number(reference, pageReference.offset), length }
    from += length
  }
}
