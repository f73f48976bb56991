import { BACKSLASH, textOf } from './tokens.ts'

/** Bytes that are allocated at once for many small arrays. */
const slabBytes = 1 << 16

/** Longest text that is worth looking up, and how many are remembered. */
const longestName = 64
const slots = 2048

/**
 * Makes small byte arrays that share their memory: one with memory of its own costs some hundred bytes and the garbage
 * collector's time, for the four bytes of a REG_DWORD.
 */
export class BytePool {
  private slab: Uint8Array = new Uint8Array(0)
  private used = 0

  /** An array of `length` zero bytes. */
  take(length: number): Uint8Array {
    if (length > slabBytes >> 3) return new Uint8Array(length)
    if (this.used + length > this.slab.length) {
      this.slab = new Uint8Array(slabBytes)
      this.used = 0
    }
    const part = this.slab.subarray(this.used, this.used + length)
    this.used += length
    return part
  }

  /** Code units as UTF-16LE bytes with a NUL behind them, as a REG_SZ is stored. */
  terminatedText(units: Uint16Array, from: number, end: number): Uint8Array {
    const bytes = this.take((end - from + 1) * 2)
    for (let index = from, at = 0; index < end; index++, at += 2) {
      const unit = units[index] as number
      bytes[at] = unit
      bytes[at + 1] = unit >> 8
    }
    return bytes
  }

  /** {@link terminatedText} of units of which every backslash is there for the one behind it. */
  unescapedText(units: Uint16Array, from: number, end: number): Uint8Array {
    let escapes = 0
    for (let index = from; index < end; index++)
      if (units[index] === BACKSLASH) {
        escapes++
        index++
      }
    const bytes = this.take((end - from - escapes + 1) * 2)
    for (let index = from, at = 0; index < end; index++, at += 2) {
      if (units[index] === BACKSLASH) index++
      const unit = units[index] as number
      bytes[at] = unit
      bytes[at + 1] = unit >> 8
    }
    return bytes
  }
}

/** Gives the same string for the same units, mostly without making it anew: an export repeats a few hundred names. */
export class NameTable {
  private readonly known: (string | undefined)[] = new Array<string | undefined>(slots).fill(undefined)

  text(units: Uint16Array, from: number, end: number): string {
    const length = end - from
    if (length > longestName) return textOf(units, from, end)
    let hash = length
    for (let index = from; index < end; index++) hash = (Math.imul(hash, 31) + (units[index] as number)) | 0
    const slot = (hash ^ (hash >>> 13)) & (slots - 1)
    const known = this.known[slot]
    if (known !== undefined && isText(known, units, from, length)) return known
    const text = textOf(units, from, end)
    this.known[slot] = text
    return text
  }
}

function isText(text: string, units: Uint16Array, from: number, length: number): boolean {
  if (text.length !== length) return false
  for (let index = 0; index < length; index++)
    if (text.charCodeAt(index) !== units[from + index]) return false
  return true
}
