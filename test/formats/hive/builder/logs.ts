import { writeChecksum } from './base-block.ts'
import { patchBytes, patchU32, patchU64, readU32 } from './damage.ts'
import { baseBlock, baseBlockLength, fileTypes, logEntry, logSectorLength } from './fields.ts'
import { marvin32 } from './marvin.ts'

const pageLength = 4096

/** A run of bytes that changed, by its offset behind the base block. */
export interface DirtyPage {
  readonly offset: number
  readonly length: number
}

export interface LogEntryPlace {
  readonly at: number
  readonly size: number
  readonly sequence: number
  readonly pages: readonly DirtyPage[]
}

export interface BuiltLog {
  readonly bytes: Uint8Array
  readonly entries: readonly LogEntryPlace[]
}

/**
 * A log in the format of Windows 8.1 and later: one entry for each step from one state of the hive to the next, the
 * first numbered `sequence`. The base block is taken from the first state.
 */
export function buildLogEntries(states: readonly Uint8Array[], sequence: number): BuiltLog {
  const [first] = states
  if (!first) throw new Error('a log needs the hive before and after')
  const parts: Uint8Array[] = [logBaseBlock(first, fileTypes.entriesLog, sequence)]
  const entries: LogEntryPlace[] = []
  let at = logSectorLength
  for (let index = 1; index < states.length; index++) {
    const [before, after] = [states[index - 1] ?? first, states[index] ?? first]
    const pages = dirtyPages(before, after)
    const entry = buildEntry(after, pages, sequence + index - 1)
    entries.push({ at, size: entry.length, sequence: sequence + index - 1, pages })
    parts.push(entry)
    at += entry.length
  }
  return { bytes: Buffer.concat(parts), entries }
}

function buildEntry(after: Uint8Array, pages: readonly DirtyPage[], sequence: number): Uint8Array {
  const references = logEntry.pages
  const contents = references + pages.length * 8
  const length = pages.reduce((sum, page) => sum + page.length, contents)
  const entry = new Uint8Array(Math.ceil(length / logSectorLength) * logSectorLength)
  patchBytes(entry, logEntry.signature, 'HvLE')
  patchU32(entry, logEntry.size, entry.length)
  patchU32(entry, logEntry.sequence, sequence)
  patchU32(entry, logEntry.binsDataSize, readU32(after, baseBlock.binsDataSize))
  patchU32(entry, logEntry.pageCount, pages.length)
  let at = contents
  pages.forEach(({ offset, length }, index) => {
    patchU32(entry, references + index * 8, offset)
    patchU32(entry, references + index * 8 + 4, length)
    patchBytes(entry, at, pageOf(after, { offset, length }))
    at += length
  })
  writeHashes(entry)
  return entry
}

/** Makes both hashes of an entry right; the second covers the first. */
export function writeHashes(entry: Uint8Array): void {
  patchU64(entry, logEntry.contentHash, marvin32(entry.subarray(logEntry.pages)))
  patchU64(entry, logEntry.headerHash, marvin32(entry.subarray(0, logEntry.headerHash)))
}

/** A log in the format up to Windows 8: one bit for every 512 bytes behind the base block, then those that changed. */
export function buildDirtyLog(before: Uint8Array, after: Uint8Array): Uint8Array {
  const sequence = readU32(before, baseBlock.secondarySequence)
  const base = logBaseBlock(after, fileTypes.dirtyPagesLog, sequence)
  // Only a log of the same write belongs to a hive: Windows compares the times.
  patchBytes(base, baseBlock.lastWritten, before.subarray(baseBlock.lastWritten, baseBlock.lastWritten + 8))
  writeChecksum(base)
  const pages = dirtyPages(before, after)
  const bitmapLength = readU32(after, baseBlock.binsDataSize) / logSectorLength / 8
  const vector = new Uint8Array(Math.ceil((4 + bitmapLength) / logSectorLength) * logSectorLength)
  patchBytes(vector, 0, 'DIRT')
  // Windows tracks changes by 4,096 bytes: eight bits at a time.
  for (const { offset, length } of pages)
    vector.fill(0xff, 4 + offset / pageLength, 4 + (offset + length) / pageLength)
  return Buffer.concat([base, vector, ...pages.map((page) => pageOf(after, page))])
}

/** The hive as it lies on the disk when its writing was interrupted: not a byte of its bins was changed yet. */
export function asDirty(hive: Uint8Array): Uint8Array {
  const dirty = Uint8Array.from(hive)
  patchU32(dirty, baseBlock.primarySequence, readU32(hive, baseBlock.secondarySequence) + 1)
  writeChecksum(dirty)
  return dirty
}

/** Pages that differ, neighbours joined; what lies behind the end of `before` differs. */
function dirtyPages(before: Uint8Array, after: Uint8Array): DirtyPage[] {
  const runs: { offset: number; length: number }[] = []
  const size = readU32(after, baseBlock.binsDataSize)
  for (let offset = 0; offset < size; offset += pageLength) {
    const page = { offset, length: pageLength }
    if (Buffer.compare(pageOf(before, page), pageOf(after, page)) === 0) continue
    const last = runs.at(-1)
    if (last && last.offset + last.length === offset) last.length += pageLength
    else runs.push(page)
  }
  return runs
}

function pageOf(hive: Uint8Array, { offset, length }: DirtyPage): Uint8Array {
  return hive.subarray(baseBlockLength + offset, baseBlockLength + offset + length)
}

function logBaseBlock(hive: Uint8Array, fileType: number, sequence: number): Uint8Array {
  const base = Uint8Array.from(hive.subarray(0, logSectorLength))
  patchU32(base, baseBlock.fileType, fileType)
  patchU32(base, baseBlock.primarySequence, sequence)
  patchU32(base, baseBlock.secondarySequence, sequence)
  writeChecksum(base)
  return base
}
