import {
  emptyRoot,
  type HiveFacts,
  nulTerminatedTypes,
  openPath,
  type PartSelection,
  type PassedOver,
  type Registry,
  type RegistryKey,
  type SelectionByOutline,
  textDiagnostics,
} from '../../registry/index.ts'
import { quietContext } from './context.ts'
import { countKeys } from './count.ts'
import { judgeUnreachable } from './deep.ts'
import { type HiveKey, readRootKey } from './key-node.ts'
import type { HiveValue } from './key-values.ts'
import type { LogFile } from './log-file.ts'
import { type OpenedHive, open } from './open.ts'

export interface ReadHiveOptions {
  /** The hive as the user named it; every place carries it. */
  readonly file: string
  /** Transaction logs that may be replayed if the hive is dirty; default none. They are tried in any order. */
  readonly logs?: readonly LogFile[]
  /** Which keys are kept; default all. Only these, and the keys on the way to them, are looked at. */
  readonly selection?: PartSelection | SelectionByOutline
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
  const { context, root } = opened
  const { reporter } = context
  const tree = emptyRoot(file)
  const builder = new TreeBuilder(opened, selectionOf(opened, options), options)
  if (root) builder.mount(root, tree)
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

const everything: PartSelection = () => 'read'

/** The selection to read by; where it depends on an outline, that is read first, by a walk that reports nothing. */
function selectionOf(opened: OpenedHive, { file, selection = everything }: ReadHiveOptions): PartSelection {
  if (typeof selection === 'function') return selection
  const outline = emptyRoot(file)
  if (opened.root) {
    const context = quietContext(opened.context)
    const root = readRootKey(context, opened.root.offset, 0, opened.path)
    if (root) new TreeBuilder({ ...opened, context, root }, selection.outline, {}).mount(root, outline)
  }
  return selection.select(outline)
}

/** Keeps what is selected of a hive, and walks the rest where it is to be judged. */
class TreeBuilder {
  readonly passedOver: PassedOver[] = []
  readonly counts: Registry['counts']
  private readonly opened: OpenedHive
  private readonly selection: PartSelection
  private readonly judgesAll: boolean
  private readonly deep: boolean
  keptKeys = 0
  private readonly skipped: Map<string, { keys: HiveKey[]; found: PassedOver }> = new Map()

  constructor(
    opened: OpenedHive,
    selection: PartSelection,
    { allKeys = false, deep = false }: Pick<ReadHiveOptions, 'allKeys' | 'deep'>,
  ) {
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

  /** Keeps what is selected at and below the root key of the hive. */
  mount(root: HiveKey, tree: RegistryKey): void {
    const { path } = this.opened
    const how = this.selection(path)
    if (how === 'skip') this.passOver(root)
    else this.build(root, openPath(tree, path, root.at), how)
  }

  private build(from: HiveKey, to: RegistryKey, how: 'read' | 'pass' | 'values' | 'name'): void {
    this.keptKeys++
    to.lastWritten = from.lastWritten
    if (how === 'read' || how === 'values') this.readValues(from, to)
    else if (this.judgesAll) this.judgeValues(from)
    if (this.deep) from.visitRest()
    if (how === 'values' || how === 'name') {
      if (this.judgesAll) for (const key of from.keys) this.judge(key)
      return
    }
    let prefix: string | undefined
    for (const key of from.keys) {
      const wanted = this.selection(key.path)
      if (wanted === 'skip') {
        // Below the third name all keys of one parent have one prefix.
        prefix = from.depth >= prefixDepth ? (prefix ?? prefixOf(key.path)) : prefixOf(key.path)
        this.passOver(key, prefix)
        continue
      }
      this.build(key, to.openKey(key.name, key.at), wanted)
    }
  }

  /** Keeps account of a key that is not wanted, with all below it. */
  private passOver(key: HiveKey, prefix: string = prefixOf(key.path)): void {
    if (this.judgesAll) this.judge(key)
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
    const values = from.readValues()
    if (values === undefined) return
    to.takeValues(values)
    for (const value of values.all) this.judgeText(value)
  }

  private judgeValues(key: HiveKey): void {
    for (const value of key.values) this.judgeText(value)
  }

  private judgeText(value: HiveValue): void {
    // What ends in a NUL has no defect: the usual case, told without a copy of the data.
    if (value.endsInNul || !nulTerminatedTypes.has(value.type)) return
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

/** A root key hangs two names deep or three: so deep below it a path has more than three names. */
const prefixDepth = 2

/** The first three names of a path: see PassedOver. */
function prefixOf(path: string): string {
  return path.split('\\').slice(0, 3).join('\\')
}
