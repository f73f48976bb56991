import { baseBlock, hiveBin } from './layout.ts'
import type { HiveReporter } from './reporter.ts'
import type { HiveView } from './view.ts'

/** What is known of the hive bin that a page of 4096 bytes belongs to. */
export interface Bin {
  readonly start: number
  readonly end: number
  /** Where its cells begin: behind the header, if it has one. */
  readonly cells: number
  readonly damage?: { readonly code: 'bin-signature' | 'bin-offset' | 'bin-size'; readonly stored: number }
}

/**
 * The hive bins of a file. Cells never cross from one bin into another. Bins are sought to the end of the file, as
 * the size in the base block may be wrong; what is wrong with a bin is told when something in it is read.
 */
export class HiveBins {
  /** Where the first bin begins: offsets in fields count from here. */
  readonly start: number
  /** Behind the last bin that is there. */
  readonly end: number
  readonly all: readonly Bin[]
  private readonly view: HiveView
  /** For each page, the index of its bin. */
  private readonly binOfPage: Uint32Array
  private readonly told: Set<Bin> = new Set()
  private readonly statedEnd: number
  private toldBeyond = false

  constructor(view: HiveView, start: number, statedSize: number) {
    this.view = view
    this.start = start
    this.statedEnd = start + statedSize
    const bins: Bin[] = []
    const pages = Math.max(0, Math.ceil((view.size - start) / hiveBin.unit))
    this.binOfPage = new Uint32Array(pages)
    let at = start
    while (view.has(at, hiveBin.headerSize)) {
      // Behind the stated end there may be anything: only what is a bin counts.
      const isBin = this.isBin(at)
      if (!isBin && at >= this.statedEnd) break
      const bin = isBin ? this.readBin(at) : this.lostBin(at)
      const from = (bin.start - start) / hiveBin.unit
      this.binOfPage.fill(bins.length, from, Math.ceil((bin.end - start) / hiveBin.unit))
      bins.push(bin)
      at = bin.end
    }
    this.all = bins
    this.end = at
  }

  /**
   * The bin around `at`, undefined outside of all. A part without a header counts as one, so that its
   * cells can still be read. What is wrong with the bin is told once.
   */
  find(at: number, reporter: HiveReporter | undefined): Bin | undefined {
    if (at < this.start || at >= this.end) return undefined
    const bin = this.all[this.binOfPage[Math.floor((at - this.start) / hiveBin.unit)] as number]
    if (bin === undefined) return undefined
    if (reporter) {
      if (bin.damage) this.tell(bin, reporter)
      if (at >= this.statedEnd && !this.toldBeyond) this.tellBeyond(reporter)
    }
    return bin
  }

  /** Tells of every damaged bin, whether something in it was read or not. */
  tellAll(reporter: HiveReporter): void {
    for (const bin of this.all) if (bin.damage) this.tell(bin, reporter)
  }

  private isBin(at: number): boolean {
    return this.view.has(at, hiveBin.headerSize) && this.view.latin1(at, 4) === hiveBin.signature
  }

  private readBin(start: number): Bin {
    const { view } = this
    const offset = view.number(start, hiveBin.offset)
    const size = view.number(start, hiveBin.size)
    const available = view.size - start
    const cells = start + hiveBin.headerSize
    const pages = Math.ceil(available / hiveBin.unit) * hiveBin.unit
    if (size < hiveBin.unit || size % hiveBin.unit !== 0 || size > pages)
      return { start, cells, end: this.nextBin(start), damage: { code: 'bin-size', stored: size } }
    const end = start + Math.min(size, available)
    if (offset !== start - this.start)
      return { start, cells, end, damage: { code: 'bin-offset', stored: offset } }
    return { start, cells, end }
  }

  private lostBin(start: number): Bin {
    return {
      start,
      cells: start,
      end: this.nextBin(start),
      damage: { code: 'bin-signature', stored: this.view.dword(start) },
    }
  }

  /** The next page with a bin's signature, or the end. */
  private nextBin(from: number): number {
    let at = from + hiveBin.unit
    while (at < this.view.size && !this.isBin(at)) at += hiveBin.unit
    return Math.min(at, this.view.size)
  }

  private tell(bin: Bin, reporter: HiveReporter): void {
    if (bin.damage === undefined || this.told.has(bin)) return
    this.told.add(bin)
    const { code, stored } = bin.damage
    const field = { 'bin-signature': 0, 'bin-offset': hiveBin.offset.at, 'bin-size': hiveBin.size.at }[code]
    reporter.report(code, undefined, bin.start + field, 4, { stored, expected: bin.start - this.start })
  }

  private tellBeyond(reporter: HiveReporter): void {
    this.toldBeyond = true
    const data = { stored: this.statedEnd - this.start, computed: this.end - this.start }
    reporter.report('beyond-bins-size', undefined, baseBlock.binsSize.at, 4, data)
  }
}
