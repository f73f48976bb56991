import { type FindingData, hexadecimal, quote, type Severity } from '../../../diagnostics/index.ts'

/** The closed set of what can keep a log, or the rest of it, from being replayed: machine-readable, stable. */
export type LogProblemCode =
  | 'log-base-block'
  | 'log-checksum'
  | 'log-file-type'
  | 'log-being-written'
  | 'log-other-state'
  | 'log-other-hive'
  | 'log-bins-size'
  | 'log-vector-absent'
  | 'log-vector-cut'
  | 'log-pages-missing'
  | 'log-bin-invalid'
  | 'entry-size'
  | 'entry-header-hash'
  | 'entry-pages-hash'
  | 'entry-bins-size'
  | 'entry-page-count'
  | 'entry-page'
  | 'entry-sequence'
  | 'entries-old'
  | 'entries-missing'
  | 'entries-held'

/** Something noticed while the logs of a dirty hive were read. */
export interface LogProblem {
  readonly code: LogProblemCode
  /** Name of the log, as the user knows it. */
  readonly log: string
  /** Absolute, in that log. */
  readonly offset: number
  readonly length: number
  readonly data: FindingData
}

export type ReportLogProblem = (found: LogProblem) => void

/** `warning` where changes of the hive may be lost with it, `info` for notes. The hive itself is sound all the same. */
export interface LogMessage {
  readonly severity: Severity
  readonly text: (data: FindingData) => string
  readonly help: string
}

const notUsed = 'The log is not used; copy hive and logs again, all in one go, while Windows is not running'
const stopsHere = 'Windows stops replaying here too: the entries before are used, later changes are lost'

const unusable = (text: LogMessage['text'], severity: 'warning' | 'info' = 'warning'): LogMessage => ({
  severity,
  text,
  help: notUsed,
})
const damagedEntry = (text: LogMessage['text']): LogMessage => ({
  severity: 'warning',
  text,
  help: stopsHere,
})

const hex = (value: FindingData[string] | undefined): string =>
  typeof value === 'number' ? hexadecimal(value) : String(value)

export const logMessages: Readonly<Record<LogProblemCode, LogMessage>> = {
  'log-base-block': unusable(
    ({ expected }) => `No transaction log: does not begin with a whole base block "${expected}"`,
  ),
  'log-checksum': unusable(
    ({ stored, computed }) => `Checksum of the log's base block is ${hex(stored)}, computed ${hex(computed)}`,
  ),
  'log-file-type': unusable(({ stored }) => `File type ${stored} is none of a transaction log (1, 2 or 6)`),
  'log-being-written': unusable(
    ({ primary, secondary }) =>
      `Log was still being written: its sequence numbers are ${primary} and ${secondary}`,
  ),
  'log-other-state': unusable(
    ({ stored, expected }) =>
      `Log belongs to another state of the hive: written at ${stored}, hive at ${expected}`,
  ),
  'log-other-hive': unusable(
    () => 'Log belongs to another hive: its resource manager is not that of this one',
  ),
  'log-bins-size': unusable(
    ({ stored, limit }) =>
      `Log gives the size of the hive bins as ${hex(stored)}, at most ${hex(limit)} can be`,
  ),
  'log-vector-absent': unusable(
    ({ expected, actual }) => `Dirty vector begins with ${quote(String(actual))}, not "${expected}"`,
  ),
  'log-vector-cut': unusable(
    ({ expected, actual }) => `Dirty vector takes ${expected} bytes, the log has ${actual} for it`,
  ),
  'log-pages-missing': unusable(
    ({ expected, actual }) => `Dirty vector names ${expected} pages, the log has ${actual}`,
  ),
  'log-bin-invalid': {
    severity: 'warning',
    text: ({ bin, signature, binOffset, size }) =>
      `No hive bin for ${hex(bin)}: signature ${quote(String(signature))}, offset ${hex(binOffset)}, size ${hex(size)}`,
    help: 'Windows stops replaying here too: the pages before are used, those from here on are not',
  },
  'entry-size': damagedEntry(
    ({ sequence, stored, available }) =>
      `Log entry ${sequence} gives its size as ${hex(stored)}, the log has ${hex(available)} left`,
  ),
  'entry-header-hash': damagedEntry(
    ({ sequence, stored, computed }) =>
      `Header of log entry ${sequence} has the hash ${stored}, computed ${computed}`,
  ),
  'entry-pages-hash': damagedEntry(
    ({ sequence, stored, computed }) =>
      `Pages of log entry ${sequence} have the hash ${stored}, computed ${computed}`,
  ),
  'entry-bins-size': damagedEntry(
    ({ sequence, stored, limit }) =>
      `Log entry ${sequence} gives the size of the hive bins as ${hex(stored)}, at most ${hex(limit)} can be`,
  ),
  'entry-page-count': damagedEntry(
    ({ sequence, stored, available }) =>
      `Log entry ${sequence} has ${stored} pages, its references have room for ${available}`,
  ),
  'entry-page': damagedEntry(
    ({ sequence, page, size, end, available }) =>
      `Page ${hex(page)} of log entry ${sequence} has ${size} bytes; ${available} follow, the bins end at ${hex(end)}`,
  ),
  'entry-sequence': damagedEntry(
    ({ expected, actual }) => `Log entry ${expected} is missing, ${actual} follows instead`,
  ),
  'entries-old': {
    severity: 'info',
    text: ({ expected, actual }) =>
      `Log ends with entry ${actual}; the hive already holds all before ${expected}`,
    help: 'Nothing of this log is needed; what the hive lacks may be in its other log',
  },
  'entries-missing': {
    severity: 'warning',
    text: ({ expected, actual }) =>
      `Hive needs the log entries from ${expected} on, the logs begin with ${actual}`,
    help: 'Pages of different times would be mixed, so nothing is replayed; give both logs of the hive',
  },
  'entries-held': {
    severity: 'info',
    text: ({ expected, actual, held }) =>
      `Hive already holds log entries ${actual} to ${held}, though its base block asks for ${expected}`,
    help: 'Windows wrote these into the hive without renewing its base block: the log fits, and the rest is replayed',
  },
}
