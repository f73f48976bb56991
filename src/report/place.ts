import type { Place } from '../diagnostics/index.ts'
import { visible } from './escape.ts'

/** `system.reg:812:1` in text, `SYSTEM@0x1a2c` with its key in a hive, `@windows-10` with its key in a profile. */
export function placeText(at: Place): string {
  const file = visible(at.file)
  if (at.line !== undefined) return `${file}:${at.line}:${at.column ?? 1}`
  if (at.offset !== undefined) return `${file}@0x${at.offset.toString(16)}${keyText(at)}`
  return `${file}${keyText(at)}`
}

/** A place in a table about one file: `812:1`, `0x1a2c`, nothing in a profile; in full where it is another file. */
export function placeWithin(at: Place, file: string): string {
  if (at.file !== file) return placeText({ ...at, keyPath: '' })
  if (at.line !== undefined) return `${at.line}:${at.column ?? 1}`
  return at.offset === undefined ? '' : `0x${at.offset.toString(16)}`
}

function keyText({ keyPath }: Place): string {
  return keyPath ? ` ${visible(keyPath)}` : ''
}

export interface JsonLocation {
  readonly file: string
  readonly keyPath: string | null
  readonly valueName: string | null
  readonly line: number | null
  readonly column: number | null
  readonly offset: number | null
  readonly length: number | null
}

/** A place with every field there, in one order. */
export function jsonLocation(at: Place): JsonLocation {
  return {
    file: at.file,
    keyPath: at.keyPath ?? null,
    valueName: at.valueName ?? null,
    line: at.line ?? null,
    column: at.column ?? null,
    offset: at.offset ?? null,
    length: at.length ?? null,
  }
}
