import {
  emptyRoot,
  type HiveFacts,
  type KeySelection,
  openPath,
  type PassedOver,
  type Registry,
  type RegistryKey,
  type RegistryValue,
  textDefectsOf,
  textDiagnostics,
} from '../../registry/index.ts'
import { countKeys } from './count.ts'
import { judgeUnreachable } from './deep.ts'
import type { HiveKey } from './key-node.ts'
import type { LogFile } from './log-file.ts'
import { type OpenedHive, open } from './open.ts'

export interface ReadHiveOptions {
  /** The hive as the user named it; every place carries it. */
  readonly file: string
  /** Transaction logs that may be replayed if the hive is dirty; default none. They are tried in any order. */
  readonly logs?: readonly LogFile[]
  /** Which keys are kept; default all. Only these, and the keys on the way to them, are looked at. */
  readonly selection?: KeySelection
  /** Judge the other keys too. */
  readonly allKeys?: boolean
  /** Judge the cells that no key leads to as well. */
  readonly deep?: boolean
}

/** A registry read from a binary hive. */
export interface HiveRegistry extends Registry {
  /** Why nothing at all can be read (it is a transaction log, its root key is lost); undefined where keys were read. */
  readonly unreadable: string | undefined
  readonly hive: HiveFacts
}

/**
 * Reads a binary hive (`regf`, versions 1.0 to 1.6). Never throws for bad input: what is reachable and sound is in
 * the tree, what is not in `diagnostics`. `bytes` is changed where a log is replayed: hand over a copy that may be.
 */
export function readHive(bytes: Uint8Array, options: ReadHiveOptions): HiveRegistry {
  const { file } = options
  const opened = open(bytes, options)
  const { context, root, path } = opened
  const { reporter } = context
  const tree = emptyRoot(file)
  const builder = new TreeBuilder(opened, options)
  if (root) {
    const how = options.selection?.(path) ?? 'read'
    if (how === 'skip') builder.passOver(root)
    else {
      const mounted = openPath(tree, path, root.at)
      mounted.lastWritten = root.lastWritten
      builder.build(root, mounted, how)
    }
  }
  if (options.deep && root) judgeUnreachable(context)
  reporter.finish()
  return {
    root: tree,
    file,
    format: { kind: 'hive', header: null, encoding: null },
    diagnostics: reporter.diagnostics,
    counts: builder.counts,
    keptKeys: builder.keptKeys,
    passedOver: builder.passedOver,
    unreadable: opened.unreadable,
    hive: opened.hive,
  }
}

/** Keeps what is selected of a hive, and walks the rest where it is to be judged. */
class TreeBuilder {
  readonly passedOver: PassedOver[] = []
  readonly counts: Registry['counts']
  private readonly opened: OpenedHive
  private readonly selection: KeySelection | undefined
  private readonly judgesAll: boolean
  private readonly deep: boolean
  keptKeys = 0
  private readonly skipped: Map<string, { keys: HiveKey[]; found: PassedOver }> = new Map()

  constructor(opened: OpenedHive, { selection, allKeys = false, deep = false }: ReadHiveOptions) {
    this.opened = opened
    this.selection = selection
    this.judgesAll = allKeys || deep
    this.deep = deep
    let counted: { keys: number; values: number } | undefined
    const count = () => {
      counted ??= countKeys(opened.context, opened.root ? [opened.root] : [])
      return counted
    }
    // Most callers never ask, and counting walks the whole hive.
    this.counts = {
      get keys() {
        return count().keys
      },
      get values() {
        return count().values
      },
    }
  }

  build(from: HiveKey, to: RegistryKey, how: 'read' | 'pass'): void {
    this.keptKeys++
    if (how === 'read') this.readValues(from, to)
    else if (this.judgesAll) this.judgeValues(from)
    if (this.deep) from.visitRest()
    for (const key of from.keys) {
      const wanted = this.selection?.(key.path) ?? 'read'
      if (wanted === 'skip') {
        this.passOver(key)
        continue
      }
      const made = to.openKey(key.name, key.at)
      made.lastWritten = key.lastWritten
      this.build(key, made, wanted)
    }
  }

  /** Keeps account of a key that is not wanted, with all below it. */
  passOver(key: HiveKey): void {
    if (this.judgesAll) this.judge(key)
    const prefix = prefixOf(key.path)
    const known = this.skipped.get(prefix)
    if (known) {
      known.keys.push(key)
      return
    }
    const keys = [key]
    const { context } = this.opened
    const found = {
      prefix,
      at: key.at,
      get keys() {
        return countKeys(context, keys).keys
      },
    }
    this.skipped.set(prefix, { keys, found })
    if (this.passedOver.length < mostPassedOver) this.passedOver.push(found)
  }

  private readValues(from: HiveKey, to: RegistryKey): void {
    for (const value of from.values) {
      to.setValue(value)
      this.judgeText(value)
    }
  }

  private judgeValues(key: HiveKey): void {
    for (const value of key.values) this.judgeText(value)
  }

  private judgeText(value: RegistryValue): void {
    if (textDefectsOf(value.type, value.data).length === 0) return
    for (const found of textDiagnostics(value.type, value.data, value.dataAt))
      this.opened.context.reporter.add(found)
  }

  private judge(top: HiveKey): void {
    this.judgeValues(top)
    if (this.deep) top.visitRest()
    for (const key of top.keys) this.judge(key)
  }
}

/** As many parts as a reader keeps account of. */
const mostPassedOver = 1024

/** The first three names of a path: see PassedOver. */
function prefixOf(path: string): string {
  return path.split('\\').slice(0, 3).join('\\')
}
