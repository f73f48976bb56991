import { visible } from './escape.ts'
import { placedMessage } from './lint-message.ts'
import type { LintReport } from './lint-report.ts'
import { pointedPlace } from './place.ts'
import { unreadInputs } from './unread-inputs.ts'

/**
 * `file(line,column): error SVC005: text`, which MSBuild's Exec task and Visual Studio read from a tool's output
 * (Microsoft: MSBuild and Visual Studio format for diagnostic messages). Of categories they know error and warning
 * alone; an info is a line of the log to them.
 */
export function* lintMsbuild(report: LintReport): Generator<string> {
  for (const finding of [...unreadInputs(report), ...report.findings]) {
    const { file, line, column } = pointedPlace(finding)
    const place = line === undefined ? ' ' : `(${line},${column ?? 1})`
    yield `${origin(file)}${place}: ${finding.severity} ${finding.ruleId}: ${placedMessage(finding)}\n`
  }
}

/**
 * A file name that MSBuild reads as one: the first colon behind the drive letter ends it, digits before `>` count as
 * the number of a project, and blanks at its ends are cut off.
 */
function origin(file: string): string {
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(file)?.[0] ?? ''
  const rest = visible(file.slice(drive.length))
    .replaceAll(':', '\\u{3a}')
    .replace(/^(\d+)>/, '$1\\u{3e}')
    .replace(/^ | $/g, '\\u{20}')
  return drive + rest
}
