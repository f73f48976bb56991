import type { Finding, Place } from '../diagnostics/index.ts'
import type { LintReport } from './lint-report.ts'
import { pointedPlace } from './place.ts'

export interface PointedFinding {
  readonly finding: Finding
  /** Where it is shown. */
  readonly place: Place
}

export interface FileFindings {
  readonly file: string
  readonly findings: readonly PointedFinding[]
  /** Why it could not be read. */
  readonly problem: string | undefined
}

/** Findings under the file that they are shown in: inputs in their order, the clean ones too, then other files. */
export function findingsByFile({ findings, inputs = [] }: LintReport): FileFindings[] {
  const files = new Map<string, { findings: PointedFinding[]; problem: string | undefined }>()
  for (const { file, problem } of inputs) files.set(file, { findings: [], problem })
  for (const finding of findings) {
    const place = pointedPlace(finding)
    const entry = files.get(place.file) ?? { findings: [], problem: undefined }
    files.set(place.file, entry)
    entry.findings.push({ finding, place })
  }
  return [...files].map(([file, entry]) => ({ file, ...entry }))
}
