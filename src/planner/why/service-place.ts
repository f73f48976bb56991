import type { FoundStep } from '../compare-pair.ts'
import type { Context } from './context.ts'
import { definition, documented, read, type Sentence, unknown } from './sentence.ts'
import { sources } from './sources.ts'
import { controllerTurn } from './turn.ts'
import { groupWithPlace } from './words.ts'

/** What gives a service its turn with the Service Control Manager. */
export function servicePlace({ options }: Context, { step, phase }: FoundStep): Sentence[] {
  const { name } = step.service
  const codes = new Set(step.reasons.map(({ code }) => code))
  if (codes.has('pulled-in') || step.loop !== undefined) return []
  const turn = controllerTurn(step)
  if (phase === 'delayed')
    return [
      definition('delayed-order', `Among the delayed services no order is documented: ${turn}.`, [name]),
    ]
  if (codes.has('early-start'))
    return [
      read('early-start', `Control\\EarlyStartServices names ${name}.`, [name]),
      definition(
        'early-start-order',
        'What Windows does with that list is not documented: svcsim starts its services before all groups, in its order.',
      ),
    ]
  const sentences: Sentence[] = []
  if (step.groupPosition !== undefined)
    sentences.push(
      step.service.kind === 'driver'
        ? unknown(
            'group-order-disputed',
            `It is in ${groupWithPlace(step)}. Whether that counts is disputed: "Automatically Starting Services" says that groups give the order, "Specifying Driver Load Order" that the Service Control Manager ignores the group of a driver.`,
            [name, step.group],
          )
        : documented(
            'group-listed',
            sources.autoStart,
            `It is in ${groupWithPlace(step)}: the Service Control Manager takes the groups in that order.`,
            [name, step.group],
          ),
    )
  else
    sentences.push(
      documented(
        'no-listed-group',
        'Microsoft: Win32_BaseService',
        step.group === undefined
          ? `${name} has no group: such services come after those of all groups.`
          : `Its group ${step.group} is not in ServiceGroupOrder: such services come after those of the listed groups.`,
        [name, step.group],
      ),
    )
  if (step.tag !== undefined)
    sentences.push(
      unknown(
        'tag-disputed',
        `Whether its tag ${step.tag} counts is disputed: "Automatically Starting Services" says that tags give the order within a group, CreateServiceW that they are evaluated for boot-start and system-start drivers alone. Here it ${options.assumeTags ? 'counts (--assume-tags)' : 'does not count (--assume-tags makes it)'}.`,
        [name],
      ),
    )
  const order =
    step.groupPosition === undefined ? 'with others like it' : `with the others of group ${step.group}`
  sentences.push(
    definition('name-order', `${name} is taken by name ${order}: no document gives an order.`, [name]),
  )
  return sentences
}
