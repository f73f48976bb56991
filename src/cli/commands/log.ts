import { type BootLog, logComparer, type Plan, planOrder, type Services, titleOfBuild } from '../../index.ts'
import { agreementOf, type BootComparison, type LogVerdict } from '../../report/log.ts'
import { logFileLoss, logFileNotes } from '../../report/log-notes.ts'
import { readBootLogInput } from '../boot-log-input.ts'
import { exitCodes, UsageError } from '../exit.ts'
import { type OrderingOptions, planOptionsWithImages } from '../order-options.ts'
import type { Output, OutputOptions } from '../output.ts'
import { type ServicesOptions, ServicesReader } from '../services.ts'
import { type CommandContext, detailInput, noteLosses, noteUnmatched, onlyTest } from './context.ts'

export interface LogOptions extends OutputOptions, ServicesOptions, OrderingOptions {
  readonly format: 'text' | 'json'
  readonly only: readonly string[]
  readonly boot?: number
  readonly all?: boolean
  readonly tolerance: number
  readonly exitZero?: boolean
}

export async function logCommand(
  input: string,
  logName: string,
  options: LogOptions,
  { host, out }: CommandContext,
): Promise<number> {
  if (input === '-' && logName === '-') throw new UsageError('standard input can be read once only')
  if (options.all && options.boot !== undefined)
    throw new UsageError('--boot and --all are two answers: give one of them')
  const log = readBootLogInput(logName, options, host)
  const numbers = chosenBoots(log, options)
  const services = await new ServicesReader(host, options, out).readOnly(input)
  detailInput(services, out)
  noteLosses(services, out)
  noteUnmatched(options.only, [services], out)
  const loss = logFileLoss(log)
  if (loss !== undefined) out.problem(loss)
  for (const note of logFileNotes(log)) out.note(note)
  noteNewest(log, numbers, options, out)
  const plan = planOrder(services, { ...planOptionsWithImages(options, host), start: 'all' })
  notePlan(plan, out)
  const comparisons = compare(services, plan, log, numbers, options)
  const verdict = verdictOn(comparisons, options)
  if (options.format === 'json') {
    const { logJson } = await import('../../report/log-json.ts')
    await out.answerParts(logJson(services, log, comparisons, { verdict, whole: out.isVerbose }))
  } else {
    const { logText } = await import('../../report/log-text.ts')
    const layout = { palette: await out.palette(), columns: out.columns, whole: out.isVerbose }
    out.answer(logText(services, log, comparisons, { ...layout, verdict }))
  }
  return verdict.agrees || options.exitZero ? exitCodes.done : exitCodes.findings
}

/** Numbers of the boots that are asked for, from 1; the newest with a driver in it where none is. */
function chosenBoots({ boots, file }: BootLog, { boot, all }: LogOptions): number[] {
  if (all) return boots.map((_, index) => index + 1)
  if (boot === undefined) return [boots.findLastIndex(({ entries }) => entries.length > 0) + 1]
  if (boot >= 1 && boot <= boots.length) return [boot]
  const has = boots.length === 1 ? 'one boot' : `${boots.length} boots, from 1, the oldest`
  throw new UsageError(`--boot ${boot}: ${file} has ${has}`)
}

function noteNewest(
  { boots, file }: BootLog,
  numbers: readonly number[],
  { boot, all }: LogOptions,
  out: Output,
): void {
  const [number] = numbers
  if (!all && boot === undefined && number !== boots.length)
    out.note(`${file}: after boot ${number} it has headers without a driver; boot ${number} is compared`)
}

/** Where no driver could be compared, nothing agrees. */
function verdictOn(comparisons: readonly BootComparison[], { tolerance }: LogOptions): LogVerdict {
  const outOfPlace = comparisons.reduce((most, { comparison }) => Math.max(most, comparison.outOfPlace), 0)
  const isCompared = comparisons.some(({ comparison }) => agreementOf(comparison).common > 0)
  return { outOfPlace, tolerance, agrees: isCompared && outOfPlace <= tolerance }
}

/** Said with the input, or by the causes of what the log has besides. */
const saidElsewhere: ReadonlySet<string> = new Set(['release-assumed', 'start-override-out'])

function notePlan({ notes }: Plan, out: Output): void {
  for (const { code, message, brief = message } of notes)
    if (out.isVerbose) out.note(message)
    else if (!saidElsewhere.has(code)) out.note(brief)
}

function compare(
  services: Services,
  plan: Plan,
  { boots }: BootLog,
  numbers: readonly number[],
  { startOverride, only }: LogOptions,
): BootComparison[] {
  const options = { startOverride, ...(only.length === 0 ? {} : { wanted: onlyTest(only) }) }
  const compareBoot = logComparer(services, plan, options)
  return numbers.flatMap((number) => {
    const boot = boots[number - 1]
    if (boot === undefined) return []
    return [{ number, boot, windows: titleOfBuild(boot.build), comparison: compareBoot(boot) }]
  })
}
