import { visible } from './escape.ts'
import type { LintReport } from './lint-report.ts'
import { colourless, type Palette } from './palette.ts'
import { placeText, pointedPlace } from './place.ts'

/** One line a finding: `file:line:col: severity rule message`. Nothing when there is none. */
export function lintConcise({ findings }: LintReport, palette: Palette = colourless): string {
  return findings
    .map(
      (finding) =>
        `${placeText(pointedPlace(finding))}: ${palette[finding.severity](finding.severity)} ${finding.ruleId} ${visible(finding.message)}\n`,
    )
    .join('')
}
