import {
  emptyRoot,
  type HiveFacts,
  type KeySelection,
  nulTerminatedTypes,
  type OutlinedSelection,
  openPath,
  type PassedOver,
  type Registry,
  type RegistryKey,
  type TreeSelection,
  textDiagnostics,
} from '../../registry/index.ts'
import { type HiveContext, quietContext } from './context.ts'
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
  readonly selection?: KeySelection | OutlinedSelection
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
  const builder = new TreeBuilder(opened, options)
  if (root) builder.mount(root, tree, selectionOf(opened, options))
  if (options.deep && root) judgeUnreachable(context, opened.path)
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

const everything: TreeSelection = { values: true, below: () => everything }

/** What to keep of the hive's root key. Where that depends on an outline, a walk that reports nothing reads it. */
function selectionOf(opened: OpenedHive, { file, selection }: ReadHiveOptions): TreeSelection | undefined {
  if (selection === undefined) return everything
  const { path } = opened
  if (typeof selection === 'function') return selectionByPath(selection, path)
  return selection.select(path, (wanted) => {
    const outline = emptyRoot(file)
    const context = quietContext(opened.context)
    const root = opened.root && readRootKey(context, opened.root.offset, 0, path)
    if (root) new TreeBuilder({ ...opened, context, root }, {}).mount(root, outline, wanted)
    return outline
  })
}

/** A selection by paths as one that is walked. */
function selectionByPath(selection: KeySelection, path: string): TreeSelection | undefined {
  const selected = selection(path)
  if (selected === 'skip') return undefined
  const values = typeof selected === 'object' ? selected : selected === 'read'
  return { values, below: (name) => selectionByPath(selection, `${path}\\${name}`) }
}

/** Keeps what is selected of a hive, and walks the rest where it is to be judged. */
class TreeBuilder {
  readonly passedOver: PassedOver[] = []
  readonly counts: Registry['counts']
  keptKeys = 0
  private readonly opened: OpenedHive
  private readonly judgesAll: boolean
  private readonly deep: boolean
  private readonly allKeys: boolean
  private readonly skipped: Map<string, HiveKey[]> = new Map()
  /** Counts what was passed over: each cell once, whichever part asks for it first. */
  private readonly counter: HiveContext

  constructor(
    opened: OpenedHive,
    { allKeys = false, deep = false }: Pick<ReadHiveOptions, 'allKeys' | 'deep'>,
  ) {
    this.opened = opened
    this.counter = quietContext(opened.context)
    this.judgesAll = allKeys || deep
    this.deep = deep
    this.allKeys = allKeys
    let counted: { keys: number; values: number } | undefined
    const count = () => {
      counted ??= countKeys(quietContext(opened.context), opened.root ? [opened.root] : [])
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
  mount(root: HiveKey, tree: RegistryKey, selection: TreeSelection | undefined): void {
    const { path } = this.opened
    const names = path.split('\\')
    const prefix = names.slice(0, prefixNames).join('\\')
    if (selection === undefined) this.passOver(root, prefix)
    else
      this.build(
        root,
        openPath(tree, path, root.at),
        selection,
        names.length < prefixNames ? undefined : prefix,
      )
  }

  /** `prefix` is that of all keys below `from`: see PassedOver; undefined where each has its own. */
  private build(from: HiveKey, to: RegistryKey, { values, below }: TreeSelection, prefix?: string): void {
    this.keptKeys++
    to.lastWritten = from.lastWritten
    if (values) this.readValues(from, to)
    else if (this.judgesAll) this.judgeValues(from)
    if (this.deep) from.visitRest()
    if (below === undefined) {
      to.unreadKeys = from.subkeyCount
      if (this.judgesAll) for (const key of from.keys) this.judge(key)
      return
    }
    for (const key of from.keys) {
      const wanted = below(key.name)
      const own = prefix ?? key.path
      if (wanted) this.build(key, to.openKey(key.name, key.at), wanted, own)
      else this.passOver(key, own)
    }
  }

  /** Keeps account of a key that is not wanted, with all below it. */
  private passOver(key: HiveKey, prefix: string): void {
    if (this.judgesAll) this.judge(key)
    const known = this.skipped.get(prefix)
    if (known) {
      known.push(key)
      return
    }
    const keys = [key]
    this.skipped.set(prefix, keys)
    const { counter } = this
    let counted: number | undefined
    if (this.passedOver.length < mostPassedOver)
      this.passedOver.push({
        prefix,
        at: key.at,
        get keys() {
          counted ??= countKeys(counter, keys).keys
          return counted
        },
      })
  }

  private readValues(from: HiveKey, to: RegistryKey): void {
    const values = from.readValues()
    if (values === undefined) return
    to.takeValues(values)
    for (const value of values.all) this.judgeText(value)
  }

  private judgeValues(key: HiveKey): void {
    for (const value of key.values) if (this.allKeys) this.judgeText(value)
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

/** How many names of a path those of one part have in common: see PassedOver. */
const prefixNames = 3
