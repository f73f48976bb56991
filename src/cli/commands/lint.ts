import { fingerprintOf, rules, type Severity, severityRank } from '../../index.ts'
import { type ConfigOptions, type PolicyOptions, policyOf } from '../config.ts'
import { defaultInputs } from '../default-input.ts'
import { exitCodes, UsageError, worst } from '../exit.ts'
import { lintBaseline } from '../lint-baseline.ts'
import { namedInputs } from '../lint-inputs.ts'
import { LintOutput, type LintOutputOptions, milder } from '../lint-output.ts'
import { lintInputs } from '../lint-run.ts'
import { LintTally } from '../lint-tally.ts'
import { say } from '../notes.ts'
import { InputsProgress } from '../progress.ts'
import { rulePages } from '../rule-pages.ts'
import type { ServicesOptions } from '../services.ts'
import { unmatchedLines } from '../unmatched-globs.ts'
import type { CommandContext } from './context.ts'

export interface LintOptions
  extends Omit<LintOutputOptions, 'deep'>,
    ServicesOptions,
    ConfigOptions,
    PolicyOptions {
  readonly filesFrom?: string
  readonly failOn?: Severity
  readonly maxWarnings?: number
  readonly exitZero?: boolean
  readonly baseline?: string
  readonly updateBaseline?: boolean
  readonly jobs?: number
}

/** Lints every input by itself; one that cannot be read does not keep the others from being judged. */
export async function lintCommand(
  names: readonly string[],
  options: LintOptions,
  context: CommandContext,
): Promise<number> {
  const { host, out, config, version } = context
  const policy = policyOf(config, options)
  const baselineName = options.baseline ?? config?.baseline
  const output = new LintOutput(
    options,
    { host, out },
    { version, rules, fingerprint: fingerprintOf, folder: host.cwd, pages: rulePages(config) },
  )
  output.refuseMissingFolders()
  const given = names.length > 0 || options.filesFrom !== undefined ? names : defaultInputs(context)
  const baseline = lintBaseline(host, {
    ...options,
    name: baselineName,
    isUpdated: options.updateBaseline ?? false,
    policy,
    inputs: given,
  })
  const inputs = namedInputs(given, options.filesFrom, host)
  for (const { name } of inputs) output.refuseInput(name)
  if (options.base !== undefined) output.refuseInput(options.base)
  if (baselineName !== undefined) output.refuseInput(baselineName, 'baseline')
  if (config) output.refuseInput(config.file, 'configuration')

  const otherOutputs = output.targets.flatMap(({ file }) => (file === undefined ? [] : [file]))
  // A baseline tells findings apart in the order of the inputs.
  const asLines = baseline.isNone ? output.asLines : undefined
  const run = { ...options, policy, otherOutputs, ...(asLines ? { asLines } : {}) }
  const failOn = options.failOn ?? config?.failOn ?? 'error'
  const most = options.maxWarnings ?? config?.maxWarnings ?? Number.POSITIVE_INFINITY
  const tally = new LintTally(output.needsFindings, (input) => baseline.apart(input))
  const hasProgress = inputs.length > 1 && host.stderr.isTTY && !options.quiet
  const progress = new InputsProgress(inputs.length, hasProgress ? host.stderr : undefined)
  try {
    for await (const linted of lintInputs(inputs, run, { host, out })) {
      if (linted.notes.length > 0 || out.isTerminal) progress.clear()
      say(linted.notes, out)
      await output.add(tally.add(linted), linted.judged?.written?.lines)
      progress.done()
    }
    progress.clear()
    refuseNoService(options.only ?? [], tally)
    for (const line of unmatchedLines(policy, config, tally, out.isVerbose)) out.note(line)
    baseline.finish(out, tally.problems === 0)
    await output.finish(tally.report(), {
      toldNotRun: tally.notRunForPeople(),
      failOn: tally.found.warning > most ? milder(failOn, 'warning') : failOn,
    })
  } finally {
    progress.clear()
    output.discard()
  }
  const hasTooMany = tally.found.warning > most
  if (hasTooMany) out.note(`more warnings than ${most} fail the run (--max-warnings)`)
  const found = (hasTooMany || hasGrave(tally, failOn)) && !options.exitZero
  return worst(
    tally.problems > 0 ? exitCodes.input : exitCodes.done,
    found ? exitCodes.findings : exitCodes.done,
  )
}

/** @throws UsageError where the services that were asked for are nowhere: it would look like a clean result */
function refuseNoService(only: readonly string[], tally: LintTally): void {
  if (only.length === 0 || tally.problems > 0 || only.some((_, index) => tally.isMatched(index))) return
  const given = only.map((glob) => `--only ${glob}`).join(', ')
  throw new UsageError(`${given} ${only.length === 1 ? 'matches' : 'match'} no service`)
}

function hasGrave({ found }: LintTally, failOn: Severity): boolean {
  const severities: readonly Severity[] = ['error', 'warning', 'info']
  return severities.some((severity) => severityRank[severity] <= severityRank[failOn] && found[severity] > 0)
}
