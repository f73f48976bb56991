import type { Diagnostic, Place } from '../diagnostics/index.ts'
import type { RegistryKey } from './key.ts'

/** What one input gave: the keys that were asked for, and what the reader noticed on the way. */
export interface Registry {
  /** The nameless key above `HKEY_LOCAL_MACHINE` and the other roots (in text), or above the hive's root. */
  readonly root: RegistryKey
  /** The input as the user named it. */
  readonly file: string
  readonly format: RegistryFormat
  readonly diagnostics: readonly Diagnostic[]
  /** Counts over the whole input, also of the parts that were not kept. */
  readonly counts: { readonly keys: number; readonly values: number }
  /**
   * Parts that were not kept: their first two path components (`HKEY_LOCAL_MACHINE\SOFTWARE`), how many keys, and
   * the first of them. At most 64 entries, in file order.
   */
  readonly passedOver: readonly PassedOver[]
}

export interface PassedOver {
  readonly prefix: string
  readonly keys: number
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
 * Which keys a reader keeps. `read`: this key with its values; `pass`: not its values, but keys below may be
 * wanted; `skip`: nothing at or below it. Called with the full path, original spelling.
 */
export type KeySelection = (keyPath: string) => 'read' | 'pass' | 'skip'
