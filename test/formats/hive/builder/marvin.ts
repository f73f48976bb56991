/**
 * Marvin32 with Windows' seed for log entries, in BigInt arithmetic that follows the definition word for word: slow,
 * and independent of the reader's.
 *
 * Sources: the algorithm as published with .NET (System.Marvin, MIT licence); the seed in
 * msuhanov/regf, "Log entries", where it is written from its highest byte on.
 */
const seed = 0x82ef4d887a4e55c5n
const word = (1n << 32n) - 1n

/** The hash as it stands in a log entry, read as one little-endian 64-bit number. */
export function marvin32(bytes: Uint8Array): bigint {
  let low = seed & word
  let high = seed >> 32n
  const mix = (value: bigint): void => {
    low = (low + value) & word
    high ^= low
    low = (rotate(low, 20n) + high) & word
    high = rotate(high, 9n) ^ low
    low = (rotate(low, 27n) + high) & word
    high = rotate(high, 19n)
  }
  const whole = bytes.length - (bytes.length % 4)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < whole; at += 4) mix(BigInt(view.getUint32(at, true)))
  // The rest of one to four bytes ends in 0x80.
  let rest = 0x80n
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8n) | BigInt(bytes[at] ?? 0)
  mix(rest)
  mix(0n)
  return (high << 32n) | low
}

function rotate(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (32n - bits))) & word
}
