import type { Finding, Place } from '../diagnostics/index.ts'
import { visible } from './escape.ts'
import type { LintReport } from './lint-report.ts'
import { colourless, type Palette } from './palette.ts'
import { placeText } from './place.ts'

/** One line a finding: `file:line:col: severity rule message`. Nothing when there is none. */
export function lintConcise({ findings }: LintReport, palette: Palette = colourless): string {
  return findings
    .map(
      (finding) =>
        `${placeText(pointed(finding))}: ${palette[finding.severity](finding.severity)} ${finding.ruleId} ${visible(finding.message)}\n`,
    )
    .join('')
}

/** A finding in a profile has no line; the line of the input that brought it about, where it has one, is its place here. */
function pointed({ at, related }: Finding): Place {
  if (at.line !== undefined || at.offset !== undefined) return at
  return related.find((other) => other.at.line !== undefined || other.at.offset !== undefined)?.at ?? at
}
