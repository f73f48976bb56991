import { count, type Finding, type Severity, shorten } from '../diagnostics/index.ts'
import { visible } from './escape.ts'
import { gravest } from './gravest.ts'
import { notRunLines, summaryLine } from './lint-pretty.ts'
import type { LintReport } from './lint-report.ts'
import { markdownCode, markdownRow, markdownText } from './markdown-text.ts'
import { ownerText, pointedPlace, positionText } from './place.ts'
import { ruleHelpUri } from './rule-page-uri.ts'

export interface LintMarkdownOptions {
  /** The mildest severity that is shown throughout. */
  readonly least?: Severity
  /** URI of the folder of rule pages, with its last slash. */
  readonly pages?: string | undefined
}

/** Findings in the table; a comment of a pull request has room for 65,536 characters. */
const mostRows = 100
const mostCharacters = 60_000
const longestCode = 80
const longestText = 300

/** A summary for a job page or a comment: the sum, a table of findings, what could not be judged. */
export function lintMarkdown(
  report: LintReport,
  { least = 'info', pages }: LintMarkdownOptions = {},
): string {
  const { findings, notRun, summary, inputs = [], suppressed = [] } = report
  const rows = tableRows(findings, pages)
  const leftOut = findings.length - rows.length
  const blocks = [
    `### svcsim lint: ${markdownText(summaryLine(report, least))}\n`,
    rows.length === 0 ? '' : [...tableHead, ...rows].join(''),
    leftOut === 0 ? '' : `… and ${count(leftOut, 'more finding')}, none graver than those above\n`,
    inputs
      .flatMap(({ problem }) => (problem === undefined ? [] : [`- not read: ${markdownText(problem)}\n`]))
      .join(''),
    notRunLines(notRun, summary.files)
      .map((line) => `- ${markdownText(line)}\n`)
      .join(''),
    suppressed.length === 0 ? '' : `${count(suppressed.length, 'finding')} suppressed\n`,
  ]
  return blocks.filter((block) => block !== '').join('\n')
}

const tableHead: readonly string[] = [
  markdownRow(['Severity', 'Place', 'Service', 'Finding', 'Rule']),
  markdownRow(['---', '---', '---', '---', '---']),
]

/** Rows of as many findings as there is room for, the gravest where that is not all. */
function tableRows(findings: readonly Finding[], pages: string | undefined): string[] {
  for (let most = mostRows; ; most = Math.floor(most / 2)) {
    const rows = gravest(findings, most).map((finding) => tableRow(finding, pages))
    if (most === 0 || rows.reduce((sum, { length }) => sum + length, 0) <= mostCharacters) return rows
  }
}

function tableRow(finding: Finding, pages: string | undefined): string {
  const { severity, service, message, help, ruleId, ruleName } = finding
  const place = pointedPlace(finding)
  const owner = ownerText(place)
  const code = (text: string): string => markdownCode(text, longestCode)
  const text = (words: string): string => markdownText(shorten(visible(words), longestText))
  const rule = `${ruleId} ${markdownText(ruleName)}`
  return markdownRow([
    severity,
    `${code(positionText(place))}${owner === '' ? '' : `<br>${code(owner)}`}`,
    service === undefined ? '' : code(service),
    `${text(message)}${help === undefined ? '' : `<br>${text(help)}`}`,
    pages === undefined ? rule : `[${rule}](${ruleHelpUri(ruleId, pages)})`,
  ])
}
