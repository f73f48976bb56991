import type { BootLogWords } from './boot-log.ts'

/** What a line of a boot log says. */
export type LineKind =
  | { readonly kind: 'blank' }
  /** `Microsoft (R) Windows (R) Version 6.1 (Build 7601)`. */
  | { readonly kind: 'version'; readonly text: string; readonly build: number | undefined }
  /** When the boot began, after the service pack where one is installed (Windows XP). */
  | { readonly kind: 'started'; readonly before: string; readonly started: string }
  | { readonly kind: 'driver'; readonly path: string; readonly loaded: boolean; readonly column: number }
  | { readonly kind: 'strange' }

/** Most that is looked at where a line may be a header. */
const longestHeader = 256
/** `12 31 2019 18:30:51.346`, with room for blanks. */
const longestDate = 40

/** A month of two digits may stand right behind the number of the service pack: `Service Pack 212 16 2006 …`. */
const date = /(\d{1,2}) {1,4}(\d{1,2}) {1,4}(\d{4}) {1,4}\d{1,2}:\d{2}:\d{2}(?:[.:,]\d{1,3})?$/

/** Tells the kind of a line; `words` are tried in their order. */
export function lineKind(text: string, words: readonly BootLogWords[]): LineKind {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'blank' }
  return driverLine(text, words) ?? versionLine(trimmed) ?? startedLine(trimmed) ?? { kind: 'strange' }
}

function versionLine(text: string): LineKind | undefined {
  const start = text.slice(0, longestHeader)
  if (!/^Microsoft\b/i.test(start) || !/Windows/i.test(start)) return undefined
  const named = /\bBuild {0,2}(\d{3,6})\b/i.exec(start)
  // The word for "build" is translated, the version before it is not.
  const digits = named?.[1] ?? /\b\d{1,2}\.\d\b\D{1,32}(\d{4,6})\b/.exec(start)?.[1]
  return { kind: 'version', text: start, build: digits === undefined ? undefined : Number(digits) }
}

function startedLine(text: string): LineKind | undefined {
  if (text.length > longestHeader) return undefined
  const tailAt = Math.max(0, text.length - longestDate)
  const found = date.exec(text.slice(tailAt))
  if (found === null) return undefined
  const before = text.slice(0, tailAt + found.index).trim()
  const isHeader = before === '' || /^Service Pack/i.test(before)
  return isHeader ? { kind: 'started', before, started: found[0] } : undefined
}

/** What a quoted or numbered line may have before its words. */
const longestPrefix = 24

function driverLine(text: string, words: readonly BootLogWords[]): LineKind | undefined {
  let start = 0
  while (start < longestPrefix && start < text.length && !isLetter(text.charCodeAt(start))) start++
  for (const { loaded, notLoaded } of words) {
    const said = [loaded, notLoaded].find((phrase) => phrase !== undefined && startsWith(text, start, phrase))
    if (said === undefined) continue
    let at = start + said.length
    while (at < text.length && (isBlank(text.charCodeAt(at)) || text[at] === ':')) at++
    const path = text.slice(at).trim()
    if (path === '') return undefined
    return { kind: 'driver', path, loaded: said === loaded, column: at + 1 }
  }
  return undefined
}

/** Whether text has these words at a place without case, and a blank or its end behind them. */
function startsWith(text: string, at: number, words: string): boolean {
  const end = at + words.length
  if (text.slice(at, end).toLowerCase() !== words.toLowerCase()) return false
  return end >= text.length || isBlank(text.charCodeAt(end)) || text[end] === ':'
}

/** Letters of other alphabets too. */
function isLetter(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit > 0xa0
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0xa0
}
