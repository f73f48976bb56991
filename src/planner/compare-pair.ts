import type { Service, Services } from '../services/index.ts'
import { dependencyPath } from './dependency-path.ts'
import { areInOneLoop, type Judgement, judge } from './guarantee.ts'
import type { Guarantee, Phase, Plan, Step } from './plan.ts'

/** How two services stand to each other in a plan, and what stands behind it. */
export interface PairComparison {
  /** `before`: the first one loads before the second; `unknown`: one of them is not in the plan. */
  readonly relation: 'before' | 'after' | 'same' | 'unknown'
  readonly guarantee: Guarantee | undefined
  /** Machine-readable: `start-type`, `group-order`, `tag-order`, `tag-listed-first`, … */
  readonly code: string
  /** In words: what is guaranteed and why, or that nothing is. */
  readonly reason: string
}

export const phaseWords: Readonly<Record<Phase, string>> = {
  boot: 'boot start',
  system: 'system start',
  auto: 'auto start',
  delayed: 'delayed auto-start',
}

/** States what is guaranteed of the order of two services, named without case. */
export function comparePair(services: Services, plan: Plan, first: string, second: string): PairComparison {
  const a = findStep(services, plan, first)
  const b = findStep(services, plan, second)
  if (a === undefined || b === undefined) {
    const missing = a === undefined ? first : second
    const reason = `${services.get(missing)?.name ?? missing} is in no phase of the plan`
    return { relation: 'unknown', guarantee: undefined, code: 'not-in-plan', reason }
  }
  if (a.step.service === b.step.service) {
    return {
      relation: 'same',
      guarantee: undefined,
      code: 'same-service',
      reason: 'it is one and the same service',
    }
  }
  const inOrder = a.rank < b.rank
  const [earlier, later] = inOrder ? [a, b] : [b, a]
  const order = `${earlier.step.service.name} before ${later.step.service.name}`
  const { guarantee, code, reason } = judgeFound(services, plan, earlier, later)
  return {
    relation: inOrder ? 'before' : 'after',
    guarantee,
    code,
    reason: `${order} is ${guaranteeWords[guarantee]}: ${reason}`,
  }
}

/** What a guarantee says about an order, for a sentence. */
export const guaranteeWords: Readonly<Record<Guarantee, string>> = {
  documented: 'guaranteed by Windows',
  release: 'not guaranteed by Windows, only what this release does',
  open: 'open',
}

/** Judges two steps of a plan, the earlier one first, whichever their phases are. */
export function judgeFound(services: Services, plan: Plan, earlier: FoundStep, later: FoundStep): Judgement {
  if (areInOneLoop(earlier.step, later.step)) return judge(earlier.step, later.step, later.phase)
  if (earlier.phase !== later.phase) return judgePhases(services, earlier, later)
  const algorithm = plan.phases.find(({ phase }) => phase === earlier.phase)?.algorithm
  const judgement = judge(earlier.step, later.step, earlier.phase, algorithm)
  if (judgement.guarantee === 'documented' || isKernel(earlier.phase)) return judgement
  const started = new Set(
    plan.phases
      .filter(({ phase }) => !isKernel(phase))
      .flatMap(({ steps }) => steps.map(({ service }) => service)),
  )
  const path = dependencyPath(services, later.step.service, earlier.step.service, (service) =>
    started.has(service),
  )
  return path === undefined ? judgement : dependencyJudgement(path)
}

/** How many services of a chain of dependencies are named before the others are counted. */
const mostNamed = 5

function dependencyJudgement(path: readonly Service[]): Judgement {
  const names = path.map(({ name }) => name)
  const between = names.slice(1, -1)
  const rest = between.length - mostNamed
  const through = `${between.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  const reason = `${names[0]} depends on ${names.at(-1)}${through === '' ? '' : `, through ${through}`}`
  return { guarantee: 'documented', code: 'dependency', reason }
}

/** Why a driver may be in a phase that its stored Start does not put it in. */
const otherThanStart: ReadonlySet<string> = new Set(['start-override', 'boot-file-system', 'measured-boot'])

function judgePhases(services: Services, earlier: FoundStep, later: FoundStep): Judgement {
  const reason = `${phaseWords[earlier.phase]} comes before ${phaseWords[later.phase]}`
  const [first, second] = [earlier.step, later.step]
  // Whatever is demand start may have been started before for another reason than the one that the plan knows.
  const elsewhere = isKernel(earlier.phase) ? second.service.kind === 'driver' : true
  if (second.neededBy !== undefined && second.start > 2 && earlier.phase !== 'boot' && elsewhere) {
    const path = dependencyPath(services, second.service, first.service, () => true)
    if (path !== undefined) return dependencyJudgement(path)
    const why = `${second.service.name} is demand start and may be started earlier by something else`
    return { guarantee: 'open', code: 'pulled-in', reason: why }
  }
  const other = [first, second].find(({ reasons }) => reasons.some(({ code }) => otherThanStart.has(code)))
  if (other === undefined || (!isKernel(later.phase) && other === first))
    return { guarantee: 'documented', code: 'start-type', reason }
  const why = `${reason}, and what puts ${other.service.name} there is not its Start`
  return { guarantee: 'release', code: 'other-than-start', reason: why }
}

export function isKernel(phase: Phase): boolean {
  return phase === 'boot' || phase === 'system'
}

export interface FoundStep {
  readonly step: Step
  readonly phase: Phase
  /** Number of steps of its phase. */
  readonly of: number
  /** Position over all phases. */
  readonly rank: number
}

export function findStep(services: Services, plan: Plan, name: string): FoundStep | undefined {
  const id = services.get(name)?.id
  let rank = 0
  for (const { phase, steps } of plan.phases)
    for (const step of steps) {
      rank++
      if (step.service.id === id) return { step, phase, rank, of: steps.length }
    }
  return undefined
}
