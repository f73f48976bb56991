import { type FoundStep, judgeFound } from '../compare-pair.ts'
import type { Guarantee, Step } from '../plan.ts'
import type { Context } from './context.ts'
import { decidingSentence } from './judgement-text.ts'
import { read, type Sentence } from './sentence.ts'

/** What a guarantee says of an order, for a person. */
export const guaranteePhrases: Readonly<Record<Guarantee, string>> = {
  documented: 'Microsoft documents it',
  release: 'this release of Windows does it so, no document promises it',
  open: 'open, no source settles it',
}

/** What is open where a source tells what it depends on. */
const openPhrases: ReadonlyMap<string, string> = new Map([
  ['measured-boot', 'open, it depends on whether the machine measures its boot'],
  ['may-load-earlier', 'open, it depends on what images import'],
  ['dependency-loop', 'neither is started'],
])

/** What comes directly before and after a step in its phase, and what is guaranteed of that. */
export function neighbourSentences(context: Context, found: FoundStep): Sentence[] {
  const steps = context.plan.phases.find(({ phase }) => phase === found.phase)?.steps ?? []
  const at = (offset: number): FoundStep | undefined => {
    const step: Step | undefined = steps[found.step.position - 1 + offset]
    return step && { ...found, step, rank: found.rank + offset }
  }
  const before = at(-1)
  const after = at(1)
  return [
    before === undefined
      ? read('first-of-phase', 'Nothing comes before it in this phase.')
      : neighbour(context, before, found, `Directly before it: ${before.step.service.name}`),
    after === undefined
      ? read('last-of-phase', 'Nothing comes after it in this phase.')
      : neighbour(context, found, after, `Directly after it: ${after.step.service.name}`),
  ]
}

function neighbour(context: Context, earlier: FoundStep, later: FoundStep, heading: string): Sentence {
  const judgement = judgeFound(context.services, context.plan, earlier, later)
  const sentence = decidingSentence(context, { earlier, later, judgement })
  const phrase = openPhrases.get(judgement.code) ?? guaranteePhrases[judgement.guarantee]
  return { ...sentence, text: `${heading} (${phrase}). ${sentence.text}` }
}
