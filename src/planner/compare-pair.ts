import type { Services } from '../services/index.ts'
import { judge } from './guarantee.ts'
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

const phaseWords: Readonly<Record<Phase, string>> = {
  boot: 'boot start',
  system: 'system start',
  auto: 'auto start',
  delayed: 'delayed auto-start',
}

/** States what is guaranteed of the order of two services, named without case. */
export function comparePair(services: Services, plan: Plan, first: string, second: string): PairComparison {
  const a = find(services, plan, first)
  const b = find(services, plan, second)
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
  const relation = inOrder ? 'before' : 'after'
  const [earlier, later] = inOrder ? [a, b] : [b, a]
  const order = `${earlier.step.service.name} before ${later.step.service.name}`
  if (earlier.phase !== later.phase) {
    const reason = `${order} is guaranteed: ${phaseWords[earlier.phase]} comes before ${phaseWords[later.phase]}`
    return { relation, guarantee: 'documented', code: 'start-type', reason }
  }
  const { guarantee, code, reason } = judge(earlier.step, later.step, earlier.phase)
  return { relation, guarantee, code, reason: `${order} is ${guaranteeWords[guarantee]}: ${reason}` }
}

/** What a guarantee says about an order, for a sentence. */
export const guaranteeWords: Readonly<Record<Guarantee, string>> = {
  documented: 'guaranteed by Windows',
  release: 'not guaranteed by Windows, only what this release does',
  defined: 'assumed',
}

interface Found {
  readonly step: Step
  readonly phase: Phase
  /** Position over all phases. */
  readonly rank: number
}

function find(services: Services, plan: Plan, name: string): Found | undefined {
  const id = services.get(name)?.id
  let rank = 0
  for (const { phase, steps } of plan.phases)
    for (const step of steps) {
      rank++
      if (step.service.id === id) return { step, phase, rank }
    }
  return undefined
}
