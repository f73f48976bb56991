import type { HiveContext } from './context.ts'
import { isKeyRecord, keyName } from './key-name.ts'
import { deepestKey, hiveBin, keyFlags, keyNode } from './layout.ts'

/**
 * Tells of the cells in use that no key led to, and of deleted keys that are still legible in free ones. Every key
 * must have been walked before, with everything that belongs to it.
 */
export function judgeUnreachable(hive: HiveContext): void {
  const { bins, cells, classCells, view, reporter } = hive
  bins.tellAll(reporter)
  const found = { cells: 0, bytes: 0, keys: 0, free: 0, deleted: 0 }
  const told = new Set(
    reporter.diagnostics.flatMap(({ code, at }) => (code === 'cell-size' ? (at.offset ?? []) : [])),
  )
  for (let bin = 0; bin < bins.count; bin++) {
    const binEnd = bins.endOf(bin)
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
        found.deleted += reportDeleted(hive, at, size)
      } else if (!cells.wasVisited(at - bins.start) && !classCells.wasVisited(at - bins.start)) {
        found.cells++
        found.bytes += size
        const record = at + cells.headerSize
        if (isKeyRecord(view, record, at + size)) {
          found.keys++
          reporter.report('unreachable-key', undefined, record, keyNode.size, {
            key: pathOf(hive, record, binEnd),
          })
        }
      }
      at += size
    }
  }
  if (found.cells > 0 || found.deleted > 0)
    reporter.report('unreachable', undefined, bins.start, hiveBin.headerSize, found)
}

/** Key records in a free cell: it may have been joined from several, each aligned as cells are. */
function reportDeleted(hive: HiveContext, cellAt: number, size: number): number {
  const { cells, reporter, view } = hive
  const end = cellAt + size
  let count = 0
  for (let at = cellAt + cells.headerSize; at + keyNode.size <= end; at += cells.alignment) {
    if (!isKeyRecord(view, at, end)) continue
    count++
    reporter.report('deleted-key', undefined, at, keyNode.size, { key: pathOf(hive, at, end) })
  }
  return count
}

/** The path of a key as far up as its parents can be read. */
function pathOf(hive: HiveContext, record: number, recordEnd: number): string {
  const { view, bins, cells } = hive
  const names: string[] = []
  let at = record
  let end = recordEnd
  for (let depth = 0; depth < deepestKey && isKeyRecord(view, at, end); depth++) {
    const flags = view.number(at, keyNode.flags)
    // The name of a root key means nothing.
    if ((flags & keyFlags.root) !== 0) break
    const length = view.number(at, keyNode.nameLength)
    names.unshift(keyName(view, at, length))
    const parent = bins.start + view.number(at, keyNode.parent) + cells.headerSize
    if (parent % 4 !== 0 || parent >= bins.end) break
    at = parent
    end = bins.end
  }
  return names.join('\\')
}
