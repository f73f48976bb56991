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
  /** What the input was laid over; undefined where it was judged by itself, or nobody said. */
  readonly base?: string
}

/** The baseline in which all of these findings of one input are known. */
export function baselineOf(findings: Iterable<Finding>, file?: string): Baseline {
  const baseline = new NewBaseline()
  baseline.add(findings, file)
  return baseline.finish()
}

/** A baseline in the making, from the findings of one input after the other. */
export class NewBaseline {
  private readonly entries: EntryCounts = new EntryCounts()
  private readonly base: string | undefined

  /** @param base what all of the inputs are laid over */
  constructor(base?: string) {
    this.base = base
  }

  /** An input that is judged twice, by two of its names, has its findings once. */
  add(findings: Iterable<Finding>, file?: string): void {
    const { base } = this
    const from = { ...(file === undefined ? {} : { file }), ...(base === undefined ? {} : { base }) }
    const found = new EntryCounts()
    for (const finding of findings) {
      const { ruleId, ruleName, service = null, message } = finding
      const fingerprint = fingerprintOf(finding)
      found.put({ fingerprint, count: 1, ruleId, ruleName, service, message, ...from }, sum)
    }
    for (const entry of found.all()) this.entries.put(entry, file === undefined ? sum : Math.max)
  }

  /**
   * All inputs have been added: keeps what an earlier baseline has and they could not tell of.
   * @param isJudged whether the findings of an entry would have been met, were they still there
   */
  keep(earlier: Baseline, isJudged: (entry: BaselineEntry) => boolean): void {
    const entries = summed(earlier)
    const met = new Map([...this.entries.all()].map((entry) => [groupOf(entry), entry.count]))
    const isNew = newOnes(entries, this.entries.all())
    for (const entry of entries) {
      if (isJudged(entry)) continue
      const count = entry.count - this.takenOver(entry, met, isNew)
      if (count > 0) this.entries.put({ ...entry, count }, Math.max)
    }
  }

  /** In an order that does not depend on that of the findings. */
  finish(): Baseline {
    return { entries: [...this.entries.all()].sort(compareEntries) }
  }

  /** Of how many findings of an entry that does not say where they were, that is known now. */
  private takenOver(
    entry: BaselineEntry,
    met: ReadonlyMap<string, number>,
    isNew: ReadonlyMap<string, number>,
  ): number {
    if (entry.base !== undefined && entry.base !== this.base) return 0
    if (entry.file === undefined) return isNew.get(entry.fingerprint) ?? 0
    // Either of a run without a base, or of a baseline that did not tell bases apart.
    const isOverBase = entry.base === undefined && this.base !== undefined
    return isOverBase && (met.get(groupOf(entry)) ?? 0) >= entry.count ? entry.count : 0
  }
}

/** By fingerprint, how many findings there are that no entry which names its input counts. */
function newOnes(
  earlier: readonly BaselineEntry[],
  found: Iterable<BaselineEntry>,
): ReadonlyMap<string, number> {
  const known = countsOfGroups(earlier)
  const counts = new Map<string, number>()
  for (const entry of found) {
    const more = entry.count - (known.get(groupOf(entry))?.count ?? 0)
    if (more > 0) counts.set(entry.fingerprint, (counts.get(entry.fingerprint) ?? 0) + more)
  }
  return counts
}

function sum(a: number, b: number): number {
  return a + b
}

/** Entries, each with its own fingerprint, input and base. */
class EntryCounts {
  private readonly entries: Map<string, BaselineEntry> = new Map()

  put(entry: BaselineEntry, add: (known: number, more: number) => number): void {
    const key = JSON.stringify([entry.fingerprint, entry.file, entry.base ?? null])
    const known = this.entries.get(key)
    // Equal findings may be worded by their places; the wording that sorts first stands for all.
    const { message } = known && compareText(known.message, entry.message) < 0 ? known : entry
    this.entries.set(key, known ? { ...known, count: add(known.count, entry.count), message } : entry)
  }

  all(): Iterable<BaselineEntry> {
    return this.entries.values()
  }
}

/** Who merges baselines by hand may leave two entries of one kind. */
function summed({ entries }: Baseline): readonly BaselineEntry[] {
  const counts = new EntryCounts()
  for (const entry of entries) counts.put(entry, sum)
  return [...counts.all()]
}

/** Entries of one input over several bases are of one group: the same findings, met once in each run. */
function groupOf({ fingerprint, file }: BaselineEntry): string {
  return JSON.stringify([fingerprint, file])
}

/** How many findings of each group a run may meet. */
function countsOfGroups(
  entries: Iterable<BaselineEntry>,
): ReadonlyMap<string, Pick<BaselineEntry, 'fingerprint' | 'count'>> {
  const groups = new Map<string, Pick<BaselineEntry, 'fingerprint' | 'count'>>()
  for (const entry of entries) {
    const { fingerprint, count } = entry
    const known = groups.get(groupOf(entry))?.count ?? 0
    groups.set(groupOf(entry), { fingerprint, count: Math.max(known, count) })
  }
  return groups
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.service ?? '', b.service ?? '') ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint) ||
    compareText(a.file ?? '', b.file ?? '') ||
    compareText(a.base ?? '', b.base ?? '')
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
  /** By input, which known ones were met in it. */
  private readonly metIn: Map<string, Map<string, number>> = new Map()
  private readonly entries: readonly BaselineEntry[]

  constructor(baseline: Baseline) {
    this.entries = summed(baseline)
    for (const { fingerprint, count } of countsOfGroups(this.entries).values())
      this.left.set(fingerprint, (this.left.get(fingerprint) ?? 0) + count)
  }

  /**
   * Tells findings apart, and remembers which known ones have been met.
   * @param file the input: where it is judged twice, by two of its names, what was known the first time is known again
   */
  take(findings: readonly Finding[], file?: string): KnownApart {
    const fresh: Finding[] = []
    const known: Finding[] = []
    const again = new Map(file === undefined ? undefined : this.metIn.get(file))
    for (const finding of findings) {
      const fingerprint = fingerprintOf(finding)
      const isKnown = takeOne(again, fingerprint) || this.meet(fingerprint, file)
      ;(isKnown ? known : fresh).push(finding)
    }
    return { fresh, known }
  }

  private meet(fingerprint: string, file: string | undefined): boolean {
    if (!takeOne(this.left, fingerprint)) return false
    addOne(this.met, fingerprint)
    if (file !== undefined) {
      const met = this.metIn.get(file) ?? new Map<string, number>()
      this.metIn.set(file, met)
      addOne(met, fingerprint)
    }
    return true
  }

  /**
   * Entries of which fewer findings were met than the baseline counts, with how many are missing.
   * @param isJudged whether the run would have met the findings of an entry, were they still there
   */
  stale(isJudged: (entry: BaselineEntry) => boolean = () => true): readonly BaselineEntry[] {
    const entries: BaselineEntry[] = []
    // A finding that went from one input to another was met there.
    const met = new Map(this.met)
    const metOfGroup = new Map<string, number>()
    for (const entry of this.entries) {
      if (!isJudged(entry)) continue
      const group = groupOf(entry)
      const before = metOfGroup.get(group) ?? 0
      const left = met.get(entry.fingerprint) ?? 0
      const found = Math.min(entry.count, before + left)
      if (found > before) {
        met.set(entry.fingerprint, left - (found - before))
        metOfGroup.set(group, found)
      }
      if (entry.count > found) entries.push({ ...entry, count: entry.count - found })
    }
    return entries
  }
}

function takeOne(counts: Map<string, number>, fingerprint: string): boolean {
  const left = counts.get(fingerprint) ?? 0
  if (left > 0) counts.set(fingerprint, left - 1)
  return left > 0
}

function addOne(counts: Map<string, number>, fingerprint: string): void {
  counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1)
}

/** Tells the findings of a whole run apart. */
export function withoutKnown(
  findings: readonly Finding[],
  baseline: Baseline,
): KnownApart & { readonly stale: readonly BaselineEntry[] } {
  const known = new KnownFindings(baseline)
  return { ...known.take(findings), stale: known.stale() }
}
