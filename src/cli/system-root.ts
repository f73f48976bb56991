import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type ApiSets,
  type ImageSource,
  type ImageState,
  isContract,
  isOptionalContract,
  readApiSets,
  readImports,
  upcase,
} from '../index.ts'
import { InputError } from './exit.ts'
import { FolderTree, type FoundEntry } from './folder-tree.ts'
import type { Host } from './host.ts'
import { reasonOf } from './system-error.ts'
import { readWindowsPath, type WindowsPath } from './windows-path.ts'

/**
 * The images of a mounted Windows: of its folder, or of the volume with one such folder in it. Nothing is read before it
 * is asked for, each image once.
 * @throws InputError where it is no folder that can be read, or not the one of a Windows
 */
export function systemRootImages(folder: string, host: Host): ImageSource {
  const tree = openTree(folder, host)
  if (isWindowsFolder(tree, [])) return new SystemRoot(folder, tree, [])
  const inside = [...tree.namesIn([]).values()].filter((name) => isWindowsFolder(tree, [name]))
  const [windows] = inside
  if (windows === undefined)
    throw new InputError(`${folder} is no Windows folder: neither it nor a folder in it has a System32`)
  if (inside.length > 1)
    throw new InputError(`${folder} holds several Windows folders (${inside.join(', ')}): name one of them`)
  return new SystemRoot(folder, tree, [windows])
}

function openTree(folder: string, host: Host): FolderTree {
  if (folder === '' || folder.includes('\0')) throw new InputError('the folder of --system-root has no name')
  const path = resolve(host.cwd, folder)
  try {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    return new FolderTree(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new InputError(`cannot read ${folder}: ${code === 'ENOTDIR' ? 'it is no folder' : reasonOf(error)}`)
  }
}

function isWindowsFolder(tree: FolderTree, parts: readonly string[]): boolean {
  return tree.find([...parts, 'System32']).kind === 'folder'
}

/** No image of Windows comes near it; what is larger is not read. */
const largestImage = 64 * 1024 * 1024

const system32 = ['System32'] as const
const drivers = ['System32', 'drivers'] as const

class SystemRoot implements ImageSource {
  readonly name: string
  readonly tellsImports = true
  private readonly tree: FolderTree
  /** From the root of the tree to the Windows folder: nothing, or its name where the tree is its volume. */
  private readonly windows: readonly string[]
  private readonly states = new Map<string, ImageState>()
  private schema: ApiSets | undefined

  constructor(name: string, tree: FolderTree, windows: readonly string[]) {
    this.name = name
    this.tree = tree
    this.windows = windows
  }

  find(imagePath: string, kind: 'driver' | 'service'): ImageState {
    const path = readWindowsPath(imagePath, kind)
    const last = path.parts.at(-1)
    if (last === undefined) return outside(imagePath, 'its path names no file')
    const found = this.look(path)
    // CreateProcess adds the extension to a name that has none.
    if (found.state !== 'missing' || kind === 'driver' || last.includes('.')) return found
    const withExtension = this.look({ ...path, parts: [...path.parts.slice(0, -1), `${last}.exe`] })
    return withExtension.state === 'missing' ? found : withExtension
  }

  findImport(name: string, importer: string): ImageState {
    const file = name.slice(Math.max(name.lastIndexOf('\\'), name.lastIndexOf('/')) + 1)
    const beside = this.partsOf(importer).slice(0, -1)
    for (const folder of [beside, this.below(drivers), this.below(system32)]) {
      const state = this.stateAt([...folder, file])
      if (state !== undefined) return state
    }
    return { state: 'missing', path: [...drivers, file].join('\\') }
  }

  private look({ from, parts, letter }: WindowsPath): ImageState {
    const missing = (): ImageState => ({ state: 'missing', path: parts.join('\\') })
    switch (from) {
      case 'windows-folder':
        return this.stateAt(this.below(parts)) ?? missing()
      case 'search':
        return (
          this.stateAt(this.below([...system32, ...parts])) ?? this.stateAt(this.below(parts)) ?? missing()
        )
      case 'drive':
        return this.onDrive(parts, letter)
      case 'elsewhere':
        return outside(parts.join('\\'), 'its path leads out of the folder')
    }
  }

  /** Taken to be the drive that Windows is on: by far the most paths name no other. */
  private onDrive(parts: readonly string[], letter = usualDrive): ImageState {
    const path = `\\${parts.join('\\')}`
    const [windows] = this.windows
    if (windows !== undefined) {
      const found = this.stateAt(parts)
      if (found) return found
      return letter === usualDrive
        ? { state: 'missing', path }
        : outside(path, `its path leads to drive ${letter}, which may be another one`)
    }
    // The volume was not given: its Windows folder is known by the names that setup gives it.
    const [first = '', ...rest] = parts
    if (!windowsNames.has(upcase(first))) return outside(path, 'its path leads out of the Windows folder')
    return this.stateAt(rest) ?? { state: 'missing', path: rest.join('\\') }
  }

  private below(parts: readonly string[]): readonly string[] {
    return [...this.windows, ...parts]
  }

  /** What is at a place below the root of the tree; undefined where nothing is. */
  private stateAt(parts: readonly string[]): ImageState | undefined {
    const found: FoundEntry = this.tree.find(parts)
    if (found.kind === 'refused') return outside(this.shown(parts), found.why)
    if (found.kind !== 'file') return undefined
    const path = this.shown(found.parts)
    let state = this.states.get(path)
    if (state === undefined) {
      state = this.read(found.parts, path)
      this.states.set(path, state)
    }
    return state
  }

  /** From the Windows folder where it is in it, else from the root of its volume. */
  private shown(parts: readonly string[]): string {
    const [windows] = this.windows
    if (windows === undefined) return parts.join('\\')
    const isInside = upcase(parts[0] ?? '') === upcase(windows)
    return isInside ? parts.slice(1).join('\\') : `\\${parts.join('\\')}`
  }

  private partsOf(path: string): readonly string[] {
    return path.startsWith('\\') ? path.slice(1).split('\\') : this.below(path.split('\\'))
  }

  private read(parts: readonly string[], path: string): ImageState {
    const bytes = this.bytesOf(parts)
    if (typeof bytes === 'string') return { state: 'present', path, defect: bytes }
    const { isImage, imports, defects } = readImports(bytes)
    const [defect] = defects
    if (!isImage) return { state: 'no-image', path, defect: defect ?? 'it is no image' }
    return { state: 'read', path, ...this.hosted(imports, parts.at(-1) ?? ''), ...(defect && { defect }) }
  }

  /** The bytes of a file; why they cannot be read, as a clause, where they cannot. */
  private bytesOf(parts: readonly string[]): Uint8Array | string {
    const path = this.tree.pathOf(parts)
    try {
      if (statSync(path).size > largestImage) return 'it is larger than 64 MiB'
      return readFileSync(path)
    } catch (error) {
      return `it cannot be read: ${reasonOf(error)}`
    }
  }

  /** Imports with their hosts in place of contracts; a contract that may be missing and is, is none. */
  private hosted(names: readonly string[], importer: string): { imports: string[]; contracts: string[] } {
    const imports: string[] = []
    const contracts: string[] = []
    for (const name of names) {
      if (!isContract(name)) {
        imports.push(name)
        continue
      }
      this.schema ??= this.readSchema()
      const host = this.schema.hostOf(name, importer)
      if (host) imports.push(host)
      else if (host === undefined && !(this.schema.isSchema && isOptionalContract(name))) contracts.push(name)
    }
    return { imports, contracts }
  }

  private readSchema(): ApiSets {
    const found = this.tree.find(this.below([...system32, 'apisetschema.dll']))
    const bytes = found.kind === 'file' ? this.bytesOf(found.parts) : ''
    return readApiSets(typeof bytes === 'string' ? new Uint8Array() : bytes)
  }
}

/** The drive that Windows is on, but for few machines. */
const usualDrive = 'C'

/** What setup calls the folder: NT to Windows 2000, and since. */
const windowsNames: ReadonlySet<string> = new Set(['WINDOWS', 'WINNT'])

function outside(path: string, defect: string): ImageState {
  return { state: 'unknown', path, defect }
}
