import { count, type Diagnostic } from '../diagnostics/index.ts'
import type { ServicesInput } from '../services/index.ts'
import { visible } from './escape.ts'
import { exactFileTimeText, jsonFileTime } from './file-time.ts'
import { listing } from './terms.ts'

type HiveFacts = NonNullable<ServicesInput['hive']>
type AppliedLog = HiveFacts['logs'][number]

/** What a hive's base block says, and which logs were replayed. */
export function jsonHive({ version, fileName, lastWritten, sequence, dirty, logs }: HiveFacts): object {
  return {
    version,
    fileName,
    ...jsonFileTime(lastWritten),
    sequence: { primary: sequence.primary, secondary: sequence.secondary },
    dirty,
    logs: logs.map((log) => ({
      name: log.name,
      format: log.format,
      entries: log.entries,
      firstSequence: log.firstSequence,
      lastSequence: log.lastSequence,
      pages: log.pages,
      bytes: log.bytes,
    })),
  }
}

/** Which logs were replayed on a hive: at most a line for each of the two formats. */
export function replayLines({ file, hive }: Pick<ServicesInput, 'file' | 'hive'>): string[] {
  const lines: string[] = []
  const logs = (hive?.logs ?? []).filter(({ format }) => format === 'entries')
  if (logs.length > 0) {
    const entries = logs.reduce((sum, log) => sum + log.entries, 0)
    lines.push(
      `${count(entries, 'log entry', 'log entries')} replayed from ${names(logs)} (${sequenceText(logs)})`,
    )
  }
  for (const log of hive?.logs ?? [])
    if (log.format === 'dirty-pages')
      lines.push(
        `${count(log.pages, 'dirty page')} replayed from ${visible(log.name)} (${sequenceText([log])})`,
      )
  return lines.map((line) => `${visible(file)}: ${line}`)
}

function names(logs: readonly AppliedLog[]): string {
  return listing([...new Set(logs.map(({ name }) => visible(name)))])
}

function sequenceText(logs: readonly AppliedLog[]): string {
  const first = Math.min(...logs.map(({ firstSequence }) => firstSequence))
  const last = Math.max(...logs.map(({ lastSequence }) => lastSequence))
  return first === last ? `sequence ${first}` : `sequence ${first} to ${last}`
}

/**
 * That the last writes to a hive are not in it, where its logs did not make up for that, or not whole; with the first
 * thing that kept a log, or the rest of it, from being replayed.
 */
export function dirtyWords({
  hive,
  diagnostics,
}: Pick<ServicesInput, 'hive' | 'diagnostics'>): string | undefined {
  if (!hive?.dirty) return undefined
  const problems = diagnostics.filter(({ ruleId, code }) => ruleId === 'SVC011' && code !== 'hive-dirty')
  const grave = problems.find(({ severity }) => severity !== 'info')
  const why = (problem: Diagnostic | undefined): string =>
    problem === undefined ? '' : ` (${visible(problem.at.file)}: ${visible(problem.message)})`
  if (hive.logs.length === 0)
    return `read as stored: it is dirty, and no transaction log was replayed${why(grave ?? problems[0])}`
  return grave === undefined ? undefined : `its last changes may be missing${why(grave)}`
}

/** The base block for people: what tells where a hive comes from. */
export function hiveLines({ file, hive }: ServicesInput): string[] {
  if (!hive) return []
  const { fileName, lastWritten, sequence } = hive
  const written = exactFileTimeText(lastWritten)
  const facts = [
    ...(fileName === '' ? [] : [`file name ${visible(fileName)}`]),
    ...(written === undefined ? [] : [`last written ${written}`]),
    `sequence ${sequence.primary}${sequence.primary === sequence.secondary ? '' : ` and ${sequence.secondary}`}`,
    hive.dirty ? 'dirty' : 'clean',
  ]
  return [`base block of ${visible(file)}: ${facts.join(', ')}`]
}
