/**
 * Where the fields of a hive file stand, by structure. Source: M. Suhanov, "Windows registry file format
 * specification"; the cells of version 1.1: documentation of the Rust crate regf. All numbers are little-endian;
 * offsets in fields count from the end of the base block.
 */

/** A number inside a structure: bytes from the structure's start, and how many it takes. */
export interface Field {
  readonly at: number
  readonly size: 2 | 4 | 8
}

/** Stands in an offset field that leads nowhere. */
export const NOWHERE = 0xffffffff

export const baseBlock = {
  signature: 'regf',
  size: 4096,
  primarySequence: { at: 4, size: 4 },
  secondarySequence: { at: 8, size: 4 },
  lastWritten: { at: 12, size: 8 },
  majorVersion: { at: 20, size: 4 },
  minorVersion: { at: 24, size: 4 },
  fileType: { at: 28, size: 4 },
  rootCell: { at: 36, size: 4 },
  binsSize: { at: 40, size: 4 },
  /** Bytes of a disk sector, divided by 512: a log keeps a sector of the base block. */
  clusteringFactor: { at: 44, size: 4 },
  /** A sector of 64 KiB is the largest that Windows formats. */
  largestClusteringFactor: 128,
  /** UTF-16LE, 64 bytes. */
  fileName: 48,
  fileNameSize: 64,
  /** GUID of the hive's resource manager: its logs have it too. Zeros before Vista. */
  resourceManager: 112,
  resourceManagerSize: 16,
  /** State of the transaction manager. */
  flags: { at: 144, size: 4 },
  /** XOR of the 127 dwords before it. */
  checksum: { at: 508, size: 4 },
  /** The part that the checksum covers, with it. */
  checkedSize: 512,
} as const

/** File types: 0 is a hive, the others are transaction logs (1 and 2 the old format, 6 the one since 8.1). */
export const logFileTypes: ReadonlySet<number> = new Set([1, 2, 6])

/** Minor versions that Windows has written, with their releases. */
export const minorVersions: ReadonlyMap<number, string> = new Map([
  [0, 'NT 3.1 before its release'],
  [1, 'NT 3.1'],
  [2, 'NT 3.5'],
  [3, 'NT 4.0, 2000 and setup'],
  [4, 'Whistler Beta 1'],
  [5, 'XP and later'],
  [6, 'Windows 10 with differencing hives'],
])

export const hiveBin = {
  signature: 'hbin',
  /** The same as a dword. */
  signatureValue: 0x6e696268,
  headerSize: 32,
  /** Bins are made of as many of these. */
  unit: 4096,
  offset: { at: 4, size: 4 },
  size: { at: 8, size: 4 },
  lastWritten: { at: 20, size: 8 },
} as const

export const cell = {
  /** Signed: negative where the cell is in use, so that its absolute value is the size, header included. */
  size: { at: 0, size: 4 },
  headerSize: 4,
  alignment: 8,
  /** Up to version 1.1 the offset of the cell before it follows the size. */
  oldHeaderSize: 8,
  lastOldMinorVersion: 1,
} as const

export const keyNode = {
  signature: 'nk',
  size: 76,
  flags: { at: 2, size: 2 },
  lastWritten: { at: 4, size: 8 },
  parent: { at: 16, size: 4 },
  subkeyCount: { at: 20, size: 4 },
  subkeyList: { at: 28, size: 4 },
  valueCount: { at: 36, size: 4 },
  valueList: { at: 40, size: 4 },
  security: { at: 44, size: 4 },
  className: { at: 48, size: 4 },
  nameLength: { at: 72, size: 2 },
  classNameLength: { at: 74, size: 2 },
  name: 76,
} as const

export const keyFlags = {
  root: 0x04,
  symbolicLink: 0x10,
  /** The name is Latin-1, one byte a character. */
  compressedName: 0x20,
  /** The number of values holds a predefined handle instead. */
  predefinedHandle: 0x40,
} as const

/** Lists of subkeys: after the signature a count, then as many elements. */
export const subkeyList = {
  count: { at: 2, size: 2 },
  elements: 4,
  /** Bytes of an element; its first four are an offset. */
  elementSizes: new Map([
    ['lf', 8],
    ['lh', 8],
    ['li', 4],
    ['ri', 4],
  ]) as ReadonlyMap<string, number>,
  root: 'ri',
  /** In `lh`, four bytes behind the offset: the hash of the upper-cased name. */
  hashed: 'lh',
  hash: { at: 4, size: 4 },
} as const

export const keyValue = {
  signature: 'vk',
  size: 20,
  nameLength: { at: 2, size: 2 },
  dataSize: { at: 4, size: 4 },
  data: { at: 8, size: 4 },
  type: { at: 12, size: 4 },
  flags: { at: 16, size: 2 },
  name: 20,
} as const

export const valueFlags = { compressedName: 0x01 } as const

/** In the data size of a value: the data stand in the field of their offset. */
export const INLINE = 0x80000000
export const largestInline = 4

export const bigData = {
  signature: 'db',
  size: 8,
  segmentCount: { at: 2, size: 2 },
  segmentList: { at: 4, size: 4 },
  segmentSize: 16344,
  /** Older versions keep data of any size in one cell. */
  firstMinorVersion: 4,
} as const

export const keySecurity = {
  signature: 'sk',
  size: 20,
} as const

/** Windows creates no key below this depth (Microsoft: Registry element size limits). */
export const deepestKey = 512
