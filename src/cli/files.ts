import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { type ByteSource, detectFormat, matchesGlob, upcase } from '../index.ts'
import { InputError } from './exit.ts'
import { hiveOfLog } from './hive-logs.ts'
import type { Host } from './host.ts'
import { openFile, peek, statOf } from './source.ts'
import { reasonOf } from './system-error.ts'
import { textOfList } from './text-list.ts'

/**
 * The inputs that names on a command line stand for: a folder for the registry files in it and below, a pattern (which
 * a shell of Windows does not expand) for the files that match, anything else for itself. In the order given, each
 * once; within a folder by name.
 * @throws InputError for a folder or a pattern that has no registry file
 */
export function expandInput(name: string, host: Host): string[] {
  if (name === '' || name === '-' || name.startsWith('@')) return [name]
  if (name.includes('\0')) throw new InputError(`${name} is no file name: it has a NUL in it`)
  const path = resolve(host.cwd, name)
  const found = statOf(path)
  if (found?.isDirectory()) {
    const files = registryFiles(filesBelow(name, host), host)
    if (files.length === 0) throw new InputError(`${name} is a folder without a registry file in it`)
    return files.map(asPath)
  }
  if (!found && /[*?]/.test(name)) {
    const matching = matchingFiles(name, host)
    if (matching.length === 0) throw new InputError(`no file matches ${name}`)
    return withoutLogs(matching, (file) => isReadableHive(file, host)).map(asPath)
  }
  return [name]
}

/** A name that was found on the disk names a file, also where it looks like a profile or like standard input. */
function asPath(name: string): string {
  return name === '-' || name.startsWith('@') ? `.${sep}${name}` : name
}

/** Names in a file or on standard input, one a line; empty lines do not count. */
export function listedInputs(list: string, host: Host): string[] {
  let bytes: Buffer
  try {
    bytes = list === '-' ? readAll(host.stdin) : readFileSync(resolve(host.cwd, list))
  } catch (error) {
    throw new InputError(`cannot read ${list === '-' ? 'standard input' : list}: ${reasonOf(error)}`)
  }
  return textOfList(bytes)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
}

function readAll(source: ByteSource): Buffer {
  const parts: Buffer[] = []
  for (;;) {
    const part = Buffer.alloc(65536)
    const read = source.read(part)
    if (read === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, read))
  }
}

/** Folders that hold no user's registry files, and can be large. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git'])

function entriesOf(folder: string, host: Host): { name: string; isFolder: boolean; isFile: boolean }[] {
  try {
    return readdirSync(resolve(host.cwd, folder), { withFileTypes: true })
      .map((entry) => ({
        name: entry.name,
        isFolder: entry.isDirectory(),
        // Links to folders may lead back to where they are.
        isFile: entry.isSymbolicLink()
          ? statOf(resolve(host.cwd, folder, entry.name))?.isFile() === true
          : entry.isFile(),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  } catch (error) {
    throw new InputError(`cannot read ${folder}: ${reasonOf(error)}`)
  }
}

function filesBelow(folder: string, host: Host): string[] {
  return entriesOf(folder, host).flatMap(({ name, isFolder, isFile }) => {
    const path = join(folder, name)
    if (isFolder) return passedOver.has(name) ? [] : filesBelow(path, host)
    return isFile ? [path] : []
  })
}

/** What .reg text begins with, in any encoding once its NULs and its byte order mark are dropped. */
const headers = ['Windows Registry Editor', 'REGEDIT']

type FileKind = 'reg' | 'hive' | 'hive-log' | 'other'

/** Told by content: text that begins as .reg files do, a hive, one of its transaction logs. */
function kindOf(name: string, host: Host): FileKind {
  const file = openFile(resolve(host.cwd, name), name)
  try {
    const { head } = peek(file)
    const { kind } = detectFormat(head)
    if (kind === 'hive' || kind === 'hive-log') return kind
    const text = Buffer.from(head)
      .toString('latin1')
      .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    const ascii = text.replaceAll('\0', '').trimStart()
    return headers.some((header) => ascii.startsWith(header)) ? 'reg' : 'other'
  } finally {
    file.close()
  }
}

const inputKinds: ReadonlySet<string | undefined> = new Set(['reg', 'hive', 'unreadable'])

/**
 * The registry files of a folder: .reg text and hives, told by content; what is named .reg, as damage may be why its
 * content does not tell; and what cannot be read.
 */
function registryFiles(files: readonly string[], host: Host): string[] {
  const kinds = new Map(files.map((file) => [file, kindIfReadable(file, host)]))
  const kept = files.filter((file) => inputKinds.has(kinds.get(file)) || /\.reg$/i.test(file))
  return withoutLogs(kept, (file) => kinds.get(file) === 'hive')
}

/** Files without what lies beside a hive among them as its transaction logs: no input, whatever such a file holds. */
function withoutLogs(files: readonly string[], isHive: (file: string) => boolean): string[] {
  const byName = new Map(files.map((file) => [upcase(file), file]))
  return files.filter((file) => {
    const hive = byName.get(upcase(hiveOfLog(file) ?? ''))
    return hive === undefined || !isHive(hive)
  })
}

/** One that cannot be read is told of when its turn comes. */
function kindIfReadable(file: string, host: Host): ReturnType<typeof kindOf> | 'unreadable' {
  try {
    return kindOf(file, host)
  } catch (error) {
    if (error instanceof InputError) return 'unreadable'
    throw error
  }
}

function isReadableHive(file: string, host: Host): boolean {
  return kindIfReadable(file, host) === 'hive'
}

/** Files that match a pattern: `*` and `?` within a name, `**` for any folders. */
function matchingFiles(pattern: string, host: Host): string[] {
  const segments = (sep === '\\' ? pattern.replaceAll('\\', '/') : pattern).split('/')
  const absolute = segments[0] === ''
  return match(absolute ? '/' : '', absolute ? segments.slice(1) : segments, host)
}

function match(folder: string, segments: readonly string[], host: Host): string[] {
  const [segment, ...rest] = segments
  if (segment === undefined) return []
  const below = (name: string): string => (folder === '' ? name : join(folder, name))
  if (!/[*?]/.test(segment))
    return rest.length === 0 ? existing(below(segment), host) : match(below(segment), rest, host)
  if (!statOf(resolve(host.cwd, folder))?.isDirectory()) return []
  const entries = entriesOf(folder || '.', host)
  if (segment === '**') {
    const deeper = entries.filter(({ name, isFolder }) => isFolder && !passedOver.has(name))
    return [...match(folder, rest, host), ...deeper.flatMap(({ name }) => match(below(name), segments, host))]
  }
  return entries
    .filter(
      ({ name, isFolder, isFile }) => (rest.length === 0 ? isFile : isFolder) && matchesGlob(segment, name),
    )
    .flatMap(({ name }) => (rest.length === 0 ? [below(name)] : match(below(name), rest, host)))
}

function existing(path: string, host: Host): string[] {
  return statOf(resolve(host.cwd, path))?.isFile() ? [path] : []
}
