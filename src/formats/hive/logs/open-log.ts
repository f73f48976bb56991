import { type BaseBlock, isSound, readBaseBlock } from '../base-block.ts'
import { baseBlock } from '../layout.ts'
import type { LogFile } from '../log-file.ts'
import { HiveView } from '../view.ts'
import { dirtyPagesFileTypes, entriesFileType } from './layout.ts'
import type { LogProblem } from './problems.ts'

/** A log whose base block is sound. */
export interface OpenLog {
  readonly name: string
  readonly view: HiveView
  readonly base: BaseBlock
}

/** Opens a log for replaying, or says why its base block forbids it; undefined for a log that was never used. */
export function openLog({ name, bytes }: LogFile): OpenLog | LogProblem | undefined {
  if (isUnused(bytes)) return undefined
  const view = new HiveView(bytes)
  const base = readBaseBlock(view)
  if (base === undefined) {
    const data = { expected: baseBlock.signature, size: bytes.length }
    return {
      code: 'log-base-block',
      log: name,
      offset: 0,
      length: Math.min(baseBlock.checkedSize, bytes.length),
      data,
    }
  }
  if (!isSound(base)) {
    const { at: offset, size: length } = baseBlock.checksum
    const data = { ...base.checksum }
    return { code: 'log-checksum', log: name, offset, length, data }
  }
  if (base.fileType !== entriesFileType && !dirtyPagesFileTypes.has(base.fileType)) {
    const { at: offset, size: length } = baseBlock.fileType
    return { code: 'log-file-type', log: name, offset, length, data: { stored: base.fileType } }
  }
  return { name, view, base }
}

/** Windows keeps logs that it never used as empty files, or as zeros where it reserved room for them. */
function isUnused(bytes: Uint8Array): boolean {
  return bytes.subarray(0, baseBlock.checkedSize).every((byte) => byte === 0)
}
