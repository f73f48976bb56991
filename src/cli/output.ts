import {
  closeSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { visible } from '../report/escape.ts'
import { colourless, type Palette } from '../report/palette.ts'
import { type ColourChoice, wantsColour } from './colour-choice.ts'
import { UsageError } from './exit.ts'
import type { Host, TextOutput } from './host.ts'
import { reasonOf } from './system-error.ts'

export interface OutputOptions {
  readonly output?: string
  readonly color: ColourChoice
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** The answer to standard output or a file; everything else to standard error. */
export class Output {
  private readonly host: Host
  private readonly options: OutputOptions
  private readonly noted: Set<string> = new Set()

  constructor(host: Host, options: OutputOptions) {
    this.host = host
    if (options.output === '')
      throw new UsageError('--output takes the name of a file, or - for standard output')
    const { output, ...others } = options
    this.options = output === undefined || output === '-' ? others : options
  }

  /** Width to lay tables out for: the terminal's, or COLUMNS; undefined when nothing limits it. */
  get columns(): number | undefined {
    const { stdout, env } = this.host
    // Some terminals report a width of 0.
    if (this.options.output === undefined && stdout.isTTY && stdout.columns) return stdout.columns
    const asked = Number(env['COLUMNS'])
    return Number.isInteger(asked) && asked > 0 ? asked : undefined
  }

  /** Colours of the answer. */
  async palette(): Promise<Palette> {
    const target = this.options.output === undefined ? this.host.stdout : { isTTY: false }
    if (!wantsColour(this.options.color, this.host.env, target)) return colourless
    const { chalkPalette } = await import('./colour.ts')
    return chalkPalette()
  }

  /** The whole answer of a command. */
  answer(text: string): void {
    if (this.options.output === undefined) this.host.stdout.write(text)
    else writeWhole(resolve(this.host.cwd, this.options.output), this.options.output, [text])
  }

  /** Whether the answer goes to a terminal, which is to be given text alone. */
  get isTerminal(): boolean {
    return this.options.output === undefined && (this.host.stdout.isTTY ?? false)
  }

  /** An answer too large to be made before it is written. */
  async answerParts(parts: Iterable<string | Uint8Array>): Promise<void> {
    const { output } = this.options
    if (output === undefined) await writeParts(parts, this.host.stdout)
    else writeWhole(resolve(this.host.cwd, output), output, parts)
  }

  /** Something to know that is no answer; of a base, it would be the same for each of several inputs. */
  note(text: string): void {
    if (this.options.quiet || this.noted.has(text)) return
    this.noted.add(text)
    this.host.stderr.write(`svcsim: ${visible(text)}\n`)
  }

  /** Whether details were asked for. */
  get isVerbose(): boolean {
    return this.options.verbose ?? false
  }

  /** What went wrong; not silenced by --quiet. */
  problem(text: string): void {
    this.host.stderr.write(`svcsim: ${visible(text)}\n`)
  }
}

/** Writes no faster than the reader reads, and lets the process learn meanwhile that nobody reads any more. */
async function writeParts(parts: Iterable<string | Uint8Array>, to: TextOutput): Promise<void> {
  let resume = (): void => undefined
  let failure: Error | undefined
  const goOn = (): void => resume()
  const fail = (error: Error): void => {
    failure = error
    resume()
  }
  to.on?.('drain', goOn)
  to.on?.('close', goOn)
  to.on?.('error', fail)
  try {
    for (const part of parts) {
      const hasRoom = to.write(part) !== false
      await new Promise<void>((resolve) => {
        resume = resolve
        if (hasRoom || !to.on) setImmediate(resolve)
      })
      if (failure) throw new UsageError(`cannot write the answer: ${reasonOf(failure)}`)
    }
  } finally {
    to.off?.('drain', goOn)
    to.off?.('close', goOn)
    to.off?.('error', fail)
  }
}

/** Writes a file whole or not at all: beside it first, then renamed over it. A device or pipe is written as it is. */
function writeWhole(path: string, name: string, parts: Iterable<string | Uint8Array>): void {
  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw new UsageError(`cannot write ${name}: ${reasonOf(error)}`)
    }
  }
  const target = attempt(() => statOf(path))
  // /dev/stdout may be a link to a file that others write to as well: it is neither replaced nor emptied.
  const isDevice = path.startsWith('/dev/') || (target && !target.isFile() && !target.isDirectory())
  // A link stays one: what it points to is replaced.
  const real = attempt(() =>
    !isDevice && target && lstatSync(path).isSymbolicLink() ? realpathSync(path) : path,
  )
  const written = isDevice ? path : join(dirname(real), `.${basename(real)}.${process.pid}.tmp`)
  const mode = target ? Number(target.mode) & 0o777 : 0o666
  const descriptor = attempt(() => openSync(written, isDevice ? 'a' : 'w', mode))
  let isWhole = false
  try {
    for (const part of parts) attempt(() => writeFileSync(descriptor, part))
    isWhole = true
  } finally {
    closeSync(descriptor)
    if (!isWhole && !isDevice) rmSync(written, { force: true })
  }
  if (isDevice) return
  try {
    attempt(() => renameSync(written, real))
  } catch (error) {
    rmSync(written, { force: true })
    throw error
  }
}

function statOf(path: string): ReturnType<typeof statSync> {
  return statSync(path, { throwIfNoEntry: false })
}
