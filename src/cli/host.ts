import { fstatSync, readSync, type Stats } from 'node:fs'
import process from 'node:process'
import type { ByteSource } from '../index.ts'
import { exitCodes } from './exit.ts'
import { reasonOf } from './system-error.ts'

type OutputEvent = 'drain' | 'close' | 'error'

/** Something to write text, or bytes that are some, to. */
export interface TextOutput {
  /** Returns false where the caller should wait for `drain` before it writes more. */
  write(text: string | Uint8Array): unknown
  on?(event: OutputEvent, listener: (error: NodeJS.ErrnoException) => void): unknown
  off?(event: OutputEvent, listener: (error: NodeJS.ErrnoException) => void): unknown
  readonly isTTY?: boolean | undefined
  /** Width of the terminal. */
  readonly columns?: number | undefined
}

/** Bytes from standard input. */
export interface StandardInput extends ByteSource {
  /** What it was redirected from, where that is something of the file system. */
  readonly stat?: () => Pick<Stats, 'dev' | 'ino'> | undefined
}

/** The world around one run, so that a test can be one. */
export interface Host {
  /** Arguments behind the program's name. */
  readonly argv: readonly string[]
  readonly stdin: StandardInput
  readonly stdout: TextOutput
  readonly stderr: TextOutput
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: string
  /** Working folder, absolute. */
  readonly cwd: string
  /** The module that worker threads of lint run; without it they are not used. */
  readonly lintWorker?: URL
}

/** This process. */
export function processHost(): Host {
  process.stdout.on('error', endOnWriteError)
  let stderr: TextOutput | undefined
  return {
    argv: process.argv.slice(2),
    stdin: { read: readStandardInput, stat: statOfStandardInput },
    stdout: process.stdout,
    // Opening it takes time that a run without a word to say need not spend.
    get stderr() {
      stderr ??= process.stderr.on('error', endOnWriteError)
      return stderr
    },
    env: process.env,
    platform: process.platform,
    cwd: process.cwd(),
    // It is built beside the bundle that this file goes into.
    lintWorker: new URL('./lint-worker.js', import.meta.url),
  }
}

/** Who reads the output may stop (`svcsim list | head`): that is no error of anyone. */
function endOnWriteError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.done)
  // Whoever is still writing hears of it too, and says so.
  if (process.stdout.listenerCount('error') > 1) return
  process.exitCode = exitCodes.usage
  process.stderr.write(`svcsim: cannot write the answer: ${reasonOf(error)}\n`)
}

function statOfStandardInput(): Stats | undefined {
  try {
    return fstatSync(0)
  } catch {
    // It may be closed.
    return undefined
  }
}

/** How long to wait for a standard input that has nothing yet, in milliseconds. */
const pause = 10

/** Reads standard input without its stream: a stream would decide by itself when to read, and how much. */
function readStandardInput(into: Uint8Array): number {
  for (;;)
    try {
      return readSync(0, into, 0, into.length, null)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      // Windows reports the end of a pipe as an error.
      if (code === 'EOF') return 0
      // A terminal or a socket that was set not to block.
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
}
