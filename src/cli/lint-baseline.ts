import { baselineOf, count, type Finding, type KnownApart, KnownFindings } from '../index.ts'
import { readBaseline, staleBaselineLines, writeBaseline } from './baseline.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import type { Notes } from './notes.ts'

/** What a run holds its findings against. */
export interface LintBaseline {
  /** Whether nothing is known, and nothing to be. */
  readonly isNone?: boolean
  /** Tells known findings from the others, one input after the other. */
  apart(findings: readonly Finding[]): KnownApart
  /** All inputs have been judged; `isComplete` is false where one could not be read. */
  finish(out: Notes, isComplete: boolean): void
}

/** @throws UsageError where the baseline cannot be read, or none is named that could be written */
export function lintBaseline(host: Host, name: string | undefined, isUpdated: boolean): LintBaseline {
  if (name !== undefined) return isUpdated ? newBaseline(host, name) : knownBaseline(host, name)
  if (isUpdated)
    throw new UsageError('--update-baseline needs --baseline FILE, or "baseline" in the configuration')
  return { isNone: true, apart: (fresh) => ({ fresh, known: [] }), finish: () => undefined }
}

function knownBaseline(host: Host, name: string): LintBaseline {
  const known = new KnownFindings(readBaseline(host, name))
  return {
    apart: (findings) => known.take(findings),
    finish(out, isComplete) {
      // A run over some of the inputs, as before a commit, does not meet all of it.
      if (!isComplete || !out.isVerbose) return
      for (const line of staleBaselineLines(known.stale(), name)) out.note(line)
    },
  }
}

/** Whatever is found becomes known, and nothing else: what a run over a part of the inputs leaves out is told. */
function newBaseline(host: Host, name: string): LintBaseline {
  const all: Finding[] = []
  const before = previous(host, name)
  return {
    apart(findings) {
      for (const finding of findings) all.push(finding)
      before?.take(findings)
      return { fresh: [], known: findings }
    },
    finish(out, isComplete) {
      if (!isComplete)
        return out.problem(
          `${name} is left as it was: the findings of an input that cannot be read would be lost`,
        )
      writeBaseline(host, name, baselineOf(all))
      const dropped = (before?.stale() ?? []).reduce((sum, entry) => sum + entry.count, 0)
      const gone = dropped === 0 ? '' : `; ${dropped} that this run did not meet are known no more`
      out.note(`${name}: ${count(all.length, 'finding')} known from now on${gone}`)
    },
  }
}

/** What the file held; undefined where there is none that could be read: it is written anew. */
function previous(host: Host, name: string): KnownFindings | undefined {
  try {
    return new KnownFindings(readBaseline(host, name))
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
