import { type Service, type Services, upcase } from '../../services/index.ts'
import { attemptBoot, isFailure } from './attempt.ts'
import { chainOf } from './chain.ts'
import { reactionTo } from './error-control.ts'
import { bootNotes } from './notes.ts'
import type {
  BootAttempt,
  BootOptions,
  BootSimulation,
  FailEachResult,
  FailureEffect,
  ServiceOutcome,
  SingleFailure,
  Verdict,
} from './simulation.ts'
import { prepareStartup, type Startup } from './startup.ts'

/**
 * Simulates a start of the system: each driver and service in its order, what fails, and what ErrorControl makes of
 * that. A severe or critical failure starts again with LastKnownGood, which is simulated in the same way.
 */
export function simulateBoot(services: Services, options: BootOptions = {}): BootSimulation {
  return new Boot(services, options).simulate(failingOf(options))
}

/** Lets each driver and service that a boot attempts fail alone, besides those that `fail` names. */
export function failEach(services: Services, options: BootOptions = {}): FailEachResult {
  const boot = new Boot(services, options)
  const failing = failingOf(options)
  const baseline = boot.simulate(failing)
  const attempted = outcomesOf(baseline.attempts[0]).filter(isRunning)
  const usual = new Standard(baseline)
  const failures = attempted
    .map((outcome) => singleFailure(outcome, boot.simulate(new Set([...failing, outcome.service.id])), usual))
    .sort((a, b) => (a.service.id < b.service.id ? -1 : 1))
  const tried = new Set(attempted.map(({ service }) => service))
  return {
    failures,
    notAttempted: services.all.filter((service) => service.kind !== 'container' && !tried.has(service)),
    baseline,
  }
}

function failingOf({ fail = [] }: BootOptions): ReadonlySet<string> {
  return new Set(fail.map(upcase))
}

/** The starts of one system, prepared once whatever is let fail. */
class Boot {
  private readonly services: Services
  private readonly options: BootOptions
  private readonly first: Startup
  private fallback: Startup | undefined

  constructor(services: Services, options: BootOptions) {
    this.services = services
    this.options = options
    this.first = prepareStartup(services, options)
  }

  simulate(failing: ReadonlySet<string>): BootSimulation {
    const role = this.options.usesLastKnownGood ? 'last-known-good' : 'first'
    const first = attemptBoot(this.first, role, failing)
    const attempts: BootAttempt[] = [first]
    if (first.end.kind === 'restart') attempts.push(this.attemptLastKnownGood(failing))
    return {
      verdict: verdictOf(attempts),
      attempts,
      chain: chainOf(attempts),
      notes: bootNotes(this.first, attempts, failing, this.options),
    }
  }

  private attemptLastKnownGood(failing: ReadonlySet<string>): BootAttempt {
    const { lastKnownGood, lastKnownGoodReason } = this.options
    this.fallback ??=
      lastKnownGood === undefined || lastKnownGood === this.services
        ? this.first
        : prepareStartup(lastKnownGood, this.options)
    const attempt = attemptBoot(this.fallback, 'last-known-good', failing)
    const { name, reason } = attempt.controlSet
    return { ...attempt, controlSet: { name, reason: lastKnownGoodReason ?? reason } }
  }
}

function verdictOf(attempts: readonly BootAttempt[]): Verdict {
  const last = attempts.at(-1)
  if (last?.end.kind === 'bug-check') return 'does-not-come-up'
  if (last?.role === 'last-known-good') return 'comes-up-on-last-known-good'
  return loggedFailures(last) > 0 || last?.events.some(({ id }) => id === 7015)
    ? 'comes-up-with-errors'
    : 'comes-up'
}

function outcomesOf(attempt: BootAttempt | undefined): readonly ServiceOutcome[] {
  return attempt?.phases.flatMap(({ outcomes }) => outcomes) ?? []
}

function isRunning({ outcome }: ServiceOutcome): boolean {
  return outcome === 'loaded' || outcome === 'started'
}

function loggedFailures(attempt: BootAttempt | undefined): number {
  return outcomesOf(attempt).filter(
    (outcome) => isFailure(outcome) && reactionTo(outcome.errorControl).logged,
  ).length
}

/** What the boot without the failure has. */
class Standard {
  readonly attempts: number
  readonly failures: number
  readonly running: ReadonlySet<Service>

  constructor({ attempts }: BootSimulation) {
    const last = attempts.at(-1)
    this.attempts = attempts.length
    this.failures = loggedFailures(last)
    this.running = new Set(
      outcomesOf(last)
        .filter(isRunning)
        .map(({ service }) => service),
    )
  }
}

function singleFailure(
  { service, phase = 'boot', errorControl }: ServiceOutcome,
  { verdict, attempts, chain }: BootSimulation,
  usual: Standard,
): SingleFailure {
  const isUp = verdict !== 'does-not-come-up' && attempts.length === usual.attempts
  const last = attempts.at(-1)
  const dependents = isUp
    ? outcomesOf(last)
        .filter(
          (outcome) =>
            !isRunning(outcome) && outcome.service !== service && usual.running.has(outcome.service),
        )
        .map((outcome) => outcome.service)
    : []
  const effect: FailureEffect =
    verdict === 'does-not-come-up'
      ? 'fatal'
      : !isUp
        ? 'last-known-good'
        : dependents.length > 0 || loggedFailures(last) > usual.failures
          ? 'degrades'
          : 'unnoticed'
  return { service, phase, effect, verdict, errorControl, dependents, chain }
}
