import { compareText, type Finding } from '../../diagnostics/index.ts'
import { fingerprintOf } from './fingerprint.ts'

/** Findings that are known and put up with. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[]
}

/** So many equal findings of one input. Findings are known by the fingerprint alone; the rest tells what it was about. */
export interface BaselineEntry {
  readonly fingerprint: string
  readonly count: number
  readonly ruleId: string
  readonly ruleName: string
  readonly service: string | null
  readonly message: string
  /** The input; undefined where nobody said. */
  readonly file?: string
}

/** The baseline in which all of these findings of one input are known. */
export function baselineOf(findings: Iterable<Finding>, file?: string): Baseline {
  const baseline = new NewBaseline()
  baseline.add(findings, file)
  return baseline.finish()
}

/** A baseline in the making, from the findings of one input after the other. */
export class NewBaseline {
  private readonly entries: Map<string, BaselineEntry> = new Map()

  add(findings: Iterable<Finding>, file?: string): void {
    for (const finding of findings) {
      const { ruleId, ruleName, service = null, message } = finding
      const entry = { fingerprint: fingerprintOf(finding), count: 1, ruleId, ruleName, service, message }
      this.put(file === undefined ? entry : { ...entry, file }, (known) => known + 1)
    }
  }

  /** Keeps an entry of an earlier baseline: so many findings are known at least. */
  keep(entry: BaselineEntry): void {
    this.put(entry, (known) => Math.max(known, entry.count))
  }

  /** In an order that does not depend on that of the findings. */
  finish(): Baseline {
    return { entries: [...this.entries.values()].sort(compareEntries) }
  }

  private put(entry: BaselineEntry, add: (known: number) => number): void {
    const key = JSON.stringify([entry.fingerprint, entry.file])
    const known = this.entries.get(key)
    // Equal findings may be worded by their places; the wording that sorts first stands for all.
    const { message } = known && compareText(known.message, entry.message) < 0 ? known : entry
    this.entries.set(key, known ? { ...known, count: add(known.count), message } : entry)
  }
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.service ?? '', b.service ?? '') ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint) ||
    compareText(a.file ?? '', b.file ?? '')
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
  private readonly met: Map<string, number> = new Map()
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
      if (left > 0) {
        this.left.set(fingerprint, left - 1)
        this.met.set(fingerprint, (this.met.get(fingerprint) ?? 0) + 1)
      }
      ;(left > 0 ? known : fresh).push(finding)
    }
    return { fresh, known }
  }

  /**
   * Entries of which fewer findings were met than the baseline counts, with how many are missing.
   * @param isJudged whether the run would have met the findings of an entry, were they still there
   */
  stale(isJudged: (entry: BaselineEntry) => boolean = () => true): readonly BaselineEntry[] {
    const entries: BaselineEntry[] = []
    // A finding that went from one input to another was met there.
    const met = new Map(this.met)
    for (const entry of this.baseline.entries) {
      if (!isJudged(entry)) continue
      const found = Math.min(entry.count, met.get(entry.fingerprint) ?? 0)
      if (found > 0) met.set(entry.fingerprint, (met.get(entry.fingerprint) ?? 0) - found)
      if (entry.count > found) entries.push({ ...entry, count: entry.count - found })
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
