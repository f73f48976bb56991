import { type Finding, lint, type Services, type Severity, severityRank, sortFindings } from '../../index.ts'
import { hasNoControlSet } from '../../report/input.ts'
import type { LintReport, NotRun } from '../../report/lint-report.ts'
import { colourless } from '../../report/palette.ts'
import { exitCodes, InputError, UsageError, worst } from '../exit.ts'
import { expandInput, listedInputs } from '../files.ts'
import type { OutputOptions } from '../output.ts'
import { defaultInput, type ServicesOptions, ServicesReader } from '../services.ts'
import { type CommandContext, detailInput, noteUnmatched } from './context.ts'

export interface LintOptions extends OutputOptions, ServicesOptions {
  readonly format: 'pretty' | 'concise' | 'json'
  readonly filesFrom?: string
  readonly minSeverity?: Severity
  readonly failOn: Severity
  readonly maxWarnings?: number
  readonly exitZero?: boolean
  readonly only: readonly string[]
}

/** Lints every input by itself; one that cannot be read does not keep the others from being judged. */
export async function lintCommand(
  inputs: readonly string[],
  options: LintOptions,
  { host, out }: CommandContext,
): Promise<number> {
  const reader = new ServicesReader(host, options, out, { inBox: true })
  const problems: InputError[] = []
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(error)
      out.problem(error.message)
      return undefined
    }
  }
  const given = [...inputs, ...(options.filesFrom === undefined ? [] : listedInputs(options.filesFrom, host))]
  if (options.filesFrom !== undefined && given.length === 0)
    throw new UsageError(`--files-from ${options.filesFrom} names no input`)
  const names = new Set<string>()
  for (const name of given)
    for (const file of (await attempt(() => expandInput(name, host))) ?? []) names.add(file)
  if (given.length === 0) names.add(defaultInput(host, out))

  // A base that cannot be read would fail every input with the same line.
  const base = await reader.readBase()
  const known = new Set(base ? lint(base).findings.map(identity) : [])
  const models: Services[] = []
  const findings: Finding[] = []
  const notRun = new Map<string, NotRun>()
  const withoutControlSet = new Set<string>()
  for (const name of names) {
    const services = await attempt(() => reader.read(name))
    if (!services) continue
    models.push(services)
    detailInput(services, out)
    if (hasNoControlSet(services)) withoutControlSet.add(name)
    else if (services.all.length === 0) {
      const file = services.inputs.at(-1)?.file ?? name
      out.note(
        `${file}: it holds no key under the Services key of a control set, so no service to judge (SVC004)`,
      )
    }
    const result = lint(services, { only: options.only })
    // What the base has without the input is not the input's fault.
    findings.push(...result.findings.filter((finding) => !known.has(identity(finding))))
    for (const { ruleId, ruleName, needs, help } of result.notRun) {
      const files = [...(notRun.get(ruleId)?.files ?? []), name]
      notRun.set(ruleId, { ruleId, ruleName, needs, help, files })
    }
  }
  // An input that could not be read may have been the hive.
  if (problems.length === 0) reader.refuseUnusedLogs()
  noteUnmatched(options.only, models, out)
  const report = summarise(sortFindings(findings), [...notRun.values()], models)
  if (models.length > 0 || problems.length === 0)
    await answer(report, withoutFiles(report.notRun, withoutControlSet), options, out)
  const found = fails(report, options) && !options.exitZero
  return worst(
    problems.length > 0 ? exitCodes.input : exitCodes.done,
    found ? exitCodes.findings : exitCodes.done,
  )
}

/** What could not be judged elsewhere than in these files, of which there is one thing to say only. */
function withoutFiles(notRun: readonly NotRun[], left: ReadonlySet<string>): NotRun[] {
  return notRun
    .map((entry) => ({ ...entry, files: entry.files.filter((file) => !left.has(file)) }))
    .filter(({ files }) => files.length > 0)
}

function identity({ ruleId, at, message }: Finding): string {
  return JSON.stringify([ruleId, at.file, at.line, at.column, at.offset, at.keyPath, at.valueName, message])
}

function summarise(
  findings: readonly Finding[],
  notRun: readonly NotRun[],
  models: readonly Services[],
): LintReport {
  const number = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length
  const services = models.reduce((sum, { all }) => sum + all.length, 0)
  return {
    findings,
    notRun: [...notRun].sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
    summary: {
      errors: number('error'),
      warnings: number('warning'),
      infos: number('info'),
      files: models.length,
      services,
    },
  }
}

function fails({ findings, summary }: LintReport, { failOn, maxWarnings }: LintOptions): boolean {
  return (
    findings.some(({ severity }) => severityRank[severity] <= severityRank[failOn]) ||
    (maxWarnings !== undefined && summary.warnings > maxWarnings)
  )
}

/** Severities that are shown: machine formats hold all, people get infos when they ask. */
function leastShown({ format, minSeverity, verbose }: LintOptions): Severity {
  return minSeverity ?? (format === 'json' || verbose ? 'info' : 'warning')
}

/** Whether a finding is shown though it is milder: with --deep it was asked what no key leads to, which is all info. */
function isAskedFor({ ruleId }: Finding, { deep, minSeverity }: LintOptions): boolean {
  return deep === true && minSeverity === undefined && ruleId === 'SVC010'
}

/** `toldNotRun`: what people are told of the rules that were not run; machine formats hold all. */
async function answer(
  report: LintReport,
  toldNotRun: readonly NotRun[],
  options: LintOptions,
  out: CommandContext['out'],
): Promise<void> {
  const least = leastShown(options)
  const findings = report.findings.filter(
    (finding) => severityRank[finding.severity] <= severityRank[least] || isAskedFor(finding, options),
  )
  const shown = { ...report, findings }
  if (options.format === 'json') {
    const { lintJson } = await import('../../report/lint-json.ts')
    return out.answer(lintJson(shown))
  }
  const palette = await out.palette()
  const { lintPretty, notRunLines, summaryLine } = await import('../../report/lint-pretty.ts')
  const concise = options.format === 'concise'
  if (concise) {
    const { lintConcise } = await import('../../report/lint-concise.ts')
    out.answer(lintConcise(shown, palette))
  } else out.answer(lintPretty(shown, { palette, least, columns: out.columns }))
  for (const line of notRunLines(toldNotRun, report.summary.files)) out.note(line)
  // To those who count lines of standard output a sum would be one finding more.
  if (concise) out.note(summaryLine(shown, least, colourless))
}
