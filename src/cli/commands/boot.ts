import {
  type BootOptions,
  type BootSimulation,
  type FailEachResult,
  failEach,
  type ImageSource,
  type LastKnownGood,
  type SafeMode,
  type Services,
  simulateBoot,
  type Verdict,
} from '../../index.ts'
import type { BootRequest } from '../../report/boot-json.ts'
import type { BootLook } from '../../report/boot-words.ts'
import { hasNoControlSet, lossLines } from '../../report/input.ts'
import { exitCodes, InputError, UsageError } from '../exit.ts'
import type { Host } from '../host.ts'
import { imageList } from '../image-list.ts'
import { type OrderingOptions, planOptionsOf, planOptionsWithImages } from '../order-options.ts'
import type { Output, OutputOptions } from '../output.ts'
import { serviceNamed } from '../service-named.ts'
import { type ServicesOptions, ServicesReader } from '../services.ts'
import { isSameFile } from '../source.ts'
import { type CommandContext, noteInput, noteUnmatched, onlyTest } from './context.ts'

export interface BootCommandOptions extends OutputOptions, ServicesOptions, OrderingOptions {
  readonly format: 'text' | 'json'
  readonly only: readonly string[]
  readonly fail: readonly string[]
  readonly failEach?: boolean
  readonly safeMode?: SafeMode
  readonly images?: string
  readonly exitZero?: boolean
}

export async function bootCommand(
  input: string,
  options: BootCommandOptions,
  { host, out }: CommandContext,
): Promise<number> {
  const { safeMode } = options
  const images = imagesOf(input, options, host)
  const reader = new ServicesReader(host, options, out)
  const { services, lastKnownGood } = await reader.readWithLastKnownGood(input)
  refuseEmpty(services)
  const fail = namesOf(options.fail, services, lastKnownGood)
  if (safeMode !== undefined) refuseWithoutSafeBoot(services, safeMode)
  noteInput(services, out)
  // What is missing may be what it would fail for: a verdict is worth no more than its input.
  for (const line of services.inputs.flatMap(lossLines)) out.problem(line)
  noteUnmatched(options.only, [services], out)
  if (services.holds.fragment)
    out.note(
      `${fileOf(services)} is a fragment: only what it holds is simulated; --base lays it over a system`,
    )
  const bootOptions: BootOptions = {
    ...planOptionsOf(options),
    fail,
    lastKnownGoodReason: lastKnownGood.reason,
    ...(images && { images }),
    ...(safeMode && { safeMode }),
    ...(lastKnownGood.services && { lastKnownGood: lastKnownGood.services }),
    usesLastKnownGood: asksForLastKnownGood(options.controlSet, services),
  }
  const request: BootRequest = {
    fail,
    safeMode,
    images: images?.name,
    lastKnownGood: lastKnownGood.services?.controlSet.name,
    lastKnownGoodReason: lastKnownGood.reason,
  }
  const shown: Shown = { services, request, options, out, shows: onlyTest(options.only) }
  const verdict = options.failEach
    ? await answerFailEach(failEach(services, bootOptions), shown)
    : await answerBoot(simulateBoot(services, bootOptions), shown)
  return verdict === 'does-not-come-up' && !options.exitZero ? exitCodes.findings : exitCodes.done
}

/** By name, or by the number of a set that is LastKnownGood alone. */
function asksForLastKnownGood(asked: string | undefined, { controlSet }: Services): boolean {
  const { number, select } = controlSet
  if (asked === undefined) return false
  return (
    asked === 'last-known-good' ||
    (number === select?.lastKnownGood?.value && number !== select?.current?.value)
  )
}

interface Shown {
  readonly services: Services
  readonly request: BootRequest
  readonly options: BootCommandOptions
  readonly out: Output
  readonly shows: (name: string) => boolean
}

async function answerBoot(simulation: BootSimulation, shown: Shown): Promise<Verdict> {
  const { services, request, options, out, shows } = shown
  if (options.format === 'json') {
    const { bootJson } = await import('../../report/boot-json.ts')
    out.answer(bootJson(services, request, simulation, shows))
  } else {
    const { bootText } = await import('../../report/boot-text.ts')
    out.answer(bootText(simulation, await lookOf(shown)))
    noteAssumptions(simulation, out)
  }
  return simulation.verdict
}

async function answerFailEach(result: FailEachResult, shown: Shown): Promise<Verdict> {
  const { services, request, options, out, shows } = shown
  if (options.format === 'json') {
    const { failEachJson } = await import('../../report/boot-json.ts')
    out.answer(failEachJson(services, request, result, shows))
  } else {
    const { failEachText } = await import('../../report/fail-each-text.ts')
    out.answer(failEachText(result, await lookOf(shown)))
    noteAssumptions(result.baseline, out)
  }
  return result.baseline.verdict
}

async function lookOf({ request, out, shows, options: { only } }: Shown): Promise<BootLook> {
  return {
    shows,
    palette: await out.palette(),
    columns: out.columns,
    whole: out.isVerbose || only.length > 0,
    safeMode: request.safeMode,
    fail: request.fail,
  }
}

function noteAssumptions({ notes }: BootSimulation, out: Output): void {
  // What tells the release has been said with the input.
  for (const { code, message, brief } of notes)
    if (code !== 'release-assumed')
      out.note(brief === undefined || out.isVerbose ? message : `${brief} (--verbose names all)`)
}

/** Where it is known from which images are there; undefined where all are taken to be. */
function imagesOf(input: string, options: BootCommandOptions, host: Host): ImageSource | undefined {
  if (options.images === undefined) return planOptionsWithImages(options, host).images
  if (options.systemRoot !== undefined)
    throw new UsageError('--images and --system-root both tell which files are there: give one of them')
  if (input === '-' && options.images === '-') throw new UsageError('standard input can be read once only')
  const { output } = options
  if (output !== undefined && options.images !== '-' && isSameFile(host, options.images, output))
    throw new UsageError(`--output ${output} would replace the list ${options.images}`)
  return imageList(options.images, host)
}

/** Of nothing it could only be said that it comes up. */
function refuseEmpty(services: Services): void {
  if (services.all.some(({ kind }) => kind !== 'container')) return
  const what = hasNoControlSet(services) ? 'no control set' : 'no services'
  const damage = services.inputs.flatMap(lossLines).join('; ')
  if (damage !== '') throw new InputError(`there is no boot to simulate (${what}). ${damage}`)
  throw new UsageError(`${fileOf(services)} holds ${what}, so there is no boot to simulate`)
}

/** The services that --fail means, in the control set that is started or in the one to fall back to. */
function namesOf(names: readonly string[], services: Services, lastKnownGood: LastKnownGood): string[] {
  return [
    ...new Set(
      names.map(
        (name) =>
          (services.get(name) ?? lastKnownGood.services?.get(name) ?? serviceNamed(services, name)).name,
      ),
    ),
  ]
}

function refuseWithoutSafeBoot({ safeBoot, ...services }: Services, mode: SafeMode): void {
  if (safeBoot && safeBoot[mode].entries.length > 0) return
  const list = mode === 'minimal' ? 'SafeBoot\\Minimal' : 'SafeBoot\\Network'
  throw new UsageError(
    `--safe-mode ${mode}: ${fileOf(services)} holds no Control\\${list}, the list of what safe mode starts`,
  )
}

function fileOf({ inputs }: Pick<Services, 'inputs'>): string {
  return inputs.at(-1)?.file ?? 'the input'
}
