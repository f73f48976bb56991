import type { Finding, Severity } from '../diagnostics/index.ts'
import { artifactPath } from './artifact-path.ts'
import { jsonText, visible } from './escape.ts'
import { placedMessage } from './lint-message.ts'
import type { LintReport, LintTool } from './lint-report.ts'
import { pointedPlace } from './place.ts'
import { unreadInput, unreadInputs } from './unread-inputs.ts'

/**
 * GitLab's Code Quality report: a JSON array, an object for each input that could not be read and for each finding.
 * Each needs a line, which is 1 where there is none.
 */
export function lintGitlab(
  report: LintReport,
  { folder, fingerprint }: Pick<LintTool, 'folder' | 'fingerprint'>,
): string {
  const seen = new Map<string, number>()
  return jsonText(
    [...unreadInputs(report), ...report.findings].map((finding) => {
      const { file, line } = pointedPlace(finding)
      const path = visible(artifactPath(file, folder).path)
      return {
        description: placedMessage(finding),
        check_name: finding.ruleId,
        fingerprint: uniqueFingerprint(finding, path, seen, fingerprint),
        severity: finding.ruleId === unreadInput ? 'blocker' : severities[finding.severity],
        location: { path, lines: { begin: line ?? 1 } },
      }
    }),
  )
}

/** Of GitLab's info, minor, major, critical and blocker. */
const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' }

/** GitLab takes findings with one fingerprint for one finding: file and number tell those apart that are alike. */
function uniqueFingerprint(
  finding: Finding,
  path: string,
  seen: Map<string, number>,
  fingerprint: LintTool['fingerprint'],
): string {
  const inFile = { ...finding, data: { ...finding.data, 'gitlab:path': path } }
  const first = fingerprint(inFile)
  const number = (seen.get(first) ?? 0) + 1
  seen.set(first, number)
  return number === 1
    ? first
    : fingerprint({ ...inFile, data: { ...inFile.data, 'gitlab:number': `${number}` } })
}
