import type { Diagnostic, Place } from '../diagnostics/index.ts'
import type { HiveFacts } from './hive-facts.ts'
import type { RegistryKey } from './key.ts'
import type { Suppression } from './suppression.ts'

/** What one input gave: the keys that were asked for, and what the reader noticed on the way. */
export interface Registry {
  /** The nameless key above `HKEY_LOCAL_MACHINE` and the other roots (in text), or above the hive's root. */
  readonly root: RegistryKey
  /** The input as the user named it. */
  readonly file: string
  readonly format: RegistryFormat
  readonly diagnostics: readonly Diagnostic[]
  readonly counts: RegistryCounts
  /** How many keys were kept. */
  readonly keptKeys: number
  /** What was not kept, by parts in file order: at most 1024 of them. */
  readonly passedOver: readonly PassedOver[]
  /** What the base block of a hive says; absent for text and profiles. */
  readonly hive?: HiveFacts
  /** Comments that ask lint to leave findings out, in file order; only text has any. */
  readonly suppressions?: readonly Suppression[]
}

/** Counts over the whole input, also of the parts that were not kept. A reader may count when it is asked. */
export interface RegistryCounts {
  readonly keys: number
  readonly values: number
}

/** Keys of one part of the input that were not kept. */
export interface PassedOver {
  /**
   * What their paths have in common: three path components (`HKEY_LOCAL_MACHINE\SYSTEM\Setup`), so that a key beside
   * the control sets shows; fewer for a key that has no more, and for a root of which nothing is wanted
   * (`HKEY_CLASSES_ROOT`).
   */
  readonly prefix: string
  readonly keys: number
  /** The first of them. */
  readonly at: Place
}

export interface RegistryFormat {
  readonly kind: 'reg' | 'hive' | 'profile'
  /** `Windows Registry Editor Version 5.00`, `REGEDIT4`, `REGEDIT`, or null where no header was known. */
  readonly header: string | null
  /** `utf-16le`, `utf-16be`, `utf-8`, `windows-1252`, …; null for a profile. */
  readonly encoding: string | null
}

/**
 * Which keys a reader keeps. `read`: this key with its values; names: this key with values of these names, upper-cased,
 * and others only where that is easier for the reader; `pass`: not its values, but keys below may be wanted; `skip`:
 * nothing at or below it. Called with the full path, original spelling.
 */
export type KeySelection = (keyPath: string) => 'read' | ReadonlySet<string> | 'pass' | 'skip'

/** What a reader that walks a tree keeps of one key. */
export interface TreeSelection {
  /** Whether its values are kept, or which are wanted of them: see {@link KeySelection}. */
  readonly values: boolean | ReadonlySet<string>
  /** What is kept of a subkey, undefined for nothing at or below it. Without it no subkey is looked at. */
  readonly below?: (name: string) => TreeSelection | undefined
}

/** A selection for a reader that can read parts of its input beforehand: what to keep may depend on what there is. */
export interface OutlinedSelection {
  /**
   * What to keep of the key at `path`, the root of what is read. `outline` gives what a selection leaves of it, as a
   * tree from the nameless key above all on; nothing is reported of what is met there.
   */
  readonly select: (
    path: string,
    outline: (selection: TreeSelection) => RegistryKey,
  ) => TreeSelection | undefined
}
