import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type ByteSource,
  codePages,
  detectFormat,
  profileNames,
  type Registry,
  readProfile,
  readReg,
  servicesSelection,
} from '../index.ts'
import { InputError, UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { reasonOf } from './output.ts'
import { withProgress } from './progress.ts'
import { openFile, peek } from './source.ts'
import { suggestion } from './suggestion.ts'

export interface InputOptions {
  /** Where the answer goes: never an input. */
  readonly output?: string
  readonly codePage?: string
  readonly stdinFilename?: string
  readonly allKeys?: boolean
  readonly quiet?: boolean
}

/** Whether an input is judged as written, or is laid over a base as Regedit would import it. */
export type InputRole = 'as-written' | 'overlay'

/** Reads inputs: paths, `-`, `@profile` and `@live`. */
export class InputReader {
  private readonly host: Host
  private readonly options: InputOptions
  private readonly codePage: number | undefined
  private stdinIsRead = false

  constructor(host: Host, options: InputOptions) {
    this.host = host
    this.options = options
    this.codePage = options.codePage === undefined ? undefined : parseCodePage(options.codePage)
  }

  /**
   * @throws InputError when it cannot be read or is no registry file
   * @throws UsageError for an unknown profile
   */
  async read(name: string, role: InputRole = 'as-written'): Promise<Registry> {
    if (name === '-') return this.readStandardInput(role)
    if (name.startsWith('@')) return this.readNamed(name)
    const path = resolve(this.host.cwd, name)
    const { output } = this.options
    if (output !== undefined && isSameFile(path, resolve(this.host.cwd, output)))
      throw new UsageError(`--output ${output} would replace the input ${name}`)
    const file = openFile(path, name)
    try {
      return this.readText(file, name, role)
    } finally {
      file.close()
    }
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

  private readStandardInput(role: InputRole): Registry {
    if (this.stdinIsRead) throw new UsageError('standard input can be read once only')
    this.stdinIsRead = true
    const name = this.options.stdinFilename ?? '<stdin>'
    const source: ByteSource = {
      read: (into) => {
        try {
          return this.host.stdin.read(into)
        } catch (error) {
          throw new InputError(`cannot read standard input: ${reasonOf(error)}`)
        }
      },
    }
    return this.readText(source, name, role)
  }

  private readText(bytes: ByteSource, name: string, role: InputRole): Registry {
    const { head, source } = peek(bytes)
    refuseOther(head, name)
    const { stderr } = this.host
    const registry = readReg(
      stderr.isTTY && !this.options.quiet ? withProgress(source, name, stderr) : source,
      {
        file: name,
        selection: servicesSelection,
        ...(this.codePage === undefined ? {} : { codePage: this.codePage }),
        ...(this.options.allKeys ? { allKeys: true } : {}),
        ...(role === 'overlay' ? { reading: 'as-imported', keepEdits: true } : {}),
      },
    )
    if (!registry.isReg)
      throw new InputError(`${name} is no registry file: it has no .reg header, and no keys to speak of`)
    return registry
  }
}

/** Whether two paths lead to one file, through links too. */
function isSameFile(path: string, other: string): boolean {
  const a = statSync(path, { throwIfNoEntry: false })
  const b = statSync(other, { throwIfNoEntry: false })
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino
}

/** What no reader of this version understands, by its first bytes. */
function refuseOther(head: Uint8Array, name: string): void {
  const format = detectFormat(head)
  if (format.kind === 'empty') throw new InputError(`${name} is empty`)
  if (format.kind === 'hive')
    throw new InputError(
      `${name} is a binary registry hive; this version reads .reg text: load the hive in Regedit and export it`,
    )
  if (format.kind === 'other') throw new InputError(`${name} is no registry file but ${format.name}`)
}

function parseCodePage(text: string): number {
  const number = Number(text)
  if (codePages.includes(number)) return number
  throw new UsageError(`there is no code page "${text}"; known are ${codePages.join(', ')}`)
}
