import { startTypeName } from '../../services/index.ts'
import { type FoundStep, isKernel, phaseWords } from '../compare-pair.ts'
import { loopWords } from '../loop-words.ts'
import type { Step } from '../plan.ts'
import type { Context } from './context.ts'
import type { Pair } from './pair.ts'
import { asObserved, definition, documented, inference, type Sentence, unknown } from './sentence.ts'
import { sources } from './sources.ts'
import { tieSentence } from './tie.ts'
import { controllerTurn, phaseNames, promotionOf } from './turn.ts'
import { groupWithPlace, tagOrdinal } from './words.ts'

/** The statement that decides the order of two steps. */
export function decidingSentence(context: Context, pair: Pair): Sentence {
  const { earlier, later, judgement } = pair
  const [first, second] = [earlier.step, later.step]
  const [a, b] = [first.service.name, second.service.name]
  const { code } = judgement
  const names = [a, b]
  switch (code) {
    case 'start-type':
      return startTypeSentence(pair)
    case 'other-than-start':
      return asObserved(context.plan, code, sources.ntLoadOrder, `${otherThanStartText(pair)}.`, names)
    case 'pulled-in':
      return unknown(
        code,
        `${b} is demand start: it is here because ${second.neededBy?.name} depends on it, but whatever else asks for it may have started it before.`,
        names,
      )
    case 'group-order': {
      const groups = `${a} is in ${groupWithPlace(first)}, ${b} in ${groupWithPlace(second)}`
      return isKernel(earlier.phase)
        ? documented(code, sources.kb115486, `${groups}: groups load in the order of that list.`, names)
        : documented(code, sources.autoStart, `${groups}: groups start in the order of that list.`, names)
    }
    case 'no-group':
      return documented(
        code,
        sources.groupEntry,
        `${a} is in ${groupWithPlace(first)}, ${b} has no group: it loads after all whose group is listed.`,
        names,
      )
    case 'tag-order':
      return documented(
        code,
        sources.kb115486,
        `Both are in group ${first.group}, and in its vector tag ${first.tag} of ${a} (${tagOrdinal(first)}) stands before tag ${second.tag} of ${b} (${tagOrdinal(second)}).`,
        names,
      )
    case 'tag-listed-first': {
      const lacks = second.tag === undefined ? 'has no tag' : `has tag ${second.tag}, which is not in it`
      return documented(
        code,
        sources.kb115486,
        `Both are in group ${first.group}; tag ${first.tag} of ${a} is in its vector, ${b} ${lacks}: listed tags load first.`,
        names,
      )
    }
    case 'dependency':
      return documented(
        code,
        sources.autoStart,
        `${judgement.reason}: what it needs is started before it.`,
        names,
      )
    case 'group-order-disputed':
      return unknown(
        code,
        `${a} is in ${groupWithPlace(first)}, ${b} in ${groupWithPlace(second)}. For services that order counts ("Automatically Starting Services"); of drivers Microsoft says that the Service Control Manager ignores their group ("Specifying Driver Load Order").`,
        names,
      )
    case 'no-group-order':
      return unknown(
        code,
        'The input has no ServiceGroupOrder that could be used, so the order is assumed.',
        names,
      )
    case 'may-load-earlier':
      return unknown(
        code,
        `${b} may load earlier than shown: an image that another one imports is loaded with it, and what the images import is not known (--system-root tells).`,
        names,
      )
    case 'measured-boot':
      return unknown(
        code,
        `A machine that measures its boot loads ${b} right after ACPI, so before ${a}; others load it where its group and tag put it. Boot logs of Windows 10 and 11 show both, no document tells, and the input does not say what machine it is of (--measured-boot shows the other order).`,
        names,
      )
    case 'dependency-loop':
      return loopSentence(second, 'Both are')
    case 'imported':
      return asObserved(context.plan, code, sources.ntLoadOrder, importedText(first, second), names)
    case 'promoted':
      return asObserved(context.plan, code, sources.ntLoadOrder, promotedText(first, second), names)
    case 'name-order':
      return nameOrderSentence(first, second)
    default:
      return tieSentence(context, pair)
  }
}

/** That the controller starts no member of a loop. `subject`: `C is`, `Both are`. */
export function loopSentence({ service, loop }: Step, subject: string): Sentence {
  const names = loop?.members.map(({ name }) => name) ?? [service.name]
  const words = loop === undefined ? 'a loop of dependencies' : loopWords(loop)
  return documented(
    'dependency-loop',
    sources.circular,
    names.length === 1
      ? `${words}: the Service Control Manager does not start it.`
      : `${subject} in ${words}: the Service Control Manager starts none of them, and their places here say nothing.`,
    names,
  )
}

/**
 * What the loader does besides what the documents say of two: with the image or the group of the earlier one promoted,
 * another Group would not change its place.
 */
export function besidesDocuments({ plan }: Context, { earlier, later, judgement }: Pair): Sentence[] {
  const promotion = promotionOf(earlier.step)
  if (judgement.guarantee !== 'documented' || earlier.phase !== later.phase || promotion === undefined)
    return []
  const text = `The loader of this release goes further, whatever the documents say of ${earlier.step.service.name}: ${promotion}.`
  return [asObserved(plan, 'promoted', sources.ntLoadOrder, text, [earlier.step.service.name])]
}

function startTypeSentence({ earlier, later }: Pair): Sentence {
  const [a, b] = [earlier.step.service.name, later.step.service.name]
  const code = 'start-type'
  const names = [a, b]
  const phases = `${a} is in the ${phaseNames[earlier.phase]}, ${b} in the ${phaseNames[later.phase]}`
  if (later.phase === 'system')
    return documented(
      code,
      sources.kb115486,
      `${phases}: every boot-start driver loads before any system-start driver.`,
      names,
    )
  if (isKernel(earlier.phase))
    return documented(
      code,
      sources.driverLoadOrder,
      `${phases}: the Service Control Manager starts after these drivers are loaded.`,
      names,
    )
  return documented(
    code,
    sources.delayedAutoStart,
    `${phases}: delayed services start after the other auto-start ones.`,
    names,
  )
}

function otherThanStartText({ earlier, later }: Pair): string {
  const text = ({ step, phase }: FoundStep): string => {
    const { name } = step.service
    const codes = new Set(step.reasons.map(({ code }) => code))
    if (codes.has('start-override'))
      return `${name} is in the ${phaseNames[phase]} by a StartOverride that makes it ${startTypeName(step.start)} on this hardware`
    if (codes.has('boot-file-system'))
      return `${name} is in the boot phase as the boot file system driver, whatever its Start`
    if (codes.has('measured-boot')) return `${name} is in the boot phase as part of a measured boot`
    return `${name} is in the ${phaseNames[phase]} by its Start`
  }
  const order = `${phaseWords[earlier.phase]} comes before ${phaseWords[later.phase]}`
  return `${text(earlier)}; ${text(later)}; ${order}`
}

function importedText(first: Step, second: Step): string {
  const step = [first, second].find(({ reasons }) => reasons.some(({ code }) => code === 'imported')) ?? first
  const why = step.reasons.find(({ code }) => code === 'imported')?.message
  return `${step.service.name} is not where its group and tag put it: ${why ?? 'another image imports it'}.`
}

function promotedText(first: Step, second: Step): string {
  const [a, b] = [first.service.name, second.service.name]
  const why = promotionOf(first)
  const other = promotionOf(second)
  if (why === undefined) return `${b} has a place of its own: ${other}; ${a} comes before it all the same.`
  if (other === undefined)
    return `${a} does not wait for its turn: ${why}. ${b} has its place by group and tag.`
  return `Neither waits for its turn, and the loader takes them in an order of its own: of ${a}, ${why}; of ${b}, ${other}.`
}

function nameOrderSentence(first: Step, second: Step): Sentence {
  const [a, b] = [first.service.name, second.service.name]
  return definition(
    'name-order',
    `No document says whether ${a} or ${b} starts first: ${controllerTurn(first)}; ${controllerTurn(second)}.`,
    [a, b],
  )
}

/** Whether an order beyond the documents is an inference for this release, and from what. */
export function descent(context: Context): Sentence | undefined {
  const kernel = context.plan.evidence.find(({ algorithm }) => algorithm !== 'scm')
  if (kernel === undefined || kernel.quality === 'measured') return undefined
  const { title } = context.services.windows
  return inference('evidence', [], `${title}: ${kernel.message}.`)
}
