import { resolve } from 'node:path'
import { type BootLog, type ByteSource, detectFormat, readBootLog } from '../index.ts'
import { InputError, UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { isSameFile, openFile, readWhole, type SizeLimit } from './source.ts'
import { reasonOf } from './system-error.ts'

export interface BootLogOptions {
  readonly output?: string
  readonly stdinFilename?: string
}

/** Windows adds some 20 KiB at each boot. */
const limit: SizeLimit = { size: 64 * 1024 * 1024, words: 'the 64 MiB that a boot log is read of' }

/**
 * Reads a boot log from a file, or from standard input for `-`.
 * @throws InputError when it cannot be read or tells of no driver
 * @throws UsageError when --output would replace it
 */
export function readBootLogInput(name: string, options: BootLogOptions, host: Host): BootLog {
  if (name === '') throw new UsageError('the name of the boot log is empty')
  const { output } = options
  if (output !== undefined && isSameFile(host, name, output))
    throw new UsageError(`--output ${output} would replace the boot log ${name}`)
  const file = name === '-' ? (options.stdinFilename ?? '<stdin>') : name
  const bytes = name === '-' ? standardInput(host) : bytesOf(resolve(host.cwd, name), name)
  const format = detectFormat(bytes)
  if (format.kind === 'empty') throw new InputError(`${file} is empty`)
  if (format.kind === 'other') throw new InputError(`${file} is no boot log but ${format.name}`)
  if (format.kind !== 'reg')
    throw new InputError(`${file} is no boot log but a registry hive: name the input first, then the log`)
  const log = readBootLog(bytes, { file })
  if (!log.isBootLog)
    throw new InputError(
      `${file} is no boot log: no line of it says that a driver was loaded, as those of ntbtlog.txt do`,
    )
  return log
}

function bytesOf(path: string, name: string): Uint8Array {
  const file = openFile(path, name)
  try {
    return readWhole(file, name, undefined, limit)
  } finally {
    file.close()
  }
}

function standardInput({ stdin }: Host): Uint8Array {
  const source: ByteSource = {
    read(into) {
      try {
        return stdin.read(into)
      } catch (error) {
        throw new InputError(`cannot read standard input: ${reasonOf(error)}`)
      }
    },
  }
  return readWhole(source, 'standard input', undefined, limit)
}
