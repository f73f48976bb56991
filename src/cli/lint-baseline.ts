import { resolve } from 'node:path'
import {
  type BaselineEntry,
  count,
  type KnownApart,
  KnownFindings,
  type LintPolicy,
  NewBaseline,
  reportedTest,
} from '../index.ts'
import { previousBaseline, readBaseline, writeBaseline } from './baseline.ts'
import { BaselineFiles } from './baseline-files.ts'
import { UsageError } from './exit.ts'
import type { JudgedFile, LintedFile } from './file-linter.ts'
import type { Host } from './host.ts'
import type { Notes } from './notes.ts'
import { refuseMissingFolder } from './whole-file.ts'

/** What a run holds its findings against. */
export interface LintBaseline {
  /** Whether nothing is known, and nothing to be. */
  readonly isNone?: boolean
  /** Tells known findings of an input from the others, one input after the other. */
  apart(input: JudgedInput): KnownApart
  /** All inputs have been judged; `isComplete` is false where one could not be read. */
  finish(out: Notes, isComplete: boolean): void
}

/** An input and what was found in it. */
export type JudgedInput = Pick<LintedFile, 'file'> & Pick<JudgedFile, 'findings' | 'notRun'>

export interface LintBaselineOptions {
  /** The file; undefined without a baseline. */
  readonly name: string | undefined
  readonly isUpdated: boolean
  readonly policy: LintPolicy
  /** Inputs as the user named them: a folder is all that is in it, also what is there no more. */
  readonly inputs?: readonly string[]
  /** What the inputs are laid over. */
  readonly base?: string
  readonly allKeys?: boolean
  readonly deep?: boolean
}

/** @throws UsageError where the baseline cannot be read, or none is named that could be written */
export function lintBaseline(host: Host, options: LintBaselineOptions): LintBaseline {
  const { name, isUpdated } = options
  if (name === undefined) {
    if (isUpdated)
      throw new UsageError('--update-baseline needs --baseline FILE, or "baseline" in the configuration')
    return {
      isNone: true,
      apart: ({ findings }) => ({ fresh: findings, known: [] }),
      finish: () => undefined,
    }
  }
  const run = new BaselineRun(host, name, options)
  return isUpdated ? newBaseline(host, name, run) : knownBaseline(host, name, run)
}

function knownBaseline(host: Host, name: string, run: BaselineRun): LintBaseline {
  const known = new KnownFindings(readBaseline(host, name))
  return {
    apart(input) {
      run.add(input)
      return known.take(input.findings, run.files.nameOf(input.file))
    },
    finish(out, isComplete) {
      const gone = isComplete ? sum(known.stale((entry) => run.judges(entry))) : 0
      if (gone === 0) return
      const [are, them] = gone === 1 ? ['is', 'it'] : ['are', 'them']
      out.note(
        `${name}: ${count(gone, 'finding')} of the baseline ${are} gone; --update-baseline drops ${them}`,
      )
    },
  }
}

/** Whatever is found becomes known; of what was known, the run keeps what it had no part in. */
function newBaseline(host: Host, name: string, run: BaselineRun): LintBaseline {
  const earlier = previousBaseline(host, name)
  refuseMissingFolder(resolve(host.cwd, name), name)
  const before = new KnownFindings(earlier)
  const baseline = new NewBaseline(run.base)
  return {
    apart(input) {
      run.add(input)
      const file = run.files.nameOf(input.file)
      baseline.add(input.findings, file)
      before.take(input.findings, file)
      return { fresh: [], known: input.findings }
    },
    finish(out, isComplete) {
      if (!isComplete)
        return out.problem(
          `${name} is left as it was: the findings of an input that cannot be read would be lost`,
        )
      const met = sum(baseline.finish().entries)
      baseline.keep(earlier, (entry) => run.judges(entry))
      const written = baseline.finish()
      writeBaseline(host, name, written)
      const kept = sum(written.entries) - met
      const gone = sum(before.stale((entry) => run.judges(entry)))
      const more = [
        ...(kept === 0 ? [] : [`${kept} more kept, which this run did not look for`]),
        ...(gone === 0 ? [] : [`${gone} dropped, which ${gone === 1 ? 'is' : 'are'} gone`]),
      ]
      out.note([`${name}: ${count(met, 'finding')} known from now on`, ...more].join('; '))
    },
  }
}

/** What a run has judged. */
class BaselineRun {
  readonly files: BaselineFiles
  /** As the baseline names it. */
  readonly base: string | undefined
  private readonly isReported: ReturnType<typeof reportedTest>
  /** Of each input, the rules that could not run. */
  private readonly notRun: Map<string, ReadonlySet<string>> = new Map()
  /** Rules that would have found more with options that the run was not given. */
  private readonly cutShort: ReadonlySet<string>

  constructor(
    host: Host,
    baseline: string,
    { policy, inputs = [], base, allKeys, deep }: LintBaselineOptions,
  ) {
    this.files = new BaselineFiles(host, baseline, inputs)
    this.base = base === undefined ? undefined : this.files.nameOf(base)
    this.isReported = reportedTest(policy)
    // In hives, either option finds damage that the other does not.
    this.cutShort = new Set([...(allKeys ? [] : ['SVC001']), ...(allKeys && deep ? [] : ['SVC010'])])
  }

  add({ file, notRun }: JudgedInput): void {
    const name = this.files.nameOf(file)
    const before = this.notRun.get(name) ?? []
    this.notRun.set(name, new Set([...before, ...notRun.map(({ ruleId }) => ruleId)]))
  }

  /** Whether the run would surely have met the findings of an entry, were they still there. */
  judges({ ruleId, service, file, base }: BaselineEntry): boolean {
    // What is left out of an entry nobody can tell.
    if (file === undefined || ruleId === '' || base !== this.base) return false
    if (this.cutShort.has(ruleId) || !this.isReported({ ruleId, service: service ?? undefined })) return false
    const notRun = this.notRun.get(file)
    return notRun ? !notRun.has(ruleId) : this.files.isGone(file)
  }
}

function sum(entries: readonly BaselineEntry[]): number {
  return entries.reduce((total, entry) => total + entry.count, 0)
}
