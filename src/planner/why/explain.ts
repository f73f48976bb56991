import type { Service } from '../../services/index.ts'
import { comparePair, type FoundStep, findStep, isKernel, judgeFound } from '../compare-pair.ts'
import type { Guarantee, Phase } from '../plan.ts'
import { changesOf } from './changes.ts'
import type { Context } from './context.ts'
import { dependencySentences, pairDependency } from './dependencies.ts'
import { besidesDocuments, decidingSentence, descent } from './judgement-text.ts'
import { neighbourSentences } from './neighbours.ts'
import { pairChanges } from './pair-changes.ts'
import { pairTies } from './pair-ties.ts'
import { phaseSentences } from './phase.ts'
import { placeSentences } from './place.ts'
import { read, type Section, type Sentence } from './sentence.ts'
import { pairStakes, stakesOf } from './stakes.ts'
import { noPlaceSentences, orderWithoutPlace } from './without-place.ts'

/** Why a service is where it is, or why it is before or after another. */
export interface Explanation {
  /** The service that was asked for, then the one it was compared with. */
  readonly services: readonly PlacedService[]
  /** Of the first to the second; undefined where one alone was asked for. */
  readonly relation: 'before' | 'after' | 'same' | 'unknown' | undefined
  /** Of the order of the two; of one alone, of its place after the one before it. Undefined where there is none. */
  readonly guarantee: Guarantee | undefined
  /** What decides: see Judgement; `not-in-plan` and `same-service` besides. */
  readonly code: string
  readonly sections: readonly Section[]
  readonly whatWouldChange: readonly Sentence[]
  /** Empty where nothing is known to depend on it. */
  readonly atStake: readonly Sentence[]
}

export interface PlacedService {
  readonly service: Service
  /** Undefined where it is in no phase. */
  readonly place: { readonly phase: Phase; readonly position: number; readonly of: number } | undefined
}

/** The reasons for the place of a service. `context.plan` holds all phases. */
export function explain(context: Context, service: Service): Explanation {
  const found = findStep(context.services, context.plan, service.name)
  if (found === undefined)
    return {
      services: [{ service, place: undefined }],
      relation: undefined,
      guarantee: undefined,
      code: 'not-in-plan',
      sections: sectionsOf({ phase: noPlaceSentences(context, service) }),
      whatWouldChange: [],
      atStake: [],
    }
  return {
    services: [placed(found)],
    relation: undefined,
    guarantee: found.step.guarantee,
    code: found.step.guaranteeCode,
    sections: sectionsOf({
      phase: phaseSentences(context, found),
      place: placeSentences(context, found),
      dependencies: found.step.loop ? [] : dependencySentences(context, found),
      neighbours: neighbourSentences(context, found),
      evidence: evidenceFor(context, found.phase),
    }),
    whatWouldChange: changesOf(context, found),
    atStake: stakesOf(context, service, isBootFileSystem(found)),
  }
}

/** What stands behind the order of two services, and what would turn it round. */
export function explainPair(context: Context, service: Service, other: Service): Explanation {
  const { services, plan } = context
  const [first, second] = [findStep(services, plan, service.name), findStep(services, plan, other.name)]
  const pair = [
    first ? placed(first) : { service, place: undefined },
    second ? placed(second) : { service: other, place: undefined },
  ]
  const { relation, guarantee, code } = comparePair(services, plan, service.name, other.name)
  const base = { services: pair, relation, guarantee, code }
  if (service === other) {
    const same = read('same-service', `Both names mean ${service.name}.`, [service.name])
    return {
      ...base,
      relation: 'same',
      code: 'same-service',
      sections: sectionsOf({ answer: [same] }),
      whatWouldChange: [],
      atStake: [],
    }
  }
  if (first === undefined || second === undefined) {
    const answer = [
      ...(first === undefined ? noPlaceSentences(context, service) : []),
      ...(second === undefined ? noPlaceSentences(context, other) : []),
      ...(first === undefined && second ? orderWithoutPlace(service, named(second)) : []),
      ...(second === undefined && first ? orderWithoutPlace(other, named(first)) : []),
    ]
    return {
      ...base,
      sections: sectionsOf({ answer }),
      whatWouldChange: [],
      atStake: pairStakes(context, service, other),
    }
  }
  const [earlier, later] = first.rank < second.rank ? [first, second] : [second, first]
  const judgement = judgeFound(services, plan, earlier, later)
  return {
    ...base,
    sections: sectionsOf({
      answer: [
        decidingSentence(context, { earlier, later, judgement }),
        ...besidesDocuments(context, { earlier, later, judgement }),
      ],
      ties: pairTies(context, { earlier, later, judgement }),
      dependencies: pairDependency(earlier, later),
      evidence: guarantee === 'release' ? evidenceFor(context, earlier.phase) : [],
    }),
    whatWouldChange: pairChanges(context, first, second),
    atStake: pairStakes(context, service, other),
  }
}

function placed({ step, phase, of }: FoundStep): PlacedService {
  return { service: step.service, place: { phase, position: step.position, of } }
}

function named({ step, phase }: FoundStep): { name: string; phase: Phase } {
  return { name: step.service.name, phase }
}

function isBootFileSystem({ step }: FoundStep): boolean {
  return step.reasons.some(({ code }) => code === 'boot-file-system')
}

function evidenceFor(context: Context, phase: Phase): Sentence[] {
  const sentence = isKernel(phase) ? descent(context) : undefined
  return sentence === undefined ? [] : [sentence]
}

function sectionsOf(sections: Readonly<Partial<Record<Section['topic'], readonly Sentence[]>>>): Section[] {
  return (Object.entries(sections) as [Section['topic'], readonly Sentence[]][])
    .filter(([, sentences]) => sentences.length > 0)
    .map(([topic, sentences]) => ({ topic, sentences }))
}
