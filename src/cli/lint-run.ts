import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { errorOf, type Failure } from './failure.ts'
import { FileLinter, type FileLinterOptions, type LintedFile, type OpenedLinter } from './file-linter.ts'
import type { Host } from './host.ts'
import { inOrder } from './in-order.ts'
import type { Shown } from './lint-file-report.ts'
import type { NamedInput } from './lint-inputs.ts'
import { type Notes, say } from './notes.ts'
import { statOf } from './source.ts'

export interface LintRunOptions extends FileLinterOptions {
  /** Worker threads; as many as pay by default. */
  readonly jobs?: number
  /** Where nothing is wanted of the findings but their lines in the format ndjson: threads may hand over those. */
  readonly asLines?: Shown
}

/** More would cost memory, and no machine that lints has the cores for them. */
const mostThreads = 64
/** Results that may be ready before their turn, for each thread: a large input holds up those behind it. */
const aheadPerThread = 4

/**
 * Judges inputs, and gives the results in the order of the inputs, whatever the number of threads. What is to be said
 * of the base is said before the first of them.
 * @throws what any input but one that cannot be read ends the run with, when its turn has come
 */
export async function* lintInputs(
  inputs: readonly NamedInput[],
  options: LintRunOptions,
  { host, out }: { readonly host: Host; readonly out: Notes },
): AsyncGenerator<LintedFile> {
  const threads = threadsFor(inputs, options, host)
  const entry = threads > 1 ? builtWorker(host) : undefined
  const results = entry
    ? inThreads(inputs, options, { host, out, entry, threads })
    : inThisThread(inputs, options, { host, out })
  for await (const linted of results) {
    const { failure, notes } = linted
    if (failure && failure.kind !== 'input') {
      say(notes, out)
      throw errorOf(failure)
    }
    yield linted
  }
}

/** The module of the threads: it comes with a build, and is not there when the sources are run. */
function builtWorker({ lintWorker }: Host): URL | undefined {
  const isThere = lintWorker && (lintWorker.protocol !== 'file:' || existsSync(lintWorker))
  return isThere ? lintWorker : undefined
}

async function* inThisThread(
  inputs: readonly NamedInput[],
  options: LintRunOptions,
  { host, out }: { readonly host: Host; readonly out: Notes },
): AsyncGenerator<LintedFile> {
  const { linter, notes, failure } = await FileLinter.open(options, host)
  say(notes, out)
  if (!linter) throw errorOf(failure ?? nothing)
  let isComplete = true
  // One input, as most runs have, leaves nothing to collect.
  const garbage = inputs.length > 1 ? await import('./input-garbage.ts') : undefined
  garbage?.allowCollections()
  for (const input of inputs) {
    garbage?.collectInput()
    const linted = notFound(input) ?? (await linter.lint(input.name))
    isComplete &&= linted.failure === undefined
    yield linted
  }
  // An input that could not be read may have been the hive.
  if (isComplete) linter.refuseUnusedLogs()
}

async function* inThreads(
  inputs: readonly NamedInput[],
  options: LintRunOptions,
  context: { readonly host: Host; readonly out: Notes; readonly entry: URL; readonly threads: number },
): AsyncGenerator<LintedFile> {
  const { host, out, entry, threads: count } = context
  const { env, platform, cwd } = host
  const { asLines } = options
  const { LintThreads } = await import('./lint-threads.ts')
  const threads = new LintThreads(entry, count, {
    world: { env: { ...env }, platform, cwd },
    options,
    ...(asLines && { asLines }),
  })
  try {
    const { notes, failure } = await threads.opened
    say(notes, out)
    if (failure) throw errorOf(failure)
    let own: Promise<OpenedLinter> | undefined
    const lint = async (input: NamedInput): Promise<LintedFile> => {
      const { name } = input
      if (input.problem !== undefined || !isForThisThread(name)) return notFound(input) ?? threads.lint(name)
      own ??= FileLinter.open(options, host)
      const { linter, failure = nothing } = await own
      return linter ? linter.lint(name) : { name, file: name, notes: [], failure }
    }
    yield* inOrder(inputs, lint, count * aheadPerThread)
  } finally {
    threads.close()
  }
}

/** Never happens: what fails to open says why. */
const nothing: Failure = { kind: 'internal', message: 'nothing judges the inputs' }

function notFound({ name, problem }: NamedInput): LintedFile | undefined {
  if (problem === undefined) return undefined
  return {
    name,
    file: name,
    notes: [{ text: problem, isProblem: true }],
    failure: { kind: 'input', message: problem },
  }
}

/** Standard input has one reader; the registry of this computer is exported by a program. */
function isForThisThread(name: string): boolean {
  return name === '-' || name.toLowerCase() === '@live'
}

/**
 * Bytes of input that make a thread worth its while: V8 compiles what is often run, in each thread anew, and beside a
 * single thread on a processor that would be idle. Measured on two processors: two threads break even at 240 MB.
 */
const perThread = 120_000_000
/** An input of any size takes as long as so many bytes of one, and much longer where it is laid over a base. */
const perInput = 200_000
const perOverlay = 1_300_000

function threadsFor(
  inputs: readonly NamedInput[],
  { jobs, base, hiveLog }: LintRunOptions,
  host: Host,
): number {
  const elsewhere = inputs.filter(({ name, problem }) => problem === undefined && !isForThisThread(name))
  // A base that can be read once only is read here. Logs belong to one hive among all inputs.
  if (elsewhere.length < 2 || (base !== undefined && isForThisThread(base)) || hiveLog) return 1
  const most = Math.min(elsewhere.length, mostThreads)
  if (jobs !== undefined) return Math.min(jobs, most)
  const processors = Math.min(availableParallelism(), most)
  let work = 0
  for (const { name } of elsewhere) {
    work += (base === undefined ? perInput : perOverlay) + (statOf(resolve(host.cwd, name))?.size ?? 0)
    if (work >= processors * perThread) return processors
  }
  return Math.max(1, Math.floor(work / perThread))
}
