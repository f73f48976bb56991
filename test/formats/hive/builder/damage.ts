import { writeChecksum } from './base-block.ts'

/** Single changes of a built hive; `at` is an absolute offset in the file. All of them work in place. */

export function patchU16(bytes: Uint8Array, at: number, number: number): void {
  viewOf(bytes).setUint16(at, number, true)
}

export function patchU32(bytes: Uint8Array, at: number, number: number): void {
  viewOf(bytes).setUint32(at, number >>> 0, true)
}

export function patchI32(bytes: Uint8Array, at: number, number: number): void {
  viewOf(bytes).setInt32(at, number, true)
}

export function patchU64(bytes: Uint8Array, at: number, number: bigint): void {
  viewOf(bytes).setBigUint64(at, number, true)
}

/** ASCII text or bytes. */
export function patchBytes(bytes: Uint8Array, at: number, content: Uint8Array | string): void {
  bytes.set(typeof content === 'string' ? Buffer.from(content, 'latin1') : content, at)
}

/** A number of the base block, with the checksum made right again: only the number is wrong. */
export function patchBaseBlock(bytes: Uint8Array, at: number, number: number): void {
  patchU32(bytes, at, number)
  writeChecksum(bytes)
}

export function readU32(bytes: Uint8Array, at: number): number {
  return viewOf(bytes).getUint32(at, true)
}

/** The file as it is after only its first `length` bytes were copied. */
export function truncate(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.slice(0, length)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
