import { resolve } from 'node:path'
import { visible } from '../report/escape.ts'
import { colourless, type Palette } from '../report/palette.ts'
import { type ColourChoice, wantsColour } from './colour-choice.ts'
import { UsageError } from './exit.ts'
import type { Host, TextOutput } from './host.ts'
import { reasonOf } from './system-error.ts'
import { WholeFile } from './whole-file.ts'

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
    const target = this.options.output === undefined ? this.host.stdout : 'file'
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

function writeWhole(path: string, name: string, parts: Iterable<string | Uint8Array>): void {
  const file = new WholeFile(path, name)
  try {
    for (const part of parts) file.write(part)
    file.finish()
  } finally {
    file.discard()
  }
}
