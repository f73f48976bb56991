import type { Place } from '../diagnostics/index.ts'
import { NamedList } from './named-list.ts'
import { upcase } from './names.ts'
import type { RegistryValue } from './value.ts'

/**
 * A key with its values and subkeys. Names are kept as written and found without case, the way Windows compares
 * them ({@link upcase}). Registry text is hostile: names are never properties of an object.
 */
export class RegistryKey {
  /** Original spelling; empty for a root. */
  readonly name: string
  readonly parent: RegistryKey | undefined
  /** Where the key was first named; a key that only a subkey implies has the place of that subkey. */
  readonly at: Place
  /** FILETIME of the last write in 100 ns since 1601, where the input has it (hives). */
  lastWritten: bigint | undefined
  /** How many subkeys the input says there are, where none of them was looked at. */
  unreadKeys = 0
  /** Made with the first entry: many keys have no values, most have no subkeys. */
  private valueList: NamedList<RegistryValue> | undefined
  private keyList: NamedList<RegistryKey> | undefined

  constructor(name: string, at: Place, parent?: RegistryKey) {
    this.name = name
    this.at = at
    this.parent = parent
  }

  /** `HKEY_LOCAL_MACHINE\SYSTEM\Select`: the names from the root on, joined by backslashes. */
  get path(): string {
    const above = this.parent?.path
    return above ? `${above}\\${this.name}` : this.name
  }

  /** Values in the order in which they were first set. */
  get values(): readonly RegistryValue[] {
    return this.valueList?.all ?? []
  }

  /** Subkeys in the order of their upper-cased names, which is that of a hive. */
  get keys(): readonly RegistryKey[] {
    return this.keyList?.sorted() ?? []
  }

  /** How many keys there are below this one: those that are kept, or where a reader kept none, as many as it says. */
  get keyCount(): number {
    return this.keyList?.size ?? this.unreadKeys
  }

  value(name: string): RegistryValue | undefined {
    return this.valueList?.get(upcase(name))
  }

  key(name: string): RegistryKey | undefined {
    return this.keyList?.get(upcase(name))
  }

  /** The key below this one at `names`, or undefined. */
  find(...names: readonly string[]): RegistryKey | undefined {
    let key: RegistryKey | undefined = this
    for (const name of names) key = key?.key(name)
    return key
  }

  /** Sets a value and returns the one it replaces. */
  setValue(value: RegistryValue): RegistryValue | undefined {
    this.valueList ??= new NamedList()
    return this.valueList.set(upcase(value.name), value)
  }

  /** Takes over values that a reader has put in a list of its own, by upper-cased names, in place of all others. */
  takeValues(values: NamedList<RegistryValue>): void {
    this.valueList = values
  }

  deleteValue(name: string): boolean {
    return this.valueList?.delete(upcase(name)) ?? false
  }

  /** The subkey of that name, created at `at` where there is none. */
  openKey(name: string, at: Place): RegistryKey {
    const id = upcase(name)
    this.keyList ??= new NamedList()
    const known = this.keyList.get(id)
    if (known) return known
    const created = new RegistryKey(name, at, this)
    this.keyList.set(id, created)
    return created
  }

  deleteKey(name: string): boolean {
    return this.keyList?.delete(upcase(name)) ?? false
  }
}
