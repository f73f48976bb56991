import { type FoundStep, findStep, isKernel } from '../compare-pair.ts'
import { dependencyPath } from '../dependency-path.ts'
import { areInOneLoop } from '../guarantee.ts'
import { both, type Change } from './change.ts'
import type { Context } from './context.ts'
import { fulfils, groupWays, immovable } from './driver-ways.ts'
import { documented, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { tagWays } from './tag-ways.ts'
import { afterChange } from './trial.ts'
import { type Wish, wantedOrder, wishOf } from './wish.ts'
import { listed } from './words.ts'

/**
 * What would turn the order of two round: how the first one would come on the other side of the second. Each way has
 * been tried: the order of the changed registry is as the sentence says.
 */
export function pairChanges(context: Context, moved: FoundStep, fixed: FoundStep): Sentence[] {
  const wish = wishOf(moved, fixed, moved.rank > fixed.rank)
  if (isKernel(moved.phase) && isKernel(fixed.phase))
    return moved.phase === fixed.phase ? withinPhase(context, wish) : acrossPhases(context, wish)
  return isKernel(moved.phase) || isKernel(fixed.phase)
    ? driverAndService(context, wish)
    : controlledServices(context, wish)
}

function withinPhase(context: Context, wish: Wish): Sentence[] {
  const { moved, toFront } = wish
  const otherStart = (moved.phase === 'boot') === toFront ? [] : startWays(context, wish)
  return [...placeWays(context, wish), ...otherStart]
}

/** What does not need another start type. */
function placeWays(context: Context, wish: Wish): Sentence[] {
  const hindrance = immovable(context, wish)
  return [...hindrance, ...tagWays(context, wish), ...groupWays(context, wish)]
}

/** Into the other phase of drivers, where that alone does it. */
function startWays(context: Context, wish: Wish): Sentence[] {
  const { moved, toFront, effect, names } = wish
  const start = toFront ? 0 : 1
  const change: Change = { services: [{ service: moved.step.service, start }] }
  if (!fulfils(context, wish, change)) return []
  const text = toFront
    ? `Start 0 in ${names[0]} ${effect}, as a boot-start driver.`
    : `Start 1 in ${names[0]} ${effect}, as a system-start driver; but what the computer cannot start without has to stay at Start 0.`
  const basis = toFront ? sources.kb115486 : [sources.kb115486, sources.driverLoadOrder]
  return [{ ...documented('start', basis, text, names), changes: [change] }]
}

/** The moved one into the phase of the fixed one, and there to its other side. */
function acrossPhases(context: Context, wish: Wish): Sentence[] {
  const alone = startWays(context, wish)
  if (alone.length > 0) return alone
  const { moved, fixed, toFront, names } = wish
  const start = toFront ? 0 : 1
  const change: Change = { services: [{ service: moved.step.service, start }] }
  const changed = afterChange(context, change)
  const [a, b] = [moved, fixed].map(({ step }) => findStep(changed.services, changed.plan, step.service.name))
  if (a === undefined || b === undefined || a.phase !== b.phase) return []
  const prefix = `Start ${start} in ${names[0]}, which makes both ${toFront ? 'boot-start' : 'system-start'} drivers, and `
  return placeWays(changed, wishOf(a, b, toFront)).map((sentence) => {
    const { text, changes } = sentence
    if (changes === undefined) return sentence
    const clause = /^(?:A|No|Tag) /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
    return { ...sentence, text: `${prefix}${clause}`, changes: changes.map((next) => both(change, next)) }
  })
}

function driverAndService(context: Context, wish: Wish): Sentence[] {
  const { moved, fixed, effect, names } = wish
  const [kernel, controlled] = isKernel(moved.phase) ? [moved, fixed] : [fixed, moved]
  const [driver, service] = [kernel.step.service, controlled.step.service]
  const ways: Sentence[] = []
  const startOf = (start: number): Change => ({ services: [{ service, start }] })
  const starts =
    service.kind === 'driver' ? [0, 1].filter((start) => fulfils(context, wish, startOf(start))) : []
  if (starts.length > 0)
    ways.push({
      ...documented(
        'start',
        [sources.kb103000, sources.createService],
        `Start ${listed(starts.map(String), 'or')} in ${service.name} ${effect}.`,
        names,
      ),
      changes: starts.map(startOf),
    })
  const later: Change = { services: [{ service: driver, start: 2, dependsOn: service.name }] }
  if (fulfils(context, wish, later)) {
    const only =
      service.kind === 'driver' ? '' : `: ${service.name} is no driver and cannot have Start 0 or 1`
    ways.push({
      ...documented(
        'start',
        [sources.kb103000, sources.createService],
        `${only === '' ? '' : 'Only '}Start 2 in ${driver.name}, if nothing needs it earlier, and ${service.name} in its DependOnService ${effect}${only}.`,
        names,
      ),
      changes: [later],
    })
  }
  return ways
}

function controlledServices(context: Context, wish: Wish): Sentence[] {
  const { effect, names } = wish
  const [first, second] = wantedOrder(wish)
  const [a, b] = [first.step.service, second.step.service]
  if (areInOneLoop(first.step, second.step))
    return [
      documented(
        'dependency-loop',
        sources.circular,
        'Nothing but an end of the loop: one of the names that close it has to leave DependOnService or DependOnGroup.',
        names,
      ),
    ]
  const path = dependencyPath(context.services, a, b, () => true)
  if (path !== undefined) {
    const between = path.slice(1, -1).map(({ name }) => name)
    const through = between.length === 0 ? '' : `, through ${listed(between)}`
    const text = `Nothing ${effect} as long as ${a.name} depends on ${b.name}${through}.`
    return [documented('dependency', sources.autoStart, text, names)]
  }
  const change: Change = { services: [{ service: b, dependsOn: a.name }] }
  if (!fulfils(context, wish, change)) return []
  const text = `${a.name} in DependOnService of ${b.name} ${effect}.`
  return [{ ...documented('dependency', sources.autoStart, text, names), changes: [change] }]
}
