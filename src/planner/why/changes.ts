import { ordinal } from '../../diagnostics/index.ts'
import type { Services } from '../../services/index.ts'
import { type FoundStep, isKernel } from '../compare-pair.ts'
import type { Step } from '../plan.ts'
import type { Context } from './context.ts'
import { asObserved, documented, inference, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { promotionOf } from './turn.ts'
import { groupsInOrder, tagChoice, tagsAfter, tagsBefore } from './words.ts'

/** What in the registry would give a service another place. */
export function changesOf(context: Context, found: FoundStep): Sentence[] {
  return isKernel(found.phase) ? driverChanges(context, found) : serviceChanges(found)
}

function driverChanges(context: Context, { step, phase }: FoundStep): Sentence[] {
  const { name } = step.service
  const changes: Sentence[] = [startChange(step, phase)]
  const fixed = fixedPlace(context, step)
  if (fixed !== undefined) return [fixed, ...changes]
  const { services } = context
  const groups = groupsInOrder(services)
  const { group, groupPosition } = step
  if (groupPosition === undefined) {
    changes.unshift(
      documented(
        'group',
        sources.kb115486,
        group === undefined
          ? `A Group of ServiceGroupOrder would put ${name} before all drivers that are in none (the last one is ${groups.at(-1) ?? 'not known'}).`
          : `Group ${group}, entered in ServiceGroupOrder\\List, or another one that is listed would put ${name} before all drivers that are in none.`,
        [name, group],
      ),
    )
    return changes
  }
  const [before, after] = [groups[groupPosition - 1], groups[groupPosition + 1]]
  const examples = [
    ...(before === undefined ? [] : [`${before} (${ordinal(groupPosition)}) to load earlier`]),
    ...(after === undefined ? [] : [`${after} (${ordinal(groupPosition + 2)}) to load later`]),
  ]
  if (examples.length > 0)
    changes.unshift(
      documented('group', sources.kb115486, `Another Group would move it: ${examples.join(', ')}.`, [
        name,
        before,
        after,
      ]),
    )
  const tag = tagChange(services, step)
  return tag === undefined ? changes : [tag, ...changes]
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

function startChange(step: Step, phase: FoundStep['phase']): Sentence {
  const { name } = step.service
  return phase === 'boot'
    ? documented(
        'start',
        [sources.kb115486, sources.driverLoadOrder],
        `Start 1 would put ${name} after every boot-start driver. What the computer cannot start without has to stay at Start 0.`,
        [name],
      )
    : documented('start', sources.kb115486, `Start 0 would put ${name} before every system-start driver.`, [
        name,
      ])
}

/** What another tag would do within a listed group. */
function tagChange(services: Services, { service, group, tag, tagPosition }: Step): Sentence | undefined {
  if (group === undefined) return undefined
  const vector = services.vector(group)
  const names = [service.name, group]
  if (vector === undefined || vector.tags === null || vector.tags.length === 0)
    return documented(
      'vector',
      sources.kb115486,
      `Group ${group} has no tag vector in GroupOrderList: a vector with a tag, and that tag in ${service.name}, would put it before the other members.`,
      names,
    )
  if (tagPosition === undefined)
    return documented(
      'tag',
      sources.kb115486,
      `A tag that the vector of group ${group} lists would put it before every member without one: ${tagChoice(services, group, tagsAfter(vector, 0))}.`,
      names,
    )
  const earlier = tagsBefore(vector, tagPosition)
  return documented(
    'tag',
    sources.kb115486,
    earlier.length === 0
      ? `Within group ${group} it is first: no other tag stands before ${tag} in the vector.`
      : `Within group ${group} a tag that stands before ${tag} in the vector would put it earlier: ${tagChoice(services, group, earlier)}.`,
    names,
  )
}

function serviceChanges({ step, phase }: FoundStep): Sentence[] {
  const { name } = step.service
  const changes = [
    documented(
      'dependency',
      sources.autoStart,
      `A name in DependOnService of ${name} would start that service before it; ${name} in DependOnService of another would start it before that one.`,
      [name],
    ),
  ]
  if (step.neededBy !== undefined) {
    changes.push(
      documented(
        'pulled-in',
        sources.autoStart,
        `Were nothing that starts by itself to depend on it, ${name} would start when it is asked for.`,
        [name],
      ),
    )
    return changes
  }
  if (phase === 'delayed')
    changes.push(
      documented(
        'delayed',
        sources.delayedAutoStart,
        `DelayedAutostart 0 would start ${name} with the other auto-start services.`,
        [name],
      ),
    )
  else if (step.service.kind === 'service')
    changes.push(
      documented(
        'group',
        sources.autoStart,
        `A Group that stands elsewhere in ServiceGroupOrder would move it.`,
        [name],
      ),
      documented(
        'delayed',
        sources.delayedAutoStart,
        `DelayedAutostart 1 would start ${name} after the other auto-start services${step.group === undefined ? '' : ' (documented for services without a group)'}.`,
        [name],
      ),
    )
  return changes
}
