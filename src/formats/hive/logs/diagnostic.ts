import type { Diagnostic } from '../../../diagnostics/index.ts'
import { type LogProblem, logMessages } from './problems.ts'

/** What was noticed in a log, at its place there. The rule is that of dirty hives: no log damages a hive. */
export function logDiagnostic({ code, log, offset, length, data }: LogProblem): Diagnostic {
  const { severity, text, help } = logMessages[code]
  return {
    ruleId: 'SVC011',
    code,
    severity,
    message: text(data),
    help,
    data,
    at: { file: log, offset, length },
  }
}
