import { reactionTo } from './error-control.ts'
import type { BootAttempt, ServiceOutcome } from './simulation.ts'

/**
 * Whether a start was wanted and did not succeed. Neither what safe mode leaves out was wanted, nor what the controller
 * passes over.
 */
export function isFailure({ outcome, cause }: ServiceOutcome): boolean {
  return outcome === 'failed' || (outcome === 'not-attempted' && cause?.code !== 'passed-over')
}

export function isRunning({ outcome }: ServiceOutcome): boolean {
  return outcome === 'loaded' || outcome === 'started'
}

export function outcomesOf(attempt: BootAttempt | undefined): readonly ServiceOutcome[] {
  return attempt?.phases.flatMap(({ outcomes }) => outcomes) ?? []
}

export function loggedFailures(attempt: BootAttempt | undefined): number {
  return outcomesOf(attempt).filter(
    (outcome) => isFailure(outcome) && reactionTo(outcome.errorControl).logged,
  ).length
}
