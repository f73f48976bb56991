import { parentPort, workerData } from 'node:worker_threads'
import { FileLinter } from './file-linter.ts'
import type { Host } from './host.ts'
import { collectInput } from './input-garbage.ts'
import type { LintThreadData, ThreadAnswer, ThreadTask } from './lint-threads.ts'

// The entry of a worker thread: it judges the inputs that it is handed, one after the other.

const { world, options, asLines } = workerData as LintThreadData
const nowhere = { write: (): void => undefined }
const host: Host = {
  ...world,
  argv: [],
  stdout: nowhere,
  stderr: nowhere,
  stdin: {
    read: () => {
      throw new Error('standard input is read by the main thread')
    },
  },
}
const answer = (message: ThreadAnswer): void => parentPort?.postMessage(message)

const { notes, linter, failure } = await FileLinter.open(options, host, asLines)
answer({ kind: 'opened', notes, ...(failure === undefined ? {} : { failure }) })
if (linter) {
  // Messages may come faster than inputs are judged.
  let last: Promise<void> = Promise.resolve()
  parentPort?.on('message', ({ id, name }: ThreadTask) => {
    last = last.then(async () => {
      answer({ kind: 'linted', id, linted: await linter.lint(name) })
      collectInput()
    })
  })
}
