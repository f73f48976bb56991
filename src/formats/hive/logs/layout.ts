/**
 * Where the fields of a transaction log stand behind its base block, which is that of its hive. Source:
 * M. Suhanov, "Windows registry file format specification", "Format of transaction log files"; the alignments are
 * those of the logs that Windows 7 and 10 wrote.
 */

/** Every log, and every page in it, begins at a multiple of this, whatever the sectors of its disk are. */
export const PAGE = 512

/** File types of the logs whose pages follow one bitmap (up to Windows 8), and of those made of entries. */
export const dirtyPagesFileTypes: ReadonlySet<number> = new Set([1, 2])
export const entriesFileType = 6

export const dirtyVector = {
  signature: 'DIRT',
  /** One bit a page, the lowest first. */
  bitmap: 4,
} as const

export const logEntry = {
  signature: 'HvLE',
  size: { at: 4, size: 4 },
  flags: { at: 8, size: 4 },
  sequence: { at: 12, size: 4 },
  binsSize: { at: 16, size: 4 },
  pageCount: { at: 20, size: 4 },
  /** Of all that follows the header. */
  pagesHash: 24,
  /** Of the header up to here, the other hash included. */
  headerHash: 32,
  hashSize: 8,
  headerSize: 40,
} as const

/** References stand after the header of an entry; the pages follow the last of them, without gaps. */
export const pageReference = {
  size: 8,
  /** From the start of the hive bins. */
  offset: { at: 0, size: 4 },
  length: { at: 4, size: 4 },
} as const
