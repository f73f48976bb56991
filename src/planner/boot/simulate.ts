import { type Services, upcase } from '../../services/index.ts'
import { attemptBoot } from './attempt.ts'
import { chainOf } from './chain.ts'
import { loggedFailures } from './failures.ts'
import { bootNotes } from './notes.ts'
import type { BootAttempt, BootOptions, BootSimulation, Verdict } from './simulation.ts'
import { prepareStartup, type Startup } from './startup.ts'

/**
 * Simulates a start of the system: each driver and service in its order, what fails, and what ErrorControl makes of
 * that. A severe or critical failure starts again with LastKnownGood, which is simulated in the same way.
 */
export function simulateBoot(services: Services, options: BootOptions = {}): BootSimulation {
  return new Boot(services, options).simulate(failingOf(options))
}

/** Upper-cased names of what is let fail. */
export function failingOf({ fail = [] }: BootOptions): ReadonlySet<string> {
  return new Set(fail.map(upcase))
}

/** The starts of one system, prepared once whatever is let fail. */
export class Boot {
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
    const standIn = `${lastKnownGoodReason ?? 'the input holds no LastKnownGood'}: the same set stands in for it`
    return {
      ...attempt,
      controlSet: {
        name,
        reason: lastKnownGood === undefined ? standIn : (lastKnownGoodReason ?? reason),
      },
    }
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
