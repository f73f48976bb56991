/**
 * Offsets of fields inside the structures of a hive, for writing and for damaging them. Written down anew and not
 * taken from the reader, so that a slip in either shows.
 *
 * Source: msuhanov/regf, "Windows registry file format specification"; for the cells of version 1.1, the type _HCELL
 * in the public symbols of the Windows kernel (OldCell.Last).
 */

export const baseBlockLength = 4096
export const binHeaderLength = 32
export const binAlignment = 4096
export const logSectorLength = 512
/** Says that there is no such structure. */
export const nowhere = 0xffffffff

/** Offsets in the file. */
export const baseBlock = {
  signature: 0,
  primarySequence: 4,
  secondarySequence: 8,
  lastWritten: 12,
  majorVersion: 20,
  minorVersion: 24,
  fileType: 28,
  fileFormat: 32,
  rootCell: 36,
  binsDataSize: 40,
  clusteringFactor: 44,
  fileName: 48,
  checksum: 508,
} as const

/** Longest file name that the base block has room for, in bytes. */
export const fileNameLength = 64

export const fileTypes = { hive: 0, dirtyPagesLog: 1, entriesLog: 6 } as const

/** Offsets in a hive bin. */
export const bin = { signature: 0, offset: 4, size: 8, lastWritten: 20 } as const

/** Offsets in the content of a key node's cell. */
export const keyNode = {
  signature: 0,
  flags: 2,
  lastWritten: 4,
  parent: 16,
  subkeyCount: 20,
  volatileSubkeyCount: 24,
  subkeyList: 28,
  volatileSubkeyList: 32,
  valueCount: 36,
  valueList: 40,
  security: 44,
  className: 48,
  largestSubkeyName: 52,
  largestSubkeyClassName: 56,
  largestValueName: 60,
  largestValueData: 64,
  nameLength: 72,
  classNameLength: 74,
  name: 76,
} as const

export const keyFlags = { hiveEntry: 0x04, noDelete: 0x08, symbolicLink: 0x10, compressedName: 0x20 } as const

/** Offsets in the content of a value's cell. */
export const keyValue = {
  signature: 0,
  nameLength: 2,
  dataSize: 4,
  data: 8,
  type: 12,
  flags: 16,
  name: 20,
} as const

export const valueFlags = { compressedName: 0x01 } as const
/** Set in the data size of a value whose data stands in the value itself. */
export const inlineData = 0x80000000

/** Offsets in the content of every kind of subkey list. */
export const subkeyList = { signature: 0, count: 2, elements: 4 } as const

/** Offsets in the content of a security cell. */
export const security = {
  signature: 0,
  next: 4,
  previous: 8,
  referenceCount: 12,
  size: 16,
  descriptor: 20,
} as const

/** Offsets in the content of a big data cell. */
export const bigData = { signature: 0, count: 2, segments: 4 } as const
export const segmentLength = 16344

/** Offsets in one log entry. */
export const logEntry = {
  signature: 0,
  size: 4,
  flags: 8,
  sequence: 12,
  binsDataSize: 16,
  pageCount: 20,
  contentHash: 24,
  headerHash: 32,
  pages: 40,
} as const
