import type { Finding } from '../diagnostics/index.ts'
import { jsonText } from './escape.ts'
import type { LintReport, NotRun } from './lint-report.ts'
import { jsonLocation } from './place.ts'

/** All findings, infos too, whatever a person would be shown. */
export function lintJson({ findings, notRun, summary, inputs = [] }: LintReport): string {
  return jsonText({
    schemaVersion: 1,
    summary: {
      errors: summary.errors,
      warnings: summary.warnings,
      infos: summary.infos,
      files: summary.files,
      services: summary.services,
    },
    notRead: inputs.flatMap(({ file, problem }) => (problem === undefined ? [] : [{ input: file, problem }])),
    notRun: notRun.map(jsonNotRun),
    findings: findings.map(jsonFinding),
  })
}

/** A finding as every JSON answer has it. */
export function jsonFinding(finding: Finding): object {
  return {
    ruleId: finding.ruleId,
    ruleName: finding.ruleName,
    severity: finding.severity,
    message: finding.message,
    help: finding.help ?? null,
    service: finding.service ?? null,
    data: sortedData(finding.data),
    location: jsonLocation(finding.at),
    related: finding.related.map(({ at, message }) => ({ message, location: jsonLocation(at) })),
  }
}

export function jsonNotRun({ ruleId, ruleName, needs, files, help }: NotRun): object {
  return { ruleId, ruleName, needs, files, help }
}

/** Data fields by name, so that the order in which a rule wrote them is no part of the output. */
function sortedData(data: Finding['data']): object {
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
