import type { Field } from './layout.ts'

/** How many names are kept (a power of two), and how long they may be. */
const keptNames = 2048
const longestKept = 32

/**
 * The bytes of a hive: the one place where they are read. Nothing outside of them can be read: callers ask
 * {@link has} first, a field outside is a programmer's error and throws.
 */
export class HiveView {
  readonly bytes: Uint8Array
  readonly size: number
  private readonly buffer: Buffer
  private readonly data: DataView
  private readonly names: (string | undefined)[] = []

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.size = bytes.length
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Whether `length` bytes from `at` on lie inside. */
  has(at: number, length: number): boolean {
    return at >= 0 && length >= 0 && at + length <= this.size
  }

  /** The unsigned number of a field of a structure at `base`. */
  number(base: number, { at, size }: Field): number {
    return size === 2 ? this.data.getUint16(base + at, true) : this.data.getUint32(base + at, true)
  }

  dword(at: number): number {
    return this.data.getUint32(at, true)
  }

  signed(at: number): number {
    return this.data.getInt32(at, true)
  }

  /** A FILETIME: 100 ns since 1601. */
  time(base: number, { at }: Field): bigint {
    return this.data.getBigUint64(base + at, true)
  }

  /** Whether the two letters of a cell's signature stand at `at`. */
  isSigned(at: number, signature: string): boolean {
    return this.bytes[at] === signature.charCodeAt(0) && this.bytes[at + 1] === signature.charCodeAt(1)
  }

  /**
   * A name, of one byte a character or in UTF-16. A hive repeats few names many times: those met first are kept, so
   * that each is one string in memory.
   */
  name(at: number, length: number, isCompressed: boolean): string {
    if (!isCompressed) return this.utf16(at, length)
    if (length > longestKept) return this.latin1(at, length)
    const { bytes } = this
    let hash = length
    for (let index = at; index < at + length; index++)
      hash = (Math.imul(hash, 31) + (bytes[index] as number)) | 0
    const slot = hash & (keptNames - 1)
    const known = this.names[slot]
    if (known !== undefined && known.length === length && this.isText(known, at)) return known
    const made = this.latin1(at, length)
    if (known === undefined) this.names[slot] = made
    return made
  }

  private isText(text: string, at: number): boolean {
    for (let index = 0; index < text.length; index++)
      if (text.charCodeAt(index) !== this.bytes[at + index]) return false
    return true
  }

  latin1(at: number, length: number): string {
    return this.buffer.toString('latin1', at, at + length)
  }

  utf16(at: number, length: number): string {
    return this.buffer.toString('utf16le', at, at + (length & ~1))
  }

  slice(at: number, length: number): Uint8Array {
    return this.bytes.subarray(at, at + length)
  }
}
