import { writeBaseBlock } from './base-block.ts'
import { Cells } from './cells.ts'
import type { KeySpec } from './describe.ts'
import { baseBlockLength, bin } from './fields.ts'
import { KeyWriter } from './keys.ts'
import { Places } from './places.ts'

export interface HiveOptions {
  /** Of version 1.x: 1 to 6. Default 5: Windows XP and later. */
  readonly minorVersion?: number
  /** Both equal in a hive that was closed; default 1. */
  readonly sequence?: { readonly primary: number; readonly secondary: number }
  readonly lastWritten?: bigint
  readonly fileName?: string
  /** Least size of a hive bin; default 4,096 bytes. */
  readonly leastBin?: number
  /** Whether names that fit one byte a character are stored so; default from version 1.2 on. */
  readonly compressNames?: boolean
  /** Bytes behind the last hive bin. */
  readonly trailing?: Uint8Array
}

export interface BuiltHive {
  readonly bytes: Uint8Array
  readonly places: Places
}

/** 2024-01-01 00:00:00 UTC, in 100 ns since 1601. */
export const newYear2024 = 133485408000000000n
/** 100 ns units in a second. */
export const second = 10_000_000n

/** A sound hive with these keys: the same description gives the same bytes. */
export function buildHive(root: KeySpec, options: HiveOptions = {}): BuiltHive {
  const { minorVersion = 5, lastWritten = newYear2024, leastBin = 4096 } = options
  const { compressNames = minorVersion >= 2 } = options
  const cells = new Cells(minorVersion, leastBin)
  const keys = new KeyWriter(cells, { minorVersion, compressNames, lastWritten })
  const { nk, security } = keys.writeRoot(root)
  const bytes = cells.finish(options.trailing ?? new Uint8Array())
  writeBaseBlock(bytes, {
    minorVersion,
    lastWritten,
    sequence: options.sequence ?? { primary: 1, secondary: 1 },
    fileName: options.fileName ?? 'SYSTEM',
    rootCell: nk.offset,
    binsDataSize: cells.bins.reduce((sum, { size }) => sum + size, 0),
  })
  // The first bin keeps a copy of the time in the base block.
  bytes.writeBigUInt64LE(lastWritten, baseBlockLength + bin.lastWritten)
  return { bytes, places: new Places(cells.bins, security, keys.places) }
}
