import { compareText, type Finding } from '../../diagnostics/index.ts'
import { fingerprintOf } from './fingerprint.ts'

/** Findings that are known and put up with. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[]
}

/** So many equal findings. Rule, service and message are for people: the fingerprint alone counts. */
export interface BaselineEntry {
  readonly fingerprint: string
  readonly count: number
  readonly ruleId: string
  readonly ruleName: string
  readonly service: string | null
  readonly message: string
}

/** The baseline in which all of these findings are known, in an order that does not depend on where they stand. */
export function baselineOf(findings: Iterable<Finding>): Baseline {
  const entries = new Map<string, BaselineEntry>()
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding)
    const known = entries.get(fingerprint)
    const { ruleId, ruleName, service = null, message } = finding
    entries.set(
      fingerprint,
      // Equal findings may be worded by their places; the wording that sorts first stands for all.
      known
        ? {
            ...known,
            count: known.count + 1,
            message: compareText(message, known.message) < 0 ? message : known.message,
          }
        : { fingerprint, count: 1, ruleId, ruleName, service, message },
    )
  }
  return { entries: [...entries.values()].sort(compareEntries) }
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.service ?? '', b.service ?? '') ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  )
}

/** Findings of one or more inputs, told apart by a baseline. */
export interface KnownApart {
  /** Not in the baseline: to be reported. */
  readonly fresh: readonly Finding[]
  /** In the baseline. */
  readonly known: readonly Finding[]
}

/**
 * What of a baseline has not been met yet. Findings of several inputs are given one input after the other, in the
 * order of the inputs: of two equal findings of which one is known, the first is taken for it.
 */
export class KnownFindings {
  private readonly left: Map<string, number> = new Map()
  private readonly baseline: Baseline

  constructor(baseline: Baseline) {
    this.baseline = baseline
    for (const { fingerprint, count } of baseline.entries)
      this.left.set(fingerprint, (this.left.get(fingerprint) ?? 0) + count)
  }

  /** Tells findings apart, and remembers which known ones have been met. */
  take(findings: readonly Finding[]): KnownApart {
    const fresh: Finding[] = []
    const known: Finding[] = []
    for (const finding of findings) {
      const fingerprint = fingerprintOf(finding)
      const left = this.left.get(fingerprint) ?? 0
      if (left > 0) this.left.set(fingerprint, left - 1)
      ;(left > 0 ? known : fresh).push(finding)
    }
    return { fresh, known }
  }

  /** Entries of which fewer findings were met than the baseline counts, with how many are missing. */
  stale(): readonly BaselineEntry[] {
    const entries: BaselineEntry[] = []
    for (const entry of this.baseline.entries) {
      const count = this.left.get(entry.fingerprint) ?? 0
      if (count > 0) entries.push({ ...entry, count })
    }
    return entries
  }
}

/** Tells the findings of a whole run apart. */
export function withoutKnown(
  findings: readonly Finding[],
  baseline: Baseline,
): KnownApart & { readonly stale: readonly BaselineEntry[] } {
  const known = new KnownFindings(baseline)
  return { ...known.take(findings), stale: known.stale() }
}
