import type { HiveContext } from './context.ts'
import { hiveBin, keyFlags, keyNode } from './layout.ts'

/** Offsets of cells that hold a root key, by its flag: for a hive whose base block leads to none. */
export function* findRootCells({ view, bins, cells }: HiveContext): Generator<number> {
  for (let bin = 0; bin < bins.count; bin++) {
    const binEnd = bins.endOf(bin)
    // Where the header of a bin is damaged, its cells still begin behind it.
    let at = bins.startOf(bin) + hiveBin.headerSize
    while (at + cells.headerSize <= binEnd) {
      const size = Math.abs(view.signed(at))
      if (size < cells.headerSize || size % cells.alignment !== 0) break
      const record = at + cells.headerSize
      if (
        size >= cells.headerSize + keyNode.size &&
        record + keyNode.size <= binEnd &&
        view.isSigned(record, keyNode.signature) &&
        (view.number(record, keyNode.flags) & keyFlags.root) !== 0
      )
        yield at - bins.start
      at += size
    }
  }
}
