import { type Service, upcase } from '../../services/index.ts'
import type { ControllerPhase, KernelPhase, PhasePlan, Step } from '../plan.ts'
import { passedOver } from '../unfit.ts'
import {
  adapter,
  assumed,
  bySafeMode,
  bySafeModeUnlessClass,
  circularCause,
  failureEvent,
  hasTrigger,
  isProgram,
  notADriver,
  notAskedOfSafeBoot,
  notBootStart,
} from './causes.ts'
import { reactionTo } from './error-control.ts'
import { bootEvent } from './events.ts'
import { isFailure, isRunning } from './failures.ts'
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
import { isKernelDriver, type Startup } from './startup.ts'
import { type Standings, unmetNeed } from './unmet-need.ts'

const bootDevice = '0x7B INACCESSIBLE_BOOT_DEVICE'

/** One start with one control set in which the services of these upper-cased names fail. */
export function attemptBoot(
  startup: Startup,
  role: BootAttempt['role'],
  failing: ReadonlySet<string>,
): BootAttempt {
  return new Attempt(startup, role, failing).run()
}

/** Takes an outcome into the phase, and what follows from it. */
type Settle = (outcome: ServiceOutcome) => void

const demandStart = 3

class Attempt implements Standings {
  private readonly startup: Startup
  private readonly role: BootAttempt['role']
  private readonly failing: ReadonlySet<string>
  private readonly outcomes = new Map<Service, ServiceOutcome>()
  /** Groups of which a member runs, and the first member that failed, by upper-cased name. */
  private readonly groupsThatRun = new Set<string>()
  private readonly groupFailures = new Map<string, Service>()
  /** Groups whose drivers have been pulled in. */
  private readonly groupsAsked = new Set<string>()
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
    const settle: Settle = (outcome) => {
      outcomes.push(outcome)
      this.note(outcome)
      if (!this.end) this.react(outcome)
    }
    for (const step of plan.steps) {
      if (this.end) settle(this.outcome(step, phase, 'not-reached'))
      else if (phase === 'boot' || phase === 'system') settle(this.loadDriver(step, phase))
      else this.startService(step, phase, settle)
    }
    for (const outcome of this.leftOut(phase)) {
      outcomes.push(outcome)
      this.note(outcome)
    }
    if (phase === 'boot' && !this.end) this.mountBootVolume()
    if (phase === 'auto' && !this.end) this.reportDrivers()
    return { phase, outcomes }
  }

  /** Auto-start services that safe mode leaves out, and that nothing that it does not leave out needs. */
  private leftOut(phase: BootPhase['phase']): ServiceOutcome[] {
    return (this.startup.leftOut.get(phase) ?? []).map((service) =>
      outOfTurn(service, { phase, outcome: 'excluded', cause: bySafeMode }),
    )
  }

  private note(outcome: ServiceOutcome): void {
    const { service } = outcome
    this.outcomes.set(service, outcome)
    const group = service.effective.group === undefined ? undefined : upcase(service.effective.group)
    if (group === undefined) return
    if (isRunning(outcome)) this.groupsThatRun.add(group)
    else if (isFailure(outcome) && !this.groupFailures.has(group)) this.groupFailures.set(group, service)
  }

  outcomeOf(service: Service): ServiceOutcome | undefined {
    return this.outcomes.get(service)
  }

  groupRuns(group: string): boolean {
    return this.groupsThatRun.has(group)
  }

  failedMember(group: string): Service | undefined {
    return this.groupFailures.get(group)
  }

  /**
   * Drivers of boot or system start that this boot did not want, StartOverride for one, and that a service needs: the
   * controller loads a driver whatever its start type, unless it is disabled. A group is asked once.
   */
  private pullInDrivers(neededBy: Service, phase: ControllerPhase, settle: Settle): void {
    for (const need of this.startup.needs.get(neededBy) ?? []) {
      if (need.kind === 'group' && this.groupsAsked.has(need.id)) continue
      if (need.kind === 'group') this.groupsAsked.add(need.id)
      const drivers =
        need.kind === 'group' ? this.startup.idleMembers(need.id) : need.services.filter(isKernelDriver)
      for (const driver of drivers)
        if (!this.end && !this.outcomes.has(driver)) settle(this.pullIn(driver, neededBy, phase))
    }
  }

  private pullIn(service: Service, pulledInBy: Service, phase: ControllerPhase): ServiceOutcome {
    const { safeList } = this.startup
    if (safeList && !isSafeService(service, safeList))
      return outOfTurn(service, { phase, outcome: 'excluded', cause: bySafeMode, pulledInBy })
    const cause = this.failureOf(service)
    return outOfTurn(service, { phase, outcome: cause ? 'failed' : 'loaded', cause, pulledInBy })
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
    if (isUnsafe && phase === 'system') {
      const cause = this.startup.safeClasses > 0 ? bySafeModeUnlessClass : bySafeMode
      return this.outcome(step, phase, 'excluded', { cause })
    }
    const unfit = notADriver(service)
    const cause = this.failureOf(service) ?? (isProgram(service) ? unfit : undefined)
    if (cause) return this.outcome(step, phase, 'failed', { cause })
    const remark = unfit ?? (isUnsafe ? notAskedOfSafeBoot : undefined)
    return this.outcome(step, phase, 'loaded', remark ? { remark } : {})
  }

  private startService(step: Step, phase: ControllerPhase, settle: Settle): void {
    const untried = this.untried(step, phase)
    if (!untried) this.pullInDrivers(step.service, phase, settle)
    // A driver that was pulled in may have ended the start.
    if (this.end) settle(this.outcome(step, phase, 'not-reached'))
    else settle(untried ?? this.tryToStart(step, phase))
  }

  /** What the controller does not even look at the needs of. */
  private untried(step: Step, phase: ControllerPhase): ServiceOutcome | undefined {
    const { service } = step
    const { safeList, circular } = this.startup
    if (safeList && !isSafeService(service, safeList))
      return this.outcome(step, phase, 'excluded', { cause: bySafeMode })
    if (service.kind === 'adapter') return this.outcome(step, phase, 'no-part', { cause: adapter })
    const loop = circular.get(service)
    const cause = passedOver(service) ?? (loop && circularCause(loop, service))
    return cause && this.outcome(step, phase, 'not-attempted', { cause })
  }

  private tryToStart(step: Step, phase: ControllerPhase): ServiceOutcome {
    const { service } = step
    const unmet = unmetNeed(this.startup.needs.get(service) ?? [], this)
    if (unmet) return this.outcome(step, phase, 'not-attempted', { cause: unmet })
    const failure = this.failureOf(service)
    if (failure) return this.outcome(step, phase, 'failed', { cause: failure })
    const remark = service.triggers > 0 && step.start === demandStart ? { remark: hasTrigger } : {}
    return this.outcome(step, phase, service.kind === 'driver' ? 'loaded' : 'started', remark)
  }

  private failureOf(service: Service): Cause | undefined {
    return this.failing.has(service.id) ? assumed : this.startup.withoutImage.get(service)
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
        certainty: isInferred(outcome) ? 'inferred' : 'documented',
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
      const by = outcome ?? outOfTurn(service, { outcome: 'not-reached', cause: notBootStart })
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
      const unless = this.startup.safeClasses > 0 ? ', unless Plug and Play has loaded them since' : ''
      const message = `these drivers of boot or system start did not load${unless}: ${names.join(', ')}`
      this.events.push(bootEvent('driversFailed', message))
    }
  }
}

/** That ErrorControl counts so late, and that a program is no driver, no document says. */
function isInferred({ phase, cause }: ServiceOutcome): boolean {
  return phase === 'delayed' || cause?.code === 'not-a-driver'
}

/** Outcome of a service that no step of a phase stands for. */
function outOfTurn(
  service: Service,
  known: Pick<ServiceOutcome, 'outcome' | 'cause'> & Partial<Pick<ServiceOutcome, 'phase' | 'pulledInBy'>>,
): ServiceOutcome {
  return {
    service,
    phase: undefined,
    position: undefined,
    start: service.start?.value,
    errorControl: service.effective.errorControl,
    pulledInBy: undefined,
    remark: undefined,
    ...known,
  }
}
