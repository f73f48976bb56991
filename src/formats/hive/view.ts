import type { Field } from './layout.ts'

/**
 * The bytes of a hive: the one place where they are read. Nothing outside of them can be read: callers ask
 * {@link has} first, a field outside is a programmer's error and throws.
 */
export class HiveView {
  readonly bytes: Uint8Array
  readonly size: number
  private readonly buffer: Buffer
  private readonly data: DataView

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
