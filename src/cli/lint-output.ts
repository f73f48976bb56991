import { resolve } from 'node:path'
import { type Severity, severityRank } from '../index.ts'
import type { LintReport, LintTool, NotRun } from '../report/lint-report.ts'
import { colourless } from '../report/palette.ts'
import { blocks } from './blocks.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { type Shown, shownFindings } from './lint-file-report.ts'
import { lintFormat } from './lint-formats.ts'
import { type LintTarget, lintTargets } from './lint-targets.ts'
import { Output, type OutputOptions } from './output.ts'
import { isSameFile } from './source.ts'
import { refuseMissingFolder, WholeFile } from './whole-file.ts'

export interface LintOutputOptions extends OutputOptions {
  /** Each `name` or `name=file`. */
  readonly format: readonly string[]
  readonly minSeverity?: Severity
  readonly deep?: boolean
}

/** What is known when all inputs have ended. */
export interface LintEnd {
  /** What people are told of rules that could not run; by default, all of it. */
  readonly toldNotRun?: readonly NotRun[]
  /** The mildest severity that fails the run: errors alone, unless told otherwise. */
  readonly failOn?: Severity
}

/**
 * The answer of lint in all formats that were asked for. Hand it each input's result with {@link add} as it ends, in
 * the order of the inputs, then all of them with {@link finish}; or {@link discard} it where something was thrown.
 * Notes go to `out`, once, whatever the number of formats.
 */
export class LintOutput {
  readonly targets: readonly LintTarget[]
  private readonly options: LintOutputOptions
  private readonly host: Host
  private readonly out: Output
  private readonly tool: LintTool
  /** Files of formats that are written input by input. */
  private readonly begun: Map<LintTarget, WholeFile> = new Map()
  private failOn: Severity = 'error'

  /** @throws UsageError for formats that are unknown or contradict each other */
  constructor(options: LintOutputOptions, { host, out }: { host: Host; out: Output }, tool: LintTool) {
    this.targets = lintTargets(options.format, options.output, host)
    this.options = options
    this.host = host
    this.out = out
    this.tool = tool
  }

  /** Whether {@link finish} needs the findings; else those of an input may be forgotten once they were added. */
  get needsFindings(): boolean {
    return this.targets.some(({ format }) => !lintFormat(format).isStream)
  }

  /** @throws UsageError where a file of the answer is this one, which would be lost */
  refuseInput(name: string, kind: 'input' | 'baseline' | 'configuration' = 'input'): void {
    if (name.startsWith('@')) return
    for (const { format, file } of this.targets)
      if (file !== undefined && isSameFile(this.host, name, file)) {
        const option = file === this.options.output ? `--output ${file}` : `--format ${format}=${file}`
        throw new UsageError(`${option} would replace the ${kind} ${name}`)
      }
  }

  /** @throws UsageError where a file of the answer could not be written: better before the work than behind it */
  refuseMissingFolders(): void {
    for (const { file } of this.targets)
      if (file !== undefined) refuseMissingFolder(resolve(this.host.cwd, file), file)
  }

  /** Which findings are wanted, where nothing is wanted of them but their lines in the format ndjson. */
  get asLines(): Shown | undefined {
    const [first] = this.targets
    const areLines = this.targets.every(({ format }) => format === 'ndjson')
    return first && areLines ? this.shownOf(first) : undefined
  }

  /**
   * What one input gave: to formats that are written as inputs end.
   * @param lines the same in the format ndjson, where that is known
   */
  async add(report: LintReport, lines?: readonly string[]): Promise<void> {
    for (const target of this.targets) {
      const { isStream, write } = lintFormat(target.format)
      if (!isStream) continue
      const parts = lines ?? blocks(await write(this.shown(report, target), await this.look(target)))
      if (target.file === undefined) await this.outputOf(target).answerParts(parts)
      else for (const part of parts) this.begin(target, target.file).write(part)
    }
  }

  /**
   * All inputs have ended.
   * @throws UsageError for a file that cannot be written
   */
  async finish(
    report: LintReport,
    { toldNotRun = report.notRun, failOn = 'error' }: LintEnd = {},
  ): Promise<void> {
    this.failOn = failOn
    const nothingRead =
      report.summary.files === 0 && report.inputs?.some(({ problem }) => problem !== undefined)
    const written = this.targets.filter(
      ({ format }) => !nothingRead || lintFormat(format).tellsProblems === true,
    )
    // Files first: whoever reads standard output may stop, and that ends the process.
    for (const target of written.toSorted((a, b) => Number(!a.file) - Number(!b.file))) {
      const { isStream, write } = lintFormat(target.format)
      if (isStream) {
        if (target.file !== undefined) this.begin(target, target.file).finish()
        continue
      }
      const text = await write(this.shown(report, target), await this.look(target))
      await this.outputOf(target).answerParts(typeof text === 'string' ? [text] : blocks(text))
    }
    if (!nothingRead) await this.note(report, toldNotRun)
  }

  /** Leaves what stood in files before. */
  discard(): void {
    for (const file of this.begun.values()) file.discard()
  }

  /** What the formats on show do not say: which rules could not run, and the sum. */
  private async note(report: LintReport, toldNotRun: readonly NotRun[]): Promise<void> {
    const known = this.targets.map(({ format }) => lintFormat(format))
    const onShow = this.targets.filter(({ file }) => file === undefined)
    const [shown = this.targets[0]] = onShow
    const sums = (onShow.length > 0 ? onShow : this.targets).some(({ format }) => lintFormat(format).sums)
    if (known.every(({ tellsNotRun }) => tellsNotRun) && sums) return
    const { notRunLines, summaryLine } = await import('../report/lint-pretty.ts')
    if (!known.every(({ tellsNotRun }) => tellsNotRun))
      for (const line of notRunLines(toldNotRun, report.summary.files)) this.out.note(line)
    // To those who count lines of standard output a sum would be one finding more.
    if (!sums && shown) this.out.note(summaryLine(this.shown(report, shown), this.leastOf(shown), colourless))
  }

  private begin(target: LintTarget, file: string): WholeFile {
    const begun = this.begun.get(target) ?? new WholeFile(resolve(this.host.cwd, file), file)
    this.begun.set(target, begun)
    return begun
  }

  private outputOf({ file }: LintTarget): Output {
    const { output, ...others } = this.options
    return new Output(this.host, file === undefined ? others : { ...others, output: file })
  }

  private async look(target: LintTarget): Promise<Parameters<ReturnType<typeof lintFormat>['write']>[1]> {
    const output = this.outputOf(target)
    const palette = lintFormat(target.format).isForPeople ? await output.palette() : colourless
    return {
      palette,
      columns: output.columns,
      least: this.leastOf(target),
      failOn: this.failOn,
      tool: this.tool,
    }
  }

  /** Machine formats hold all; people get infos when they ask. */
  private leastOf({ format }: LintTarget): Severity {
    const { minSeverity, verbose } = this.options
    const { isForPeople, tellsVerdict } = lintFormat(format)
    const least = minSeverity ?? (isForPeople && !verbose ? 'warning' : 'info')
    return tellsVerdict ? milder(least, this.failOn) : least
  }

  private shown(report: LintReport, target: LintTarget): LintReport {
    return { ...report, findings: shownFindings(report.findings, this.shownOf(target)) }
  }

  private shownOf(target: LintTarget): Shown {
    const { deep, minSeverity } = this.options
    return { least: this.leastOf(target), deep: deep === true && minSeverity === undefined }
  }
}

/** The milder one of two severities. */
export function milder(a: Severity, b: Severity): Severity {
  return severityRank[a] > severityRank[b] ? a : b
}
