import type { Finding, Place } from '../diagnostics/index.ts'
import { visible } from './escape.ts'

/**
 * `system.reg:812:1` in text; `SYSTEM@0x1a2c` with its key and value in a hive, `@windows-10` with them in a profile.
 */
export function placeText(at: Place): string {
  const owner = ownerText(at)
  return owner === '' ? positionText(at) : `${positionText(at)} ${owner}`
}

/** The file and where in it: {@link placeText} without what {@link ownerText} says. */
export function positionText(at: Place): string {
  const file = visible(at.file)
  if (at.line !== undefined) return `${file}:${at.line}:${at.column ?? 1}`
  return at.offset === undefined ? file : `${file}@0x${at.offset.toString(16)}`
}

/** A finding in a profile has no line; the line of the input that brought it about, where it has one, is its place here. */
export function pointedPlace({ at, related }: Finding): Place {
  if (at.line !== undefined || at.offset !== undefined) return at
  return related.find((other) => other.at.line !== undefined || other.at.offset !== undefined)?.at ?? at
}

/** The key of a place and its value, if it has any, where no line tells them: `HKEY_LOCAL_MACHINE\SYSTEM "Start"`. */
export function ownerText({ line, keyPath, valueName }: Place): string {
  if (line !== undefined || !keyPath) return ''
  if (valueName === undefined) return visible(keyPath)
  return `${visible(keyPath)} ${valueName === '' ? '(default)' : `"${visible(valueName)}"`}`
}

/** A place in a table about one file: `812:1`, `0x1a2c`, nothing in a profile; in full where it is another file. */
export function placeWithin(at: Place, file: string): string {
  if (at.file !== file) return placeText({ ...at, keyPath: '' })
  if (at.line !== undefined) return `${at.line}:${at.column ?? 1}`
  return at.offset === undefined ? '' : `0x${at.offset.toString(16)}`
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
