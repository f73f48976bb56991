import { xmlText } from './escape.ts'
import { type FileFindings, findingsByFile, type PointedFinding } from './findings-by-file.ts'
import { messageLines, placedMessage } from './lint-message.ts'
import type { LintReport } from './lint-report.ts'
import { placeText } from './place.ts'

/**
 * JUnit's XML: a suite for each file, a test case for each finding. Errors and warnings are failures, infos pass with
 * their text as output; a file without findings is one test case that passes, one that cannot be read an error.
 */
export function* lintJunit(report: LintReport): Generator<string> {
  const files = findingsByFile(report)
  const counts = files.map(countsOf)
  const sum = (of: (count: Counts) => number): number => counts.reduce((all, count) => all + of(count), 0)
  const all = {
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
  }
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="svcsim lint" ${countAttributes(all)}>\n`
  for (const file of files) yield* suite(file)
  yield '</testsuites>\n'
}

interface Counts {
  readonly tests: number
  readonly failures: number
  readonly errors: number
}

function countsOf({ findings, problem }: FileFindings): Counts {
  return {
    tests: Math.max(1, findings.length + (problem === undefined ? 0 : 1)),
    failures: findings.filter(({ finding }) => finding.severity !== 'info').length,
    errors: problem === undefined ? 0 : 1,
  }
}

function countAttributes({ tests, failures, errors }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}"`
}

function* suite(entry: FileFindings): Generator<string> {
  const { file, findings, problem } = entry
  const name = xmlText(file)
  yield `  <testsuite name="${name}" ${countAttributes(countsOf(entry))}>\n`
  if (problem !== undefined)
    yield `    <testcase name="can be read" classname="${name}">
      <error message="${xmlText(problem)}" type="input"/>
    </testcase>\n`
  else if (findings.length === 0) yield `    <testcase name="no findings" classname="${name}"/>\n`
  for (const finding of findings) yield testCase(finding, name)
  yield '  </testsuite>\n'
}

/** Its name holds no line, so that a test keeps its history when lines move. */
function testCase({ finding, place }: PointedFinding, file: string): string {
  const { ruleId, ruleName, severity, message } = finding
  const name = xmlText(`${ruleId} ${ruleName}: ${message}`)
  const where = place.line === undefined ? [] : [placeText(place)]
  const text = [...where, ...messageLines(finding)].map(xmlText).join('\n')
  const body =
    severity === 'info'
      ? `<system-out>${text}</system-out>`
      : `<failure message="${xmlText(placedMessage(finding))}" type="${severity}">${text}</failure>`
  return `    <testcase name="${name}" classname="${file}">\n      ${body}\n    </testcase>\n`
}
