import type { Finding } from '../diagnostics/index.ts'
import type { Rule } from '../rules/index.ts'

/** What one lint run found, over all of its inputs. */
export interface LintReport {
  /** In the one total order of findings. */
  readonly findings: readonly Finding[]
  /** Rules that lacked something in at least one input. */
  readonly notRun: readonly NotRun[]
  readonly summary: LintSummary
  /** Every input that was asked for, in the order of its report; formats name the clean and the unreadable ones too. */
  readonly inputs?: readonly LintedInput[]
  /** What was found and is not to be reported, in the order of findings. */
  readonly suppressed?: readonly SuppressedFinding[]
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

export interface LintedInput {
  /** As places name it. */
  readonly file: string
  /** Services that were judged. */
  readonly services: number
  /** Why it could not be read; undefined where it was. */
  readonly problem?: string | undefined
}

export interface SuppressedFinding {
  readonly finding: Finding
  /** What keeps it from being reported: a comment in the input, or a file beside it. */
  readonly by: 'comment' | 'configuration' | 'baseline'
  readonly reason?: string | undefined
}

/** What formats for machines say of the tool itself. */
export interface LintTool {
  readonly version: string
  /** The whole catalogue, in order of id. */
  readonly rules: readonly Rule[]
  /** Of a finding, the same wherever its line is moved to. */
  readonly fingerprint: (finding: Finding) => string
  /** Working folder, absolute: files in it are named relative to it where a format wants paths of a repository. */
  readonly folder: string
  /** Absolute URI of the folder of rule pages, with its last slash; undefined where none is published. */
  readonly pages?: string | undefined
}
