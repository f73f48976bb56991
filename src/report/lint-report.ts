import type { Finding } from '../diagnostics/index.ts'

/** What one lint run found, over all of its inputs. */
export interface LintReport {
  /** In the one total order of findings. */
  readonly findings: readonly Finding[]
  /** Rules that lacked something in at least one input. */
  readonly notRun: readonly NotRun[]
  readonly summary: LintSummary
}

export interface NotRun {
  readonly ruleId: string
  readonly ruleName: string
  readonly needs: readonly string[]
  /** Inputs for which it could not run. */
  readonly files: readonly string[]
  /** What is lacking and what to give, for people. */
  readonly help: string
}

export interface LintSummary {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
  /** Inputs that were read. */
  readonly files: number
  readonly services: number
}
