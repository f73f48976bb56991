import { baseBlock } from '../layout.ts'
import type { HiveView } from '../view.ts'
import { type LogEntry, type LogRun, pagesOf } from './entries.ts'
import { logEntry, PAGE } from './layout.ts'
import type { LogProblem, ReportLogProblem } from './problems.ts'

/**
 * The entries that lead a hive from entry `first` on to its newest state, out of all logs: Windows changes to the other
 * log at any entry, so either may hold the earlier ones. What keeps more from following is reported.
 */
export function chainFrom(runs: readonly LogRun[], first: number, report: ReportLogProblem): LogEntry[] {
  const chain: LogEntry[] = []
  const damages: LogProblem[] = []
  let expected = first
  for (const { entries, damage } of bySequence(runs)) {
    const begin = entries[0]
    const after = entries.at(-1)?.sequence ?? -1
    if (begin && begin.sequence > expected) {
      damages.push(problemAt(begin, 'entry-sequence', { expected, actual: begin.sequence }))
      break
    }
    // A log that ends before holds what was replayed long ago, its damage included.
    if (begin && after + 1 < expected) continue
    if (damage) damages.push(damage)
    const rest = entries.filter(({ sequence }) => sequence >= expected)
    for (const entry of rest) chain.push(entry)
    expected += rest.length
  }
  // A write that failed is repeated in the other log: damage only matters where no entry makes up for it.
  for (const damage of damages) {
    const sequence = Number(damage.data['sequence'] ?? damage.data['expected'])
    if (sequence < first || sequence >= expected) report(damage)
  }
  return chain
}

/** The newest entries that follow each other without a gap, whatever the hive needs. */
export function newestRuns(runs: readonly LogRun[]): LogRun[] {
  const newest: LogRun[] = []
  for (const run of bySequence(runs).reverse()) {
    const after = newest[0]?.entries[0]
    const end = run.entries.at(-1)
    if (after && end && end.sequence + 1 < after.sequence) break
    if (end) newest.unshift(run)
  }
  return newest
}

/**
 * The last entry whose pages, and all before them in the chain, the hive file already has; undefined where there is
 * none. Windows 10 (measured on 1709) writes pages back without touching the base block, so its sequence numbers can be
 * far behind; equal pages prove that the chain still belongs to this very file.
 */
export function lastHeld(hive: HiveView, chain: readonly LogEntry[]): number | undefined {
  const equal = new Map<number, boolean>()
  let different = 0
  let held: number | undefined
  for (const entry of chain) {
    for (const { from, to, length } of pagesOf(entry))
      for (let part = 0; part < length; part += PAGE) {
        const there = hive.slice(baseBlock.size + to + part, PAGE)
        const isEqual = Buffer.compare(there, entry.log.view.slice(from + part, PAGE)) === 0
        different += Number(equal.get(to + part) ?? true) - Number(isEqual)
        equal.set(to + part, isEqual)
      }
    if (different === 0 && equal.size > 0) held = entry.sequence
  }
  return held
}

/** A problem at the sequence number of an entry. */
export function problemAt(
  { log, at }: LogEntry,
  code: LogProblem['code'],
  data: LogProblem['data'],
): LogProblem {
  const { at: field, size: length } = logEntry.sequence
  return { code, log: log.name, offset: at + field, length, data }
}

/** Empty runs come first. */
function bySequence(runs: readonly LogRun[]): LogRun[] {
  const begin = ({ entries }: LogRun): number => entries[0]?.sequence ?? -1
  return [...runs].sort((a, b) => begin(a) - begin(b))
}
