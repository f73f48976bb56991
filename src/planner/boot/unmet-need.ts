import { quote } from '../../diagnostics/index.ts'
import { type Service, startName } from '../../services/index.ts'
import { storedStart } from '../start-override.ts'
import { passedOver } from '../unfit.ts'
import type { Cause, ServiceOutcome } from './simulation.ts'
import type { Need } from './startup.ts'

/** Win32 errors of a start that its dependencies prevent: Microsoft, StartServiceW. */
const errors = {
  circular: 1059,
  dependencyFail: 1068,
  dependencyDeleted: 1075,
} as const

const disabled = 4

/** What is known of a service at the moment: its outcome so far, and why it would fail if it were started. */
export interface Standing {
  readonly outcome: ServiceOutcome | undefined
  readonly failure: Cause | undefined
}

/** Why the first need that is not met is not; undefined where all are. A missing service is found before the rest. */
export function unmetNeed(
  needs: readonly Need[],
  standingOf: (service: Service) => Standing,
): Cause | undefined {
  for (const need of needs) {
    const [service] = need.services
    if (need.kind === 'service' && (!service || isUnknown(service, standingOf(service)))) return missing(need)
  }
  for (const need of needs) {
    if (need.kind === 'group') {
      if (!need.services.some((member) => whyNotRunning(member, standingOf(member)) === undefined))
        return noMember(need, (member) => isFailed(standingOf(member).outcome))
      continue
    }
    const [service] = need.services
    const why = service && whyNotRunning(service, standingOf(service))
    if (service && why)
      return {
        code: why.code,
        message: `it needs ${service.name}, which ${why.words}`,
        on: service.name,
        dueTo: service,
        error: why.error,
        at: need.at,
      }
  }
  return undefined
}

function missing({ name, at, services }: Need): Cause {
  const what = services.length === 0 ? 'does not exist' : 'the Service Control Manager does not know'
  return {
    code: 'dependency-missing',
    message: `it needs ${quote(name)}, which ${what}`,
    on: name,
    error: errors.dependencyDeleted,
    at,
  }
}

function noMember({ name, at, services }: Need, hasFailed: (member: Service) => boolean): Cause {
  const failed = services.find(hasFailed)
  const what = services.length === 0 ? 'which has no member' : 'of which no member runs'
  return {
    code: 'group-not-running',
    message: `it needs group ${quote(name)}, ${what}`,
    on: name,
    ...(failed && { dueTo: failed }),
    error: errors.dependencyFail,
    at,
  }
}

/** A key that the controller passes over is no service to it, unless the loader has loaded it as a driver. */
function isUnknown(service: Service, { outcome }: Standing): boolean {
  return !isRunning(outcome) && passedOver(service) !== undefined
}

function isRunning(outcome: ServiceOutcome | undefined): boolean {
  return outcome?.outcome === 'loaded' || outcome?.outcome === 'started'
}

function isFailed(outcome: ServiceOutcome | undefined): boolean {
  return outcome?.outcome === 'failed' || outcome?.outcome === 'not-attempted'
}

interface NotRunning {
  readonly code: string
  /** Follows `which`. */
  readonly words: string
  readonly error: number
}

function whyNotRunning(service: Service, { outcome, failure }: Standing): NotRunning | undefined {
  if (isRunning(outcome)) return undefined
  const error = errors.dependencyFail
  switch (outcome?.outcome) {
    case 'failed':
      return { code: 'dependency-failed', words: 'failed', error }
    case 'not-attempted':
      return { code: 'dependency-failed', words: 'was not started', error }
    case 'excluded':
      return { code: 'dependency-excluded', words: 'safe mode leaves out', error }
  }
  const start = storedStart(service)
  if (start === disabled) return { code: 'dependency-disabled', words: 'is disabled', error }
  if ((service.deleteFlag?.value ?? 0) !== 0)
    return { code: 'dependency-deleted', words: 'is marked for deletion', error: errors.dependencyDeleted }
  // Not yet turned to although it comes first: it waits for the one that needs it.
  if (start === 2 || start === 3)
    return { code: 'dependency-circular', words: 'waits for it in turn', error: errors.circular }
  if (failure) return { code: 'dependency-failed', words: 'failed', error }
  // A driver of boot or system start that was not wanted at this boot is loaded when it is asked for.
  if (start !== undefined && start < 2) return undefined
  return { code: 'dependency-failed', words: `has Start ${startNameOf(start)}`, error }
}

function startNameOf(start: number | undefined): string {
  return start === undefined ? 'of no use' : startName(start)
}
