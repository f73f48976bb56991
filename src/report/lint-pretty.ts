import { count, type Finding, type Severity, severityRank, shorten } from '../diagnostics/index.ts'
import { visible } from './escape.ts'
import type { LintReport, LintSummary, NotRun } from './lint-report.ts'
import { colourless, type Palette } from './palette.ts'
import { ownerText, placeText, positionText } from './place.ts'
import { displayWidth, wrap } from './wrap.ts'

export interface LintPrettyOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
  /** The mildest severity that is shown throughout; what is not among the findings given is said to be left out. */
  readonly least?: Severity
}

/** Findings under the service they are about, and one line that sums up. */
export function lintPretty(report: LintReport, options: LintPrettyOptions = {}): string {
  const palette = options.palette ?? colourless
  const groups = groupNeighbours(report.findings).map((group) => groupText(group, palette, options.columns))
  return [
    ...groups.map((text) => `${text}\n`),
    `${summaryLine(report, options.least ?? 'info', palette)}\n`,
  ].join('')
}

/** Findings that follow each other and are about the same service of the same file. */
function groupNeighbours(findings: readonly Finding[]): Finding[][] {
  const groups: Finding[][] = []
  for (const finding of findings) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last?.service === finding.service && last?.at.file === finding.at.file) group.push(finding)
    else groups.push([finding])
  }
  return groups
}

const severityWidth = 'warning'.length
/** The longest name that a service may have is much longer, and no line of a terminal. */
const longestTitle = 100

function groupText(group: readonly Finding[], palette: Palette, columns: number | undefined): string {
  const first = group[0]
  const title = visible(shorten(first?.service ?? first?.at.file ?? '', longestTitle))
  const placeWidth = Math.max(...group.map(({ at }) => displayWidth(positionText(at))))
  const lines = [palette.heading(title)]
  // The same advice several times in a row is said once.
  let lastHelp: string | undefined
  for (const finding of group) {
    const { help } = finding
    lines.push(...findingLines(finding, placeWidth, palette, columns))
    const owner = ownerText(finding.at)
    if (owner !== '') for (const line of indented(owner, columns)) lines.push(palette.muted(line))
    for (const { at, message } of finding.related)
      for (const line of indented(`see ${placeText(at)}: ${visible(message)}`, columns))
        lines.push(palette.muted(line))
    if (help !== undefined && help !== lastHelp) lines.push(...indented(`help: ${visible(help)}`, columns))
    lastHelp = help
  }
  return lines.map((line) => `${line}\n`).join('')
}

/** One line where it fits; else the message has lines of its own. */
function findingLines(
  finding: Finding,
  placeWidth: number,
  palette: Palette,
  columns: number | undefined,
): string[] {
  const place = positionText(finding.at)
  const room = ' '.repeat(placeWidth - displayWidth(place))
  const severity = palette[finding.severity](finding.severity.padEnd(severityWidth))
  const message = visible(finding.message)
  const rule = `[${finding.ruleId} ${finding.ruleName}]`
  const width = 2 + placeWidth + 2 + severityWidth + 2 + displayWidth(message) + 2 + rule.length
  if (columns === undefined || width <= columns)
    return [`  ${place}${room}  ${severity}  ${message}  ${palette.muted(rule)}`]
  return [`  ${place}  ${severity}  ${palette.muted(rule)}`, ...indented(message, columns)]
}

function indented(text: string, columns: number | undefined): string[] {
  const lines = columns === undefined ? [text] : wrap(text, Math.max(20, columns - 6))
  return lines.map((line) => `      ${line}`)
}

/** What could not be judged: one line for each kind of lack, with the rules that it kept from judging. */
export function notRunLines(notRun: readonly NotRun[], files: number): string[] {
  const byHelp = new Map<string, NotRun[]>()
  for (const entry of notRun) byHelp.set(entry.help, [...(byHelp.get(entry.help) ?? []), entry])
  return [...byHelp].map(([help, entries]) => {
    const ids = entries.map(({ ruleId }) => ruleId).join(', ')
    const where = new Set(entries.flatMap((entry) => entry.files)).size
    const scope = files > 1 ? ` in ${where} of ${files} files` : ''
    return `not fully judged${scope}: ${ids}. ${visible(help)}`
  })
}

/** How many there are of each severity, the gravest first. */
const sums: readonly (readonly [Severity, (summary: LintSummary) => number])[] = [
  ['error', ({ errors }) => errors],
  ['warning', ({ warnings }) => warnings],
  ['info', ({ infos }) => infos],
]

/**
 * `2 errors, 1 warning in 467 services, 1 file (3 infos, shown with --verbose)`. Among the findings there may be some that
 * are shown though they are milder than `least`.
 */
export function summaryLine(
  { summary, findings }: Pick<LintReport, 'summary' | 'findings'>,
  least: Severity,
  palette: Palette = colourless,
): string {
  const counts = sums.map(([severity, all]) => {
    const number = all(summary)
    if (severityRank[severity] <= severityRank[least]) return { severity, shown: number, hidden: 0 }
    const shown = findings.filter((finding) => finding.severity === severity).length
    return { severity, shown, hidden: number - shown }
  })
  const shown = counts.filter((of) => of.shown > 0)
  const hidden = counts.filter((of) => of.hidden > 0)
  const hiddenText = hidden
    .map(({ severity, shown, hidden }) => count(hidden, shown > 0 ? `more ${severity}` : severity))
    .join(', ')
  const how = hidden.some(({ severity }) => severity === 'warning') ? 'not shown' : 'shown with --verbose'
  const what =
    shown.length === 0
      ? palette.good(least === 'error' ? 'no errors' : 'no problems')
      : shown.map((of) => palette[of.severity](count(of.shown, of.severity))).join(', ')
  const rest = hiddenText === '' ? '' : ` (${hiddenText}, ${how})`
  return `${what} in ${count(summary.services, 'service')}, ${count(summary.files, 'file')}${rest}`
}
