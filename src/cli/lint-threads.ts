import { Worker } from 'node:worker_threads'
import { type Failure, failureOf } from './failure.ts'
import type { FileLinterOptions, LintedFile, OpenedLinter } from './file-linter.ts'
import type { Host } from './host.ts'
import { allowCollections } from './input-garbage.ts'
import type { Shown } from './lint-file-report.ts'

/** What a thread is started with. */
export interface LintThreadData {
  readonly world: Pick<Host, 'env' | 'platform' | 'cwd'>
  readonly options: FileLinterOptions
  /** See FileLinter.open: lines are much less to hand over than findings. */
  readonly asLines?: Shown
}

/** An input to be judged. */
export interface ThreadTask {
  readonly id: number
  readonly name: string
}

export type ThreadAnswer =
  | ({ readonly kind: 'opened' } & Pick<OpenedLinter, 'notes' | 'failure'>)
  | { readonly kind: 'linted'; readonly id: number; readonly linted: LintedFile }

/** Inputs that a thread has been handed, the one it judges included: it need not wait for the next one. */
const handedAtOnce = 2

interface WaitingTask extends ThreadTask {
  readonly done: (linted: LintedFile) => void
}

/** Judges inputs in worker threads. */
export class LintThreads {
  /** What came of getting ready, which is the same in each thread. */
  readonly opened: Promise<Pick<OpenedLinter, 'notes' | 'failure'>>
  private readonly threads: readonly LintThread[]
  private readonly waiting: WaitingTask[] = []
  private count = 0

  /** @param entry the module that threads run */
  constructor(entry: URL, threads: number, data: LintThreadData) {
    allowCollections()
    const isFree = (thread: LintThread): void => {
      const task = this.waiting.shift()
      if (task) thread.hand(task)
    }
    this.threads = Array.from({ length: threads }, () => new LintThread(entry, data, isFree))
    this.opened = Promise.race(this.threads.map(({ opened }) => opened))
  }

  /** Never rejects: a thread that ended before its time fails all that is asked for. */
  lint(name: string): Promise<LintedFile> {
    return new Promise((done) => {
      const task = { id: this.count++, name, done }
      const [thread] = this.threads.toSorted((a, b) => a.handed - b.handed)
      if (thread && thread.handed < handedAtOnce) thread.hand(task)
      else this.waiting.push(task)
    })
  }

  close(): void {
    for (const thread of this.threads) thread.close()
  }
}

class LintThread {
  readonly opened: LintThreads['opened']
  private readonly worker: Worker
  private readonly tasks: Map<number, WaitingTask> = new Map()
  private readonly isFree: (thread: LintThread) => void
  private failure: Failure | undefined

  constructor(entry: URL, data: LintThreadData, isFree: (thread: LintThread) => void) {
    this.isFree = isFree
    this.worker = new Worker(entry, { workerData: data })
    this.opened = new Promise((opened) => {
      const fail = (error: unknown): void => {
        this.fail(failureOf(error))
        opened({ notes: [], failure: failureOf(error) })
      }
      this.worker.on('message', (answer: ThreadAnswer) => {
        if (answer.kind === 'opened') opened(answer)
        else this.finish(answer.id, answer.linted)
      })
      this.worker.on('error', fail)
      this.worker.on('messageerror', fail)
      this.worker.on('exit', (code) => fail(new Error(`a worker thread ended with exit code ${code}`)))
    })
  }

  get handed(): number {
    return this.tasks.size
  }

  hand(task: WaitingTask): void {
    this.tasks.set(task.id, task)
    if (this.failure) this.fail(this.failure)
    else this.worker.postMessage({ id: task.id, name: task.name } satisfies ThreadTask)
  }

  close(): void {
    void this.worker.terminate()
  }

  private finish(id: number, linted: LintedFile): void {
    const task = this.tasks.get(id)
    this.tasks.delete(id)
    task?.done(linted)
    this.isFree(this)
  }

  private fail({ kind, message }: Failure): void {
    const [judged] = this.tasks.values()
    this.failure ??= { kind, message: judged ? `${message} (while it judged ${judged.name})` : message }
    for (const { id, name } of [...this.tasks.values()])
      this.finish(id, { name, file: name, notes: [], failure: this.failure })
  }
}
