import type { Place } from '../diagnostics/index.ts'
import type { RegistryValue } from './value.ts'

/**
 * One step of a .reg file, in file order: an import is a sequence of edits, not a set.
 *
 * Two readings are kept apart. `written`: the edit belongs to what the file says, everything that can be understood.
 * `imported`: Regedit would carry it out. Most edits are both. Where Regedit would store other bytes, or under another
 * key, than those written, two edits stand one after the other, each with one of the flags.
 */
export type RegistryEdit = (
  | { readonly kind: 'create-key'; readonly keyPath: string; readonly at: Place }
  | { readonly kind: 'delete-key'; readonly keyPath: string; readonly at: Place }
  | {
      readonly kind: 'set-value'
      readonly keyPath: string
      readonly value: RegistryValue
      readonly at: Place
    }
  | { readonly kind: 'delete-value'; readonly keyPath: string; readonly name: string; readonly at: Place }
) & { readonly written: boolean; readonly imported: boolean }
