import type { Located } from '../diagnostics/index.ts'
import {
  applyEdit,
  emptyRoot,
  findPath,
  type Registry,
  type RegistryEdit,
  type RegistryKey,
  type RegistryValue,
  sameName,
  upcase,
} from '../registry/index.ts'
import { chooseControlSet, isStandardRoot } from './control-set.ts'
import { type ControlSetPath, isCurrentControlSet, splitAtControlSet } from './locate.ts'
import type { ControlSetChoice } from './services.ts'

/** A registry whose reader kept the edits that its text asks for. */
export type EditedRegistry = Registry & { readonly edits?: readonly RegistryEdit[] }

/**
 * Applies `overlay` on a copy of the tree of `base`, as Regedit would import it: its edits in file order, or its
 * whole tree where it has none (a hive). Root and control set of the overlay map onto the base's chosen set: a patch
 * for CurrentControlSet, or for a hive loaded under another name, meets the set that is looked at. A control set of
 * the overlay that it does not itself mean by that keeps its name. Values keep the places of their own files.
 */
export function overlayRegistry(base: Registry, chosen: ControlSetChoice, overlay: EditedRegistry): Overlaid {
  const tree = copyTree(base.root, emptyRoot(base.file))
  const touched = new Map<string, Touch>()
  const touchedControl = new Map<string, Touch>()
  const mappedFrom = new Map<string, string>()
  const map = pathMapping(chosen, overlay)
  for (const edit of overlay.edits ?? editsOf(overlay.root)) {
    if (!edit.imported) continue
    const keyPath = map(edit.keyPath)
    if (keyPath === undefined) continue
    if (edit.kind === 'delete-key')
      for (const { branch, names } of heldBelow(tree, keyPath, chosen))
        for (const name of names)
          (branch === 'Services' ? touched : touchedControl).set(upcase(name), {
            value: 'deleted',
            at: edit.at,
          })
    applyEdit(tree, { ...edit, keyPath })
    forgetWriteTime(tree, { ...edit, keyPath })
    const path = splitAtControlSet(keyPath)
    const own = splitAtControlSet(edit.keyPath)
    if (path && own && sameName(path.set, chosen.name ?? '') && !isUsual(own, chosen))
      mappedFrom.set(upcase(join([...own.root, own.set])), join([...own.root, own.set]))
    const [branch = '', name] = path?.below ?? []
    if (!path || name === undefined || !sameName(path.set, chosen.name ?? '')) continue
    const deletes = edit.kind === 'delete-key' && path.below.length === 2
    const touch: Touch = { value: deletes ? 'deleted' : 'changed', at: edit.at }
    if (sameName(branch, 'Services')) touched.set(upcase(name), touch)
    else if (sameName(branch, 'Control')) touchedControl.set(upcase(name), touch)
  }
  return { tree, touched, touchedControl, mappedFrom: [...mappedFrom.values()] }
}

/** What a deletion of Services, of Control or of a key above them takes from the chosen control set. */
function heldBelow(
  tree: RegistryKey,
  deleted: string,
  { root, name }: ControlSetChoice,
): { readonly branch: 'Services' | 'Control'; readonly names: readonly string[] }[] {
  if (name === undefined) return []
  const above = `${upcase(deleted)}\\`
  return (['Services', 'Control'] as const).flatMap((branch) => {
    const path = join([root, name, branch])
    const isTaken = `${upcase(path)}\\`.startsWith(above)
    return isTaken ? [{ branch, names: findPath(tree, path)?.keys.map((key) => key.name) ?? [] }] : []
  })
}

/** An import writes the key that it changes, and nobody knows when. */
function forgetWriteTime(tree: RegistryKey, { kind, keyPath }: RegistryEdit): void {
  if (kind === 'create-key') return
  const path = kind === 'delete-key' ? keyPath.slice(0, Math.max(0, keyPath.lastIndexOf('\\'))) : keyPath
  const key = findPath(tree, path)
  if (key) key.lastWritten = undefined
}

/** What an overlay does to a key of the base, by its last edit there. */
export type Touch = Located<'changed' | 'deleted'>

/** A base with an overlay applied, and what it has edits for: services, and keys below Control, by upper-cased name. */
export interface Overlaid {
  readonly tree: RegistryKey
  readonly touched: ReadonlyMap<string, Touch>
  readonly touchedControl: ReadonlyMap<string, Touch>
  /** Control sets of the overlay, with their roots, that were laid over the base's chosen one under another name. */
  readonly mappedFrom: readonly string[]
}

/** The chosen set itself, or CurrentControlSet under the same root, which means it. */
function isUsual({ root, set }: ControlSetPath, chosen: ControlSetChoice): boolean {
  return (
    sameName(root.join('\\'), chosen.root) && (isCurrentControlSet(set) || sameName(set, chosen.name ?? ''))
  )
}

/** The path in the base of a path in the overlay; undefined for what is no part of a SYSTEM hive. */
function pathMapping(
  chosen: ControlSetChoice,
  overlay: EditedRegistry,
): (keyPath: string) => string | undefined {
  const own = overlayControlSet(chosen, overlay)
  return (keyPath) => {
    const path = splitAtControlSet(keyPath)
    if (path) {
      const isOwn = own !== undefined && sameName(path.set, own)
      const set = isOwn ? (chosen.name ?? path.set) : path.set
      return join([chosen.root, set, ...path.below])
    }
    const names = keyPath.split('\\').filter((name) => name !== '')
    if (isStandardRoot(names.join('\\'), 'reg')) return chosen.root
    const beside = names.findIndex((name) => sameName(name, 'Select') || sameName(name, 'HardwareConfig'))
    return beside === -1 || beside > 2 ? undefined : join([chosen.root, ...names.slice(beside)])
  }
}

/** Which control set of the overlay is meant for the base's chosen one: of several, the one of the same name. */
function overlayControlSet(chosen: ControlSetChoice, overlay: EditedRegistry): string | undefined {
  const names: string[] = []
  for (const { keyPath, imported } of overlay.edits ?? []) {
    const set = imported ? splitAtControlSet(keyPath)?.set : undefined
    if (set !== undefined && !names.some((name) => sameName(name, set))) names.push(set)
  }
  if (names.length === 1) return names[0]
  return (
    names.find(isCurrentControlSet) ??
    names.find((name) => chosen.name !== undefined && sameName(name, chosen.name)) ??
    chooseControlSet(overlay.root, overlay.format.kind).name ??
    names[0]
  )
}

function join(names: readonly string[]): string {
  return names.filter((name) => name !== '').join('\\')
}

function copyTree(from: RegistryKey, to: RegistryKey): RegistryKey {
  to.lastWritten = from.lastWritten
  to.unreadKeys = from.unreadKeys
  for (const value of from.values) to.setValue(value)
  for (const key of from.keys) copyTree(key, to.openKey(key.name, key.at))
  return to
}

function* editsOf(key: RegistryKey): Generator<RegistryEdit> {
  const flags = { written: true, imported: true }
  const keyPath = key.path
  if (keyPath !== '') yield { kind: 'create-key', keyPath, at: key.at, ...flags }
  for (const value of key.values) yield setValue(keyPath, value)
  for (const below of key.keys) yield* editsOf(below)
}

function setValue(keyPath: string, value: RegistryValue): RegistryEdit {
  return { kind: 'set-value', keyPath, value, at: value.at, written: true, imported: true }
}
