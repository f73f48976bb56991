import { isDirty, isSound, readBaseBlock } from '../base-block.ts'
import { baseBlock } from '../layout.ts'
import type { AppliedLog, LogFile } from '../log-file.ts'
import { HiveView } from '../view.ts'
import { type DirtyHive, hasFirstBin } from './hive-state.ts'
import { entriesFileType } from './layout.ts'
import { type OpenLog, openLog } from './open-log.ts'
import type { ReportLogProblem } from './problems.ts'
import { replayEntries } from './replay-entries.ts'
import { replayDirtyPages } from './replay-pages.ts'

export interface ReplayedHive {
  /** The same array, changed in place, or a longer one. */
  readonly bytes: Uint8Array
  readonly logs: readonly AppliedLog[]
  /** Whether the hive was dirty: its base block is damaged, or its sequence numbers differ. */
  readonly dirty: boolean
  /** Whether it is consistent now; true where it was never dirty. */
  readonly recovered: boolean
  /** Name of the log whose base block replaced a damaged one. */
  readonly baseBlockFrom?: string
}

/**
 * Brings a dirty hive up to date with its transaction logs, in place, as Windows does when it loads the hive. Logs may
 * be given in any order; those of a hive that is not dirty are ignored. Never throws for bad input: what keeps a log
 * from being used is reported.
 */
export function replayLogs(
  bytes: Uint8Array,
  files: readonly LogFile[],
  report: ReportLogProblem,
): ReplayedHive {
  const view = new HiveView(bytes)
  const stored = readBaseBlock(view)
  const sound = stored !== undefined && isSound(stored)
  const dirty = stored === undefined || isDirty(stored)
  const isHive = sound ? stored.fileType === 0 && view.has(0, baseBlock.size) : hasFirstBin(view)
  if (!dirty || !isHive) return { bytes, logs: [], dirty, recovered: !dirty }

  const room = files.reduce((sum, log) => sum + log.bytes.length, bytes.length)
  const limit = room - baseBlock.size
  const hive: DirtyHive = {
    view,
    stored,
    isSound: sound,
    limit,
    baseBlockFrom: undefined,
    isRecovered: false,
  }
  const logs: OpenLog[] = []
  for (const file of files) {
    const log = openLog(file)
    if (log === undefined) continue
    if ('code' in log) report(log)
    else if (sound && isOfOtherHive(view, log.view))
      report({
        code: 'log-other-hive',
        log: file.name,
        offset: baseBlock.resourceManager,
        length: baseBlock.resourceManagerSize,
        data: {},
      })
    else logs.push(log)
  }
  logs.sort((a, b) => b.base.primarySequence - a.base.primarySequence)
  const isNew = ({ base }: OpenLog): boolean => base.fileType === entriesFileType
  const ofEntries = replayEntries(hive, logs.filter(isNew), report)
  const applied =
    ofEntries.length > 0
      ? ofEntries
      : replayDirtyPages(
          hive,
          logs.filter((log) => !isNew(log)),
          report,
        )
  return {
    bytes: hive.view.bytes,
    logs: applied,
    dirty,
    recovered: hive.isRecovered,
    ...(hive.baseBlockFrom !== undefined && { baseBlockFrom: hive.baseBlockFrom }),
  }
}

/** Whether both have a resource manager, and not the same: it is made with the hive and stays. */
function isOfOtherHive(hive: HiveView, log: HiveView): boolean {
  const { resourceManager: at, resourceManagerSize: size } = baseBlock
  const own = hive.slice(at, size)
  const other = log.slice(at, size)
  const isSet = (guid: Uint8Array): boolean => guid.some((byte) => byte !== 0)
  return isSet(own) && isSet(other) && own.some((byte, index) => byte !== other[index])
}
