import type { HiveFacts } from '../../registry/index.ts'
import { type BaseBlock, checkBaseBlock, isDirty, isLog, readBaseBlock } from './base-block.ts'
import { type HiveContext, hiveContext, quietContext } from './context.ts'
import { findRootCells } from './find-root.ts'
import { type HiveKey, readRootKey } from './key-node.ts'
import { baseBlock, hiveBin } from './layout.ts'
import type { LogFile } from './log-file.ts'
import { logDiagnostic, replayLogs } from './logs/index.ts'
import { mountPath } from './mount.ts'
import { HiveReporter } from './reporter.ts'
import { HiveView } from './view.ts'

/** A hive, its logs replayed, with its root key found. */
export interface OpenedHive {
  readonly context: HiveContext
  readonly root: HiveKey | undefined
  /** Where the root key hangs. */
  readonly path: string
  readonly unreadable: string | undefined
  readonly hive: HiveFacts
}

export interface OpenOptions {
  readonly file: string
  readonly logs?: readonly LogFile[]
}

export function open(bytes: Uint8Array, { file, logs = [] }: OpenOptions): OpenedHive {
  const reporter = new HiveReporter(file)
  const stored = readBaseBlock(new HiveView(bytes))
  const replayed = replayLogs(bytes, logs, (found) => reporter.add(logDiagnostic(found)))
  const view = new HiveView(replayed.bytes)
  const base = readBaseBlock(view)
  if (stored && replayed.baseBlockFrom !== undefined)
    reporter.report('base-block-replaced', undefined, baseBlock.checksum.at, 4, {
      ...stored.checksum,
      log: replayed.baseBlockFrom,
    })
  const hive: HiveFacts = {
    version: base ? `${base.majorVersion}.${base.minorVersion}` : 'unknown',
    fileName: base?.fileName ?? '',
    lastWritten: base?.lastWritten ?? 0n,
    sequence: { primary: stored?.primarySequence ?? 0, secondary: stored?.secondarySequence ?? 0 },
    dirty: stored !== undefined && isDirty(stored),
    logs: replayed.logs,
  }
  const context = contextOf(view, base, reporter)
  if (base && isLog(base)) {
    const unreadable =
      'it is the transaction log of a hive, which is read together with its hive (--hive-log)'
    return { context, root: undefined, path: '', unreadable, hive }
  }
  if (base) {
    checkBaseBlock(base, view, reporter)
    if (replayed.dirty && !replayed.recovered)
      reporter.report('hive-dirty', undefined, baseBlock.primarySequence.at, 8, {
        primary: base.primarySequence,
        secondary: base.secondarySequence,
      })
  } else reporter.report('base-block-absent', undefined, 0, 4)
  return { context, ...findRoot(context, base), hive }
}

/** The first of all bins gives its offset as 0. */
function isFirstBin(view: HiveView, at: number): boolean {
  if (!view.has(at, hiveBin.headerSize) || view.dword(at) !== hiveBin.signatureValue) return false
  return view.number(at, hiveBin.offset) === 0
}

function contextOf(view: HiveView, base: BaseBlock | undefined, reporter: HiveReporter): HiveContext {
  // A base block that is lost may still have its place in the file.
  const isPlaced = base !== undefined || (!isFirstBin(view, 0) && isFirstBin(view, baseBlock.size))
  const start = isPlaced ? baseBlock.size : 0
  const statedSize = base?.binsSize ?? view.size - start
  return hiveContext(view, { start, statedSize, minorVersion: base?.minorVersion ?? 5 }, reporter)
}

/** The root key that the base block names; where there is none, the one that has the flag of a root. */
function findRoot(
  context: HiveContext,
  base: BaseBlock | undefined,
): { root: HiveKey | undefined; path: string; unreadable: string | undefined } {
  const { reporter } = context
  const field = base ? baseBlock.rootCell.at : 0
  const stated = base?.rootCell ?? hiveBin.headerSize
  const pathOf = (offset: number): string => {
    const quiet = quietContext(context)
    const root = readRootKey(quiet, offset, field, '')
    return mountPath(root ? [...root.keys].map(({ name }) => name) : [], base?.fileName ?? '')
  }
  const path = pathOf(stated)
  const root = readRootKey(context, stated, field, path)
  if (root) return { root, path, unreadable: undefined }
  for (const offset of findRootCells(context)) {
    if (offset === stated) continue
    const found = readRootKey(quietContext(context), offset, field, '')
    if (found === undefined) continue
    const moved = pathOf(offset)
    reporter.report('root-moved', undefined, field, 4, { stored: stated, actual: offset })
    return { root: readRootKey(context, offset, field, moved), path: moved, unreadable: undefined }
  }
  reporter.report('root-lost', undefined, field, 4, { stored: stated })
  return { root: undefined, path, unreadable: 'its root key cannot be found' }
}
