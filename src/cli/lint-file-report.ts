import type { Finding, Severity } from '../index.ts'
import { severityRank } from '../index.ts'
import type { LintReport, LintSummary } from '../report/lint-report.ts'
import type { JudgedFile, LintedFile } from './file-linter.ts'

/** The report on one input alone; `known` are those of its findings that a baseline has. */
export function fileReport(
  { name, file, failure }: Pick<LintedFile, 'name' | 'file' | 'failure'>,
  judged: JudgedFile | undefined,
  { fresh, known }: { readonly fresh: readonly Finding[]; readonly known: readonly Finding[] },
): LintReport {
  const services = judged?.services ?? 0
  return {
    findings: fresh,
    notRun: (judged?.notRun ?? []).map((entry) => ({ ...entry, files: [name] })),
    summary: { ...countsOf(fresh), files: judged ? 1 : 0, services },
    inputs: [{ file, services, ...(judged ? {} : { problem: failure?.message }) }],
    suppressed: [
      ...(judged?.suppressed ?? []).map(({ finding, by, reason }) => ({ finding, by, reason })),
      ...known.map((finding) => ({ finding, by: 'baseline' as const })),
    ],
  }
}

export function countsOf(findings: readonly Finding[]): Pick<LintSummary, 'errors' | 'warnings' | 'infos'> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  for (const { severity } of findings) counts[severity]++
  return { errors: counts.error, warnings: counts.warning, infos: counts.info }
}

/** Which findings a format shows. */
export interface Shown {
  /** The mildest severity that is shown throughout. */
  readonly least: Severity
  /** Whether findings of --deep are shown though they are milder: they were asked for, and are all info. */
  readonly deep: boolean
}

export function shownFindings(findings: readonly Finding[], { least, deep }: Shown): readonly Finding[] {
  const rank = severityRank[least]
  return findings.filter(
    ({ severity, ruleId }) => severityRank[severity] <= rank || (deep && ruleId === 'SVC010'),
  )
}
