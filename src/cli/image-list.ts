import { resolve } from 'node:path'
import { type ImageSource, type ImageState, imageFileOf, upcase } from '../index.ts'
import { InputError } from './exit.ts'
import type { Host } from './host.ts'
import { openFile, readWhole, type SizeLimit } from './source.ts'
import { reasonOf } from './system-error.ts'
import { textOfList } from './text-list.ts'
import { readWindowsPath } from './windows-path.ts'

/**
 * A list of the files that are on a disk, one a line, as `find` or `dir /s /b` prints them or by file name alone. It
 * tells whether an image is there, and nothing of what it imports. `-` is standard input.
 * @throws InputError where it cannot be read, is no text, or names no file
 */
export function imageList(file: string, host: Host): ImageSource {
  const name = file === '-' ? 'standard input' : file
  const text = decode(readList(file, name, host), name)
  const paths = text
    .split(/[\r\n]+/)
    .map((line) => partsOf(line.trim()))
    .filter((parts) => parts.length > 0)
  if (paths.length === 0) throw new InputError(`${name} names no file: a list of images has one path a line`)
  return new ImageList(name, new NameEnds(paths))
}

/** A disk with a million files is listed in about a hundred megabytes. */
const limit: SizeLimit = { size: 256 * 1024 * 1024, words: 'the 256 MiB that a list of files is read of' }

function readList(file: string, name: string, host: Host): Uint8Array {
  const source = file === '-' ? undefined : openFile(resolve(host.cwd, file), name)
  try {
    return readWhole(source ?? host.stdin, name, source?.size, limit)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`cannot read ${name}: ${reasonOf(error)}`)
  } finally {
    source?.close()
  }
}

function decode(bytes: Uint8Array, name: string): string {
  const text = textOfList(bytes)
  if (hasControls(text)) throw new InputError(`${name} is no list of files: it is not text`)
  return text
}

/** Whether there is a character that no text has: a control character other than a tab and what ends lines. */
function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x20 && (code < 0x09 || code > 0x0d)) return true
  }
  return false
}

/** The names of a path in whatever form, upper-cased, without what stands for the root of all. */
function partsOf(path: string): string[] {
  return upcase(path)
    .replaceAll('/', '\\')
    .replace(/^"(.*)"$/, '$1')
    .replace(/^\\(?:\?\?|\\\?|DOSDEVICES|GLOBAL\?\?)\\/, '')
    .replace(/^[A-Z]:/, '')
    .replace(/^\\?(?:SYSTEMROOT|%SYSTEMROOT%|%WINDIR%)\\/, '')
    .split('\\')
    .filter((part) => part !== '' && part !== '.')
}

/** Paths sorted by their names from the last one on, so that it is found fast whether one is the end of another. */
class NameEnds {
  private readonly keys: readonly string[]
  private readonly whole: ReadonlySet<string>

  constructor(paths: readonly (readonly string[])[]) {
    this.whole = new Set(paths.map(keyOf))
    this.keys = [...this.whole].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  }

  /** Whether the names are the end of one of the paths, or such a path is the end of them. */
  has(parts: readonly string[]): boolean {
    const key = keyOf(parts)
    return key !== '' && (this.keys[this.firstFrom(key)]?.startsWith(key) || this.holdsEndOf(key))
  }

  private firstFrom(key: string): number {
    let low = 0
    let high = this.keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.keys[middle] as string) < key) low = middle + 1
      else high = middle
    }
    return low
  }

  private holdsEndOf(key: string): boolean {
    for (let at = key.indexOf(separator); at !== -1; at = key.indexOf(separator, at + 1))
      if (this.whole.has(key.slice(0, at + 1))) return true
    return false
  }
}

/** Ends every name of a key; no name holds it. */
const separator = '\\'

/** No folder of Windows is nearly as deep: of deeper paths the last names tell. */
const deepest = 64

function keyOf(parts: readonly string[]): string {
  return parts
    .slice(-deepest)
    .toReversed()
    .map((part) => `${part}${separator}`)
    .join('')
}

class ImageList implements ImageSource {
  readonly name: string
  readonly tellsImports = false
  private readonly ends: NameEnds

  constructor(name: string, ends: NameEnds) {
    this.name = name
    this.ends = ends
  }

  find(imagePath: string, kind: 'driver' | 'service'): ImageState {
    const { parts } = readWindowsPath(imagePath, kind)
    const file = parts.at(-1)
    if (file === undefined) {
      const path = imageFileOf(imagePath, kind === 'service')?.file ?? imagePath
      return { state: 'unknown', path, defect: 'its path names no file' }
    }
    const names = parts.map(upcase)
    const last = names.at(-1) ?? ''
    // CreateProcess adds the extension to a name that has none.
    const withExtension =
      kind === 'service' && !last.includes('.') ? [...names.slice(0, -1), `${last}.EXE`] : names
    const isThere = this.ends.has(names) || this.ends.has(withExtension)
    return { state: isThere ? 'present' : 'missing', path: parts.join('\\') }
  }

  findImport(name: string): ImageState {
    return { state: this.ends.has([upcase(name)]) ? 'present' : 'missing', path: name }
  }
}
