import { HiveBins } from './bins.ts'
import { HiveCells } from './cells.ts'
import { cell, hiveBin, keyNode } from './layout.ts'
import { HiveReporter } from './reporter.ts'
import type { HiveView } from './view.ts'

/** What reading any structure of a hive needs. */
export interface HiveContext {
  readonly view: HiveView
  readonly bins: HiveBins
  readonly cells: HiveCells
  /** For class names, which are no part of the tree: one that leads astray must not take a cell from a key. */
  readonly classCells: HiveCells
  readonly reporter: HiveReporter
  readonly minorVersion: number
  /** Whether nothing is reported, so that nothing need be judged. */
  readonly isQuiet: boolean
}

/** The hive bins of a file from `start` on; `statedSize` as the base block has it. */
export function hiveContext(
  view: HiveView,
  { start, statedSize, minorVersion }: { start: number; statedSize: number; minorVersion: number },
  reporter: HiveReporter,
): HiveContext {
  const bins = new HiveBins(view, start, statedSize)
  const headerSize = cellHeaderSize(view, start, minorVersion)
  const cells = new HiveCells(view, bins, headerSize, reporter)
  const classCells = new HiveCells(view, bins, headerSize, reporter)
  return { view, bins, cells, classCells, reporter, minorVersion, isQuiet: false }
}

/** The same hive, for another walk of its keys that reports nothing. */
export function quietContext({ view, bins, cells, reporter, minorVersion }: HiveContext): HiveContext {
  const silent = new HiveReporter(reporter.file)
  const again = (): HiveCells => new HiveCells(view, bins, cells.headerSize, silent, true)
  return { view, bins, cells: again(), classCells: again(), reporter: silent, minorVersion, isQuiet: true }
}

/** By the version, unless the first cell of the hive, which is nearly always its root key, shows the other form. */
function cellHeaderSize(view: HiveView, start: number, minorVersion: number): number {
  const first = start + hiveBin.headerSize
  if (view.has(first, cell.oldHeaderSize + 2))
    for (const size of [cell.headerSize, cell.oldHeaderSize])
      if (view.isSigned(first + size, keyNode.signature)) return size
  return minorVersion <= cell.lastOldMinorVersion ? cell.oldHeaderSize : cell.headerSize
}
