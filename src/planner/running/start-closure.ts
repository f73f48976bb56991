import { quote } from '../../diagnostics/index.ts'
import { type Service, type Services, upcase } from '../../services/index.ts'
import { passedOver } from '../unfit.ts'
import type { RunningStep, RunningSystem, StepAction } from './simulation.ts'
import {
  betterOf,
  circular,
  dependencyMissing,
  dependencyObstacle,
  groupNotRunning,
  notInInput,
  ownObstacle,
  type Standing,
  waitingFor,
  worstOf,
} from './standing.ts'
import { loopsFrom } from './start-loops.ts'

/** The services that a start concerns, in the order in which the controller turns to them; the one asked for last. */
export interface StartClosure {
  readonly steps: readonly RunningStep[]
  readonly target: Standing
}

/**
 * Depth first: what DependOnService names, in its order, then the members of each DependOnGroup by name, then the
 * service itself; each once. For a service that runs the controller starts nothing: what that depends on is listed as
 * far as it runs too. A group counts as running when a member does after all were tried (Microsoft, CreateServiceW).
 */
export function startClosure(system: RunningSystem, target: Service): StartClosure {
  return new StartWalk(system).from(target)
}

interface ServiceVisit {
  readonly service: Service
  readonly why: string
  /** What is still to be turned to before it, in reverse. */
  readonly ahead: Ahead[]
}

interface GroupVisit {
  readonly group: string
  readonly why: string
  readonly members: readonly Service[]
  next: number
  /** What is known of the group so far; undefined where that is of no use, since who needs it runs already. */
  readonly attempt: GroupAttempt | undefined
}

interface GroupAttempt {
  standing: Standing
}

type Ahead =
  | { readonly service: Service }
  | { readonly missing: string }
  | { readonly group: string; readonly runs: boolean }

/** Written without recursion: a hostile registry may chain more services than the call stack holds. */
class StartWalk {
  private readonly database: Services
  private readonly running: ReadonlySet<Service>
  private loops: ReadonlyMap<Service, readonly Service[]> = new Map()
  private readonly standings = new Map<Service, Standing>()
  private readonly entered = new Set<Service>()
  private readonly groups = new Map<string, GroupAttempt>()
  private readonly shownGroups = new Set<string>()
  private readonly missing = new Set<string>()
  private readonly steps: RunningStep[] = []
  private readonly path: (ServiceVisit | GroupVisit)[] = []

  constructor({ database, running }: RunningSystem) {
    this.database = database
    this.running = running
  }

  from(target: Service): StartClosure {
    const own = passedOver(target) && ownObstacle(target)
    // The loader loads by Start alone what the controller passes over: it then runs, and cannot be asked for.
    if (own) return { steps: [this.stepOf(target, own, '')], target: own }
    if (!this.running.has(target)) this.loops = loopsFrom(this.database, this.running, target)
    this.enter(target, '')
    for (let visit = this.path.at(-1); visit; visit = this.path.at(-1))
      if ('group' in visit) this.goOnWithGroup(visit)
      else this.goOnWithService(visit)
    return { steps: this.steps, target: this.standings.get(target) ?? { kind: 'starts' } }
  }

  private enter(service: Service, why: string): void {
    if (this.entered.has(service)) return
    this.entered.add(service)
    this.path.push({ service, why, ahead: this.aheadOf(service).reverse() })
  }

  /** What is turned to before a service: nothing for one that is not even tried. */
  private aheadOf(service: Service): Ahead[] {
    const runs = this.running.has(service)
    if (!runs && ownObstacle(service)) return []
    const isInLoop = this.loops.has(service)
    const ahead: Ahead[] = []
    for (const { value } of service.dependOnService) {
      const other = this.database.get(value)
      if (!other && !runs && !isInLoop && value !== '') ahead.push({ missing: value })
      // Of services that need each other none is tried, nor what else they need.
      if (other && (runs ? this.running.has(other) : !isInLoop || this.loops.has(other)))
        ahead.push({ service: other })
    }
    if (!isInLoop)
      for (const { value } of service.dependOnGroup) if (value !== '') ahead.push({ group: value, runs })
    return ahead
  }

  private goOnWithService({ service, why, ahead }: ServiceVisit): void {
    const next = ahead.pop()
    if (next === undefined) {
      this.path.pop()
      const standing = this.standingOf(service)
      this.standings.set(service, standing)
      this.steps.push(this.stepOf(service, standing, why))
    } else if ('service' in next) this.enter(next.service, `${service.name} needs it`)
    else if ('group' in next) this.enterGroup(next.group, next.runs, service)
    else this.listMissing(next.missing, service)
  }

  private enterGroup(group: string, runs: boolean, { name }: Service): void {
    const id = upcase(group)
    if (runs ? this.shownGroups.has(id) : this.groups.has(id)) return
    const all = this.database.members(group)
    const members = all.filter((member) => this.running.has(member) || !(runs || ownObstacle(member)))
    let attempt: GroupAttempt | undefined
    if (runs) this.shownGroups.add(id)
    else {
      const isMet = members.some((member) => this.running.has(member))
      attempt = { standing: isMet ? { kind: 'running' } : this.noMember(group, all.length) }
      this.groups.set(id, attempt)
    }
    this.path.push({ group, why: `${name} needs group ${quote(group)}`, members, next: 0, attempt })
  }

  /** Turns to the next member, with what became of the last one. */
  private goOnWithGroup(visit: GroupVisit): void {
    const last = visit.members[visit.next - 1]
    const standing = last && this.standings.get(last)
    if (standing && visit.attempt) visit.attempt.standing = betterOf(visit.attempt.standing, standing)
    const member = visit.members[visit.next++]
    if (member) this.enter(member, visit.why)
    else this.path.pop()
  }

  private noMember(group: string, members: number): Standing {
    return this.database.holds.fragment
      ? notInInput(`group ${quote(group)}`)
      : groupNotRunning(group, members)
  }

  private listMissing(name: string, { name: neededBy }: Service): void {
    const id = upcase(name)
    if (this.missing.has(id)) return
    this.missing.add(id)
    const isFragment = this.database.holds.fragment
    const { status, event } = dependencyMissing(name)
    this.steps.push({
      position: this.steps.length + 1,
      name,
      service: undefined,
      state: isFragment ? 'unknown' : 'missing',
      action: isFragment ? 'unknown' : 'cannot',
      reason: `${isFragment ? 'not in this input' : 'no such service'}; ${neededBy} needs it`,
      status: isFragment ? undefined : status,
      event: isFragment ? undefined : event,
    })
  }

  private standingOf(service: Service): Standing {
    if (this.running.has(service)) return { kind: 'running' }
    const own = ownObstacle(service)
    if (own) return own
    const loop = this.loops.get(service)
    if (loop) return circular(loop, service)
    const obstacles: Standing[] = []
    for (const { value } of service.dependOnService) {
      const obstacle = value === '' ? undefined : this.obstacleOf(value)
      if (obstacle) obstacles.push(obstacle)
    }
    for (const { value } of service.dependOnGroup) {
      const obstacle = value === '' ? undefined : this.groupObstacle(value)
      if (obstacle) obstacles.push(obstacle)
    }
    return worstOf(obstacles) ?? { kind: 'starts' }
  }

  private obstacleOf(name: string): Standing | undefined {
    const other = this.database.get(name)
    if (!other) return this.database.holds.fragment ? notInInput(quote(name)) : dependencyMissing(name)
    const standing = this.standings.get(other)
    // It is on the path to this one, through a group.
    if (!standing) return waitingFor(other)
    return dependencyObstacle(other.name, standing)
  }

  private groupObstacle(group: string): Standing | undefined {
    // Where a member of the group depends on it, what counts is the members that were tried by then.
    const standing = this.groups.get(upcase(group))?.standing
    return standing?.kind === 'cannot' || standing?.kind === 'open' ? standing : undefined
  }

  private stepOf(service: Service, standing: Standing, why: string): RunningStep {
    const isRefused = standing.kind === 'cannot'
    const reasons = [standing.kind === 'cannot' || standing.kind === 'open' ? standing.reason : '', why]
    return {
      position: this.steps.length + 1,
      name: service.name,
      service,
      state: this.running.has(service) ? 'running' : 'stopped',
      action: standing.kind === 'starts' && service.kind === 'driver' ? 'load' : actions[standing.kind],
      reason: reasons.filter((reason) => reason !== '').join('; ') || 'asked for',
      status: isRefused ? standing.status : undefined,
      event: isRefused ? standing.event : undefined,
    }
  }
}

const actions: Readonly<Record<Standing['kind'], StepAction>> = {
  running: 'none',
  starts: 'start',
  cannot: 'cannot',
  open: 'unknown',
}
