import { baseBlockLength, bin, binAlignment, binHeaderLength } from './fields.ts'
import type { BinPlace, CellPlace } from './places.ts'

/** Form of cells, by version. */
interface CellForm {
  readonly headerLength: number
  readonly alignment: number
}

const currentForm: CellForm = { headerLength: 4, alignment: 8 }
/** Version 1.1 (Windows NT 3.1): the size is followed by the offset of the cell before. */
const firstForm: CellForm = { headerLength: 8, alignment: 16 }

/** Grows hive bins and cells one behind the other, in a file that begins with room for the base block. */
export class Cells {
  readonly bins: BinPlace[] = []
  private readonly placed: CellPlace[] = []
  private bytes: Buffer = Buffer.alloc(1 << 16)
  private length: number = baseBlockLength
  private binEnd: number = baseBlockLength
  private lastCell: number | undefined
  private readonly form: CellForm
  private readonly leastBin: number

  constructor(minorVersion: number, leastBin: number) {
    this.form = minorVersion <= 1 ? firstForm : currentForm
    this.leastBin = leastBin
  }

  /** A new cell with room for at least `contentLength` bytes, all zero. */
  allocate(contentLength: number): CellPlace {
    const { headerLength, alignment } = this.form
    const size = roundUp(headerLength + contentLength, alignment)
    if (this.length + size > this.binEnd) this.startBin(size)
    return this.place(size, -size)
  }

  /** Marks this cell and all that came after it as free; their content stays. */
  freeSince(first: CellPlace): void {
    for (let index = this.placed.lastIndexOf(first); index < this.placed.length; index++) {
      const cell = this.placed[index]
      if (cell) this.bytes.writeInt32LE(cell.size, cell.at)
    }
  }

  u16(at: number, number: number): void {
    this.bytes.writeUInt16LE(number, at)
  }

  u32(at: number, number: number): void {
    this.bytes.writeUInt32LE(number >>> 0, at)
  }

  u64(at: number, number: bigint): void {
    this.bytes.writeBigUInt64LE(number, at)
  }

  put(at: number, content: Uint8Array | string): void {
    if (typeof content === 'string') this.bytes.write(content, at, 'latin1')
    else this.bytes.set(content, at)
  }

  /** Ends the last bin and returns the file so far, with `trailing` behind it. */
  finish(trailing: Uint8Array): Buffer {
    this.endBin()
    const file = Buffer.alloc(this.length + trailing.length)
    this.bytes.copy(file, 0, 0, this.length)
    file.set(trailing, this.length)
    return file
  }

  private startBin(cellSize: number): void {
    this.endBin()
    const at = this.length
    const size = roundUp(Math.max(binHeaderLength + cellSize, this.leastBin), binAlignment)
    this.grow(at + size)
    this.put(at + bin.signature, 'hbin')
    this.u32(at + bin.offset, at - baseBlockLength)
    this.u32(at + bin.size, size)
    this.bins.push({ at, size })
    this.binEnd = at + size
    this.length = at + binHeaderLength
    this.lastCell = undefined
  }

  /** No cell crosses the end of its bin: what is left becomes a free one. */
  private endBin(): void {
    const left = this.binEnd - this.length
    if (left > 0) this.place(left, left)
  }

  private place(size: number, storedSize: number): CellPlace {
    const at = this.length
    this.bytes.writeInt32LE(storedSize, at)
    if (this.form === firstForm) {
      const binAt = this.bins.at(-1)?.at ?? 0
      this.u32(at + 4, this.lastCell === undefined ? 0xffffffff : this.lastCell - binAt)
    }
    this.lastCell = at
    this.length = at + size
    const cell = { at, size, content: at + this.form.headerLength, offset: at - baseBlockLength }
    this.placed.push(cell)
    return cell
  }

  private grow(least: number): void {
    if (least <= this.bytes.length) return
    const grown = Buffer.alloc(Math.max(least, this.bytes.length * 2))
    this.bytes.copy(grown)
    this.bytes = grown
  }
}

function roundUp(number: number, multiple: number): number {
  return Math.ceil(number / multiple) * multiple
}
