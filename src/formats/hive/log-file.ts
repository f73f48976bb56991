export type { AppliedLog } from '../../registry/index.ts'

/** A transaction log that lies beside a hive or was named by the user. */
export interface LogFile {
  /** As the user knows it. */
  readonly name: string
  readonly bytes: Uint8Array
}
