import {
  type LogProblem,
  logMessages,
  type ReplayedHive,
  replayLogs,
} from '../../../src/formats/hive/logs/index.ts'
import { marvin32 } from '../../../src/formats/hive/logs/marvin32.ts'

/** A hive bin of 4096 bytes (or more) whose cells are `fill`. */
export function bin(offset: number, fill: number, size: number = 4096): Uint8Array {
  const bytes = new Uint8Array(size).fill(fill)
  bytes.fill(0, 0, 32)
  bytes.set(ascii('hbin'))
  put(bytes, 4, offset, size)
  return bytes
}

interface Base {
  readonly primary: number
  readonly secondary: number
  readonly time?: bigint
  readonly fileType?: number
  readonly binsSize?: number
  readonly clusteringFactor?: number
}

/** A base block of `size` bytes with the right checksum. */
export function base(fields: Base, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  bytes.set(ascii('regf'))
  put(bytes, 4, fields.primary, fields.secondary)
  new DataView(bytes.buffer).setBigUint64(12, fields.time ?? 7n, true)
  put(bytes, 20, 1, 5, fields.fileType ?? 0, 1, 32, fields.binsSize ?? 8192, fields.clusteringFactor ?? 1)
  return sealed(bytes)
}

/** Makes the checksum right again. */
export function sealed(bytes: Uint8Array): Uint8Array {
  let checksum = 0
  for (let at = 0; at < 508; at += 4) checksum ^= get(bytes, at)
  put(bytes, 508, checksum >>> 0)
  return bytes
}

/** A hive of two bins, filled with 0x11 and 0x22. */
export function hive(fields: Base): Uint8Array {
  return join(base(fields, 4096), bin(0, 0x11), bin(4096, 0x22))
}

interface Entry {
  readonly sequence: number
  readonly pages: readonly (readonly [offset: number, bytes: Uint8Array])[]
  readonly binsSize?: number
  readonly flags?: number
  /** Changes fields before the hashes are made. */
  readonly forge?: (bytes: Uint8Array) => void
}

/** One log entry with right hashes. */
export function entry({ sequence, pages, binsSize = 8192, flags = 0, forge }: Entry): Uint8Array {
  const used = 40 + pages.reduce((sum, [, bytes]) => sum + 8 + bytes.length, 0)
  const bytes = new Uint8Array(Math.ceil(used / 512) * 512)
  bytes.set(ascii('HvLE'))
  put(bytes, 4, bytes.length, flags, sequence, binsSize, pages.length)
  let at = 40
  for (const [offset, page] of pages) {
    put(bytes, at, offset, page.length)
    at += 8
  }
  for (const [, page] of pages) {
    bytes.set(page, at)
    at += page.length
  }
  forge?.(bytes)
  bytes.set(Buffer.from(marvin32(bytes.subarray(40)), 'hex'), 24)
  bytes.set(Buffer.from(marvin32(bytes.subarray(0, 32)), 'hex'), 32)
  return bytes
}

/** A log of Windows 8.1 and later; the sequence number of its base block is that of its first entry. */
export function newLog(sequence: number, ...entries: readonly Uint8Array[]): Uint8Array {
  return join(base({ primary: sequence, secondary: sequence, fileType: 6 }, 512), ...entries)
}

/** A log of up to Windows 8: which pages of 512 bytes are dirty, and their bytes. */
export function oldLog(fields: Base, dirty: readonly number[], pages: Uint8Array): Uint8Array {
  const { binsSize = 8192, clusteringFactor = 1 } = fields
  const sector = clusteringFactor * 512
  const vector = new Uint8Array(Math.ceil((4 + binsSize / 4096) / sector) * sector)
  vector.set(ascii('DIRT'))
  for (const page of dirty) vector[4 + (page >> 3)] = (vector[4 + (page >> 3)] ?? 0) | (1 << (page & 7))
  return join(base({ fileType: 1, ...fields }, sector), vector, pages)
}

/** Replays logs named LOG1, LOG2, …; problems as `code log@offset` and their messages. */
export function replay(
  bytes: Uint8Array,
  ...logs: readonly Uint8Array[]
): ReplayedHive & { problems: string[]; found: LogProblem[] } {
  const found: LogProblem[] = []
  const named = logs.map((log, index) => ({ name: `LOG${index + 1}`, bytes: log }))
  const replayed = replayLogs(bytes, named, (problem) => found.push(problem))
  const problems = found.map(
    ({ code, log, offset, data }) => `${log}@${offset} ${code}: ${logMessages[code].text(data)}`,
  )
  return { ...replayed, problems, found }
}

/** Sequence numbers, file type, bins size, flags and whether the checksum is right. */
export function baseOf(bytes: Uint8Array): Record<string, number | boolean> {
  const whole = sealed(bytes.slice(0, 512))
  return {
    primary: get(bytes, 4),
    secondary: get(bytes, 8),
    fileType: get(bytes, 28),
    binsSize: get(bytes, 40),
    flags: get(bytes, 144),
    isSound: get(whole, 508) === get(bytes, 508),
  }
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** Writes numbers of four bytes one after the other. */
export function put(bytes: Uint8Array, at: number, ...values: readonly number[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (const [index, value] of values.entries()) view.setUint32(at + 4 * index, value, true)
}

export function get(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
