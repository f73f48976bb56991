import { comparePlaces, compareText, type Place } from './place.ts'

/** How bad a finding is. `error` fails a lint run by default. */
export type Severity = 'error' | 'warning' | 'info'

/** Severities from worst to mildest, with the number that orders them. */
export const severityRank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** A second place that explains a finding, such as the tag vector that lacks a tag. */
export interface RelatedPlace {
  readonly at: Place
  readonly message: string
}

/** Plain, JSON-ready facts of a finding. The message is made from them. */
export type FindingData = Readonly<
  Record<string, string | number | boolean | null | readonly (string | number)[]>
>

/** One observation of one rule. Data first: `message` and `help` are derived and free to improve. */
export interface Finding {
  readonly ruleId: string
  readonly ruleName: string
  readonly severity: Severity
  readonly message: string
  readonly help?: string
  /** The service it is about, original spelling, where there is one. */
  readonly service?: string
  readonly data: FindingData
  readonly at: Place
  readonly related: readonly RelatedPlace[]
}

/** The one total order of findings: place, then rule, then message. */
export function compareFindings(a: Finding, b: Finding): number {
  return comparePlaces(a.at, b.at) || compareText(a.ruleId, b.ruleId) || compareText(a.message, b.message)
}

/** Sorts findings by {@link compareFindings} and drops exact repetitions. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compareFindings)
  return sorted.filter((finding, index) => {
    const previous = sorted[index - 1]
    return previous === undefined || compareFindings(previous, finding) !== 0
  })
}
