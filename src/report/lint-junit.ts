import { type Severity, severityRank } from '../diagnostics/index.ts'
import { xmlText } from './escape.ts'
import { type FileFindings, findingsByFile, type PointedFinding } from './findings-by-file.ts'
import { messageLines, placedMessage, ruleTitle } from './lint-message.ts'
import type { LintReport } from './lint-report.ts'
import { placeText } from './place.ts'

export interface LintJunitOptions {
  /** The mildest severity that fails the run: errors alone, unless told otherwise. */
  readonly failOn?: Severity
}

/**
 * JUnit's XML: a suite for each file, a test case for each finding. Findings that fail the run are failures, so that
 * who reads the file judges as the exit code does. Milder ones pass, with their text as output: skipped tests would
 * count as not run. A file without findings is one test case that passes, one that cannot be read an error.
 */
export function* lintJunit(
  report: LintReport,
  { failOn = 'error' }: LintJunitOptions = {},
): Generator<string> {
  const files = findingsByFile(report)
  const counts = files.map((file) => countsOf(file, failOn))
  const sum = (of: (count: Counts) => number): number => counts.reduce((all, count) => all + of(count), 0)
  const all = {
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
  }
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="svcsim lint" ${countAttributes(all)}>\n`
  for (const file of files) yield* suite(file, failOn)
  yield '</testsuites>\n'
}

interface Counts {
  readonly tests: number
  readonly failures: number
  readonly errors: number
}

function isFailure(severity: Severity, failOn: Severity): boolean {
  return severityRank[severity] <= severityRank[failOn]
}

function countsOf({ findings, problem }: FileFindings, failOn: Severity): Counts {
  return {
    tests: Math.max(1, findings.length + (problem === undefined ? 0 : 1)),
    failures: findings.filter(({ finding }) => isFailure(finding.severity, failOn)).length,
    errors: problem === undefined ? 0 : 1,
  }
}

function countAttributes({ tests, failures, errors }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}"`
}

function* suite(entry: FileFindings, failOn: Severity): Generator<string> {
  const { file, findings, problem } = entry
  const name = xmlText(file)
  yield `  <testsuite name="${name}" ${countAttributes(countsOf(entry, failOn))}>\n`
  if (problem !== undefined)
    yield `    <testcase name="can be read" classname="${name}">
      <error message="${xmlText(problem)}" type="input"/>
    </testcase>\n`
  else if (findings.length === 0) yield `    <testcase name="no findings" classname="${name}"/>\n`
  for (const finding of findings) yield testCase(finding, name, failOn)
  yield '  </testsuite>\n'
}

/** Its name holds no line, so that a test keeps its history when lines move. */
function testCase({ finding, place }: PointedFinding, file: string, failOn: Severity): string {
  const { severity, message } = finding
  const name = xmlText(`${ruleTitle(finding)}: ${message}`)
  const where = place.line === undefined ? [] : [placeText(place)]
  const text = [...where, ...messageLines(finding)].map(xmlText).join('\n')
  const body = isFailure(severity, failOn)
    ? `<failure message="${xmlText(placedMessage(finding))}" type="${severity}">${text}</failure>`
    : `<system-out>${severity}: ${text}</system-out>`
  return `    <testcase name="${name}" classname="${file}">\n      ${body}\n    </testcase>\n`
}
