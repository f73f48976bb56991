import type { Finding, Place, Severity } from '../diagnostics/index.ts'
import { artifactPath } from './artifact-path.ts'
import { jsonText, visible } from './escape.ts'
import { messageLines } from './lint-message.ts'
import type { LintReport, LintTool } from './lint-report.ts'
import { pointedPlace } from './place.ts'
import { ruleHelpUri } from './rule-page-uri.ts'
import { unreadInput, unreadInputs } from './unread-inputs.ts'

/** Reviewdog's diagnostic format (`DiagnosticResult`), inputs that could not be read first. */
export function lintRdjson(report: LintReport, tool: Pick<LintTool, 'folder' | 'pages'>): string {
  return jsonText({
    source: { name: 'svcsim' },
    diagnostics: [...unreadInputs(report), ...report.findings].map((finding) => diagnostic(finding, tool)),
  })
}

function diagnostic(finding: Finding, { folder, pages }: Pick<LintTool, 'folder' | 'pages'>): object {
  const place = pointedPlace(finding)
  return {
    message: messageLines(finding).join('\n'),
    location: {
      path: visible(artifactPath(place.file, folder).path),
      ...(place.line === undefined ? {} : { range: range(place.line, place) }),
    },
    severity: severities[finding.severity],
    code: {
      value: finding.ruleId,
      ...(pages === undefined || finding.ruleId === unreadInput
        ? {}
        : { url: ruleHelpUri(finding.ruleId, pages) }),
    },
  }
}

const severities: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' }

/**
 * Reviewdog counts columns in bytes of UTF-8; here they are UTF-16 code units, which is the same up to the first
 * character of the line that is not ASCII. The end is exclusive.
 */
function range(line: number, { column, length }: Place): object {
  if (column === undefined) return { start: { line } }
  return {
    start: { line, column },
    ...(length ? { end: { line, column: column + length } } : {}),
  }
}
