import { ordinal } from '../../diagnostics/index.ts'
import type { FoundStep } from '../compare-pair.ts'
import type { Step } from '../plan.ts'
import type { Change } from './change.ts'
import type { Context } from './context.ts'
import { asObserved, documented, inference, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { findAfter, groupThatMoves, mostTried, phaseAfter } from './trial.ts'
import { promotionOf } from './turn.ts'
import { groupsInOrder, tagChoice, tagsAfter, tagsBefore, tagsInUse } from './words.ts'

export function driverChanges(context: Context, found: FoundStep): Sentence[] {
  const fixed = fixedPlace(context, found.step)
  const start = startChange(context, found)
  return fixed === undefined
    ? [...tagChange(context, found), ...groupChange(context, found), ...start]
    : [fixed, ...start]
}

/** Where no value of the driver's key counts. */
function fixedPlace({ plan }: Context, step: Step): Sentence | undefined {
  const { name } = step.service
  const codes = new Set(step.reasons.map(({ code }) => code))
  if (codes.has('no-group-order'))
    return inference('no-group-order', [], 'A ServiceGroupOrder in the input would tell where it comes.')
  if (codes.has('imported'))
    return asObserved(
      plan,
      'imported',
      sources.ntLoadOrder,
      `No Group or Tag would make it later: it loads as soon as the first image that imports it does.`,
      [name],
    )
  const promotion = promotionOf(step)
  if (promotion === undefined) return undefined
  return asObserved(
    plan,
    'promoted',
    sources.ntLoadOrder,
    codes.has('promoted-group')
      ? `Only another Group would move it: ${promotion}.`
      : `No Group or Tag would move it: ${promotion}.`,
    [name],
  )
}

function startChange(context: Context, found: FoundStep): Sentence[] {
  const { step, phase } = found
  const { name } = step.service
  const toSystem = phase === 'boot'
  const change: Change = { services: [{ service: step.service, start: toSystem ? 1 : 0 }] }
  if (phaseAfter(context, found, change) !== (toSystem ? 'system' : 'boot'))
    return step.reasons.some(({ code }) => code === 'boot-file-system')
      ? [
          documented(
            'start',
            [sources.fileSystemLoadOrder, sources.ntLoadOrder],
            'No Start would move it: the boot loader loads the driver of the file system that Windows boots from.',
            [name],
          ),
        ]
      : []
  const sentence = toSystem
    ? documented(
        'start',
        [sources.kb115486, sources.driverLoadOrder],
        `Start 1 would put ${name} after every boot-start driver. What the computer cannot start without has to stay at Start 0.`,
        [name],
      )
    : documented('start', sources.kb115486, `Start 0 would put ${name} before every system-start driver.`, [
        name,
      ])
  return [{ ...sentence, changes: [change] }]
}

function groupChange(context: Context, found: FoundStep): Sentence[] {
  const { group, groupPosition, service } = found.step
  const groups = groupsInOrder(context.services)
  const before = groupThatMoves(context, found, groups, 'earlier')
  const after = groupThatMoves(context, found, groups, 'later')
  const named = (way: { index: number } | undefined): string =>
    way === undefined ? '' : `${groups[way.index]} (${ordinal(way.index + 1)})`
  const changes = [before, after].flatMap((way) => way?.change ?? [])
  const names = [service.name, group]
  if (changes.length === 0) return []
  if (groupPosition === undefined) {
    const own =
      group === undefined ? '' : `Its group ${group}, entered in ServiceGroupOrder\\List, or another `
    const text = `${own === '' ? 'A Group' : `${own}Group`} of that list, such as ${named(before)}, would put ${service.name} before all drivers that are in none.`
    const whole = own === '' ? text.replace('of that list', 'of ServiceGroupOrder') : text
    return [{ ...documented('group', sources.kb115486, whole, names), changes }]
  }
  const examples = [
    ...(before === undefined ? [] : [`${named(before)} to load earlier`]),
    ...(after === undefined ? [] : [`${named(after)} to load later`]),
  ]
  const text = `Another Group would move it: ${examples.join(', ')}.`
  return [{ ...documented('group', sources.kb115486, text, names), changes }]
}

/** What another tag would do within a listed group. */
function tagChange(context: Context, found: FoundStep): Sentence[] {
  const { services } = context
  const { service, group, groupPosition, tag, tagPosition } = found.step
  if (group === undefined || groupPosition === undefined) return []
  const names = [service.name, group]
  const isEarlier = (change: Change): boolean => {
    const after = findAfter(context, change, service)
    return after !== undefined && after.rank < found.rank
  }
  const vector = services.vector(group)
  if (vector === undefined || vector.tags === null || vector.tags.length === 0) {
    const own = tag ?? 1
    const change: Change = { services: [{ service, tag: own }], vector: { group, tags: [own] } }
    if (!isEarlier(change)) return []
    const text = `Group ${group} has no tag vector in GroupOrderList: a vector with a tag, and that tag in ${service.name}, would put it before the other members.`
    return [{ ...documented('vector', sources.kb115486, text, names), changes: [change] }]
  }
  const candidates = tagPosition === undefined ? tagsAfter(vector, 0) : tagsBefore(vector, tagPosition)
  const used = tagsInUse(services, group)
  const free = candidates.filter((value) => !used.has(value))
  const changeTo = (value: number): Change => ({ services: [{ service, tag: value }] })
  const good = (free.length > 0 ? free : candidates)
    .slice(0, mostTried)
    .filter((value) => isEarlier(changeTo(value)))
  const sentences: Sentence[] = []
  if (good.length > 0) {
    const where =
      tagPosition === undefined
        ? `A tag that the vector of group ${group} lists would put it before every member without one`
        : `Within group ${group} a tag that stands before ${tag} in the vector would put it earlier`
    sentences.push({
      ...documented('tag', sources.kb115486, `${where}: ${tagChoice(services, group, good)}.`, names),
      changes: good.map(changeTo),
    })
  }
  return [
    ...sentences,
    ...ownTagFirst(
      context,
      found,
      vector.tags.map(({ value }) => value),
      isEarlier,
    ),
  ]
}

/** Its own tag at the front of the vector. */
function ownTagFirst(
  { services }: Context,
  { step }: FoundStep,
  tags: readonly number[],
  isEarlier: (change: Change) => boolean,
): Sentence[] {
  const { service, group = '', tag } = step
  if (tag === undefined) return []
  const change: Change = { vector: { group, tags: [tag, ...tags.filter((value) => value !== tag)] } }
  if (!isEarlier(change)) return []
  const sharing = services
    .members(group)
    .filter((other) => other.id !== service.id && other.tag?.value === tag)
  const others = sharing.length === 0 ? '' : ' with whatever shares it'
  const text = `Tag ${tag} further to the front of the vector of group ${group} would put it earlier${others}.`
  return [{ ...documented('vector', sources.kb115486, text, [service.name, group]), changes: [change] }]
}
