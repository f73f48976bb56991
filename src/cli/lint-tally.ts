import {
  compareFindings,
  compareText,
  type Finding,
  type KnownApart,
  type RuleNotRun,
  type Severity,
  sortFindings,
} from '../index.ts'
import type { LintedInput, LintReport, NotRun, SuppressedFinding } from '../report/lint-report.ts'
import type { JudgedFile, LintedFile } from './file-linter.ts'
import type { LintBaseline } from './lint-baseline.ts'
import { countsOf, fileReport } from './lint-file-report.ts'

const nothingFound: KnownApart = { fresh: [], known: [] }

/** Adds up what was found in one input after the other. */
export class LintTally {
  /** Over all inputs; what two of them bring about in one place of a base counts twice. */
  readonly found: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  /** Inputs that could not be read. */
  problems = 0
  private readonly isWhole: boolean
  private readonly apart: LintBaseline['apart']
  private readonly findings: Finding[] = []
  private readonly suppressed: SuppressedFinding[] = []
  private readonly inputs: LintedInput[] = []
  private readonly notRun: Map<string, RuleNotRun & { readonly files: string[] }> = new Map()
  private readonly withoutControlSet: Set<string> = new Set()
  private readonly matched: Set<number> = new Set()
  private files = 0
  private services = 0

  /**
   * @param isWhole whether the findings of all inputs are wanted at the end; else each input's are forgotten
   * @param apart tells findings that are known by a baseline from the others
   */
  constructor(isWhole: boolean, apart: LintBaseline['apart']) {
    this.isWhole = isWhole
    this.apart = apart
  }

  /** Adds one input, and gives the report on it alone. */
  add(linted: LintedFile): LintReport {
    const { name, judged } = linted
    const report = judged?.written
      ? judged.written.sums
      : fileReport(linted, judged, judged ? this.apart({ file: linted.file, ...judged }) : nothingFound)
    this.found.error += report.summary.errors
    this.found.warning += report.summary.warnings
    this.found.info += report.summary.infos
    if (judged) this.addJudged(name, judged)
    else this.problems++
    if (this.isWhole) {
      for (const finding of report.findings) this.findings.push(finding)
      for (const one of report.suppressed ?? []) this.suppressed.push(one)
      for (const input of report.inputs ?? []) this.inputs.push(input)
    }
    return report
  }

  /** The report on all inputs; where it is not wanted whole, the sums alone. */
  report(): LintReport {
    const findings = sortFindings(this.findings)
    const counts = this.isWhole
      ? countsOf(findings)
      : { errors: this.found.error, warnings: this.found.warning, infos: this.found.info }
    return {
      findings,
      notRun: this.sortedNotRun(),
      summary: { ...counts, files: this.files, services: this.services },
      inputs: this.inputs,
      suppressed: this.suppressed.sort((a, b) => compareFindings(a.finding, b.finding)),
    }
  }

  /** What could not be judged elsewhere than in files of which there is one thing to say only. */
  notRunForPeople(): NotRun[] {
    return this.sortedNotRun()
      .map((entry) => ({
        ...entry,
        files: entry.files.filter((file) => !this.withoutControlSet.has(file)),
      }))
      .filter(({ files }) => files.length > 0)
  }

  /** Whether a glob of the policy, by its index in all of them, matches a service of any input. */
  isMatched(index: number): boolean {
    return this.matched.has(index)
  }

  private sortedNotRun(): NotRun[] {
    return [...this.notRun.values()].sort((a, b) => compareText(a.ruleId, b.ruleId))
  }

  private addJudged(name: string, { services, hasControlSet, matched, notRun }: JudgedFile): void {
    this.files++
    this.services += services
    if (!hasControlSet) this.withoutControlSet.add(name)
    for (const index of matched) this.matched.add(index)
    for (const entry of notRun) {
      const all = this.notRun.get(entry.ruleId) ?? { ...entry, files: [] }
      all.files.push(name)
      // What is lacking is told in the words of the last input.
      this.notRun.set(entry.ruleId, { ...entry, files: all.files })
    }
  }
}
