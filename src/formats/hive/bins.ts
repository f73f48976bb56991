import { baseBlock, hiveBin } from './layout.ts'
import type { HiveReporter } from './reporter.ts'
import type { HiveView } from './view.ts'

interface Damage {
  readonly code: 'bin-signature' | 'bin-offset' | 'bin-size'
  readonly stored: number
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
  private readonly view: HiveView
  /** Where each bin begins, and behind the last of them the end. */
  private readonly starts: number[] = []
  /** For each page, the number of its bin. */
  private readonly binOfPage: Uint32Array
  private readonly damaged: Map<number, Damage> = new Map()
  private readonly told: Set<number> = new Set()
  private readonly statedEnd: number
  private toldBeyond = false

  constructor(view: HiveView, start: number, statedSize: number) {
    this.view = view
    this.start = start
    this.statedEnd = start + statedSize
    const pages = Math.max(0, Math.ceil((view.size - start) / hiveBin.unit))
    this.binOfPage = new Uint32Array(pages)
    let at = start
    while (view.has(at, hiveBin.headerSize)) {
      // Behind the stated end there may be anything: only what is a bin counts.
      const isBin = this.isBin(at)
      if (!isBin && at >= this.statedEnd) break
      const number = this.starts.length
      const end = isBin ? this.endOfBin(at, number) : this.endOfLostBin(at, number)
      const last = Math.ceil((end - start) / hiveBin.unit)
      for (let page = (at - start) / hiveBin.unit; page < last; page++) this.binOfPage[page] = number
      this.starts.push(at)
      at = end
    }
    this.starts.push(at)
    this.end = at
  }

  /** How many there are; they have the numbers from 0 on. */
  get count(): number {
    return this.starts.length - 1
  }

  startOf(bin: number): number {
    return this.starts[bin] as number
  }

  endOf(bin: number): number {
    return this.starts[bin + 1] as number
  }

  /** Where the cells of a bin begin: behind its header, if it has one. */
  cellsOf(bin: number): number {
    const start = this.startOf(bin)
    return this.damaged.get(bin)?.code === 'bin-signature' ? start : start + hiveBin.headerSize
  }

  /**
   * The number of the bin around `at`, -1 outside of all. A part without a header counts as one, so that its cells
   * can still be read. What is wrong with the bin is told once.
   */
  find(at: number, reporter: HiveReporter | undefined): number {
    if (at < this.start || at >= this.end) return -1
    const bin = this.binOfPage[Math.floor((at - this.start) / hiveBin.unit)] as number
    if (reporter) {
      if (this.damaged.size > 0) this.tell(bin, reporter)
      if (at >= this.statedEnd && !this.toldBeyond) this.tellBeyond(reporter)
    }
    return bin
  }

  /** Tells of every damaged bin, whether something in it was read or not. */
  tellAll(reporter: HiveReporter): void {
    for (const bin of this.damaged.keys()) this.tell(bin, reporter)
  }

  private isBin(at: number): boolean {
    return this.view.has(at, hiveBin.headerSize) && this.view.dword(at) === hiveBin.signatureValue
  }

  private endOfBin(start: number, number: number): number {
    const { view } = this
    const stored = view.number(start, hiveBin.size)
    const available = view.size - start
    const most = Math.ceil(available / hiveBin.unit) * hiveBin.unit
    if (stored < hiveBin.unit || stored % hiveBin.unit !== 0 || stored > most) {
      this.damaged.set(number, { code: 'bin-size', stored })
      return this.nextBin(start)
    }
    const offset = view.number(start, hiveBin.offset)
    if (offset !== start - this.start) this.damaged.set(number, { code: 'bin-offset', stored: offset })
    return start + Math.min(stored, available)
  }

  private endOfLostBin(start: number, number: number): number {
    this.damaged.set(number, { code: 'bin-signature', stored: this.view.dword(start) })
    return this.nextBin(start)
  }

  /** The next page with a bin's signature, or the end. */
  private nextBin(from: number): number {
    let at = from + hiveBin.unit
    while (at < this.view.size && !this.isBin(at)) at += hiveBin.unit
    return Math.min(at, this.view.size)
  }

  private tell(bin: number, reporter: HiveReporter): void {
    const damage = this.damaged.get(bin)
    if (damage === undefined || this.told.has(bin)) return
    this.told.add(bin)
    const { code, stored } = damage
    const start = this.startOf(bin)
    const field = { 'bin-signature': 0, 'bin-offset': hiveBin.offset.at, 'bin-size': hiveBin.size.at }[code]
    reporter.report(code, undefined, start + field, 4, { stored, expected: start - this.start })
  }

  private tellBeyond(reporter: HiveReporter): void {
    this.toldBeyond = true
    const data = { stored: this.statedEnd - this.start, computed: this.end - this.start }
    reporter.report('beyond-bins-size', undefined, baseBlock.binsSize.at, 4, data)
  }
}
