import type { Place } from '../../diagnostics/index.ts'

/** What a boot log tells of one start of Windows, as far as the comparison needs it. */
export interface LoggedBoot {
  /** Build of Windows, where the log names it. */
  readonly build?: number | undefined
  readonly entries: readonly LoggedEntry[]
}

export interface LoggedEntry {
  /** As written: `\SystemRoot\System32\drivers\disk.sys`, `disk.sys`, the description of a device. */
  readonly path: string
  readonly loaded: boolean
  readonly at: Place
}
