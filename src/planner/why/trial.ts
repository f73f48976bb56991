import type { Service } from '../../services/index.ts'
import { type FoundStep, findStep } from '../compare-pair.ts'
import { planOrder } from '../order.ts'
import type { Phase } from '../plan.ts'
import { type Change, withChange } from './change.ts'
import type { Context } from './context.ts'

/** How many choices are tried, the nearest first, before none is taken to do. */
export const mostTried = 8

/** The services and their order after a change: what an explanation says would help is tried before it is said. */
export function afterChange({ services, options }: Context, change: Change): Context {
  const changed = withChange(services, change)
  return { services: changed, plan: planOrder(changed, { ...options, start: 'all' }), options }
}

export function findAfter(context: Context, change: Change, service: Service): FoundStep | undefined {
  const { services, plan } = afterChange(context, change)
  return findStep(services, plan, service.name)
}

/** Whether the first service comes before the second one in an order, and both can start. */
export function comesFirst({ services, plan }: Context, first: Service, second: Service): boolean {
  const [a, b] = [findStep(services, plan, first.name), findStep(services, plan, second.name)]
  if (a === undefined || b === undefined || a.step.loop || b.step.loop) return false
  return a.rank < b.rank
}

export function phaseAfter(context: Context, { step }: FoundStep, change: Change): Phase | undefined {
  return findAfter(context, change, step.service)?.phase
}

/** Of some groups the first that takes a service to another place on the given side; its index. */
export function groupThatMoves(
  context: Context,
  { step, phase, rank }: FoundStep,
  groups: readonly string[],
  side: 'earlier' | 'later',
): { readonly index: number; readonly change: Change } | undefined {
  const isEarlier = side === 'earlier'
  const own = step.groupPosition ?? groups.length
  const steps = context.plan.phases.find((other) => other.phase === phase)?.steps ?? []
  // Where many groups have no member, those of the neighbours are what a step can get past.
  const neighbour = steps[step.position - 1 + (isEarlier ? -1 : 1)]
  const beside = Math.min(neighbour?.groupPosition ?? own, groups.length - 1)
  const indices = isEarlier
    ? [...downFrom(own - 1, mostTried), ...downFrom(beside, mostTried)]
    : [...upFrom(own + 1, mostTried, groups.length), ...upFrom(beside, mostTried, groups.length)]
  for (const index of new Set(indices)) {
    const change: Change = { services: [{ service: step.service, group: groups[index] ?? '' }] }
    const after = findAfter(context, change, step.service)
    if (after?.phase !== phase || after.step.loop) continue
    if (isEarlier ? after.rank < rank : after.rank > rank) return { index, change }
  }
  return undefined
}

function downFrom(index: number, count: number): number[] {
  return upFrom(Math.max(0, index - count + 1), count, index + 1).reverse()
}

function upFrom(index: number, count: number, end: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(count, end - index)) }, (_, offset) => index + offset)
}
