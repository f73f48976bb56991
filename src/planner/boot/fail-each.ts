import type { Service, Services } from '../../services/index.ts'
import { isRunning, loggedFailures, outcomesOf } from './failures.ts'
import { Boot, failingOf } from './simulate.ts'
import type {
  BootOptions,
  BootSimulation,
  FailEachResult,
  FailureEffect,
  ServiceOutcome,
  SingleFailure,
} from './simulation.ts'

/**
 * Lets each driver and service that a boot attempts fail alone, besides those that `fail` names. Each is a boot of its
 * own, so the work grows with the square of their number: a third of a second for the hundreds of a real system.
 */
export function failEach(services: Services, options: BootOptions = {}): FailEachResult {
  const boot = new Boot(services, options)
  const failing = failingOf(options)
  const simulation = boot.simulate(failing)
  const attempted = outcomesOf(simulation.attempts.at(-1)).filter(isRunning)
  const baseline: Baseline = {
    attempts: simulation.attempts.length,
    failures: loggedFailures(simulation.attempts.at(-1)),
    running: new Set(attempted.map(({ service }) => service)),
  }
  const failures = attempted
    .map((outcome) =>
      singleFailure(outcome, boot.simulate(new Set([...failing, outcome.service.id])), baseline),
    )
    .sort((a, b) => (a.service.id < b.service.id ? -1 : 1))
  return {
    failures,
    notAttempted: services.all.filter(
      (service) => service.kind !== 'container' && !baseline.running.has(service),
    ),
    baseline: simulation,
  }
}

/** What the boot without the failure has. */
interface Baseline {
  readonly attempts: number
  /** Failures that are logged, in its last attempt. */
  readonly failures: number
  readonly running: ReadonlySet<Service>
}

function singleFailure(
  { service, phase = 'boot', errorControl }: ServiceOutcome,
  { verdict, attempts, chain }: BootSimulation,
  baseline: Baseline,
): SingleFailure {
  const isUp = verdict !== 'does-not-come-up' && attempts.length === baseline.attempts
  const last = attempts.at(-1)
  const isHitToo = (outcome: ServiceOutcome): boolean =>
    !isRunning(outcome) && outcome.service !== service && baseline.running.has(outcome.service)
  const dependents = isUp
    ? outcomesOf(last)
        .filter(isHitToo)
        .map((outcome) => outcome.service)
    : []
  const hasMoreFailures = dependents.length > 0 || loggedFailures(last) > baseline.failures
  const effect: FailureEffect =
    verdict === 'does-not-come-up'
      ? 'fatal'
      : !isUp
        ? 'last-known-good'
        : hasMoreFailures
          ? 'degrades'
          : 'unnoticed'
  return { service, phase, effect, verdict, errorControl, dependents, chain }
}
