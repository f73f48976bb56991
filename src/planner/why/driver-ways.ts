import { ordinal } from '../../diagnostics/index.ts'
import { upcase } from '../../services/index.ts'
import type { Step } from '../plan.ts'
import type { Change, ServiceChange } from './change.ts'
import type { Context } from './context.ts'
import { asObserved, documented, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { afterChange, comesFirst, mostTried } from './trial.ts'
import { promotionOf } from './turn.ts'
import type { Wish } from './wish.ts'
import { wantedOrder } from './wish.ts'
import { groupsInOrder } from './words.ts'

/** Whether a change does what is wished. */
export function fulfils(context: Context, wish: Wish, change: Change): boolean {
  const [first, second] = wantedOrder(wish)
  return comesFirst(afterChange(context, change), first.step.service, second.step.service)
}

export function areInOneGroup(a: Step, b: Step): boolean {
  return a.group !== undefined && upcase(a.group) === upcase(b.group ?? '')
}

/** A sentence about changes that were tried; what groups outside the list do, no document says. */
export function tried(
  { plan }: Context,
  isDocumented: boolean,
  code: string,
  text: string,
  names: readonly (string | undefined)[],
  changes: readonly Change[],
): Sentence {
  const sentence = isDocumented
    ? documented(code, sources.kb115486, text, names)
    : asObserved(plan, code, sources.bootLogs, text, names)
  return { ...sentence, changes }
}

/** Where no Group or Tag of the one that is to move gets it past the other. */
export function immovable({ plan }: Context, { moved, fixed, toFront, effect, names }: Wish): Sentence[] {
  const { step } = toFront ? fixed : moved
  const codes = new Set(step.reasons.map(({ code }) => code))
  if (codes.has('imported')) {
    const why = `${step.service.name} loads with the first image that imports it`
    return [asObserved(plan, 'imported', sources.ntLoadOrder, `No Group or Tag ${effect}: ${why}.`, names)]
  }
  const promotion = promotionOf(step)
  if (promotion === undefined) return []
  if (!codes.has('promoted-group'))
    return [
      asObserved(plan, 'promoted', sources.ntLoadOrder, `No Group or Tag ${effect}: ${promotion}.`, names),
    ]
  if (areInOneGroup(moved.step, fixed.step)) return []
  const text = `Of ${step.service.name} the group alone counts: ${promotion}.`
  return [asObserved(plan, 'promoted', sources.ntLoadOrder, text, names)]
}

/** Another group for the moved one, or for the fixed one where that one is in no listed group. */
export function groupWays(context: Context, wish: Wish): Sentence[] {
  const groups = groupsInOrder(context.services)
  const { fixed, toFront } = wish
  if (groups.length === 0 || promotionOf(fixed.step) !== undefined) return []
  const listed = fixed.step.groupPosition !== undefined
  const own = listed
    ? [...besideGroup(context, wish, groups), ...withoutGroup(context, wish)]
    : toFront
      ? anyListedGroup(context, wish, groups)
      : [...otherIntoGroup(context, wish, groups), ...withoutGroup(context, wish)]
  return [...own, ...listWays(context, wish, groups)]
}

/** A group that stands on the wished side of the fixed one's. */
function besideGroup(context: Context, wish: Wish, groups: readonly string[]): Sentence[] {
  const { moved, fixed, toFront, effect, names } = wish
  const { group = '', groupPosition = 0 } = fixed.step
  const indices = [...groups.keys()].filter((index) =>
    toFront ? index < groupPosition : index > groupPosition,
  )
  const nearest = (toFront ? indices.reverse() : indices).slice(0, mostTried)
  const into = (name: string): ServiceChange => ({ service: moved.step.service, group: name })
  const found = nearest.find((index) => fulfils(context, wish, { services: [into(groups[index] ?? '')] }))
  const fresh = newGroup(groups)
  const at = toFront ? groupPosition : groupPosition + 1
  const entered = {
    services: [into(fresh)],
    groupOrder: [...groups.slice(0, at), fresh, ...groups.slice(at)],
  }
  const canEnter = fulfils(context, wish, entered)
  const side = toFront ? 'before' : 'after'
  const place = `${group} (${ordinal(groupPosition + 1)})`
  if (found === undefined)
    return canEnter
      ? [
          tried(
            context,
            true,
            'group',
            `A new group, entered in ServiceGroupOrder ${side} ${place} and named in Group of ${names[0]}, ${effect}.`,
            [...names, group],
            [entered],
          ),
        ]
      : []
  const example = groups[found] ?? ''
  const text = `A Group that stands ${side} ${place} in ServiceGroupOrder, such as ${example} (${ordinal(found + 1)}), ${canEnter ? 'or a new one entered there, ' : ''}${effect}.`
  const changes = [{ services: [into(example)] }, ...(canEnter ? [entered] : [])]
  return [tried(context, true, 'group', text, [...names, group, example], changes)]
}

/** A name that no group has. */
function newGroup(groups: readonly string[]): string {
  const taken = new Set(groups.map(upcase))
  let name = 'New Group'
  for (let number = 2; taken.has(upcase(name)); number++) name = `New Group ${number}`
  return name
}

function withoutGroup(context: Context, wish: Wish): Sentence[] {
  const { moved, fixed, toFront, effect, names } = wish
  if (toFront || moved.step.group === undefined) return []
  const isListed = fixed.step.groupPosition !== undefined
  const change = { services: [{ service: moved.step.service, group: null }] }
  if (!fulfils(context, wish, change)) return []
  const text = `No Group in ${names[0]} ${effect}: drivers without a group load after every listed group.`
  const sentence = isListed
    ? documented('group', sources.groupEntry, text, names)
    : asObserved(context.plan, 'group', sources.bootLogs, text, names)
  return [{ ...sentence, changes: [change] }]
}

function anyListedGroup(context: Context, wish: Wish, groups: readonly string[]): Sentence[] {
  const { moved, fixed, effect, names } = wish
  const group = groups.at(-1) ?? ''
  const change = { services: [{ service: moved.step.service, group }] }
  if (!fulfils(context, wish, change)) return []
  const text = `A Group that ServiceGroupOrder lists, such as ${group} (${ordinal(groups.length)}), ${effect}, which is in no listed group.`
  return [tried(context, fixed.step.group === undefined, 'group', text, [...names, group], [change])]
}

/** The fixed one is in no listed group, and the other is to come after it. */
function otherIntoGroup(context: Context, wish: Wish, groups: readonly string[]): Sentence[] {
  const { moved, fixed, effect, names } = wish
  const [name, other] = names
  const position = moved.step.groupPosition ?? groups.length
  const nearest = [...groups.keys()].slice(Math.max(0, position - mostTried), position).reverse()
  for (const index of nearest) {
    const group = groups[index] ?? ''
    const change = { services: [{ service: fixed.step.service, group }] }
    if (!fulfils(context, wish, change)) continue
    const where = moved.step.groupPosition === undefined ? 'lists' : `has before that of ${name}`
    const text = `${other} in a Group that ServiceGroupOrder ${where}, such as ${group} (${ordinal(index + 1)}), ${effect}.`
    return [tried(context, true, 'group', text, [...names, group], [change])]
  }
  return []
}

/** The group of one of them at another place in ServiceGroupOrder. */
function listWays(context: Context, wish: Wish, groups: readonly string[]): Sentence[] {
  const [first, second] = wantedOrder(wish)
  const { group } = first.step
  if (group === undefined || areInOneGroup(first.step, second.step)) return []
  const others = groups.filter((name) => upcase(name) !== upcase(group))
  const next = others.findIndex((name) => upcase(name) === upcase(second.step.group ?? ''))
  if (next < 0 && first.step.groupPosition !== undefined) return []
  const at = next < 0 ? others.length : next
  const change = { groupOrder: [...others.slice(0, at), group, ...others.slice(at)] }
  if (!fulfils(context, wish, change)) return []
  const verb = first.step.groupPosition === undefined ? 'entered' : 'put'
  const where = next < 0 ? 'at its end' : `in front of ${others[next]}`
  const text = `Group ${group}, ${verb} in ServiceGroupOrder ${where}, ${wish.effect}, and move every other driver of that group with it.`
  return [tried(context, true, 'group-list', text, [...wish.names, group, others[next]], [change])]
}
