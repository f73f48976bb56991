import { upcase } from '../../services/index.ts'
import { isKernel } from '../compare-pair.ts'
import { documentedOrder } from '../guarantee.ts'
import type { Plan, Step } from '../plan.ts'
import type { Context } from './context.ts'
import type { Pair } from './pair.ts'
import { asObserved, documented, measured, read, type Sentence, unknown } from './sentence.ts'
import { sources } from './sources.ts'
import { phaseNames, promotionOf } from './turn.ts'
import { groupWithPlace, tagWithPlace } from './words.ts'

/** The criteria that do not decide between two: those that come before the one that does, and what stands against it. */
export function pairTies({ services, plan }: Context, { earlier, later, judgement }: Pair): Sentence[] {
  const [first, second] = [earlier.step, later.step]
  const [a, b] = [first.service.name, second.service.name]
  if (earlier.phase !== later.phase) return []
  const ties = [
    read('same-phase', `Both are in the ${phaseNames[earlier.phase]}, so Start does not decide.`, [a, b]),
  ]
  const { code } = judgement
  const algorithm = plan.phases.find(({ phase }) => phase === earlier.phase)?.algorithm
  if (code === 'dependency-loop') return []
  if (!isKernel(earlier.phase)) return code === 'name-order' ? [...ties, noDependency(a, b)] : ties
  if (code === 'no-listed-tag') ties.push(notPromised(first.groupPosition !== undefined, [a, b]))
  if (code === 'tag-shared') {
    ties.push(tagIsUnique(first))
    // Measured of the modern loader alone.
    if (algorithm === 'modern') ties.push(seenBothWays())
  }
  if (code === 'group-not-listed' || code === 'tag-in-unlisted-group')
    ties.push(...unlistedWords(plan, first, second))
  const byDocument = documentedOrder(first, second)
  if ((code === 'may-load-earlier' || code === 'measured-boot') && byDocument !== undefined)
    ties.push(
      documented(
        byDocument.code,
        byDocument.code === 'no-group' ? sources.groupEntry : sources.kb115486,
        `By the documents ${a} comes first: ${byDocument.reason}.`,
        [a, b],
      ),
    )
  if (code === 'promoted' || code === 'imported') {
    const against = againstGroups(first, second)
    ties.push(
      against
        ? againstGroup(plan, first, second)
        : read('groups', `${a} is in ${groupWithPlace(first)}, ${b} in ${groupWithPlace(second)}.`, [a, b]),
    )
  }
  if (isOneGroup(first, second) && code !== 'group-order' && promotionOf(first) === undefined)
    for (const step of [first, second])
      if (step.tag !== undefined && step.tagPosition === undefined)
        ties.push(
          read('tag', `${step.service.name} has ${tagWithPlace(services, step)}.`, [step.service.name]),
        )
  return ties
}

function noDependency(a: string, b: string): Sentence {
  return read('no-dependency', `Neither ${a} nor ${b} depends on the other.`, [a, b])
}

function notPromised(isListed: boolean, names: readonly string[]): Sentence {
  return documented(
    'not-promised',
    sources.kb115486,
    `Among such members of a group no order is guaranteed${isListed ? ', but that they load before the next group' : ''}.`,
    names,
  )
}

function tagIsUnique({ tag, group }: Step): Sentence {
  return documented(
    'tag-unique',
    sources.kb103000,
    `A tag is meant to be unique within its group; tag ${tag} of group ${group} is not.`,
    [group],
  )
}

function seenBothWays(): Sentence {
  return measured(
    'seen-both-ways',
    sources.bootLogs,
    'On two machines with Windows 11, two drivers of one tag (intelpep and WindowsTrustedRT) were seen in different order: do not count on it.',
  )
}

function unlistedWords(plan: Plan, first: Step, second: Step): Sentence[] {
  if (first.groupPosition !== undefined)
    return [
      unknown(
        'not-documented',
        'Microsoft documents where drivers without a group come, and not where those of an unlisted group do.',
      ),
    ]
  if (first.group === undefined && second.group !== undefined)
    return [
      documented(
        'not-as-documented',
        sources.groupEntry,
        `The document has ${first.service.name}, without a group, after all drivers that have one.`,
        [first.service.name, second.group],
      ),
      asObserved(
        plan,
        'one-lot',
        sources.bootLogs,
        'The loader takes drivers of unlisted groups and those without one as one lot.',
        [first.service.name, second.group],
      ),
    ]
  return [
    unknown('not-documented', 'No document says in which order drivers outside the listed groups load.'),
  ]
}

/** What the groups alone would say; where those that are not listed come is not documented. */
function againstGroup(plan: Plan, first: Step, second: Step): Sentence {
  const names = [first.service.name, second.service.name]
  const text = `By group, ${names[1]} would come first: it is in ${groupWithPlace(second)}, ${names[0]} in ${groupWithPlace(first)}.`
  return first.groupPosition === undefined
    ? asObserved(plan, 'against-groups', sources.bootLogs, text, names)
    : documented('against-groups', sources.kb115486, text, names)
}

function againstGroups(first: Step, second: Step): boolean {
  const last = Number.MAX_SAFE_INTEGER
  return (second.groupPosition ?? last) < (first.groupPosition ?? last)
}

function isOneGroup(first: Step, second: Step): boolean {
  return first.group !== undefined && upcase(first.group) === upcase(second.group ?? '')
}
