import { type BaseBlock, checksumOf } from '../base-block.ts'
import { baseBlock, type Field } from '../layout.ts'
import type { HiveView } from '../view.ts'

/** Puts a log's base block in the place of a hive's that is lost. */
export function takeBaseBlock(hive: HiveView, log: HiveView, block: BaseBlock): void {
  hive.bytes.set(log.slice(0, Math.min(block.sector, baseBlock.size, log.size)))
  write(hive, baseBlock.fileType, 0)
}

/** Makes the base block of a hive say that it is consistent again. Its last-written time stays: Windows leaves it. */
export function sealBaseBlock(
  hive: HiveView,
  state: { readonly sequence: number; readonly binsSize: number; readonly flags?: number },
): void {
  write(hive, baseBlock.primarySequence, state.sequence)
  write(hive, baseBlock.secondarySequence, state.sequence)
  write(hive, baseBlock.binsSize, state.binsSize)
  if (state.flags !== undefined) write(hive, baseBlock.flags, state.flags)
  write(hive, baseBlock.checksum, checksumOf(hive))
}

function write({ bytes }: HiveView, { at }: Field, value: number): void {
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).setUint32(at, value, true)
}
