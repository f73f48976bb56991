import type { Finding } from '../diagnostics/index.ts'
import type { LintReport } from './lint-report.ts'

/** What stands in place of the id of a rule where an input could not be read. */
export const unreadInput = 'unreadable-input'

/**
 * Inputs that could not be read as errors in them, for formats that know of nothing but findings: without one, a file
 * that nobody could judge would look like a clean one.
 */
export function unreadInputs({ inputs = [] }: LintReport): Finding[] {
  return inputs.flatMap(({ file, problem }) =>
    problem === undefined
      ? []
      : [
          {
            ruleId: unreadInput,
            ruleName: '',
            severity: 'error',
            message: problem,
            data: {},
            at: { file },
            related: [],
          },
        ],
  )
}
