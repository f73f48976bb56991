import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { detectFormat, type LogFile, sameName } from '../index.ts'
import { InputError } from './exit.ts'
import type { Host } from './host.ts'
import type { Notes } from './notes.ts'
import { openFile, readWhole } from './source.ts'
import { reasonOf } from './system-error.ts'

/**
 * What Windows appends to the name of a hive for its transaction logs: `.LOG` up to Windows XP, `.LOG1` and `.LOG2`
 * from Vista on. (Microsoft: Registry Hives)
 */
const suffix = /\.log[12]?$/i

/** The name of the hive that a file is a transaction log of by its own name, as far as that tells. */
export function hiveOfLog(name: string): string | undefined {
  return suffix.test(name) ? name.replace(suffix, '') : undefined
}

/** The names in a folder that a hive's transaction logs may have, in any letter case; sorted. */
export function logNames(hive: string, names: readonly string[]): string[] {
  return names.filter((name) => sameName(hiveOfLog(name) ?? '', hive)).sort()
}

/** Folders whose entries stand for what a process has open: nothing lies beside those. */
const openFiles = /^\/(?:dev|proc)\//

/** A file that may be a transaction log: its name as the user would write it, and its path. */
export interface FoundLog {
  readonly name: string
  readonly path: string
}

/**
 * The transaction logs that lie beside a hive; where it is a link and has none, those beside the hive itself. `out` is
 * told where they cannot be searched for.
 */
export function findLogs(hive: string, host: Host, out?: Notes): FoundLog[] {
  const path = resolve(host.cwd, hive)
  if (openFiles.test(path)) return []
  const beside = (file: string, folder: string): FoundLog[] =>
    logNames(basename(file), readdirSync(dirname(file))).map((name) => ({
      name: join(folder, name),
      path: join(dirname(file), name),
    }))
  try {
    const found = beside(path, dirname(hive))
    const real = realpathSync(path)
    return found.length > 0 || real === path ? found : beside(real, relative(host.cwd, dirname(real)))
  } catch (error) {
    out?.note(`${hive}: the folder cannot be searched for its transaction logs: ${reasonOf(error)}`)
    return []
  }
}

/** Reads logs that were found. One that cannot be read is said to be left out: nobody asked for it by name. */
export function readFoundLogs(found: readonly FoundLog[], out: Notes): LogFile[] {
  const logs: LogFile[] = []
  for (const { name, path } of found)
    try {
      // What is no file (a pipe, a device) may never end.
      if (!statSync(path).isFile()) throw new Error('it is no file')
      logs.push({ name, bytes: readLog(path, name) })
    } catch (error) {
      out.note(`${name} is left out: ${error instanceof InputError ? error.message : reasonOf(error)}`)
    }
  return logs
}

/**
 * Reads the logs that --hive-log names.
 * @throws InputError where one cannot be read, or is something else
 */
export function readNamedLogs(names: readonly string[], host: Host): LogFile[] {
  return names.map((name) => {
    const bytes = readLog(resolve(host.cwd, name), name)
    const what = otherThanLog(bytes)
    if (what !== undefined) throw new InputError(`${name} is no transaction log of a hive${what}`)
    return { name, bytes }
  })
}

function readLog(path: string, name: string): Uint8Array {
  const file = openFile(path, name)
  try {
    return readWhole(file, name, file.size)
  } finally {
    file.close()
  }
}

/**
 * Whether a log holds nothing to replay: Windows keeps logs that it never used as empty files, or as zeros where it
 * reserved room for them.
 */
export function isEmptyLog({ bytes }: LogFile): boolean {
  return bytes.subarray(0, 512).every((byte) => byte === 0)
}

/** What a file is that cannot be a log; undefined for a log, also one that was never written to and is all zeros. */
function otherThanLog(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, 64)
  const format = detectFormat(head)
  if (format.kind === 'hive-log' || head.every((byte) => byte === 0)) return undefined
  if (format.kind === 'hive') return ', but a hive itself'
  return format.kind === 'other' ? `, but ${format.name}` : ''
}
