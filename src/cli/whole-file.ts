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
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { UsageError } from './exit.ts'
import { statOf } from './source.ts'
import { reasonOf } from './system-error.ts'

/** A file written whole or not at all: beside it first, then renamed over it. A device or pipe is written as it is. */
export class WholeFile {
  private readonly name: string
  /** What is replaced: a link stays one, and what it points to is replaced. */
  private readonly real: string
  private readonly written: string
  private readonly descriptor: number
  private isOpen = true

  /** @throws UsageError that calls it `name`, here and below */
  constructor(path: string, name: string) {
    this.name = name
    refuseMissingFolder(path, name)
    const target = this.attempt(() => statSync(path, { throwIfNoEntry: false }))
    // /dev/stdout may be a link to a file that others write to as well: it is neither replaced nor emptied.
    const isDevice = path.startsWith('/dev/') || (target && !target.isFile() && !target.isDirectory())
    this.real = this.attempt(() =>
      !isDevice && target && lstatSync(path).isSymbolicLink() ? realpathSync(path) : path,
    )
    this.written = isDevice
      ? this.real
      : join(dirname(this.real), `.${basename(this.real)}.${process.pid}.tmp`)
    const mode = target ? Number(target.mode) & 0o777 : 0o666
    this.descriptor = this.attempt(() => openSync(this.written, isDevice ? 'a' : 'w', mode))
  }

  write(part: string | Uint8Array): void {
    this.attempt(() => writeFileSync(this.descriptor, part))
  }

  /** All of it is written: it takes its place. */
  finish(): void {
    this.close()
    if (this.written === this.real) return
    try {
      this.attempt(() => renameSync(this.written, this.real))
    } catch (error) {
      rmSync(this.written, { force: true })
      throw error
    }
  }

  /** Leaves what was there; nothing happens to a file that has taken its place. */
  discard(): void {
    if (!this.isOpen) return
    this.close()
    if (this.written !== this.real) rmSync(this.written, { force: true })
  }

  private close(): void {
    this.isOpen = false
    closeSync(this.descriptor)
  }

  private attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw new UsageError(`cannot write ${this.name}: ${reasonOf(error)}`)
    }
  }
}

/**
 * @param name the path as the user gave it
 * @throws UsageError where there is no folder that the file could be written into
 */
export function refuseMissingFolder(path: string, name: string): void {
  if (!statOf(dirname(path))?.isDirectory())
    throw new UsageError(`cannot write ${name}: there is no folder ${dirname(name)}`)
}
