import { count } from '../diagnostics/index.ts'
import { jsonText, visible } from './escape.ts'
import { gravest } from './gravest.ts'
import type { LintReport, LintTool, NotRun } from './lint-report.ts'
import { sarifArtifact, sourceRoot } from './sarif-location.ts'
import { inertLinks, SarifResults } from './sarif-results.ts'
import { sarifRules } from './sarif-rules.ts'

/** GitHub refuses a run with more results than this (SARIF support for code scanning). */
export const mostResults = 25_000

/** Inputs that one notification points at; their number is in its text. */
const mostNoted = 100

/**
 * A SARIF 2.1.0 log of one run: every rule, with its page where it has results; results with fingerprints that do not depend on lines,
 * and notifications for inputs that could not be read, rules that could not run and results that are left out.
 */
export function lintSarif(report: LintReport, tool: LintTool): string {
  const shown = gravest(report.findings, mostResults)
  const suppressed = (report.suppressed ?? []).slice(0, mostResults - shown.length)
  const rules = sarifRules(tool, [...shown, ...suppressed.map(({ finding }) => finding)])
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]))
  const results = new SarifResults(tool, ruleIndex, suppressed.length > 0)
  const leftOut = report.findings.length - shown.length
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'svcsim', semanticVersion: tool.version, rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          [sourceRoot]: { description: { text: 'The folder that svcsim was run in' } },
        },
        invocations: [invocation(report, tool, ruleIndex, leftOut)],
        results: [
          ...shown.map((finding) => results.result(finding)),
          ...suppressed.map((entry) => results.result(entry.finding, entry)),
        ],
      },
    ],
  })
}

function invocation(
  { inputs = [], notRun }: LintReport,
  { folder }: LintTool,
  ruleIndex: ReadonlyMap<string, number>,
  leftOut: number,
): object {
  const problems = inputs.flatMap(({ file, problem }) =>
    problem === undefined
      ? []
      : [{ level: 'error', message: message(problem), locations: fileLocations([file], folder) }],
  )
  const cut =
    leftOut === 0
      ? []
      : [
          {
            level: 'warning',
            message: message(
              `${count(leftOut, 'result')} left out, the mildest: GitHub takes no more than ${mostResults}`,
            ),
          },
        ]
  return {
    executionSuccessful: problems.length === 0,
    toolExecutionNotifications: [...problems, ...cut],
    toolConfigurationNotifications: notRun.map((entry) => notRunNotification(entry, folder, ruleIndex)),
  }
}

function notRunNotification(
  { ruleId, help, files }: NotRun,
  folder: string,
  ruleIndex: ReadonlyMap<string, number>,
): object {
  const index = ruleIndex.get(ruleId)
  return {
    level: 'note',
    message: message(`${ruleId} could not judge all of ${count(files.length, 'input')}: ${help}`),
    associatedRule: { id: ruleId, ...(index === undefined ? {} : { index }) },
    locations: fileLocations(files.slice(0, mostNoted), folder),
  }
}

function message(text: string): object {
  return { text: inertLinks(visible(text)) }
}

function fileLocations(files: readonly string[], folder: string): object[] {
  return files.map((file) => ({ physicalLocation: { artifactLocation: sarifArtifact(file, folder) } }))
}
