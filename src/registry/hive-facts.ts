/** What the base block of a hive says, and what became of its transaction logs. */
export interface HiveFacts {
  /** `1.5` */
  readonly version: string
  /** Path or name of the file when it was last written, as far as the base block has room for it. */
  readonly fileName: string
  /** FILETIME in 100 ns since 1601. */
  readonly lastWritten: bigint
  /** As stored in the file, before any log was replayed. */
  readonly sequence: { readonly primary: number; readonly secondary: number }
  /** Whether writes were under way when the file was copied, so that its logs hold the rest. */
  readonly dirty: boolean
  readonly logs: readonly AppliedLog[]
}

/** What was taken from one transaction log. */
export interface AppliedLog {
  readonly name: string
  /** `entries`: HvLE log entries (8.1 and later); `dirty-pages`: one dirty vector with its pages (up to 8). */
  readonly format: 'entries' | 'dirty-pages'
  /** Log entries applied; 1 for dirty pages. */
  readonly entries: number
  /** Sequence numbers of the first and the last entry applied. */
  readonly firstSequence: number
  readonly lastSequence: number
  /** Pages written over the hive, of 512 bytes in the old format, of any size in the new one. */
  readonly pages: number
  /** Their bytes. */
  readonly bytes: number
}
