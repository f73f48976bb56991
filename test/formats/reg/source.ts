import type { ByteSource } from '../../../src/formats/reg/index.ts'

/** Gives `bytes` in parts of the sizes that `sizes` yields, for ever. */
export function inParts(bytes: Uint8Array, sizes: Iterable<number>): ByteSource {
  const iterator = sizes[Symbol.iterator]()
  let at = 0
  return {
    read(into) {
      const size = Math.max(1, iterator.next().value ?? 1)
      const part = bytes.subarray(at, at + Math.min(size, into.length))
      into.set(part)
      at += part.length
      return part.length
    },
  }
}

export function* endless(sizes: readonly number[]): Generator<number, never> {
  for (let index = 0; ; index++) yield sizes[index % sizes.length] ?? 1
}

/** Gives `head`, then `block` over and over until `total` bytes were given, then `tail`; and watches the memory. */
export class LargeSource implements ByteSource {
  /** The most that the heap and all buffers held at any read, in bytes. */
  peak = 0
  private readonly parts: Uint8Array[]
  private readonly block: Uint8Array
  private left: number
  private at = 0

  constructor(head: Uint8Array, block: Uint8Array, total: number, tail: Uint8Array) {
    this.parts = [head, tail]
    this.block = block
    this.left = Math.ceil(total / block.length)
  }

  read(into: Uint8Array): number {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    this.peak = Math.max(this.peak, heapUsed + arrayBuffers)
    let written = 0
    while (written < into.length) {
      const isBlock = this.parts.length === 1 && this.left > 0
      const part = isBlock ? this.block : this.parts[0]
      if (!part) break
      const piece = part.subarray(this.at, this.at + into.length - written)
      into.set(piece, written)
      written += piece.length
      this.at += piece.length
      if (this.at < part.length) continue
      this.at = 0
      if (isBlock) this.left--
      else this.parts.shift()
    }
    return written
  }
}
