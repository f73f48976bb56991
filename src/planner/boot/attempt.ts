import { hexadecimal } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import type { ControllerPhase, KernelPhase, PhasePlan, Step } from '../plan.ts'
import { passedOver } from '../unfit.ts'
import { reactionTo } from './error-control.ts'
import { bootEvent } from './events.ts'
import { othersOf } from './others.ts'
import { isSafeDriver, isSafeService } from './safe-mode.ts'
import type {
  AttemptEnd,
  BootAttempt,
  BootEvent,
  BootPhase,
  Cause,
  Outcome,
  ServiceOutcome,
} from './simulation.ts'
import type { Startup } from './startup.ts'
import { unmetNeed } from './unmet-need.ts'

const bootDevice = '0x7B INACCESSIBLE_BOOT_DEVICE'

/** One start with one control set in which the services of these upper-cased names fail. */
export function attemptBoot(
  startup: Startup,
  role: BootAttempt['role'],
  failing: ReadonlySet<string>,
): BootAttempt {
  return new Attempt(startup, role, failing).run()
}

class Attempt {
  private readonly startup: Startup
  private readonly role: BootAttempt['role']
  private readonly failing: ReadonlySet<string>
  private readonly outcomes = new Map<Service, ServiceOutcome>()
  private readonly events: BootEvent[] = []
  private end: AttemptEnd | undefined

  constructor(startup: Startup, role: BootAttempt['role'], failing: ReadonlySet<string>) {
    this.startup = startup
    this.role = role
    this.failing = failing
  }

  run(): BootAttempt {
    const { services, phases } = this.startup
    const done = phases.map((plan) => this.phase(plan))
    const { name = 'no control set', reason } = services.controlSet
    return {
      role: this.role,
      controlSet: { name, reason },
      phases: done,
      others: othersOf(services, this.outcomes, this.startup.startOptions),
      events: this.events,
      end: this.end ?? { kind: 'up' },
    }
  }

  private phase(plan: PhasePlan): BootPhase {
    const { phase } = plan
    const outcomes: ServiceOutcome[] = []
    if (phase === 'auto' && !this.end) this.controllerBegins()
    for (const step of plan.steps) {
      const outcome = this.end
        ? this.outcome(step, phase, 'not-reached')
        : phase === 'boot' || phase === 'system'
          ? this.loadDriver(step, phase)
          : this.startService(step, phase)
      outcomes.push(outcome)
      this.outcomes.set(step.service, outcome)
      if (!this.end) this.react(outcome)
    }
    outcomes.push(...this.leftOut(phase))
    if (phase === 'boot' && !this.end) this.mountBootVolume()
    if (phase === 'auto' && !this.end) this.reportDrivers()
    return { phase, outcomes }
  }

  /** Auto-start services that safe mode leaves out, and that nothing that it does not leave out needs. */
  private leftOut(phase: BootPhase['phase']): ServiceOutcome[] {
    const left = (this.startup.leftOut.get(phase) ?? []).map((service): ServiceOutcome => {
      const { start, effective } = service
      return {
        service,
        phase,
        position: undefined,
        outcome: 'excluded',
        start: start?.value,
        errorControl: effective.errorControl,
        cause: bySafeMode,
        pulledInBy: undefined,
        remark: undefined,
      }
    })
    for (const outcome of left) this.outcomes.set(outcome.service, outcome)
    return left
  }

  private outcome(
    step: Step,
    phase: ServiceOutcome['phase'],
    outcome: Outcome,
    more: Partial<Pick<ServiceOutcome, 'cause' | 'remark'>> = {},
  ): ServiceOutcome {
    const { service, position, start, neededBy } = step
    return {
      service,
      phase,
      position,
      outcome,
      start,
      errorControl: service.effective.errorControl,
      cause: more.cause,
      pulledInBy: neededBy,
      remark: more.remark,
    }
  }

  /** The loader and the kernel go through their lists, whatever became of those before. */
  private loadDriver(step: Step, phase: KernelPhase): ServiceOutcome {
    const { service } = step
    const { safeList } = this.startup
    const isUnsafe = safeList !== undefined && !isSafeDriver(service, safeList)
    if (isUnsafe && phase === 'system') return this.outcome(step, phase, 'excluded', { cause: bySafeMode })
    const cause = this.failureOf(service) ?? noDriver(service)
    if (cause) return this.outcome(step, phase, 'failed', { cause })
    return this.outcome(step, phase, 'loaded', isUnsafe ? { remark: notAskedOfSafeBoot } : {})
  }

  private startService(step: Step, phase: ControllerPhase): ServiceOutcome {
    const { service } = step
    const { safeList, circular, needs } = this.startup
    if (safeList && !isSafeService(service, safeList))
      return this.outcome(step, phase, 'excluded', { cause: bySafeMode })
    if (service.kind === 'adapter') return this.outcome(step, phase, 'no-part', { cause: adapter })
    const unknown = passedOver(service)
    if (unknown) return this.outcome(step, phase, 'not-attempted', { cause: unknown })
    const loop = circular.get(service)
    const cause = loop ? circularCause(loop, service) : this.unmet(needs.get(service) ?? [])
    if (cause) return this.outcome(step, phase, 'not-attempted', { cause })
    const failure = this.failureOf(service)
    if (failure) return this.outcome(step, phase, 'failed', { cause: failure })
    const remark = service.triggers > 0 && step.start === 3 ? { remark: hasTrigger } : {}
    return this.outcome(step, phase, service.kind === 'driver' ? 'loaded' : 'started', remark)
  }

  private unmet(needs: Parameters<typeof unmetNeed>[0]): Cause | undefined {
    return unmetNeed(needs, (service) => ({
      outcome: this.outcomes.get(service),
      failure: this.failureOf(service),
    }))
  }

  private failureOf(service: Service): Cause | undefined {
    return this.failing.has(service.id) ? asked : this.startup.withoutImage.get(service)
  }

  /** What ErrorControl makes of a start that did not succeed. */
  private react(outcome: ServiceOutcome): void {
    if (!isFailure(outcome)) return
    const { logged, first, lastKnownGood } = reactionTo(outcome.errorControl)
    const byController = outcome.phase === 'auto' || outcome.phase === 'delayed'
    if (logged && byController) this.events.push(failureEvent(outcome))
    const reaction = this.role === 'first' ? first : lastKnownGood
    if (reaction === 'restart') {
      if (byController) {
        const message = `${outcome.service.name} did not start: about to start again with the last known good configuration`
        this.events.push(bootEvent('severe', message, outcome.service))
      }
      this.end = { kind: 'restart', by: outcome }
    } else if (reaction === 'bug-check')
      this.end = {
        kind: 'bug-check',
        by: outcome,
        why: undefined,
        name: undefined,
        certainty: 'documented',
      }
  }

  /** Once its drivers are initialised the kernel needs the boot volume. */
  private mountBootVolume(): void {
    const { bootVolume, danglingFilters } = this.startup
    const [dangling] = danglingFilters
    const inferred = { kind: 'bug-check', name: bootDevice, certainty: 'inferred' } as const
    for (const [service, role] of bootVolume) {
      const outcome = this.outcomes.get(service)
      if (outcome?.outcome === 'loaded') continue
      const by = outcome ?? notInBootPhase(service)
      this.end = { ...inferred, by, why: { code: 'boot-volume', message: role } }
      return
    }
    if (dangling) this.end = { ...inferred, by: undefined, why: dangling }
  }

  private controllerBegins(): void {
    if (this.role === 'last-known-good')
      this.events.push(bootEvent('lastKnownGood', 'Windows is running on the last known good configuration'))
    const { services, phases } = this.startup
    for (const { phase, steps } of phases) {
      if (phase !== 'boot' && phase !== 'system') continue
      for (const { service } of steps)
        for (const { value } of service.dependOnService) {
          const other = services.get(value)
          if (other?.kind !== 'service') continue
          const message = `${service.name}, a driver of ${phase} start, must not depend on ${other.name}, a service`
          this.events.push(bootEvent('driverDependency', message, service))
        }
    }
  }

  /** Boot and system drivers that are not there are told of together, once the controller has started its services. */
  private reportDrivers(): void {
    const names: string[] = []
    let anyLogged = false
    for (const outcome of this.outcomes.values()) {
      if (isFailure(outcome) && reactionTo(outcome.errorControl).logged) anyLogged = true
      const { phase, service } = outcome
      if (phase !== 'boot' && phase !== 'system') continue
      if (outcome.outcome !== 'failed' && outcome.outcome !== 'excluded') continue
      if (reactionTo(outcome.errorControl).logged) names.push(service.name)
    }
    if (anyLogged)
      this.events.push(
        bootEvent('atBootFailed', 'at least one driver or service failed as the system started'),
      )
    if (names.length > 0) {
      const message = `these drivers of boot or system start did not load: ${names.join(', ')}`
      this.events.push(bootEvent('driversFailed', message))
    }
  }
}

/** Whether a start was wanted and did not succeed; what safe mode leaves out was not wanted. */
export function isFailure({ outcome, cause }: ServiceOutcome): boolean {
  return outcome === 'failed' || (outcome === 'not-attempted' && cause?.code !== 'passed-over')
}

const asked: Cause = { code: 'asked', message: 'its failure is assumed' }
const bySafeMode: Cause = { code: 'safe-mode', message: 'safe mode leaves it out', error: 1084 }
const adapter: Cause = { code: 'adapter', message: 'an adapter, of which Start is ignored (KB 103000)' }
const notAskedOfSafeBoot: Cause = {
  code: 'safe-boot-not-asked',
  message: 'not in the SafeBoot list, which the boot loader does not ask',
}
const hasTrigger: Cause = { code: 'trigger', message: 'it has triggers, and is started all the same' }

/** How many names of a loop are said. */
const mostInLoop = 4

/** The loader goes by Start alone, so it takes up a Win32 program too; that it runs as a driver cannot be. */
function noDriver({ kind, type }: Service): Cause | undefined {
  if (kind !== 'service' || !type) return undefined
  return {
    code: 'not-a-driver',
    message: `Type ${hexadecimal(type.value)} is a Win32 service: its image is no driver`,
  }
}

function circularCause(loop: readonly Service[], service: Service): Cause {
  const others = loop.filter((other) => other !== service)
  const shown = others.slice(0, mostInLoop).map(({ name }) => name)
  if (others.length > shown.length) shown.push(`${others.length - shown.length} more`)
  const message =
    others.length === 0 ? 'it depends on itself' : `it and ${shown.join(', ')} depend on each other in a loop`
  return { code: 'circular', message, error: 1059 }
}

function notInBootPhase(service: Service): ServiceOutcome {
  return {
    service,
    phase: undefined,
    position: undefined,
    outcome: 'not-reached',
    start: service.start?.value,
    errorControl: service.effective.errorControl,
    cause: { code: 'not-boot-start', message: 'it is not loaded at boot start' },
    pulledInBy: undefined,
    remark: undefined,
  }
}

function failureEvent({ service, cause, start }: ServiceOutcome): BootEvent {
  const { name } = service
  const why = cause?.message ?? ''
  switch (cause?.code) {
    case 'dependency-missing':
      return bootEvent('dependencyMissing', `${name} did not start: ${why}`, service)
    case 'group-not-running':
      return bootEvent('groupFailed', `${name} did not start: ${why}`, service)
    case 'circular':
      return bootEvent(
        start === 3 ? 'circularDemand' : 'circularAuto',
        `${name} did not start: ${why}`,
        service,
      )
    default: {
      const event = cause?.code.startsWith('dependency-') ? 'dependencyFailed' : 'startFailed'
      return bootEvent(event, `${name} did not start: ${why}`, service)
    }
  }
}
