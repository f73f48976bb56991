import { count } from '../diagnostics/index.ts'
import type {
  AttemptEnd,
  BootAttempt,
  BootSimulation,
  Outcome,
  Phase,
  SafeMode,
  ServiceOutcome,
  Verdict,
} from '../planner/index.ts'
import { visible } from './escape.ts'
import type { Paint, Palette } from './palette.ts'
import { listing } from './terms.ts'

/** How reports on boots are to look. */
export interface BootLook {
  readonly palette?: Palette
  readonly columns?: number | undefined
  /** Everything, not only what matters. */
  readonly whole?: boolean
  /** Which services are shown; what is counted are all. */
  readonly shows?: (name: string) => boolean
  readonly safeMode?: SafeMode | undefined
  /** What was made to fail. */
  readonly fail?: readonly string[]
}

export const bootPhaseTitles: Readonly<Record<Phase, string>> = {
  boot: 'Boot start',
  system: 'System start',
  auto: 'Auto start',
  delayed: 'Delayed auto start',
}

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  loaded: 'loaded',
  started: 'started',
  failed: 'failed',
  'not-attempted': 'not attempted',
  excluded: 'excluded by safe mode',
  'not-reached': 'not reached',
  demand: 'demand start',
  disabled: 'disabled',
  'no-part': 'takes no part',
}

export function outcomePaint(outcome: Outcome, palette: Palette): Paint {
  switch (outcome) {
    case 'loaded':
    case 'started':
      return palette.good
    case 'failed':
      return palette.error
    case 'not-attempted':
      return palette.warning
    default:
      return palette.muted
  }
}

export function verdictPaint(verdict: Verdict, palette: Palette): Paint {
  switch (verdict) {
    case 'comes-up':
      return palette.good
    case 'does-not-come-up':
      return palette.error
    default:
      return palette.warning
  }
}

/** Whether it was to run and does not: nobody expects that of what the Service Control Manager passes over. */
export function isMissed({ outcome, cause }: ServiceOutcome): boolean {
  return outcome === 'failed' || (outcome === 'not-attempted' && cause?.code !== 'passed-over')
}

/** `2 services do not start`, `1 driver is not loaded and 3 services do not start`; undefined where all run. */
function missedWords({ phases }: BootAttempt): string | undefined {
  const missed = phases.flatMap(({ outcomes }) => outcomes).filter(isMissed)
  const services = missed.filter(({ service }) => service.kind === 'service').length
  const drivers = missed.length - services
  const parts = [
    ...(drivers > 0 ? [`${count(drivers, 'driver is', 'drivers are')} not loaded`] : []),
    ...(services > 0 ? [`${count(services, 'service does', 'services do')} not start`] : []),
  ]
  return parts.length === 0 ? undefined : listing(parts)
}

/** How the boot ends, in a line. */
export function headline({ verdict, attempts }: BootSimulation, safeMode?: SafeMode): string {
  const mode = safeMode === undefined ? '' : ` in safe mode (${safeMode})`
  const up = `Windows comes up${mode}`
  const last = attempts.at(-1)
  const missed = last && missedWords(last)
  switch (verdict) {
    case 'comes-up':
      return missed === undefined
        ? `${up}: all that it attempts runs`
        : `${up}: ${missed}, and nothing is logged`
    case 'comes-up-with-errors':
      return `${up} with errors: ${missed ?? `${count(last?.events.length ?? 0, 'event')} logged`}`
    case 'comes-up-on-last-known-good': {
      const set = visible(last?.controlSet.name ?? '')
      return `${up}, but on LastKnownGood (${set}) only${missed === undefined ? '' : `: ${missed} there`}`
    }
    case 'does-not-come-up':
      return `Windows does not come up${mode}${last === undefined ? '' : `: ${stopWords(last, attempts.length > 1)}`}`
  }
}

function stopWords({ role, end }: BootAttempt, isSecond: boolean): string {
  if (end.kind === 'bug-check' && end.name !== undefined)
    return `bug check ${visible(end.name)}${end.certainty === 'inferred' ? ' (inferred)' : ''}`
  const name = end.kind === 'up' ? undefined : end.by?.service.name
  const what = name === undefined ? 'the start fails' : `${visible(name)} does not run`
  if (role === 'first') return what
  return isSecond ? `${what} with LastKnownGood either` : `${what}, and LastKnownGood is in use already`
}

/** What ended an attempt, and how sure that is; undefined where it came up. */
export function endWords(end: AttemptEnd): string | undefined {
  if (end.kind === 'up') return undefined
  const { by } = end
  const errorControl = by ? errorControlWords(by) : 'a failure'
  if (end.kind === 'restart')
    return `Ends here, by ${errorControl} of ${visible(end.by.service.name)}: Windows starts again with LastKnownGood`
  const what = `Ends here in ${end.name === undefined ? 'a bug check' : `bug check ${visible(end.name)}`}`
  if (end.certainty === 'documented') {
    const number = end.name === undefined ? '; its number is not known here' : ''
    return `${what}, as Microsoft documents for ${errorControl}${number}`
  }
  if (by && end.why === undefined)
    return `${what}, by ${errorControl}: that this counts for ${visible(by.service.name)} is an inference`
  return by
    ? `${what}: no document says so of ${visible(by.service.name)}, it is inferred from what that does`
    : `${what}: no document says so, it is inferred from what is missing`
}

/** `ErrorControl 1 (normal)` */
export function errorControlWords({
  errorControl,
  service,
}: Pick<ServiceOutcome, 'errorControl' | 'service'>): string {
  return `ErrorControl ${errorControl} (${visible(service.effective.errorControlName)})`
}

/** `41 drivers loaded, 1 service started, 2 failed`: of a phase, in the order of the outcomes. */
export function countWords(outcomes: readonly ServiceOutcome[]): string {
  const counts = new Map<Outcome, number>()
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  const parts = (Object.keys(outcomeWords) as Outcome[]).flatMap((outcome) => {
    const number = counts.get(outcome)
    return number === undefined ? [] : [countOf(outcome, number)]
  })
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}

function countOf(outcome: Outcome, number: number): string {
  switch (outcome) {
    case 'loaded':
      return `${count(number, 'driver')} loaded`
    case 'started':
      return `${count(number, 'service')} started`
    case 'no-part':
      return `${number} with no part in it`
    default:
      return `${number} ${outcomeWords[outcome]}`
  }
}
