import type { Located, Place } from '../diagnostics/index.ts'

/**
 * A comment of .reg text that asks lint to leave findings out: `; svcsim-ignore SVC105, SVC206 -- reason`. Text that
 * only looks like one is kept too, so that it can be told.
 */
export interface Suppression {
  /** With the key that it is about, where that is known. */
  readonly at: Place
  /** The word that it begins with, in lower case: `svcsim-ignore`, or one that is mistaken for it. */
  readonly directive: string
  /** Ids or names of rules, as written. */
  readonly rules: readonly Located<string>[]
  readonly reason?: string
  /** What stands before the reason in place of the two hyphens, where it is mistaken for them: one hyphen, a dash. */
  readonly mark?: Located<string>
  readonly target: SuppressionTarget
}

/** What a suppression is about: the whole file, the key or the value below it, or nothing where none follows. */
export type SuppressionTarget =
  | { readonly kind: 'file' }
  | { readonly kind: 'nothing' }
  | {
      /** A key with its values and all below it, or the one value. */
      readonly kind: 'key' | 'value'
      /** Undefined where the reader did not look at it. */
      readonly keyPath: string | undefined
      /** The line of a value or key, and the last one before the next value or key. */
      readonly fromLine: number
      readonly toLine: number
      /** Whether the key is kept. Of others the reader sees too little to say that a finding is missing. */
      readonly isRead: boolean
    }
