import {
  type Diagnostic,
  type HiveFacts,
  type HiveRegistry,
  type LogFile,
  type ReadHiveOptions,
  readHive,
} from '../index.ts'
import { placeText } from '../report/place.ts'
import { listing } from '../report/terms.ts'
import { InputError, UsageError } from './exit.ts'
import { findLogs, isEmptyLog, readFoundLogs, readNamedLogs } from './hive-logs.ts'
import type { Host } from './host.ts'
import type { Notes } from './notes.ts'
import { isSameFile } from './source.ts'

export interface HiveOptions {
  /** Where the answer goes: never an input. */
  readonly output?: string
  /** Where it goes in other formats. */
  readonly otherOutputs?: readonly string[]
  /** Transaction logs to take in place of those beside the hive; false for none. */
  readonly hiveLog?: readonly string[] | false
  readonly allKeys?: boolean
  readonly deep?: boolean
}

/** A hive in memory, with the transaction logs that may be replayed on it. */
export interface LoadedHive {
  /** The hive as the user named it. */
  readonly file: string
  /** Its own copy: replaying a log writes over it, never over the file. */
  readonly bytes: Uint8Array
  readonly logs: readonly LogFile[]
  /** Names of logs beside it that --no-hive-log leaves aside. */
  readonly leftAside: readonly string[]
}

/**
 * The transaction logs for one hive: those that were named, else those beside it. `file` is undefined for what was
 * read from standard input, which nothing lies beside.
 * @throws InputError where a log that was named cannot be read
 * @throws UsageError where the answer would replace a log
 */
export function logsOf(
  file: string | undefined,
  options: HiveOptions,
  { host, out }: { readonly host: Host; readonly out: Notes },
): Pick<LoadedHive, 'logs' | 'leftAside'> {
  const { hiveLog, output, otherOutputs = [] } = options
  if (hiveLog !== false && hiveLog?.includes('')) throw new UsageError('--hive-log takes the name of a file')
  // Beside the hive logs are evidence, whether they are used or not.
  const isWanted = hiveLog === undefined
  const found = file === undefined ? [] : findLogs(file, host, isWanted ? out : undefined)
  const named = (hiveLog || []).map((name) => ({ name, path: name }))
  for (const answer of output === undefined ? otherOutputs : [output, ...otherOutputs])
    for (const { name, path } of [...found, ...named])
      if (isSameFile(host, path, answer))
        throw new UsageError(`--output ${answer} would replace the transaction log ${name}`)
  return {
    logs: isWanted ? readFoundLogs(found, out) : readNamedLogs(hiveLog || [], host),
    leftAside: hiveLog === false ? found.map(({ name }) => name) : [],
  }
}

/** What became of the logs that were named, or that lie beside a hive, where the hive itself does not tell. */
export function noteLogs(
  { file, leftAside, logs: given }: LoadedHive,
  { dirty, logs }: HiveFacts,
  { hiveLog }: HiveOptions,
  out: Notes,
): void {
  if (hiveLog && !dirty && logs.length === 0)
    out.note(`${file}: the hive is not dirty, so no transaction log was replayed`)
  if (!dirty) return
  const noteThem = (names: readonly string[], one: string, several: string): void => {
    if (names.length === 1) out.note(`${file}: its transaction log ${names[0]} ${one}`)
    else if (names.length > 1) out.note(`${file}: its transaction logs ${listing(names)} ${several}`)
  }
  noteThem(leftAside, 'was left aside (--no-hive-log)', 'were left aside (--no-hive-log)')
  const empty = given.filter(isEmptyLog).map(({ name }) => name)
  // One of the logs beside a hive is often empty.
  if (hiveLog || logs.length === 0) noteThem(empty, 'is empty', 'are empty')
}

/**
 * Reads what is selected of a hive.
 * @throws InputError where nothing of it can be read
 */
export function readLoadedHive(
  { file, bytes, logs }: LoadedHive,
  selection: NonNullable<ReadHiveOptions['selection']>,
  { allKeys, deep }: HiveOptions,
): HiveRegistry {
  const registry = readHive(bytes, {
    file,
    logs,
    selection,
    ...(allKeys ? { allKeys } : {}),
    ...(deep ? { deep } : {}),
  })
  if (registry.unreadable !== undefined) throw unreadableHive(file, registry.unreadable, registry.diagnostics)
  return registry
}

/** That nothing of a hive can be read, with the first thing that is wrong with it. */
export function unreadableHive(file: string, reason: string, diagnostics: readonly Diagnostic[]): InputError {
  const first = diagnostics.find(({ severity }) => severity === 'error')
  const why = first ? ` (${placeText(first.at)}: ${first.message})` : ''
  return new InputError(`${file} is a registry hive, but ${reason}${why}`)
}
