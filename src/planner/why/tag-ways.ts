import type { Change, ServiceChange } from './change.ts'
import type { Context } from './context.ts'
import { areInOneGroup, fulfils, tried } from './driver-ways.ts'
import type { Sentence } from './sentence.ts'
import { mostTried } from './trial.ts'
import { type Wish, wantedOrder } from './wish.ts'
import { tagChoice, tagsAfter, tagsBefore, tagsInUse } from './words.ts'

/** What a tag in the group of the fixed one, or its place in the vector, would do. */
export function tagWays(context: Context, wish: Wish): Sentence[] {
  const { moved, fixed } = wish
  const { group, groupPosition } = fixed.step
  const inGroup = areInOneGroup(moved.step, fixed.step)
  if (group === undefined || (groupPosition === undefined && !inGroup)) return []
  return [...tagChoices(context, wish, group), ...vectorWays(context, wish, group)]
}

/** Another tag of those that the vector lists. */
function tagChoices(context: Context, wish: Wish, group: string): Sentence[] {
  const { services } = context
  const { moved, fixed, toFront, effect, names } = wish
  const [name, other] = names
  const vector = services.vector(group)
  if (vector === undefined || vector.tags === null) return []
  const { tag, tagPosition } = fixed.step
  const inGroup = areInOneGroup(moved.step, fixed.step)
  const used = tagsInUse(services, group)
  const ofMoved = (value: number | null): ServiceChange => ({
    service: moved.step.service,
    ...(inGroup ? {} : { group }),
    tag: value,
  })
  const isFixed = !toFront && tagPosition === undefined
  const changeTo = (value: number): Change => ({
    services: isFixed ? [ofMoved(null), { service: fixed.step.service, tag: value }] : [ofMoved(value)],
  })
  const all =
    tagPosition === undefined
      ? tagsAfter(vector, 0)
      : toFront
        ? tagsBefore(vector, tagPosition)
        : tagsAfter(vector, tagPosition)
  const free = all.filter((value) => !used.has(value))
  const good = (free.length > 0 ? free : all)
    .slice(0, mostTried)
    .filter((value) => fulfils(context, wish, changeTo(value)))
  const untagged: Change = { services: [ofMoved(null)] }
  const noTag = !toFront && !isFixed && fulfils(context, wish, untagged)
  if (good.length === 0 && !noTag) return []
  const choice = good.length === 0 ? '' : `: ${tagChoice(services, group, good)}`
  const where =
    tagPosition === undefined
      ? `that the vector of group ${group} lists`
      : `that stands ${toFront ? 'before' : 'after'} ${tag} in the vector of group ${group}`
  const prefix = inGroup ? '' : `Group ${group} and `
  const text = isFixed
    ? `${prefix}no tag in ${name}, and one ${where} in ${other}, ${effect}${choice}.`
    : good.length === 0
      ? `${prefix}no tag ${effect}.`
      : `${prefix}a tag ${where} ${effect}${choice}.`
  const changes = [...good.map(changeTo), ...(noTag && good.length === 0 ? [untagged] : [])]
  return [
    tried(context, fixed.step.groupPosition !== undefined, 'tag', capital(text), [...names, group], changes),
  ]
}

/** The vector with a tag of the one that is to come first in front of that of the other one. */
function vectorWays(context: Context, wish: Wish, group: string): Sentence[] {
  const { services } = context
  const { moved, fixed, toFront, effect, names } = wish
  const inGroup = areInOneGroup(moved.step, fixed.step)
  if (!inGroup && !toFront) return []
  const [first, second] = wantedOrder(wish)
  const vector = services.vector(group)
  const known = [...new Set((vector?.tags ?? []).map(({ value }) => value))]
  const { tag: own } = first.step
  const { tag: other } = second.step
  const keeps = inGroup && own !== undefined && own !== other
  const tag = keeps ? own : unusedTag(known, tagsInUse(services, group))
  const rest = known.filter((value) => value !== tag)
  const next = other === undefined ? -1 : rest.indexOf(other)
  const at = Math.max(0, next)
  const change: Change = {
    ...(keeps ? {} : { services: [{ service: first.step.service, ...(inGroup ? {} : { group }), tag }] }),
    vector: { group, tags: [...rest.slice(0, at), tag, ...rest.slice(at)] },
  }
  if (!fulfils(context, wish, change)) return []
  const { name } = first.step.service
  const prefix = inGroup ? '' : `Group ${group} and `
  const what = keeps ? `tag ${tag} of ${name}` : `${prefix}a new tag in ${name}, such as ${tag}`
  const place =
    rest.length === 0
      ? `alone in a tag vector of group ${group} in GroupOrderList`
      : `${keeps && known.includes(tag) ? 'put' : 'entered'} in the vector of group ${group} in front of ${next < 0 ? 'its first one, ' : ''}${rest[at]}`
  const text = `${what}, ${place}, ${effect}.`
  return [
    tried(
      context,
      fixed.step.groupPosition !== undefined,
      'vector',
      capital(text),
      [...names, group],
      [change],
    ),
  ]
}

function unusedTag(known: readonly number[], used: ReadonlySet<number>): number {
  const taken = new Set([...known, ...used])
  let tag = 1
  while (taken.has(tag)) tag++
  return tag
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
