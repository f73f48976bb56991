import { jsonLine } from './escape.ts'
import { jsonFinding, jsonNotRun } from './lint-json.ts'
import type { LintReport } from './lint-report.ts'

/**
 * The result of one input, an object a line: its findings, then what sums them up. The lines of all inputs one after
 * the other are the answer, so that none of them has to be kept.
 */
export function* lintNdjson({
  findings,
  notRun,
  summary,
  inputs,
  suppressed,
}: LintReport): Generator<string> {
  for (const finding of findings)
    yield jsonLine({
      schemaVersion: 1,
      type: 'finding',
      input: inputs?.[0]?.file ?? null,
      ...jsonFinding(finding),
    })
  yield jsonLine({
    schemaVersion: 1,
    type: 'input',
    input: inputs?.[0]?.file ?? null,
    problem: inputs?.[0]?.problem ?? null,
    summary: {
      errors: summary.errors,
      warnings: summary.warnings,
      infos: summary.infos,
      suppressed: suppressed?.length ?? 0,
      services: summary.services,
    },
    notRun: notRun.map(jsonNotRun),
  })
}
