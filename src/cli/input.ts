import { resolve } from 'node:path'
import {
  type ByteSource,
  codePages,
  detectFormat,
  type KeySelection,
  type OutlinedSelection,
  profileNames,
  type Registry,
  readProfile,
  readReg,
  type SelectionOptions,
  selectionOfControlSets,
  servicesAndDevicesSelection,
  servicesSelection,
} from '../index.ts'
import { InputError, UsageError } from './exit.ts'
import { type HiveOptions, type LoadedHive, logsOf, noteLogs, readLoadedHive } from './hive-input.ts'
import type { Host } from './host.ts'
import type { Notes } from './notes.ts'
import { withProgress } from './progress.ts'
import { type FileSource, isSameFile, openFile, peek, readWhole } from './source.ts'
import { suggestion } from './suggestion.ts'
import { reasonOf } from './system-error.ts'

export interface InputOptions extends HiveOptions {
  readonly codePage?: string
  readonly controlSet?: string
  readonly stdinFilename?: string
  readonly quiet?: boolean
}

/** Whether an input is judged as written, or is laid over a base as Regedit would import it. */
export type InputRole = 'as-written' | 'overlay'

/** Of which control sets of a hive more is read than how many services they have. Text is read whole. */
export type ControlSetsRead = 'chosen' | 'with-last-known-good' | 'all'

/** An input whose kind is known, ready to be read: text as a stream, a hive in memory. */
export type OpenedInput =
  | { readonly kind: 'reg'; readonly file: string; readonly source: ByteSource; close(): void }
  | { readonly kind: 'hive'; readonly hive: LoadedHive }
  | { readonly kind: 'registry'; readonly registry: Registry }

/** Reads inputs: paths, `-`, `@profile` and `@live`. */
export class InputReader {
  private readonly host: Host
  private readonly options: InputOptions
  private readonly out: Notes
  private readonly kept: SelectionOptions
  private readonly codePage: number | undefined
  private stdinIsRead = false
  /** Names of the hives that were met so far. */
  private readonly hives: string[] = []

  constructor(host: Host, options: InputOptions, out: Notes, kept: SelectionOptions = {}) {
    this.kept = kept
    this.host = host
    this.options = options
    this.out = out
    this.codePage = options.codePage === undefined ? undefined : parseCodePage(options.codePage)
  }

  /**
   * All control sets of an overlay count, as each may be laid over one of the base.
   * @throws InputError when it cannot be read or is no registry file
   * @throws UsageError for an unknown profile
   */
  async read(
    name: string,
    role: InputRole = 'as-written',
    sets: ControlSetsRead = role === 'overlay' ? 'all' : 'chosen',
  ): Promise<Registry> {
    const input = await this.open(name)
    switch (input.kind) {
      case 'registry':
        return input.registry
      case 'hive': {
        const registry = readLoadedHive(input.hive, this.selectionOf(sets), this.options)
        noteLogs(input.hive, registry.hive, this.options, this.out)
        return registry
      }
      case 'reg':
        try {
          return this.readText(input.source, input.file, role)
        } finally {
          input.close()
        }
    }
  }

  /**
   * Opens an input and looks what it is. A hive is read into memory, with its transaction logs.
   * @throws InputError, UsageError as {@link read}
   */
  async open(name: string): Promise<OpenedInput> {
    if (name.startsWith('@')) return { kind: 'registry', registry: await this.readNamed(name) }
    if (name === '') throw new UsageError('the name of an input is empty')
    const { output } = this.options
    if (output !== undefined && isSameFile(this.host, name, output))
      throw new UsageError(`--output ${output} would replace the input ${name}`)
    if (name === '-') return this.openStandardInput()
    const file = openFile(resolve(this.host.cwd, name), name)
    let isOpen = false
    try {
      const input = this.openSource(file, name, file)
      isOpen = input.kind === 'reg'
      return input
    } finally {
      if (!isOpen) file.close()
    }
  }

  /** @throws UsageError where --hive-log was given for nothing: no input was a hive */
  refuseUnusedLogs(): void {
    const { hiveLog } = this.options
    if (hiveLog && this.hives.length === 0)
      throw new UsageError(`--hive-log ${hiveLog[0]} needs a hive to replay it on, and no input is one`)
  }

  private selectionOf(sets: ControlSetsRead): KeySelection | OutlinedSelection {
    const { controlSet } = this.options
    if (sets === 'all') return this.everySet()
    const requests = sets === 'chosen' ? [controlSet] : [controlSet, 'last-known-good']
    return selectionOfControlSets(requests, this.kept)
  }

  private everySet(): KeySelection {
    return this.kept.devices ? servicesAndDevicesSelection : servicesSelection
  }

  private async readNamed(name: string): Promise<Registry> {
    if (name.toLowerCase() === '@live') {
      const { readLive } = await import('./live.ts')
      return readLive(this.host)
    }
    const profile = await readProfile(name.toLowerCase())
    if (profile) return profile
    throw new UsageError(`there is no profile "${name}"${suggestion(name, [...profileNames, '@live'])}`)
  }

  private openStandardInput(): OpenedInput {
    if (this.stdinIsRead) throw new UsageError('standard input can be read once only')
    this.stdinIsRead = true
    const source: ByteSource = {
      read: (into) => {
        try {
          return this.host.stdin.read(into)
        } catch (error) {
          throw new InputError(`cannot read standard input: ${reasonOf(error)}`)
        }
      },
    }
    return this.openSource(source, this.options.stdinFilename ?? '<stdin>')
  }

  /** `file` is what `source` comes from, where it is a file. */
  private openSource(source: ByteSource, name: string, file?: FileSource): OpenedInput {
    const { head, source: whole } = peek(source)
    const { stderr } = this.host
    const watched = stderr.isTTY && !this.options.quiet ? withProgress(whole, name, stderr) : whole
    if (!isHive(head, name)) return { kind: 'reg', file: name, source: watched, close: () => file?.close() }
    this.noteHive(name)
    const bytes = readWhole(watched, name, file?.size)
    const found = logsOf(file === undefined ? undefined : name, this.options, {
      host: this.host,
      out: this.out,
    })
    return { kind: 'hive', hive: { file: name, bytes, ...found } }
  }

  /** A transaction log belongs to one hive. */
  private noteHive(name: string): void {
    const { hiveLog } = this.options
    const [first] = this.hives
    if (hiveLog && first !== undefined)
      throw new UsageError(
        `--hive-log ${hiveLog[0]} is for one hive, and ${first} and ${name} are two: name one of them at a time`,
      )
    this.hives.push(name)
  }

  private readText(source: ByteSource, name: string, role: InputRole): Registry {
    const registry = readReg(source, {
      file: name,
      selection: this.everySet(),
      ...(this.codePage === undefined ? {} : { codePage: this.codePage }),
      ...(this.options.allKeys ? { allKeys: true } : {}),
      ...(role === 'overlay' ? { reading: 'as-imported', keepEdits: true } : {}),
    })
    if (!registry.isReg)
      throw new InputError(`${name} is no registry file: it has no .reg header, and no keys to speak of`)
    return registry
  }
}

/**
 * Whether an input is a hive; else it is .reg text.
 * @throws InputError for what no reader understands
 */
function isHive(head: Uint8Array, name: string): boolean {
  const format = detectFormat(head)
  switch (format.kind) {
    case 'empty':
      throw new InputError(`${name} is empty`)
    case 'hive-log':
      throw new InputError(
        `${name} is a transaction log, which holds changes alone: name its hive, and the log is found beside it or given by --hive-log`,
      )
    case 'other':
      throw new InputError(`${name} is no registry file but ${format.name}`)
    default:
      return format.kind === 'hive'
  }
}

export function parseCodePage(text: string): number {
  const number = Number(text)
  if (codePages.includes(number)) return number
  throw new UsageError(`there is no code page "${text}"; known are ${codePages.join(', ')}`)
}
