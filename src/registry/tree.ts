import type { Place } from '../diagnostics/index.ts'
import type { RegistryValue } from './value.ts'

/**
 * A key as a writer walks it: a RegistryKey, or one that a reader makes when it is asked for, so that a whole hive
 * can be converted without ever being in memory as a tree. Both lists may be walked once only.
 */
export interface RegistryNode {
  readonly name: string
  readonly at: Place
  /** FILETIME of the last write in 100 ns since 1601, where the input has it (hives). */
  readonly lastWritten: bigint | undefined
  /** The class that the creator of the key gave it; hives alone keep it. */
  readonly className?: string | undefined
  readonly values: Iterable<RegistryValue>
  readonly keys: Iterable<RegistryNode>
}
