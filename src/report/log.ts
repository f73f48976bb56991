import type { Located, Place } from '../diagnostics/index.ts'
import type { LogComparison, PhaseComparison, UnpredictedCause } from '../planner/index.ts'

/** A boot log, as far as reports tell of it. */
export interface LogFile {
  readonly file: string
  readonly encoding: string
  readonly byteOrderMark: boolean
  readonly lines: number
  readonly boots: readonly LogFileBoot[]
  readonly strangeLines: { readonly count: number; readonly first: readonly Located<string>[] }
  readonly translated: { readonly loaded: string; readonly notLoaded: string | undefined } | undefined
  readonly entriesLeftOut: number
}

export interface LogFileBoot {
  readonly header: string | undefined
  readonly build: number | undefined
  readonly started: string | undefined
  readonly at: Place
  readonly entries: readonly { readonly loaded: boolean }[]
}

/** One boot of a log, held against the simulated order. */
export interface BootComparison {
  /** In the log, from 1. */
  readonly number: number
  readonly boot: LogFileBoot
  /** `Windows 10`, where the build tells it. */
  readonly windows: string | undefined
  readonly comparison: LogComparison
}

/** The boot of several that is shown in full: the newest with a driver in it. */
export function fullyShown(comparisons: readonly BootComparison[]): BootComparison | undefined {
  return comparisons.findLast(({ boot }) => boot.entries.length > 0) ?? comparisons.at(-1)
}

/** Common drivers, and those of them in the simulated order, over the phases of which anything is claimed. */
export function agreementOf({ phases }: LogComparison): {
  readonly common: number
  readonly inOrder: number
} {
  return phases
    .filter(isClaimed)
    .reduce((sum, phase) => ({ common: sum.common + phase.common, inOrder: sum.inOrder + phase.inOrder }), {
      common: 0,
      inOrder: 0,
    })
}

/** What all boots that were compared come to. */
export interface LogVerdict {
  /** Drivers out of place in the boot that agrees least. */
  readonly outOfPlace: number
  readonly tolerance: number
  readonly agrees: boolean
}

export function isClaimed({ informational }: PhaseComparison): boolean {
  return !informational
}

/** Why a driver may be in the log that neither boot nor system start has, in the order in which they are shown. */
export const causeWords: Readonly<Record<UnpredictedCause, string>> = {
  'kernel-image': 'the kernel and what is loaded with it; no service has them',
  import: 'no service has them: libraries and port drivers that other images import',
  'measured-boot':
    'right after ACPI, as on machines that measure their boot (an inference); see --measured-boot',
  'start-override': 'boot or system start as stored, but not with StartOverride on the hardware of the input',
  rejected: 'boot or system start, but the loader does not add them: Group or ImagePath is not well formed',
  'auto-start': 'auto-start drivers: the Service Control Manager loads them',
  'demand-start': 'demand-start drivers: Plug and Play loads them, or a service that needs them (normal)',
  disabled: 'disabled in the input: the log is of another machine or of another time',
  'no-start': 'the input has no start type of them',
  'not-in-input': 'no service of the input has them: an import of others, or a driver of another machine',
}
