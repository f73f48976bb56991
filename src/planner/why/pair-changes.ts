import { ordinal } from '../../diagnostics/index.ts'
import { type Services, type TagVector, upcase } from '../../services/index.ts'
import { type FoundStep, isKernel } from '../compare-pair.ts'
import type { Step } from '../plan.ts'
import { dependsOn } from '../scm-members.ts'
import type { Context } from './context.ts'
import { asObserved, documented, inference, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { promotionOf } from './turn.ts'
import { groupsInOrder, tagChoice, tagsAfter, tagsBefore } from './words.ts'

/** Two steps of a plan, and that the first one is to come on the other side of the second. */
interface Wish {
  readonly moved: FoundStep
  readonly fixed: FoundStep
  readonly toFront: boolean
  /** `would put a before b`. */
  readonly effect: string
  readonly names: readonly string[]
}

/** What would turn the order of two round: how the first one would come on the other side of the second. */
export function pairChanges(context: Context, moved: FoundStep, fixed: FoundStep): Sentence[] {
  const toFront = moved.rank > fixed.rank
  const names = [moved.step.service.name, fixed.step.service.name]
  const effect = `would put ${names[0]} ${toFront ? 'before' : 'after'} ${names[1]}`
  const wish = { moved, fixed, toFront, effect, names }
  if (isKernel(moved.phase) && isKernel(fixed.phase))
    return moved.phase === fixed.phase ? withinPhase(context, wish) : [acrossPhases(wish)]
  return isKernel(moved.phase) || isKernel(fixed.phase) ? [driverAndService(wish)] : [services(wish)]
}

function withinPhase(context: Context, wish: Wish): Sentence[] {
  const { moved, toFront, names } = wish
  const immovable = atItsPlace(context, wish)
  const ways =
    immovable === undefined ? [...tagWays(context, wish), ...groupWays(context.services, wish)] : [immovable]
  const [name] = names
  if (!toFront && moved.phase === 'boot')
    ways.push(
      documented(
        'start',
        [sources.kb115486, sources.driverLoadOrder],
        `Start 1 in ${name} would too, as a system-start driver; but what the computer cannot start without has to stay at Start 0.`,
        names,
      ),
    )
  if (toFront && moved.phase === 'system')
    ways.push(
      documented('start', sources.kb115486, `Start 0 in ${name} would too, as a boot-start driver.`, names),
    )
  return ways
}

/** Where no Group or Tag of the one that is to move gets it past the other. */
function atItsPlace({ plan }: Context, { moved, fixed, toFront, effect, names }: Wish): Sentence | undefined {
  const { step } = toFront ? fixed : moved
  const codes = new Set(step.reasons.map(({ code }) => code))
  const isAlike = codes.has('promoted-group') && areInOneGroup(moved.step, fixed.step)
  const promotion = promotionOf(step)
  if (codes.has('imported'))
    return asObserved(
      plan,
      'imported',
      sources.ntLoadOrder,
      `No Group or Tag ${effect}: ${step.service.name} loads with the first image that imports it.`,
      names,
    )
  if (promotion === undefined || isAlike) return undefined
  const text = codes.has('promoted-group')
    ? `Only the group of ${step.service.name} counts: ${promotion}`
    : `No Group or Tag ${effect}: ${promotion}`
  return asObserved(plan, 'promoted', sources.ntLoadOrder, `${text}.`, names)
}

/** A tag in the group of the other one. */
function tagWays({ services, plan }: Context, wish: Wish): Sentence[] {
  const { moved, fixed, effect, names } = wish
  const { group, groupPosition } = fixed.step
  const inGroup = areInOneGroup(moved.step, fixed.step)
  if (group === undefined || (groupPosition === undefined && !inGroup)) return []
  const vector = services.vector(group)
  const text =
    vector === undefined || vector.tags === null || vector.tags.length === 0
      ? `${inGroup ? 'A' : `Group ${group}, and a`} tag vector of that group in GroupOrderList with a tag that ${names[wish.toFront ? 0 : 1]} alone has, ${effect}.`
      : tagText(services, wish, group, vector, inGroup ? '' : `Group ${group} and `)
  const whole = text.charAt(0).toUpperCase() + text.slice(1)
  // KB 115486 speaks of the groups of ServiceGroupOrder.
  return [
    groupPosition === undefined
      ? asObserved(plan, 'tag', sources.bootLogs, whole, [...names, group])
      : documented('tag', sources.kb115486, whole, [...names, group]),
  ]
}

function tagText(services: Services, wish: Wish, group: string, vector: TagVector, inGroup: string): string {
  const { fixed, toFront, effect, names } = wish
  const [name, other] = names
  const { tag, tagPosition } = fixed.step
  const choice = (tags: readonly number[]): string => tagChoice(services, group, tags)
  if (toFront && tagPosition === undefined)
    return `${inGroup}a tag that the vector of group ${group} lists ${effect}: ${choice(tagsAfter(vector, 0))}.`
  if (toFront) {
    const tags = tagsBefore(vector, tagPosition ?? 1)
    return tags.length === 0
      ? `${inGroup}a new tag, entered in the vector of group ${group} in front of its first one, ${tag}, ${effect}.`
      : `${inGroup}a tag that stands before ${tag} in the vector of group ${group} ${effect}: ${choice(tags)}.`
  }
  if (tagPosition === undefined)
    return `${inGroup}no listed tag in ${name}, and one that the vector of group ${group} lists in ${other}, ${effect}: ${choice(tagsAfter(vector, 0))}.`
  const tags = tagsAfter(vector, tagPosition)
  const later = tags.length === 0 ? '' : `, or one that stands after ${tag} in the vector of group ${group},`
  return `${inGroup}no tag${later} ${effect}${tags.length === 0 ? '' : `: ${choice(tags)}`}.`
}

/** A group before or after that of the other one. */
function groupWays(services: Services, { fixed, toFront, effect, names }: Wish): Sentence[] {
  const { group, groupPosition } = fixed.step
  const [name, other] = names
  const groups = groupsInOrder(services)
  if (groups.length === 0 || promotionOf(fixed.step) !== undefined) return []
  if (groupPosition === undefined || group === undefined) {
    const text = toFront
      ? `A Group that ServiceGroupOrder lists ${effect}, which is in no listed group.`
      : `${other} in a Group that ServiceGroupOrder lists, and ${name} in a later one or none, ${effect}.`
    // No document says where members of unlisted groups come.
    return group === undefined || !toFront
      ? [documented('group', [sources.kb115486, sources.groupEntry], text, names)]
      : [inference('group', sources.bootLogs, text, names)]
  }
  const near = toFront ? groups[groupPosition - 1] : groups[groupPosition + 1]
  const example =
    near === undefined ? '' : `, such as ${near} (${ordinal(groupPosition + (toFront ? 0 : 2))}),`
  const side = toFront ? 'before' : 'after'
  return [
    documented(
      'group',
      sources.kb115486,
      `A Group that stands ${side} ${group} (${ordinal(groupPosition + 1)}) in ServiceGroupOrder${example} or a new one entered there, ${effect}.`,
      [...names, ...(near === undefined ? [] : [near])],
    ),
  ]
}

function areInOneGroup(a: Step, b: Step): boolean {
  return a.group !== undefined && upcase(a.group) === upcase(b.group ?? '')
}

function acrossPhases({ moved, fixed, toFront, effect, names }: Wish): Sentence {
  const [name, other] = names
  const same = moved.step.groupPosition === fixed.step.groupPosition
  const then = same ? 'and then a tag' : 'and then a Group'
  const side = toFront ? 'before' : 'after'
  return documented(
    'start',
    sources.kb115486,
    `Start ${toFront ? 0 : 1} in ${name}, which makes both ${toFront ? 'boot-start' : 'system-start'} drivers, ${then} that stands ${side} that of ${other}, ${effect}.`,
    names,
  )
}

function driverAndService({ moved, fixed, effect, names }: Wish): Sentence {
  const [kernel, controlled] = isKernel(moved.phase) ? [moved, fixed] : [fixed, moved]
  const isDriver = controlled.step.service.kind === 'driver'
  const [driver, service] = [kernel.step.service.name, controlled.step.service.name]
  const later = `Start 2 in ${driver}, if nothing needs it earlier,`
  return documented(
    'start',
    [sources.kb103000, sources.createService],
    isDriver
      ? `Start 0 or 1 in ${service}, or ${later} ${effect}, with a Group or a dependency to match.`
      : `Only ${later} and a dependency on ${service} ${effect}: ${service} is no driver and cannot have Start 0 or 1.`,
    names,
  )
}

function services({ moved, fixed, toFront, effect, names }: Wish): Sentence {
  const [a, b] = [moved.step.service, fixed.step.service]
  const [first, second] = toFront ? [a, b] : [b, a]
  const text = dependsOn(first, second)
    ? `Nothing ${effect} as long as ${first.name} depends on ${second.name}.`
    : `${first.name} in DependOnService of ${second.name} ${effect}.`
  return documented('dependency', sources.autoStart, text, names)
}
