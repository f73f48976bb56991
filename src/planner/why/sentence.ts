import type { Evidence, EvidenceQuality } from '../evidence.ts'
import type { Plan } from '../plan.ts'
import type { Change } from './change.ts'
import { sources as known } from './sources.ts'

/** How a sentence is known to be true. */
export type Certainty =
  /** It says what the input holds. */
  | 'read'
  /** Microsoft documents it. */
  | 'documented'
  /** Seen in boot logs, or by tracing the loader; no document promises it. */
  | 'measured'
  /** Concluded from what is documented or measured. */
  | 'inference'
  /** svcsim's own, where no source settles it. */
  | 'definition'
  /** Nobody can know it from this input. */
  | 'unknown'

/** One statement of an explanation: whole, without its full stop's company of other statements. */
export interface Sentence {
  /** Machine-readable: what it is about. */
  readonly code: string
  /** For people, with a capital (unless it starts with a name) and a full stop. */
  readonly text: string
  readonly certainty: Certainty
  /** Who says so, or what it is concluded from; empty for what the input holds, for definitions and the unknown. */
  readonly sources: readonly string[]
  /** The services and groups that it names, as they are written. */
  readonly names: readonly string[]
  /** Of a sentence about what would help: the changes that it speaks of, each tried and found to do what it says. */
  readonly changes?: readonly Change[]
}

/** Statements under one heading. */
export interface Section {
  readonly topic: Topic
  readonly sentences: readonly Sentence[]
}

export type Topic = 'answer' | 'phase' | 'place' | 'ties' | 'dependencies' | 'neighbours' | 'evidence'

type Names = readonly (string | undefined)[]
type Sources = string | readonly string[]

function sentence(
  certainty: Certainty,
  code: string,
  text: string,
  sources: Sources,
  names: Names,
): Sentence {
  return {
    code,
    text,
    certainty,
    sources: typeof sources === 'string' ? [sources] : sources,
    names: names.filter((name) => name !== undefined),
  }
}

export const read = (code: string, text: string, names: Names = []): Sentence =>
  sentence('read', code, text, [], names)

export const documented = (code: string, source: Sources, text: string, names: Names = []): Sentence =>
  sentence('documented', code, text, source, names)

export const measured = (code: string, source: Sources, text: string, names: Names = []): Sentence =>
  sentence('measured', code, text, source, names)

/** `source`: what it is concluded from. */
export const inference = (code: string, source: Sources, text: string, names: Names = []): Sentence =>
  sentence('inference', code, text, source, names)

export const definition = (code: string, text: string, names: Names = []): Sentence =>
  sentence('definition', code, text, [], names)

export const unknown = (code: string, text: string, names: Names = []): Sentence =>
  sentence('unknown', code, text, [], names)

const qualityCertainty: Readonly<Record<EvidenceQuality, Certainty>> = {
  measured: 'measured',
  fragments: 'measured',
  'one-pair': 'inference',
  'by-descent': 'inference',
  'asked-for': 'inference',
  definition: 'definition',
}

/** What a loader does beyond the documents: as certain as it was compared with boot logs for this release. */
export function asObserved(
  plan: Plan,
  code: string,
  source: Sources,
  text: string,
  names: Names = [],
): Sentence {
  const kernel = plan.evidence.find(({ algorithm }) => algorithm !== 'scm')
  const sources = (typeof source === 'string' ? [source] : source).map((each) =>
    each === known.bootLogs ? observedIn(kernel) : each,
  )
  return sentence(qualityCertainty[kernel?.quality ?? 'by-descent'], code, text, sources, names)
}

/** The logs and lists that the order of the release at hand was compared with; of others where there are none. */
function observedIn(evidence: Evidence | undefined): string {
  const { measurements = [], quality } = evidence ?? {}
  if (measurements.length === 0 || quality === 'asked-for') return known.bootLogsOfOthers
  const observed = [...new Set(measurements.map((measurement) => measurement.observed))]
  return `${known.bootLogs}: ${observed.join(', ')}`
}
