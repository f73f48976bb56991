import { baseBlock } from '../layout.ts'
import type { AppliedLog } from '../log-file.ts'
import { sealBaseBlock, takeBaseBlock } from './base-block.ts'
import { chainFrom, lastHeld, newestRuns, problemAt } from './chain.ts'
import { type LogEntry, type LogRun, pagesOf, readRun } from './entries.ts'
import { type DirtyHive, growTo } from './hive-state.ts'
import type { OpenLog } from './open-log.ts'
import type { ReportLogProblem } from './problems.ts'

/** Replays the logs of Windows 8.1 and later; nothing where none of their entries follows the hive. */
export function replayEntries(
  hive: DirtyHive,
  logs: readonly OpenLog[],
  report: ReportLogProblem,
): AppliedLog[] {
  const runs = logs.map((log) => readRun(log, hive.limit))
  const chain = hive.isSound ? chainOf(hive, runs, report) : wholeChain(runs, report)
  const last = chain.at(-1)
  if (!hive.isSound) {
    const source = chain[0]?.log ?? logs.find(({ base }) => base.binsSize <= hive.limit)
    if (source) {
      takeBaseBlock(hive.view, source.view, source.base)
      hive.baseBlockFrom = source.name
      sealBaseBlock(hive.view, { sequence: source.base.secondarySequence, binsSize: source.base.binsSize })
    }
  }
  if (last === undefined) return []
  growTo(
    hive,
    chain.reduce((most, { binsSize }) => Math.max(most, binsSize), 0),
  )
  const applied = new Map<OpenLog, AppliedLog>()
  for (const entry of chain) applied.set(entry.log, sum(applied.get(entry.log), entry, write(hive, entry)))
  sealBaseBlock(hive.view, { sequence: last.sequence, binsSize: last.binsSize, flags: last.flags })
  hive.isRecovered = true
  return [...applied.values()]
}

/** The entries that a hive with a sound base block needs: from its secondary sequence number on. */
function chainOf({ view, stored }: DirtyHive, runs: readonly LogRun[], report: ReportLogProblem): LogEntry[] {
  const expected = stored?.secondarySequence ?? 0
  const newest = newestRuns(runs)
  const begin = newest[0]?.entries[0]
  const end = newest.at(-1)?.entries.at(-1)
  const isThere = runs.some(({ entries }) => entries.some(({ sequence }) => sequence === expected))
  if (isThere || begin === undefined || end === undefined) return chainFrom(runs, expected, report)
  if (end.sequence < expected) {
    report(problemAt(end, 'entries-old', { expected, actual: end.sequence }))
    return chainFrom(runs, expected, report)
  }
  const data = { expected, actual: begin.sequence }
  const chain = chainFrom(newest, begin.sequence, () => {})
  const held = lastHeld(view, chain)
  if (held === undefined) {
    report(problemAt(begin, 'entries-missing', data))
    return []
  }
  report(problemAt(begin, 'entries-held', { ...data, held }))
  return chainFrom(newest, begin.sequence, report)
}

/** Without a base block nothing says where the hive stands; writing older pages again changes nothing in the end. */
function wholeChain(runs: readonly LogRun[], report: ReportLogProblem): LogEntry[] {
  const newest = newestRuns(runs)
  return chainFrom(newest.length > 0 ? newest : runs, newest[0]?.entries[0]?.sequence ?? 0, report)
}

/** Writes the pages of an entry over the hive; their number and bytes. */
function write({ view }: DirtyHive, entry: LogEntry): { pages: number; bytes: number } {
  let bytes = 0
  for (const { from, to, length } of pagesOf(entry)) {
    view.bytes.set(entry.log.view.slice(from, length), baseBlock.size + to)
    bytes += length
  }
  return { pages: entry.pageCount, bytes }
}

function sum(
  before: AppliedLog | undefined,
  { log, sequence }: LogEntry,
  written: { pages: number; bytes: number },
): AppliedLog {
  return {
    name: log.name,
    format: 'entries',
    entries: (before?.entries ?? 0) + 1,
    firstSequence: before?.firstSequence ?? sequence,
    lastSequence: sequence,
    pages: (before?.pages ?? 0) + written.pages,
    bytes: (before?.bytes ?? 0) + written.bytes,
  }
}
