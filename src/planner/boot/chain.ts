import { errorControlName, type Service, upcase } from '../../services/index.ts'
import { reactionTo } from './error-control.ts'
import { isFailure } from './failures.ts'
import type { AttemptEnd, BootAttempt, Cause, ServiceOutcome } from './simulation.ts'

/** EVENT_INVALID_DRIVER_DEPENDENCY. */
const driverDependency = 7015

/** Why a boot ended as it did, from the first cause to the end. */
export function chainOf(attempts: readonly BootAttempt[]): Cause[] {
  const [first, second] = attempts
  if (!first) return []
  if (second) return [...endOf(first), ...lastKnownGoodOf(second), ...endOf(second)]
  return endOf(first)
}

function lastKnownGoodOf({ controlSet }: BootAttempt): Cause[] {
  return [
    {
      code: 'last-known-good',
      message: `Windows starts again with LastKnownGood: ${controlSet.name} (${controlSet.reason})`,
      on: controlSet.name,
    },
  ]
}

function endOf(attempt: BootAttempt): Cause[] {
  const { end } = attempt
  const byService = new Map<Service, ServiceOutcome>()
  for (const { outcomes } of attempt.phases)
    for (const outcome of outcomes) byService.set(outcome.service, outcome)
  if (end.kind === 'up') return [...driverDependenciesOf(attempt), ...rootsOf(attempt, byService)]
  const { by } = end
  return [...(by ? pathTo(by, byService) : []), ...outcomeOfEnd(attempt.role, end, by)]
}

/** Drivers that the controller complains of though they are loaded. */
function driverDependenciesOf({ events }: BootAttempt): Cause[] {
  return events
    .filter(({ id }) => id === driverDependency)
    .map(({ message, service }) => ({
      code: 'driver-dependency',
      message,
      ...(service && { on: service.name }),
    }))
}

function outcomeOfEnd(
  role: BootAttempt['role'],
  end: Exclude<AttemptEnd, { kind: 'up' }>,
  by: ServiceOutcome | undefined,
): Cause[] {
  if (end.kind === 'restart') return by ? [errorControlOf(by, 'so this start is given up')] : []
  if (end.why) {
    const { why, name = '' } = end
    const words = by ? `the boot volume needs ${by.service.name}: ${why.message}` : why.message
    return [
      { ...why, message: words },
      { code: 'bug-check', message: `bug check ${name}, by inference from what is missing`, on: name },
    ]
  }
  if (!by) return []
  const already = role === 'last-known-good' ? 'and LastKnownGood is in use already' : ''
  return [errorControlOf(by, already), { code: 'bug-check', message: 'Windows ends in a bug check' }]
}

function errorControlOf({ service, errorControl, phase }: ServiceOutcome, effect: string): Cause {
  // Microsoft says it of any service that fails to start at startup, not when startup ends.
  const inferred = phase === 'delayed' ? ' (that this counts for a delayed service is an inference)' : ''
  const message = `ErrorControl of ${service.name} is ${errorControl} (${errorControlName(errorControl)}), ${effect}${inferred}`
  return { code: 'error-control', message, on: service.name }
}

/** From what failed first to a service that did not start because of it. */
function pathTo(by: ServiceOutcome, byService: ReadonlyMap<Service, ServiceOutcome>): Cause[] {
  const path: Cause[] = []
  const met = new Set<Service>()
  for (let next: ServiceOutcome | undefined = by; next && !met.has(next.service); ) {
    met.add(next.service)
    path.unshift(failureOf(next))
    next = neededBy(next, byService)
  }
  return path
}

/** The service whose failure kept another from starting; undefined where that is the first cause. */
function neededBy(
  { cause }: ServiceOutcome,
  byService: ReadonlyMap<Service, ServiceOutcome>,
): ServiceOutcome | undefined {
  return cause?.dueTo && byService.get(cause.dueTo)
}

function failureOf({ service, outcome, cause }: ServiceOutcome): Cause {
  const what = outcome === 'failed' ? 'fails' : outcome === 'excluded' ? 'is left out' : 'does not start'
  return {
    code: cause?.code ?? 'failure',
    message: `${service.name} ${what}: ${cause?.message ?? 'no cause is known'}`,
    on: service.name,
    ...(cause?.at === undefined ? {} : { at: cause.at }),
  }
}

/** Of a start that succeeds: each first cause of a logged failure, with the number of those it kept from starting. */
function rootsOf(attempt: BootAttempt, byService: ReadonlyMap<Service, ServiceOutcome>): Cause[] {
  const roots = new Map<ServiceOutcome, number>()
  const rootOf = new Map<Service, ServiceOutcome>()
  for (const { outcomes } of attempt.phases)
    for (const outcome of outcomes) {
      if (!isFailure(outcome)) continue
      const before = neededBy(outcome, byService)
      const root = before && before !== outcome ? (rootOf.get(before.service) ?? before) : outcome
      rootOf.set(outcome.service, root)
      const logged = reactionTo(outcome.errorControl).logged
      if (root !== outcome) roots.set(root, (roots.get(root) ?? 0) + 1)
      else if (logged && !roots.has(root)) roots.set(root, 0)
    }
  return [...roots].flatMap(([root, dependents]) => {
    const controller = controllerCaveat(root)
    const cause = withDependents(failureOf(root), dependents)
    return controller ? [cause, controller] : [cause]
  })
}

function withDependents(cause: Cause, dependents: number): Cause {
  if (dependents === 0) return cause
  const others = dependents === 1 ? '1 service that needs it does' : `${dependents} services that need it do`
  return { ...cause, message: `${cause.message}; ${others} not start` }
}

/** Load-order groups of the drivers of storage controllers and of the buses that these hang on, in stock hives. */
const controllerGroups: ReadonlySet<string> = new Set(['SCSI MINIPORT', 'BOOT BUS EXTENDER'])

/** That the boot disk may hang on a driver whose failure would else only be logged. */
function controllerCaveat({ service, phase, outcome }: ServiceOutcome): Cause | undefined {
  const { group } = service.effective
  if (phase !== 'boot' || outcome !== 'failed' || !group || !controllerGroups.has(upcase(group)))
    return undefined
  const message = `if the boot disk hangs on ${service.name} (group ${group}), Windows ends in bug check 0x7B; no Services database tells`
  return { code: 'boot-disk-unknown', message, on: service.name }
}
