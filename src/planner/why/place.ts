import { ordinal } from '../../diagnostics/index.ts'
import { upcase } from '../../services/index.ts'
import { type FoundStep, isKernel } from '../compare-pair.ts'
import { mayBeMeasured } from '../guarantee.ts'
import type { Step } from '../plan.ts'
import type { Context } from './context.ts'
import { asObserved, documented, type Sentence, unknown } from './sentence.ts'
import { servicePlace } from './service-place.ts'
import { sources } from './sources.ts'
import { tieRuleOfLot } from './tie.ts'
import { promotionOf } from './turn.ts'
import { groupsInOrder, listed, tagOrdinal } from './words.ts'

/** What puts a service where it is within its phase: group, tag, promotion, import; or the controller's turn. */
export function placeSentences(context: Context, found: FoundStep): Sentence[] {
  return isKernel(found.phase) ? driverPlace(context, found) : servicePlace(context, found)
}

function driverPlace(context: Context, { step, phase }: FoundStep): Sentence[] {
  const { plan } = context
  const { name } = step.service
  const codes = new Set(step.reasons.map(({ code }) => code))
  if (codes.has('no-group-order'))
    return [
      unknown(
        'no-group-order',
        'There is no ServiceGroupOrder to go by: what its group and tag mean is not known.',
      ),
    ]
  const imported = step.reasons.find(({ code }) => code === 'imported')
  const promotion = promotionOf(step)
  const measuredBoot = codes.has('measured-boot')
  const early: Sentence[] = []
  if (imported !== undefined)
    early.push(
      asObserved(
        plan,
        'imported',
        sources.ntLoadOrder,
        `It loads earlier than its group and tag say: ${imported.message}.`,
        [name],
      ),
    )
  else if (promotion !== undefined && !measuredBoot)
    early.push(
      asObserved(
        plan,
        'promoted',
        sources.ntLoadOrder,
        `Group and tag do not decide here: ${promotion}. No document says so.`,
        [name, step.group],
      ),
    )
  else if (promotion !== undefined)
    early.push(
      unknown(
        'measured-boot',
        `Its place is an inference: ${promotion}. That the measured boot is the cause is not documented.`,
        [name],
      ),
    )
  const algorithm = plan.phases.find((other) => other.phase === phase)?.algorithm
  if (imported === undefined && mayBeMeasured(step, phase, algorithm))
    early.push(
      unknown(
        'may-be-measured',
        `A machine that measures its boot loads it right after ACPI: boot logs of Windows 10 and 11 show that, no document says so (--measured-boot shows that order).`,
        [name],
      ),
    )
  if (codes.has('may-load-earlier'))
    early.push(
      unknown(
        'may-load-earlier',
        `It may load earlier than shown: boot logs of Windows 10 show it as an import of other images, and what these import is not known here (--system-root tells).`,
        [name],
      ),
    )
  // Where the whole group is promoted, the tag still counts within it.
  if (codes.has('promoted-group')) return [...early, ...tagSentences(context, step)]
  if (imported !== undefined || promotion !== undefined) return early
  return [
    ...early,
    groupSentence(context, step),
    ...tagSentences(context, step),
    ...tieSentences(context, step, phase),
  ]
}

function groupSentence({ services, plan }: Context, step: Step): Sentence {
  const { name } = step.service
  const { group, groupPosition } = step
  if (group === undefined)
    return documented(
      'no-group',
      sources.groupEntry,
      `${name} has no group: it loads after every driver of its start type that is in a listed group.`,
      [name],
    )
  if (groupPosition === undefined)
    return asObserved(
      plan,
      'group-not-listed',
      sources.bootLogs,
      `Its group ${group} is not in ServiceGroupOrder: such drivers load after every listed group, in one lot with those that have no group.`,
      [name, group],
    )
  const groups = groupsInOrder(services)
  const neighbours = [groups[groupPosition - 1], groups[groupPosition + 1]]
  const between =
    neighbours[0] === undefined
      ? ''
      : neighbours[1] === undefined
        ? `, after ${neighbours[0]}`
        : `, between ${neighbours[0]} and ${neighbours[1]}`
  return documented(
    'group-listed',
    sources.kb115486,
    `Its group ${group} is ${ordinal(groupPosition + 1)} of ${groups.length} in ServiceGroupOrder${between}: groups load in that order.`,
    [name, group],
  )
}

function tagSentences({ services }: Context, step: Step): Sentence[] {
  const { group, tag, tagPosition } = step
  const names = [step.service.name, group]
  if (tag === undefined) return []
  const vector = group === undefined ? undefined : services.vector(group)
  if (tagPosition !== undefined)
    return [
      documented(
        'tag-listed',
        sources.kb115486,
        `Its tag ${tag} is ${tagOrdinal(step)} in the vector of group ${group} (${listed((vector?.tags ?? []).map(({ value }) => String(value)))}): a tag is a name, the vector gives the order.`,
        names,
      ),
    ]
  if (vector !== undefined)
    return [
      documented(
        'tag-not-in-vector',
        sources.kb115486,
        `The vector of group ${group} does not list its tag ${tag}: it loads after the members whose tags are listed.`,
        names,
      ),
    ]
  return [
    documented(
      'tag-without-vector',
      sources.kb115486,
      `It has tag ${tag}, but ${group === undefined ? 'no group' : `group ${group} has no vector in GroupOrderList`}: no order is guaranteed.`,
      names,
    ),
  ]
}

/** What stands beside it with nothing documented in between. */
function tieSentences({ services, plan }: Context, step: Step, phase: FoundStep['phase']): Sentence[] {
  const steps = plan.phases.find((other) => other.phase === phase)?.steps ?? []
  const rivals = steps.filter((other) => other !== step && areTied(step, other))
  if (rivals.length === 0) return []
  const names = rivals.map(({ service }) => service.name)
  const algorithm = plan.phases.find((other) => other.phase === phase)?.algorithm
  if (step.tagPosition !== undefined && step.groupPosition !== undefined)
    return [
      asObserved(
        plan,
        'tag-shared',
        sources.bootLogs,
        `It shares its tag with ${listed(names)}: which of them comes first no document says${algorithm === 'modern' ? ', and on Windows 11 two machines were seen with drivers of one tag in different order' : ''}.`,
        names,
      ),
    ]
  const unlisted = step.groupPosition === undefined
  const lot = unlisted ? 'in the lot after every listed group' : `in group ${step.group} without a listed tag`
  const rule = tieRuleOfLot(services, step, algorithm)
  return [
    documented(
      'not-promised',
      sources.kb115486,
      `No order is guaranteed among ${listed([step.service.name, ...names])}, all ${lot}.`,
      names,
    ),
    asObserved(plan, 'tie-order', sources.bootLogs, `The loader of this release takes them ${rule}.`),
  ]
}

function areTied(step: Step, other: Step): boolean {
  if (
    other.reasons.some(
      ({ code }) => code === 'promoted-image' || code === 'promoted-group' || code === 'imported',
    )
  )
    return false
  if (step.groupPosition === undefined) return other.groupPosition === undefined
  return (
    other.groupPosition === step.groupPosition &&
    other.tagPosition === step.tagPosition &&
    upcase(other.group ?? '') === upcase(step.group ?? '')
  )
}
