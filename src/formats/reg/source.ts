/** Something to pull bytes from, front to back. */
export interface ByteSource {
  /** Fills `into` from its beginning and returns how many bytes it wrote; 0 at the end. */
  read(into: Uint8Array): number
}

/** A source over bytes that are in memory already. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  let position = 0
  return {
    read(into) {
      const part = bytes.subarray(position, position + into.length)
      into.set(part)
      position += part.length
      return part.length
    },
  }
}
