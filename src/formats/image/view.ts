/** The bytes of an image: the one place where they are read. A number outside of them is undefined. */
export class ImageView {
  readonly size: number
  private readonly bytes: Uint8Array
  private readonly data: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.size = bytes.length
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  word(at: number): number | undefined {
    return this.has(at, 2) ? this.data.getUint16(at, true) : undefined
  }

  dword(at: number): number | undefined {
    return this.has(at, 4) ? this.data.getUint32(at, true) : undefined
  }

  /** Whether these characters, of a byte each, stand at `at`. */
  isAt(at: number, text: string): boolean {
    if (!this.has(at, text.length)) return false
    for (let index = 0; index < text.length; index++)
      if (this.bytes[at + index] !== text.charCodeAt(index)) return false
    return true
  }

  /** The characters, of a byte each, up to a NUL; undefined where none ends them within `longest` characters. */
  text(at: number, longest: number): string | undefined {
    let text = ''
    for (let index = at; index >= 0 && index < this.size && text.length <= longest; index++) {
      const byte = this.bytes[index] as number
      if (byte === 0) return text
      text += String.fromCharCode(byte)
    }
    return undefined
  }

  /** A text in UTF-16 of that many bytes; undefined where it does not lie inside. */
  utf16(at: number, length: number): string | undefined {
    if (!this.has(at, length)) return undefined
    let text = ''
    for (let index = at; index + 1 < at + length; index += 2)
      text += String.fromCharCode(this.data.getUint16(index, true))
    return text
  }

  /** What of a range lies inside. */
  slice(at: number, length: number): Uint8Array {
    return this.bytes.subarray(Math.min(at, this.size), Math.min(at + length, this.size))
  }

  private has(at: number, length: number): boolean {
    return at >= 0 && length >= 0 && at + length <= this.size
  }
}
