import { compareText, type Place } from '../diagnostics/index.ts'
import { splitPath } from './apply.ts'
import type { RegistryEdit } from './edit.ts'
import { upcase } from './names.ts'
import type { RegistryNode } from './tree.ts'
import type { RegistryValue } from './value.ts'

/** A key as a writer of patches walks it: what is deleted in it stands beside what is set. */
export interface PatchedNode extends RegistryNode {
  /** Nothing but the keys below it names it: it needs no line of its own. */
  readonly isImplied?: boolean
  /** Names of values to delete, before any is set. */
  readonly deletedValues?: Iterable<string>
  readonly keys: Iterable<PatchedNode>
}

/** A key that a patch deletes, with everything below it. */
export interface DeletedKey {
  readonly path: string
  readonly at: Place
}

/**
 * What a sequence of edits comes to, whatever registry it is carried out on: first delete these keys, then, key by key,
 * delete values and set values. A key in which a value is deleted is taken to be created, as a key line does.
 */
export class RegistryPatch {
  private readonly top: PatchKey

  constructor(edits: Iterable<RegistryEdit>, file: string) {
    this.top = new PatchKey('', { file }, false)
    for (const edit of edits) this.apply(edit)
  }

  /** The nameless key above `HKEY_LOCAL_MACHINE` and the other roots. */
  get root(): PatchedNode {
    return this.top
  }

  /** The keys to delete before anything else, in hive order. */
  get deletedKeys(): readonly DeletedKey[] {
    const deleted: DeletedKey[] = []
    const stack: { key: PatchKey; path: string }[] = [{ key: this.top, path: '' }]
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { key, path } = next
      if (key.deletedAt) deleted.push({ path, at: key.deletedAt })
      for (const child of [...key.sortedChildren()].reverse())
        stack.push({ key: child, path: path === '' ? child.name : `${path}\\${child.name}` })
    }
    return deleted
  }

  private apply(edit: RegistryEdit): void {
    switch (edit.kind) {
      case 'create-key':
        this.open(edit.keyPath, edit.at).isNamed = true
        return
      case 'set-value':
        this.open(edit.keyPath, edit.at).set(edit.value)
        return
      case 'delete-value':
        this.open(edit.keyPath, edit.at).unset(edit.name)
        return
      case 'delete-key':
        this.delete(edit.keyPath, edit.at)
    }
  }

  private open(keyPath: string, at: Place): PatchKey {
    let key = this.top
    for (const name of splitPath(keyPath)) key = key.child(name, at).create(name, at)
    return key
  }

  private delete(keyPath: string, at: Place): void {
    const names = splitPath(keyPath)
    const last = names.pop()
    if (last === undefined) return
    let parent = this.top
    for (const name of names) parent = parent.child(name, at)
    parent.deleteChild(last, at)
  }
}

class PatchKey implements PatchedNode {
  name: string
  at: Place
  readonly lastWritten: undefined = undefined
  /** A key line or a value names it, not only keys below. */
  isNamed = false
  /** Where it is said that what a registry has here before is deleted first. */
  deletedAt: Place | undefined
  /** The patch makes this key; otherwise it only leads to one that is deleted. */
  private isCreated = false
  /** Nothing of what a registry had here before is left. */
  private isFresh: boolean
  private readonly valuesSet: Map<string, RegistryValue> = new Map()
  private readonly valuesUnset: Map<string, string> = new Map()
  private readonly children: Map<string, PatchKey> = new Map()

  constructor(name: string, at: Place, isFresh: boolean) {
    this.name = name
    this.at = at
    this.isFresh = isFresh
  }

  get isImplied(): boolean {
    return !this.isNamed && this.hasCreatedChild()
  }

  get values(): Iterable<RegistryValue> {
    return this.valuesSet.values()
  }

  get deletedValues(): Iterable<string> {
    return this.valuesUnset.values()
  }

  get keys(): readonly PatchKey[] {
    return this.sortedChildren().filter((child) => child.isCreated)
  }

  sortedChildren(): PatchKey[] {
    return [...this.children].sort((a, b) => compareText(a[0], b[0])).map(([, child]) => child)
  }

  child(name: string, at: Place): PatchKey {
    const id = upcase(name)
    const known = this.children.get(id)
    if (known) return known
    const created = new PatchKey(name, at, this.isFresh)
    this.children.set(id, created)
    return created
  }

  /** Makes the key exist; the first spelling that does so stands. */
  create(name: string, at: Place): this {
    if (!this.isCreated) {
      this.name = name
      this.at = at
    }
    this.isCreated = true
    return this
  }

  set(value: RegistryValue): void {
    this.isNamed = true
    this.valuesSet.set(upcase(value.name), value)
  }

  /** Also kept where the value is set again later: it then goes to the end of the key's values. */
  unset(name: string): void {
    this.isNamed = true
    const id = upcase(name)
    this.valuesSet.delete(id)
    if (!this.isFresh) this.valuesUnset.set(id, name)
  }

  deleteChild(name: string, at: Place): void {
    if (this.isFresh) {
      this.children.delete(upcase(name))
      return
    }
    const child = this.child(name, at)
    child.isNamed = false
    child.isCreated = false
    child.deletedAt = at
    child.isFresh = true
    child.valuesSet.clear()
    child.valuesUnset.clear()
    child.children.clear()
  }

  private hasCreatedChild(): boolean {
    for (const child of this.children.values()) if (child.isCreated) return true
    return false
  }
}
