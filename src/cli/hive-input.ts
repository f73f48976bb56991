import { type Diagnostic, type HiveRegistry, type LogFile, type ReadHiveOptions, readHive } from '../index.ts'
import { placeText } from '../report/place.ts'
import { InputError, UsageError } from './exit.ts'
import { findLogs, readFoundLogs, readNamedLogs } from './hive-logs.ts'
import type { Host } from './host.ts'
import type { Output } from './output.ts'
import { isSameFile } from './source.ts'

export interface HiveOptions {
  /** Where the answer goes: never an input. */
  readonly output?: string
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
  { host, out }: { readonly host: Host; readonly out: Output },
): readonly LogFile[] {
  const { hiveLog, output } = options
  // Beside the hive logs are evidence, whether they are used or not.
  const isWanted = hiveLog === undefined
  const found = file !== undefined && (isWanted || output !== undefined) ? findLogs(file, host, out) : []
  const named = hiveLog || []
  if (output !== undefined)
    for (const name of [...found.map(({ path }) => path), ...named])
      if (isSameFile(host, name, output))
        throw new UsageError(`--output ${output} would replace the transaction log ${name}`)
  return isWanted ? readFoundLogs(found, out) : readNamedLogs(named, host)
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
