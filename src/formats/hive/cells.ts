import { quote } from '../../diagnostics/index.ts'
import type { HiveBins } from './bins.ts'
import { isKeyRecord, keyName } from './key-name.ts'
import { cell as cellLayout, keyNode, NOWHERE } from './layout.ts'
import type { HiveReporter, Owner } from './reporter.ts'
import type { HiveView } from './view.ts'

/** What is read of a cell: its record, without the header. */
export interface Cell {
  /** Absolute offset of the record, behind the cell's header. */
  readonly at: number
  /** Bytes of the record, padding included. */
  readonly length: number
}

/** Finds cells by the offsets that lead to them. Every cell is given out once: so no loop, and nothing is read twice. */
export class HiveCells {
  readonly headerSize: number
  readonly alignment: number
  private readonly view: HiveView
  private readonly bins: HiveBins
  private readonly reporter: HiveReporter
  private readonly quiet: boolean
  /** A bit for each eight bytes, in parts that are made when something in them is visited. */
  private readonly visited: (Uint8Array | undefined)[] = []
  /** Bytes of all cells given out. Cells that overlap would let a small file grow without end. */
  private given = 0

  constructor(view: HiveView, bins: HiveBins, headerSize: number, reporter: HiveReporter, quiet = false) {
    this.view = view
    this.bins = bins
    this.reporter = reporter
    this.quiet = quiet
    this.headerSize = headerSize
    this.alignment = cellLayout.alignment
  }

  /**
   * The cell that `offset` leads to, which was read from the field at `field` (absolute) and should lead to `what`, of
   * at least `smallest` bytes. Undefined, and reported, where it leads to nothing sound. A cell longer than its bin is
   * cut at the bin's end.
   */
  follow(
    offset: number,
    owner: Owner | undefined,
    field: number,
    what: string,
    smallest: number,
  ): Cell | undefined {
    const { view, bins, reporter, headerSize } = this
    const start = bins.start + offset
    if (offset % this.alignment !== 0 && offset !== NOWHERE) {
      reporter.report('cell-misaligned', owner, field, 4, { what: this.tell(what, start), cell: offset })
      return undefined
    }
    const bin = bins.find(start, this.quiet ? undefined : reporter)
    if (bin === -1 || start < bins.cellsOf(bin) || start + headerSize > bins.endOf(bin)) {
      reporter.report('cell-outside', owner, field, 4, {
        what: this.tell(what, start),
        cell: offset,
        end: bins.end - bins.start,
      })
      return undefined
    }
    const binEnd = bins.endOf(bin)
    const stored = view.signed(start)
    if (stored > 0) {
      reporter.report('cell-free', owner, start, 4, { what: this.tell(what, start), stored })
      return undefined
    }
    let size = -stored
    if (size < headerSize || size % this.alignment !== 0 || start + size > binEnd) {
      const end = binEnd - bins.start
      reporter.report('cell-size', owner, start, 4, { what: this.tell(what, start), stored: size, end })
      if (size < headerSize) return undefined
      // A size that is no multiple of 8 is too small rather than too large: no name or number is to be cut off.
      size = Math.min(Math.ceil(size / this.alignment) * this.alignment, binEnd - start)
    }
    const length = size - headerSize
    if (length < smallest) {
      reporter.report('cell-short', owner, start, 4, {
        what: this.tell(what, start),
        expected: smallest,
        actual: length,
      })
      return undefined
    }
    if (!this.visit(offset)) {
      reporter.report('cell-shared', owner, field, 4, { what: this.tell(what, start), cell: offset })
      return undefined
    }
    this.given += size
    if (this.given > 2 * (bins.end - bins.start)) {
      reporter.report('cell-overlap', owner, field, 4, { what: this.tell(what, start), cell: offset })
      return undefined
    }
    return { at: start + headerSize, length }
  }

  /** Reports a cell that does not begin as it should. */
  reportSignature({ at }: Cell, owner: Owner | undefined, what: string, expected: string): void {
    const actual = `0x${this.view.number(at, { at: 0, size: 2 }).toString(16).padStart(4, '0')}`
    this.reporter.report('cell-signature', owner, at, 2, { what, expected: `"${expected}"`, actual })
  }

  /** Whether the cell at an offset of a field was given out. */
  wasVisited(offset: number): boolean {
    const part = this.visited[Math.floor(offset / partSize)]
    return (
      part !== undefined && ((part[(offset % partSize) >>> 6] as number) & (1 << ((offset >>> 3) & 7))) !== 0
    )
  }

  /** Visits a cell that several keys may have in common: the first time that it is met. */
  visitShared(offset: number, owner: Owner, field: number, what: string, smallest: number): void {
    const isKnown = offset < this.bins.end - this.bins.start && this.wasVisited(offset)
    if (!isKnown) this.follow(offset, owner, field, what, smallest)
  }

  /** What a cell should hold, in words: a subkey that cannot be used may still have its name. */
  private tell(what: string, start: number): string {
    const at = start + this.headerSize
    if (what !== aSubkey || !isKeyRecord(this.view, at, this.view.size)) return what
    const length = this.view.number(at, keyNode.nameLength)
    return `subkey ${quote(keyName(this.view, at, length), 30)}`
  }

  private visit(offset: number): boolean {
    const number = Math.floor(offset / partSize)
    let part = this.visited[number]
    if (part === undefined) {
      part = new Uint8Array(partSize / 64)
      this.visited[number] = part
    }
    const index = (offset % partSize) >>> 6
    const bit = 1 << ((offset >>> 3) & 7)
    const known = part[index] as number
    if ((known & bit) !== 0) return false
    part[index] = known | bit
    return true
  }
}

/** What the elements of a subkey list lead to. */
export const aSubkey = 'a subkey'

/** Bytes of the hive that one part of the visited cells stands for. */
const partSize = 1 << 19
