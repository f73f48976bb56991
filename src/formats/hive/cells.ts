import type { HiveBins } from './bins.ts'
import { cell as cellLayout, NOWHERE } from './layout.ts'
import type { HiveReporter, Owner } from './reporter.ts'
import type { HiveView } from './view.ts'

/** What is read of a cell: its record, without the header. */
export interface Cell {
  /** Absolute offset of the record, behind the cell's header. */
  readonly at: number
  /** Bytes of the record, padding included. */
  readonly length: number
}

/** Where an offset stands that leads to a cell: for the place of what is wrong with it. */
export interface Reference {
  readonly owner: Owner | undefined
  /** Absolute offset of the field. */
  readonly at: number
  /** What it should lead to, in words: `the subkey list`. */
  readonly what: string
}

/** Finds cells by the offsets that lead to them. Every cell is given out once: so no loop, and nothing is read twice. */
export class HiveCells {
  readonly headerSize: number
  readonly alignment: number
  private readonly view: HiveView
  private readonly bins: HiveBins
  private readonly reporter: HiveReporter
  private readonly quiet: boolean
  /** A bit for each eight bytes. */
  private readonly visited: Uint8Array

  constructor(view: HiveView, bins: HiveBins, headerSize: number, reporter: HiveReporter, quiet = false) {
    this.view = view
    this.bins = bins
    this.reporter = reporter
    this.quiet = quiet
    this.headerSize = headerSize
    this.alignment = cellLayout.alignment
    this.visited = new Uint8Array(Math.ceil(Math.max(0, bins.end - bins.start) / 64) + 1)
  }

  /**
   * The cell that a field leads to; undefined, and reported, where it leads to nothing sound. A cell longer than its
   * bin is cut at the bin's end.
   */
  follow(offset: number, reference: Reference, smallest: number): Cell | undefined {
    const { view, bins, reporter, headerSize } = this
    const { owner, at: field, what } = reference
    const start = bins.start + offset
    if (offset % this.alignment !== 0 && offset !== NOWHERE) {
      reporter.report('cell-misaligned', owner, field, 4, { what, cell: offset })
      return undefined
    }
    const bin = bins.find(start, this.quiet ? undefined : reporter)
    if (bin === undefined || start < bin.cells || start + headerSize > bin.end) {
      reporter.report('cell-outside', owner, field, 4, { what, cell: offset, end: bins.end - bins.start })
      return undefined
    }
    const binEnd = bin.end
    const stored = view.signed(start)
    if (stored > 0) {
      reporter.report('cell-free', owner, start, 4, { what, stored })
      return undefined
    }
    let size = -stored
    if (size < headerSize || size % this.alignment !== 0 || start + size > binEnd) {
      const end = binEnd - bins.start
      reporter.report('cell-size', owner, start, 4, { what, stored: size, end })
      if (size < headerSize) return undefined
      // A size that is no multiple of 8 is too small rather than too large: no name or number is to be cut off.
      size = Math.min(Math.ceil(size / this.alignment) * this.alignment, binEnd - start)
    }
    const length = size - headerSize
    if (length < smallest) {
      reporter.report('cell-short', owner, start, 4, { what, expected: smallest, actual: length })
      return undefined
    }
    if (!this.visit(offset)) {
      reporter.report('cell-shared', owner, field, 4, { what, cell: offset })
      return undefined
    }
    return { at: start + headerSize, length }
  }

  /** Reports a cell that does not begin as it should. */
  reportSignature({ at }: Cell, { owner, what }: Reference, expected: string): void {
    const actual = `0x${this.view.number(at, { at: 0, size: 2 }).toString(16).padStart(4, '0')}`
    this.reporter.report('cell-signature', owner, at, 2, { what, expected: `"${expected}"`, actual })
  }

  /** Whether the cell at an offset of a field was given out. */
  wasVisited(offset: number): boolean {
    return ((this.visited[offset >>> 6] as number) & (1 << ((offset >>> 3) & 7))) !== 0
  }

  /** Visits a cell that several keys may have in common: the first time that it is met. */
  visitShared(offset: number, reference: Reference, smallest: number): void {
    const isKnown = offset < this.bins.end - this.bins.start && this.wasVisited(offset)
    if (!isKnown) this.follow(offset, reference, smallest)
  }

  private visit(offset: number): boolean {
    const index = offset >>> 6
    const bit = 1 << ((offset >>> 3) & 7)
    const known = this.visited[index] as number
    if ((known & bit) !== 0) return false
    this.visited[index] = known | bit
    return true
  }
}
