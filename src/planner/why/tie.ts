import { type Services, upcase } from '../../services/index.ts'
import type { Algorithm, Step } from '../plan.ts'
import type { Context } from './context.ts'
import type { Pair } from './pair.ts'
import { asObserved, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { groupWithPlace, tagOrdinal } from './words.ts'

const equalPlace = 'leaves drivers of equal place in the order that its sort happens to give'

/**
 * What the loader does with two drivers, the earlier one first, that no document sets apart: a clause in words, for
 * "the loader of this release …".
 */
function tieRule(services: Services, algorithm: Algorithm, first: Step, second: Step): string {
  if (algorithm === 'classic' && first.groupPosition === undefined && !areInOneGroup(first, second))
    return first.service.id > second.service.id
      ? 'takes drivers in reverse name order'
      : 'takes drivers in reverse name order, and neighbours of one group by their tags'
  if (first.tag === undefined && second.tag === undefined) {
    const order = first.service.id < second.service.id ? 'name order' : 'reverse name order'
    return `takes drivers without a tag in ${order}`
  }
  if (second.tag === undefined) return 'takes a driver with a tag, listed or not, before one without'
  if (first.tagPosition !== undefined && second.tagPosition !== undefined) {
    return first.tagPosition === second.tagPosition
      ? equalPlace
      : 'takes tags in the order of their place in the vectors, over all groups'
  }
  if (first.tagPosition !== undefined) return 'takes a tag that a vector lists before one that none does'
  const hasVector = first.group !== undefined && services.vector(first.group) !== undefined
  return algorithm === 'modern' && !hasVector && first.tag !== second.tag
    ? 'takes the tag itself as the place where a group has no vector'
    : equalPlace
}

function areInOneGroup(a: Step, b: Step): boolean {
  return a.group !== undefined && upcase(a.group) === upcase(b.group ?? '')
}

/** In which order a loader takes the drivers of a lot without a listed tag, in words. */
export function tieRuleOfLot(
  { groupOrder }: Services,
  { group, groupPosition }: Step,
  algorithm: Algorithm | undefined,
): string {
  const tagsFirst = 'with a tag first, then the others'
  if (algorithm !== 'classic') return `${tagsFirst} in reverse name order`
  if (groupPosition === undefined) return 'in reverse name order, neighbours of one group by their tags'
  const id = upcase(group ?? '')
  const mentions = groupOrder?.groups.filter(({ value }) => upcase(value) === id).length ?? 1
  return `${tagsFirst} in ${mentions % 2 === 1 ? 'name order' : 'reverse name order'}`
}

/** The statement about two drivers that nothing documented sets apart. */
export function tieSentence({ services, plan }: Context, { earlier, later, judgement }: Pair): Sentence {
  const [first, second] = [earlier.step, later.step]
  const algorithm = plan.phases.find(({ phase }) => phase === earlier.phase)?.algorithm ?? 'modern'
  const rule = `the loader of this release ${tieRule(services, algorithm, first, second)}`
  const names = [first.service.name, second.service.name]
  const { code } = judgement
  const source = [sources.bootLogs, sources.ntLoadOrder]
  const basis = algorithm === 'modern' ? source : sources.bootLogs
  const text = tieText(code, first, second, rule)
  return asObserved(plan, code, basis, text, names)
}

function tieText(code: string, first: Step, second: Step, rule: string): string {
  const [a, b] = [first.service.name, second.service.name]
  if (code === 'no-listed-tag')
    return `Both are in group ${first.group}, and neither has a tag that its vector lists: ${rule}.`
  if (code === 'tag-shared')
    return `${a} and ${b} share tag ${first.tag} of group ${first.group}, so nothing in the registry sets them apart: ${rule}.`
  if (code === 'tag-in-unlisted-group')
    return `Both are in group ${first.group}, which ServiceGroupOrder does not list; by its vector ${a} (${tagOrdinal(first)}) comes before ${b} (${tagOrdinal(second)}).`
  const unlisted = (step: Step): boolean => step.groupPosition === undefined
  if (first.group === undefined && second.group === undefined)
    return `Neither ${a} nor ${b} has a group: both are in the one lot that loads after every listed group, where ${rule}.`
  if (unlisted(first) && unlisted(second))
    return `${a} has ${groupWithPlace(first)}, ${b} has ${groupWithPlace(second)}: both are in the one lot that loads after every listed group, where ${rule}.`
  return `${a} is in ${groupWithPlace(first)}, ${b} in ${groupWithPlace(second)}: what is in no listed group loads after every listed group.`
}
