import { quote } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import { storedStart } from '../start-override.ts'
import { passedOver } from '../unfit.ts'
import { isRunning } from './failures.ts'
import type { Cause, ServiceOutcome } from './simulation.ts'
import type { Need } from './startup.ts'

/** Win32 errors of a start that its dependencies prevent: Microsoft, StartServiceW. */
const errors = {
  circular: 1059,
  dependencyFail: 1068,
  dependencyDeleted: 1075,
} as const

const autoStart = 2
const demandStart = 3
const disabled = 4

/** What has become of services and groups so far. */
export interface Standings {
  outcomeOf(service: Service): ServiceOutcome | undefined
  /** Whether a member of a group, by its upper-cased name, runs. */
  groupRuns(group: string): boolean
  /** A member that failed; undefined where none did. */
  failedMember(group: string): Service | undefined
}

/** Why the first need that is not met is not; undefined where all are. A missing service is found before the rest. */
export function unmetNeed(needs: readonly Need[], standings: Standings): Cause | undefined {
  for (const need of needs) {
    if (need.kind === 'group') continue
    const [service] = need.services
    if (!service || isUnknown(service, standings)) return missing(need)
  }
  for (const need of needs) {
    if (need.kind === 'group') {
      if (!standings.groupRuns(need.id)) return noMember(need, standings.failedMember(need.id))
      continue
    }
    const [service] = need.services
    const why = service && whyNotRunning(service, standings.outcomeOf(service))
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

function missing({ name, at, services }: Extract<Need, { kind: 'service' }>): Cause {
  const what = services.length === 0 ? 'does not exist' : 'the Service Control Manager does not know'
  return {
    code: 'dependency-missing',
    message: `it needs ${quote(name)}, which ${what}`,
    on: name,
    error: errors.dependencyDeleted,
    at,
  }
}

function noMember(
  { name, at, hasMembers }: Extract<Need, { kind: 'group' }>,
  failed: Service | undefined,
): Cause {
  const what = hasMembers ? 'of which no member runs' : 'which has no member'
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
function isUnknown(service: Service, standings: Standings): boolean {
  const outcome = standings.outcomeOf(service)
  return !(outcome && isRunning(outcome)) && passedOver(service) !== undefined
}

interface NotRunning {
  readonly code: string
  /** Follows `which`. */
  readonly words: string
  readonly error: number
}

function whyNotRunning(service: Service, outcome: ServiceOutcome | undefined): NotRunning | undefined {
  if (outcome && isRunning(outcome)) return undefined
  const error = errors.dependencyFail
  switch (outcome?.outcome) {
    case 'failed':
      return { code: 'dependency-failed', words: 'failed', error }
    case 'not-attempted':
      return { code: 'dependency-failed', words: 'was not started', error }
    case 'excluded':
      return { code: 'dependency-excluded', words: 'safe mode leaves out', error }
  }
  if (storedStart(service) === disabled) return { code: 'dependency-disabled', words: 'is disabled', error }
  if ((service.deleteFlag?.value ?? 0) !== 0)
    return {
      code: 'dependency-deleted',
      words: 'is marked for deletion',
      error: errors.dependencyDeleted,
    }
  const start = storedStart(service)
  if (start !== autoStart && start !== demandStart)
    return { code: 'dependency-failed', words: 'cannot be started', error }
  // Not yet turned to although it comes first: it waits for the one that needs it.
  return { code: 'dependency-circular', words: 'waits for it in turn', error: errors.circular }
}
