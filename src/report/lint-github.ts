import type { Severity } from '../diagnostics/index.ts'
import { artifactPath } from './artifact-path.ts'
import { visible } from './escape.ts'
import { messageLines, ruleTitle } from './lint-message.ts'
import type { LintReport, LintTool } from './lint-report.ts'
import { pointedPlace } from './place.ts'
import { unreadInputs } from './unread-inputs.ts'

/**
 * Workflow commands of GitHub Actions, one for each input that could not be read and for each finding, which annotate
 * files of a pull request. GitHub shows ten of each level a step; the log has all.
 */
export function* lintGithub(report: LintReport, { folder }: Pick<LintTool, 'folder'>): Generator<string> {
  for (const finding of [...unreadInputs(report), ...report.findings]) {
    const { file, line, column, length } = pointedPlace(finding)
    const end = column === undefined || !length ? undefined : column + length
    const properties = [
      ['file', visible(artifactPath(file, folder).path)],
      ['line', line],
      ['endLine', line],
      ['col', line === undefined ? undefined : column],
      ['endColumn', line === undefined ? undefined : end],
      ['title', ruleTitle(finding)],
    ] as const
    const text = properties
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(`${value}`)}`]))
      .join(',')
    yield `::${levels[finding.severity]} ${text}::${escapeData(messageLines(finding).join('\n'))}\n`
  }
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** As the runner decodes it (actions/runner, ActionCommand). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
