import type { Diagnostic } from '../../diagnostics/index.ts'
import type { RegistryEdit, RegistryValue } from '../../registry/index.ts'

/** The readings of a file that an edit may belong to: see {@link RegistryEdit}. */
export type Reading = Pick<RegistryEdit, 'written' | 'imported'>

/** Where the parser puts what it finds, in file order. */
export interface ParseSink {
  edit(edit: Exclude<RegistryEdit, { readonly kind: 'set-value' }>): void
  /** Most edits: no object is made of them, nor their place. */
  setValue(keyPath: string, value: RegistryValue, reading: Reading): void
  diagnostic(diagnostic: Diagnostic): void
}
