import type { HiveContext } from './context.ts'
import { isKeyRecord, keyName } from './key-name.ts'
import { deepestKey, hiveBin, keyFlags, keyNode } from './layout.ts'

/**
 * Tells of the cells in use that no key led to, and of deleted keys that are still legible in free ones. Every key
 * must have been walked before, with everything that belongs to it. `rootPath` is where the root key hangs.
 */
export function judgeUnreachable(hive: HiveContext, rootPath: string): void {
  const { bins, cells, classCells, view, reporter } = hive
  bins.tellAll(reporter)
  const found = { cells: 0, bytes: 0, keys: 0, free: 0, deleted: 0 }
  const told = new Set(
    reporter.diagnostics.flatMap(({ code, at }) => (code === 'cell-size' ? (at.offset ?? []) : [])),
  )
  for (let bin = 0; bin < bins.count; bin++) {
    const binEnd = bins.endOf(bin)
    // Where the header of a bin is damaged, its cells still begin behind it.
    let at = bins.startOf(bin) + hiveBin.headerSize
    while (at + cells.headerSize <= binEnd) {
      const stored = view.signed(at)
      const size = Math.abs(stored)
      if (size < cells.headerSize || size % cells.alignment !== 0 || at + size > binEnd) {
        const data = { what: 'no key', stored: size, end: binEnd - bins.start }
        if (!told.has(at)) reporter.report('cell-size', undefined, at, 4, data)
        break
      }
      if (stored > 0) {
        found.free += size
        found.deleted += reportDeleted(hive, at, size, rootPath)
      } else if (!cells.wasVisited(at - bins.start) && !classCells.wasVisited(at - bins.start)) {
        found.cells++
        found.bytes += size
        const record = at + cells.headerSize
        if (isKeyRecord(view, record, at + size)) {
          found.keys++
          reportKey(hive, 'unreachable-key', record, binEnd, rootPath)
        }
      }
      at += size
    }
  }
  if (found.cells > 0 || found.deleted > 0)
    reporter.report('unreachable', undefined, bins.start, hiveBin.headerSize, found)
}

/** Key records in a free cell: it may have been joined from several, each aligned as cells are. */
function reportDeleted(hive: HiveContext, cellAt: number, size: number, rootPath: string): number {
  const { cells, view } = hive
  const end = cellAt + size
  let count = 0
  for (let at = cellAt + cells.headerSize; at + keyNode.size <= end; at += cells.alignment) {
    if (!isKeyRecord(view, at, end)) continue
    count++
    reportKey(hive, 'deleted-key', at, end, rootPath)
  }
  return count
}

function reportKey(
  hive: HiveContext,
  code: 'deleted-key' | 'unreachable-key',
  record: number,
  end: number,
  rootPath: string,
): void {
  const { view, reporter } = hive
  if (reporter.isFull) {
    reporter.report(code, undefined, record, keyNode.size)
    return
  }
  const { names, isWhole } = namesAbove(hive, record, end)
  const owner = isWhole ? { path: [rootPath, ...names].join('\\') } : undefined
  reporter.report(code, owner, record, keyNode.size, {
    key: names.join('\\'),
    lastWritten: view.time(record, keyNode.lastWritten).toString(),
    values: view.number(record, keyNode.valueCount),
  })
}

/** The names of a key and those above it, as far up as they can be read; whether they lead to the root key. */
function namesAbove(
  hive: HiveContext,
  record: number,
  recordEnd: number,
): { readonly names: readonly string[]; readonly isWhole: boolean } {
  const { view, bins, cells } = hive
  const names: string[] = []
  let at = record
  let end = recordEnd
  let length = 0
  for (let depth = 0; depth < deepestKey && length < longestPath && isKeyRecord(view, at, end); depth++) {
    const flags = view.number(at, keyNode.flags)
    // The name of a root key means nothing.
    if ((flags & keyFlags.root) !== 0) return { names: names.reverse(), isWhole: names.length > 0 }
    const name = keyName(view, at, view.number(at, keyNode.nameLength))
    names.push(name)
    length += name.length
    const parent = bins.start + view.number(at, keyNode.parent) + cells.headerSize
    if (parent % 4 !== 0 || parent >= bins.end) break
    at = parent
    end = bins.end
  }
  return { names: names.reverse(), isWhole: false }
}

/** A path that is told is no longer than this, in UTF-16 code units: no key of Windows comes near. */
const longestPath = 4096
