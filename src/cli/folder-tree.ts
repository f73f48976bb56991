import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { upcase } from '../index.ts'

/** What a path below a folder leads to. */
export type FoundEntry =
  | {
      readonly kind: 'file' | 'folder' /** Names as they are on the disk. */
      readonly parts: readonly string[]
    }
  | { readonly kind: 'missing' }
  /** A link that leads out of the folder, or something that cannot be looked at. */
  | { readonly kind: 'refused'; readonly why: string }

/** A folder in which names are looked up without case, as Windows does, whatever the file system here does. */
export class FolderTree {
  private readonly root: string
  private readonly realRoot: string
  /** Path of a folder below the root to its names, upper-cased. */
  private readonly listed = new Map<string, ReadonlyMap<string, string>>()

  /** @throws the error of the file system where the folder cannot be looked at */
  constructor(root: string) {
    this.root = root
    this.realRoot = realpathSync(root)
  }

  /** Follows names from the root on; links count where they lead to something inside of it. */
  find(names: readonly string[]): FoundEntry {
    const parts: string[] = []
    for (const name of names) {
      const actual = this.namesIn(parts).get(upcase(name))
      if (actual === undefined) return { kind: 'missing' }
      parts.push(actual)
    }
    try {
      const path = this.pathOf(parts)
      const real = realpathSync(path)
      const inside = this.realRoot.endsWith(sep) ? this.realRoot : `${this.realRoot}${sep}`
      if (real !== this.realRoot && !real.startsWith(inside))
        return { kind: 'refused', why: 'it is a link that leads out of the folder' }
      const stat = statSync(path)
      if (stat.isDirectory()) return { kind: 'folder', parts }
      return stat.isFile() ? { kind: 'file', parts } : { kind: 'refused', why: 'it is no ordinary file' }
    } catch {
      return { kind: 'refused', why: 'it is a link that leads nowhere, or cannot be looked at' }
    }
  }

  /** Names in a folder, by their upper-cased form; none where it is no folder or cannot be read. */
  namesIn(parts: readonly string[]): ReadonlyMap<string, string> {
    const path = this.pathOf(parts)
    const known = this.listed.get(path)
    if (known) return known
    const names = new Map<string, string>()
    // Of names that differ in case alone, the first one by its characters counts, on every file system.
    for (const name of listNames(path)) if (!names.has(upcase(name))) names.set(upcase(name), name)
    this.listed.set(path, names)
    return names
  }

  pathOf(parts: readonly string[]): string {
    return join(this.root, ...parts)
  }
}

function listNames(path: string): string[] {
  try {
    return readdirSync(path).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  } catch {
    return []
  }
}
