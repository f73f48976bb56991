import { type DetectedEncoding, detectEncoding } from './encoding.ts'

/** A path of Windows has at most 32,767 characters, one of a driver a few hundred: what is longer is cut. */
const longestLine = 4096

export interface TextLine {
  /** Without its line end; cut where it is longer than any line of a boot log. */
  readonly text: string
  /** 1-based. */
  readonly line: number
  readonly isCut: boolean
}

/** The lines of a file, decoded one by one, so that a large file takes no more memory than its bytes. */
export class LineReader {
  readonly detected: DetectedEncoding
  /** Whether a line without a byte order mark was no UTF-8; known once all were read. */
  ansi = false
  /** Whether UTF-8 beyond ASCII was met. */
  multiByte = false
  private readonly bytes: Uint8Array
  private readonly decodeUtf8: (bytes: Uint8Array) => string

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.detected = detectEncoding(bytes)
    // With a byte order mark it is UTF-8 even where it is damaged.
    const decoder = new TextDecoder('utf-8', { fatal: this.detected.markLength === 0 })
    this.decodeUtf8 = (part) => decoder.decode(part)
  }

  /** LF, CR and both together end a line. */
  *lines(): Generator<TextLine> {
    const { encoding, markLength } = this.detected
    const width = encoding === 'utf-8' ? 1 : 2
    const end = this.bytes.length - ((this.bytes.length - markLength) % width)
    let line = 1
    let start = markLength
    for (let at = markLength; at < end; at += width) {
      const unit = this.unitAt(at, width)
      if (unit !== lineFeed && unit !== carriageReturn) continue
      yield this.textLine(start, at, width, line++)
      if (unit === carriageReturn && at + width < end && this.unitAt(at + width, width) === lineFeed)
        at += width
      start = at + width
    }
    if (start < end) yield this.textLine(start, end, width, line)
  }

  private unitAt(at: number, width: number): number {
    const first = this.bytes[at] ?? 0
    if (width === 1) return first
    const second = this.bytes[at + 1] ?? 0
    return this.detected.encoding === 'utf-16le' ? first | (second << 8) : (first << 8) | second
  }

  private textLine(start: number, end: number, width: number, line: number): TextLine {
    if (start === end) return { text: '', line, isCut: false }
    const stop = Math.min(end, start + longestLine * width)
    const text = width === 1 ? this.decode(this.bytes.subarray(start, stop)) : this.units(start, stop)
    // Windows writes a mark at the beginning of the file alone; files that were joined have more.
    return { text: text.startsWith('\ufeff') ? text.slice(1) : text, line, isCut: stop < end }
  }

  private units(start: number, stop: number): string {
    const units: number[] = []
    for (let at = start; at < stop; at += 2) units.push(this.unitAt(at, 2))
    return String.fromCharCode(...units)
  }

  /** ANSI bytes beyond ASCII stand for the characters of the same number: no code page is told. */
  private decode(bytes: Uint8Array): string {
    if (!this.ansi)
      try {
        const text = this.decodeUtf8(bytes)
        if (text.length !== bytes.length) this.multiByte = true
        return text
      } catch {
        this.ansi = true
      }
    return String.fromCharCode(...bytes)
  }
}

const lineFeed = 0x0a
const carriageReturn = 0x0d
