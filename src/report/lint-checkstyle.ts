import { xmlText } from './escape.ts'
import { type FileFindings, findingsByFile, type PointedFinding } from './findings-by-file.ts'
import { placedMessage } from './lint-message.ts'
import type { LintReport } from './lint-report.ts'
import { unreadInputs } from './unread-inputs.ts'

/** Checkstyle's XML, which many build servers read. A place without a line has none here either. */
export function* lintCheckstyle(report: LintReport): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
  const findings = [...unreadInputs(report), ...report.findings]
  for (const file of findingsByFile({ ...report, findings })) yield* fileElement(file)
  yield '</checkstyle>\n'
}

function* fileElement({ file, findings }: FileFindings): Generator<string> {
  yield `  <file name="${xmlText(file)}">\n`
  for (const finding of findings) yield errorElement(finding)
  yield '  </file>\n'
}

function errorElement({ finding, place: { line, column } }: PointedFinding): string {
  const attributes = [
    ...(line === undefined ? [] : [`line="${line}"`]),
    ...(line === undefined || column === undefined ? [] : [`column="${column}"`]),
    `severity="${finding.severity}"`,
    `message="${xmlText(placedMessage(finding))}"`,
    `source="svcsim.${xmlText(finding.ruleId)}"`,
  ]
  return `    <error ${attributes.join(' ')}/>\n`
}
