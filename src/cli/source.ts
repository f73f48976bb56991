import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { ByteSource } from '../index.ts'
import { InputError } from './exit.ts'
import { reasonOf } from './output.ts'

/** A source whose first bytes have been looked at. */
export interface PeekedSource {
  /** The first bytes; fewer than asked for only where the input is shorter. */
  readonly head: Uint8Array
  /** The whole input, the first bytes included. */
  readonly source: ByteSource
}

/** Looks at the first bytes of a source that cannot be read twice (a pipe). */
export function peek(source: ByteSource, size = 64): PeekedSource {
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

/** An open file, read front to back in the blocks that its reader asks for, so that memory stays constant. */
export interface FileSource extends ByteSource {
  close(): void
}

/** @throws InputError that names the file and says in words why it cannot be read. */
export function openFile(path: string, name: string): FileSource {
  const fail = (error: unknown): never => {
    throw new InputError(`cannot read ${name}: ${reasonOf(error)}`)
  }
  let descriptor = -1
  try {
    descriptor = openSync(path, 'r')
    if (fstatSync(descriptor).isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' })
  } catch (error) {
    if (descriptor !== -1) closeSync(descriptor)
    return fail(error)
  }
  return {
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
