import { visible } from './escape.ts'
import type { LintReport } from './lint-report.ts'
import { colourless, type Palette } from './palette.ts'
import { placeText } from './place.ts'

/** One line a finding: `file:line:col: severity rule message`. Nothing when there is none. */
export function lintConcise({ findings }: LintReport, palette: Palette = colourless): string {
  return findings
    .map(
      ({ at, severity, ruleId, message }) =>
        `${placeText(at)}: ${palette[severity](severity)} ${ruleId} ${visible(message)}\n`,
    )
    .join('')
}
