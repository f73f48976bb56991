import type { BaseBlock } from '../base-block.ts'
import { baseBlock, hiveBin } from '../layout.ts'
import { HiveView } from '../view.ts'

/** A dirty hive while it is replayed. */
export interface DirtyHive {
  view: HiveView
  /** As stored, also where its checksum is wrong; undefined where there is none. */
  readonly stored: BaseBlock | undefined
  /** Whether the stored base block can be relied upon. */
  readonly isSound: boolean
  /**
   * The most bytes that the hive bins may take. All that lies behind the end of the file must come out of a log, so a
   * hive cannot grow by more than its logs hold, whatever size they claim.
   */
  readonly limit: number
  /** Name of the log whose base block stands in the hive now. */
  baseBlockFrom: string | undefined
  isRecovered: boolean
}

/** Whether the first hive bin stands where it must. Without it a log's base block would make a hive of any file. */
export function hasFirstBin(view: HiveView): boolean {
  const { signature, headerSize } = hiveBin
  return view.has(baseBlock.size, headerSize) && view.latin1(baseBlock.size, signature.length) === signature
}

/** The time in the first hive bin: a copy of the last-written time in the base block. */
export function firstBinWritten(view: HiveView): bigint {
  return view.time(baseBlock.size, hiveBin.lastWritten)
}

/** Makes room for hive bins of `binsSize` bytes, no more than the limit: the only time that a hive is copied. */
export function growTo(hive: DirtyHive, binsSize: number): void {
  if (hive.view.has(baseBlock.size, binsSize)) return
  const longer = new Uint8Array(baseBlock.size + binsSize)
  longer.set(hive.view.bytes)
  hive.view = new HiveView(longer)
}
