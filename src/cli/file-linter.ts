import {
  applyPolicy,
  type Finding,
  type FindingData,
  type JudgedResult,
  type LintPolicy,
  lint,
  matchesGlob,
  type Services,
  serviceGlobs,
  severityRank,
} from '../index.ts'
import { hasNoControlSet } from '../report/input.ts'
import type { LintReport } from '../report/lint-report.ts'
import { blocks } from './blocks.ts'
import { detailInput } from './commands/context.ts'
import { type Failure, failureOf } from './failure.ts'
import type { Host } from './host.ts'
import { fileReport, type Shown, shownFindings } from './lint-file-report.ts'
import { KeptNotes, type Note } from './notes.ts'
import { type ServicesOptions, ServicesReader } from './services.ts'

/** How inputs are read and judged: plain data, which a worker thread can be given. */
export interface FileLinterOptions extends ServicesOptions {
  readonly verbose?: boolean
  readonly policy: LintPolicy
}

/** What judging one input gave: plain data, which a worker thread can hand over. */
export interface LintedFile {
  /** As it was named. */
  readonly name: string
  /** As places name it. */
  readonly file: string
  /** What to say of it, in this order. */
  readonly notes: readonly Note[]
  /** Undefined where it failed. */
  readonly judged?: JudgedFile
  /** An input that cannot be read is told in the notes; anything else ends the run. */
  readonly failure?: Failure
}

export interface JudgedFile extends JudgedResult {
  readonly services: number
  readonly hasControlSet: boolean
  /** Which of the policy's globs of service names match a service, that no input before it in its thread had. */
  readonly matched: readonly number[]
  /** In place of its findings, where only their lines are wanted. */
  readonly written?: {
    readonly lines: readonly string[]
    /** The report without findings. */
    readonly sums: LintReport
  }
}

/** What came of getting ready to judge. */
export interface OpenedLinter {
  /** What is to be said of the base. */
  readonly notes: readonly Note[]
  /** Undefined where it failed: the base cannot be read, or an option makes no sense. */
  readonly linter?: FileLinter
  readonly failure?: Failure
}

/** Judges inputs one by one, over one base. */
export class FileLinter {
  private readonly kept: KeptNotes
  private readonly reader: ServicesReader
  private readonly policy: LintPolicy
  private readonly asLines: Shown | undefined
  private readonly inBase: ReadonlyMap<string, Finding>
  /** Globs of the policy that have matched no service yet, by their index in all of them. */
  private readonly unmatched: Map<number, string>

  private constructor(
    kept: KeptNotes,
    reader: ServicesReader,
    { policy }: FileLinterOptions,
    { base, asLines }: { readonly base: Services | undefined; readonly asLines: Shown | undefined },
  ) {
    this.kept = kept
    this.reader = reader
    this.policy = policy
    this.asLines = asLines
    this.unmatched = new Map(serviceGlobs(policy).entries())
    this.inBase = new Map(base ? lint(base).findings.map((finding) => [identity(finding), finding]) : [])
  }

  /**
   * Reads the base. One that cannot be read would fail every input with the same line.
   * @param asLines where nothing is wanted of the findings but their lines in the format ndjson: which of them
   */
  static async open(options: FileLinterOptions, host: Host, asLines?: Shown): Promise<OpenedLinter> {
    const kept = new KeptNotes(options)
    try {
      const reader = new ServicesReader(host, options, kept, { inBox: true, devices: true })
      const linter = new FileLinter(kept, reader, options, { base: await reader.readBase(), asLines })
      return { notes: kept.take(), linter }
    } catch (error) {
      return { notes: kept.take(), failure: failureOf(error) }
    }
  }

  async lint(name: string): Promise<LintedFile> {
    try {
      const services = await this.reader.read(name)
      const file = services.inputs.at(-1)?.file ?? name
      const judged = this.judge(services, file)
      const linted = { name, file, notes: this.kept.take() }
      return { ...linted, judged: this.asLines ? await written(linted, judged, this.asLines) : judged }
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'input') this.kept.problem(failure.message)
      return { name, file: name, notes: this.kept.take(), failure }
    }
  }

  /** @throws UsageError where --hive-log was given and no input that was read is a hive */
  refuseUnusedLogs(): void {
    this.reader.refuseUnusedLogs()
  }

  private judge(services: Services, file: string): JudgedFile {
    detailInput(services, this.kept)
    const hasControlSet = !hasNoControlSet(services)
    if (hasControlSet && services.all.length === 0)
      this.kept.note(
        `${file}: it holds no key under the Services key of a control set, so no service to judge (SVC004)`,
      )
    const { only } = this.policy
    const { findings, ...result } = lint(services, { only })
    // What the base has without the input is not the input's fault.
    const { inBase } = this
    const own =
      inBase.size === 0
        ? findings
        : findings.filter((finding) => !isSame(finding, inBase.get(identity(finding))))
    return {
      ...applyPolicy({ ...result, findings: own }, services, this.policy),
      services: services.all.length,
      hasControlSet,
      matched: this.match(services, own),
    }
  }

  /** A finding may name a service that is missing, which may be what was asked for. */
  private match({ all }: Services, findings: readonly Finding[]): number[] {
    const matched: number[] = []
    for (const [index, glob] of this.unmatched)
      if (
        all.some(({ name }) => matchesGlob(glob, name)) ||
        findings.some(({ service }) => service !== undefined && matchesGlob(glob, service))
      )
        matched.push(index)
    for (const index of matched) this.unmatched.delete(index)
    return matched
  }
}

/** Lines are much less to hand over than findings, and need not be made where all results meet. */
async function written(
  linted: Pick<LintedFile, 'name' | 'file'>,
  judged: JudgedFile,
  shown: Shown,
): Promise<JudgedFile> {
  const { lintNdjson } = await import('../report/lint-ndjson.ts')
  const report = fileReport(linted, judged, { fresh: judged.findings, known: [] })
  const findings = shownFindings(report.findings, shown)
  const lines = [...blocks(lintNdjson({ ...report, findings }))]
  const none = { findings: [], suppressed: [] }
  return { ...judged, ...none, written: { lines, sums: { ...report, ...none } } }
}

function identity({ ruleId, at, message }: Finding): string {
  return JSON.stringify([ruleId, at.file, at.line, at.column, at.offset, at.keyPath, at.valueName, message])
}

/** What was an info of a base may be an error by an overlay that makes the service boot-start: then it is another one. */
function isSame(finding: Finding, ofBase: Finding | undefined): boolean {
  if (ofBase === undefined) return false
  if (severityRank[finding.severity] >= severityRank[ofBase.severity]) return true
  return JSON.stringify(factsOf(finding)) === JSON.stringify(factsOf(ofBase))
}

/** That a driver of Windows is no longer taken for one, as the overlay touches it, changes nothing of what was found. */
function factsOf({ data }: Finding): FindingData {
  return { ...data, inBox: null }
}
