import { baseBlock, hiveBin } from '../layout.ts'
import type { AppliedLog } from '../log-file.ts'
import type { HiveView } from '../view.ts'
import { sealBaseBlock, takeBaseBlock } from './base-block.ts'
import { type DirtyVector, isDirty, readDirtyVector } from './dirty-vector.ts'
import { type DirtyHive, firstBinWritten, growTo } from './hive-state.ts'
import { PAGE } from './layout.ts'
import type { OpenLog } from './open-log.ts'
import type { LogProblem, ReportLogProblem } from './problems.ts'

/** Replays one log of up to Windows 8: the first, of those given, that belongs to this state of the hive. */
export function replayDirtyPages(
  hive: DirtyHive,
  logs: readonly OpenLog[],
  report: ReportLogProblem,
): AppliedLog[] {
  const refused: LogProblem[] = []
  for (const log of logs) {
    const vector = whyNot(hive, log) ?? readDirtyVector(log, hive.limit)
    if (!('code' in vector)) return [replay(hive, log, vector, report)]
    refused.push(vector)
  }
  for (const problem of refused) report(problem)
  return []
}

/** Why a log cannot be applied, by its base block. */
function whyNot(hive: DirtyHive, { name, base }: OpenLog): LogProblem | undefined {
  const { primarySequence: primary, secondarySequence: secondary, lastWritten } = base
  if (primary !== secondary) {
    const { at: offset, size } = baseBlock.primarySequence
    return { code: 'log-being-written', log: name, offset, length: 2 * size, data: { primary, secondary } }
  }
  // A base block with a wrong checksum may still be right about its time, which no other log has by chance; Windows
  // looks at the first hive bin alone then, and gives up where that bin is the one to be replayed.
  const times = [hive.stored?.lastWritten, hive.isSound ? undefined : firstBinWritten(hive.view)]
  if (times.includes(lastWritten)) return undefined
  const { at: offset, size: length } = baseBlock.lastWritten
  const data = { stored: filetime(lastWritten), expected: filetime(times[0] ?? times[1] ?? 0n) }
  return { code: 'log-other-state', log: name, offset, length, data }
}

/** Takes the pages bin by bin up to the first bin that cannot be one, as Windows does. */
function replay(hive: DirtyHive, log: OpenLog, vector: DirtyVector, report: ReportLogProblem): AppliedLog {
  growTo(hive, vector.binsSize)
  const { view, stored } = hive
  let pages = 0
  let damage: LogProblem | undefined
  for (let bin = 0; bin < vector.binsSize; ) {
    const first = vector.pagesAt + pages * PAGE
    const isReplaced = isDirty(vector, bin)
    const size = isReplaced ? binSize(log.view, first, bin) : binSize(view, baseBlock.size + bin, bin)
    if (size === undefined && isReplaced) {
      damage = badBin(log, first, bin)
      break
    }
    // Where a bin of the hive is damaged and the log does not replace its head, any later bin begins at a multiple.
    const end = Math.min(bin + (size ?? hiveBin.unit), vector.binsSize)
    for (let page = bin; page < end; page += PAGE)
      if (isDirty(vector, page))
        view.bytes.set(log.view.slice(vector.pagesAt + pages++ * PAGE, PAGE), baseBlock.size + page)
    bin = end
  }
  if (damage) report(damage)
  if (!hive.isSound) {
    takeBaseBlock(view, log.view, log.base)
    hive.baseBlockFrom = log.name
  }
  hive.isRecovered = damage === undefined
  // XP counts once more for the hive than for its log.
  const sequence = hive.isSound
    ? Math.max(stored?.primarySequence ?? 0, log.base.primarySequence)
    : log.base.primarySequence
  if (hive.isRecovered || !hive.isSound) sealBaseBlock(view, { sequence, binsSize: vector.binsSize })
  return {
    name: log.name,
    format: 'dirty-pages',
    entries: 1,
    firstSequence: log.base.primarySequence,
    lastSequence: log.base.primarySequence,
    pages,
    bytes: pages * PAGE,
  }
}

/** Size of the hive bin whose header is at `at` and that belongs to `bin` in the hive bins; undefined where it is none. */
function binSize(view: HiveView, at: number, bin: number): number | undefined {
  const { signature, headerSize, unit, offset, size: field } = hiveBin
  if (!view.has(at, headerSize) || view.latin1(at, signature.length) !== signature) return undefined
  const size = view.number(at, field)
  return size >= unit && size % unit === 0 && view.number(at, offset) === bin ? size : undefined
}

function badBin({ name, view }: OpenLog, at: number, bin: number): LogProblem {
  const { signature, headerSize, offset, size } = hiveBin
  const data = {
    bin,
    signature: view.latin1(at, signature.length),
    binOffset: view.number(at, offset),
    size: view.number(at, size),
  }
  return { code: 'log-bin-invalid', log: name, offset: at, length: headerSize, data }
}

/** A FILETIME as registry tools write it down where no calendar is at hand. */
function filetime(time: bigint): string {
  return `0x${time.toString(16)}`
}
