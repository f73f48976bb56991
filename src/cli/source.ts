import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ByteSource, detectedBytes } from '../index.ts'
import { InputError } from './exit.ts'
import type { Host } from './host.ts'
import { reasonOf } from './system-error.ts'

/** A source whose first bytes have been looked at. */
export interface PeekedSource {
  /** The first bytes; fewer than asked for only where the input is shorter. */
  readonly head: Uint8Array
  /** The whole input, the first bytes included. */
  readonly source: ByteSource
}

/** Looks at the first bytes of a source that cannot be read twice (a pipe). */
export function peek(source: ByteSource, size: number = detectedBytes): PeekedSource {
  const buffer = new Uint8Array(size)
  let filled = 0
  while (filled < size) {
    const read = source.read(buffer.subarray(filled))
    if (read === 0) break
    filled += read
  }
  const head = buffer.subarray(0, filled)
  let given = 0
  return {
    head,
    source: {
      read(into) {
        if (given === filled) return source.read(into)
        const part = head.subarray(given, given + into.length)
        into.set(part)
        given += part.length
        return part.length
      },
    },
  }
}

/** How much is asked for at once where an input is wanted whole. */
const pieceSize = 16 * 1024 * 1024

/**
 * Two gigabytes and a base block: offsets inside a hive have 31 bits, as their top bit tells volatile cells from
 * stored ones.
 */
const longestHive = 2 ** 31 + 4096

/** How many bytes of a kind of file are read, and what that is, for people: `the … that a registry hive can have`. */
export interface SizeLimit {
  readonly size: number
  readonly words: string
}

const hiveLimit: SizeLimit = { size: longestHive, words: 'the two gigabytes that a registry hive can have' }

/**
 * All bytes of a source that is read whole, such as a hive or a transaction log. With its size known they are read into
 * place; else they are joined when all are there. A source that never ends is not read for ever.
 * @throws InputError where they are more than the limit
 */
export function readWhole(
  source: ByteSource,
  name: string,
  size?: number,
  limit: SizeLimit = hiveLimit,
): Uint8Array {
  const tooLong = (): InputError => new InputError(`${name} is larger than ${limit.words}`)
  // A device has no size to speak of.
  if (size === undefined || size === 0) return joined(source, limit.size, tooLong)
  if (size > limit.size) throw tooLong()
  const bytes = new Uint8Array(size)
  const filled = fill(bytes, source)
  // A source may want to be told that this was all: one that shows progress clears its line.
  if (filled === size) source.read(new Uint8Array(1))
  return bytes.subarray(0, filled)
}

/** Reads until the array is full or the source at its end; returns how much was read. */
function fill(bytes: Uint8Array, source: ByteSource): number {
  let filled = 0
  while (filled < bytes.length) {
    const read = source.read(bytes.subarray(filled, filled + pieceSize))
    if (read === 0) break
    filled += read
  }
  return filled
}

function joined(source: ByteSource, most: number, tooLong: () => InputError): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const part = new Uint8Array(pieceSize)
    const filled = fill(part, source)
    length += filled
    if (length > most) throw tooLong()
    parts.push(part.subarray(0, filled))
    if (filled < part.length) break
  }
  const [first] = parts
  if (first && parts.length === 1) return first
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** An open file, read front to back in the blocks that its reader asks for, so that memory stays constant. */
export interface FileSource extends ByteSource {
  /** Its length when it was opened; undefined for what is no file, such as a pipe. */
  readonly size: number | undefined
  close(): void
}

/** @throws InputError that names the file and says in words why it cannot be read. */
export function openFile(path: string, name: string): FileSource {
  const fail = (error: unknown): never => {
    throw new InputError(`cannot read ${name}: ${reasonOf(error)}`)
  }
  let descriptor = -1
  let size: number | undefined
  try {
    descriptor = openSync(path, 'r')
    const stat = fstatSync(descriptor)
    if (stat.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' })
    // What the system makes up when it is read (/proc) says that it is empty.
    if (stat.isFile() && stat.size > 0) size = stat.size
  } catch (error) {
    if (descriptor !== -1) closeSync(descriptor)
    return fail(error)
  }
  return {
    size,
    read(into) {
      try {
        return readSync(descriptor, into, 0, into.length, null)
      } catch (error) {
        return fail(error)
      }
    },
    close: () => closeSync(descriptor),
  }
}

/** What a path leads to; undefined also where that cannot be told: whoever opens it is told why. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** Whether two names lead to one file, through links too, whether it is there or not; `-` leads to what standard input was redirected from. */
export function isSameFile({ cwd, stdin }: Host, name: string, other: string): boolean {
  if (name !== '-' && resolve(cwd, name) === resolve(cwd, other)) return true
  const a = name === '-' ? stdin.stat?.() : statOf(resolve(cwd, name))
  const b = statOf(resolve(cwd, other))
  return a !== undefined && b?.isFile() === true && a.dev === b.dev && a.ino === b.ino
}
