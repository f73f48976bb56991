import { ordinal } from '../../diagnostics/index.ts'
import { isReadBy } from '../../services/index.ts'
import type { FoundStep } from '../compare-pair.ts'
import type { Change } from './change.ts'
import type { Context } from './context.ts'
import { documented, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { groupThatMoves, phaseAfter } from './trial.ts'
import { groupsInOrder } from './words.ts'

export function serviceChanges(context: Context, found: FoundStep): Sentence[] {
  const { step, phase } = found
  const { service } = step
  const { name } = service
  if (step.loop !== undefined)
    return [
      documented(
        'dependency-loop',
        sources.circular,
        'No place makes it start: one of the names that close the loop has to leave DependOnService or DependOnGroup.',
        [name],
      ),
    ]
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
  if (service.kind === 'service' && phase === 'auto') changes.push(...turnChange(context, found))
  const isDelayed = phase === 'delayed'
  const delay: Change = { services: [{ service, delayedAutostart: isDelayed ? 0 : 1 }] }
  const canDelay =
    isDelayed ||
    (service.kind === 'service' && isReadBy(context.services.windows.release, 'DelayedAutostart'))
  if (canDelay && phaseAfter(context, found, delay) === (isDelayed ? 'auto' : 'delayed')) {
    const text = isDelayed
      ? `DelayedAutostart 0 would start ${name} with the other auto-start services.`
      : `DelayedAutostart 1 would start ${name} after the other auto-start services${step.group === undefined ? '' : ' (documented for services without a group)'}.`
    changes.push({ ...documented('delayed', sources.delayedAutoStart, text, [name]), changes: [delay] })
  }
  return changes
}

/** A group that gives a service another turn. */
function turnChange(context: Context, found: FoundStep): Sentence[] {
  const groups = groupsInOrder(context.services)
  const way =
    groupThatMoves(context, found, groups, 'earlier') ?? groupThatMoves(context, found, groups, 'later')
  if (way === undefined) return []
  const example = `${groups[way.index]} (${ordinal(way.index + 1)})`
  const text = `A Group that stands elsewhere in ServiceGroupOrder, such as ${example}, would move it.`
  const names = [found.step.service.name, groups[way.index]]
  return [{ ...documented('group', sources.autoStart, text, names), changes: [way.change] }]
}
