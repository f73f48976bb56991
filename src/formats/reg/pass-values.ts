import { valueTypes } from '../../registry/index.ts'
import { commaBefore, continuationAt } from './hex-list.ts'
import type { LineScanner } from './lines.ts'
import type { MessageCode } from './messages.ts'
import type { Reporter } from './reporter.ts'
import { closeString, reportSingleBackslash } from './strings.ts'
import {
  BACKSLASH,
  COLON,
  COMMA,
  endsHere,
  HASH,
  hexDigit,
  QUOTE,
  SEMICOLON,
  skipBlanks,
  textOf,
} from './tokens.ts'

/** Wine's own spellings of text values. */
export const strTypes: ReadonlyMap<string, number> = new Map([
  ['str', valueTypes.REG_SZ],
  ['str(1)', valueTypes.REG_SZ],
  ['str(2)', valueTypes.REG_EXPAND_SZ],
  ['str(7)', valueTypes.REG_MULTI_SZ],
])

/** Whether a data type, in lower case and without its colon, announces a hex list. */
export function isHexType(type: string): boolean {
  return type === 'hex' || (type.startsWith('hex(') && type.endsWith(')'))
}

/**
 * Passes over the data of a value that is not read. Only what could swallow other lines is looked at: strings and
 * continuations. Returns the number of this line when its dangling continuation swallows the next one, else 0.
 */
export function passData(scanner: LineScanner, reporter: Reporter, data: number): number {
  const { units, end } = scanner
  if (data >= end) return 0
  if (units[data] === QUOTE) {
    passString(scanner, reporter, data, true)
    return 0
  }
  const colon = colonAfter(scanner, data)
  if (colon === -1) return 0
  const type = textOf(units, data, colon).toLowerCase()
  if (isHexType(type)) return passHexList(scanner, reporter, data, colon + 1)
  if (!strTypes.has(type)) return 0
  const quote = skipBlanks(units, colon + 1, end)
  if (quote < end && units[quote] === QUOTE) passString(scanner, reporter, quote, false)
  return 0
}

/** Index of the colon that ends a data type such as `hex(7):`, or -1. */
export function colonAfter(scanner: LineScanner, from: number): number {
  const { units, end } = scanner
  // The longest type is "hex(ffffffff)".
  const last = Math.min(end, from + 24)
  for (let index = from; index < last; index++) if (units[index] === COLON) return index
  return -1
}

/** `judged`: whether single backslashes are looked for; Wine's `str(7)` has them on purpose. */
function passString(scanner: LineScanner, reporter: Reporter, open: number, judged: boolean): void {
  const { units, end } = scanner
  let index = open + 1
  let single = false
  // One pass for the common case: the string closes on its line.
  for (; index < end; index++) {
    const unit = units[index] as number
    if (unit === QUOTE) break
    if (unit !== BACKSLASH) continue
    const next = units[index + 1]
    if (next === BACKSLASH || next === QUOTE) index++
    else single = true
  }
  if (index < end) {
    if (index + 1 < end && !endsHere(units, index + 1, end))
      reporter.report('text-after-value', skipBlanks(units, index + 1, end), end)
    if (single && judged) reportSingleBackslash(scanner, reporter, { open, close: index })
    return
  }
  const found = closeString(scanner, reporter, open)
  if (found && judged) reportSingleBackslash(scanner, reporter, found)
}

/**
 * Passes over the lines of a hex list whose type stands at `data` and whose bytes begin at `from`; returns as
 * {@link passData} does.
 */
export function passHexList(scanner: LineScanner, reporter: Reporter, data: number, from: number): number {
  if (continuationAt(scanner.units, from, scanner.end) === -1) return 0
  const at = reporter.place(data, scanner.end)
  // Regedit gave the value up, so it takes no further line for a part of it.
  let broken = false
  const breakOff = (code: MessageCode, first: number, last: number): void => {
    if (!broken) reporter.report(code, first, last)
    broken = true
  }
  let part = from
  for (;;) {
    const backslash = continuationAt(scanner.units, part, scanner.end)
    if (backslash === -1) return 0
    const comma = commaBefore(scanner.units, part, backslash)
    if (!comma) breakOff('continuation-comma', backslash, backslash + 1)
    part = nextPart(scanner, breakOff)
    if (part === -1) {
      if (comma) reporter.reportAt('continuation-at-end', at)
      return 0
    }
    if (scanner.overlong || !isListPart(scanner.units[part] as number)) {
      scanner.hold()
      if (!comma || scanner.overlong) return 0
      if (!broken) reporter.reportAt('continuation-dangling', at, { line: scanner.line })
      return broken ? 0 : (at.line ?? 0)
    }
    if (hexDigit(scanner.units[part] as number) === 255) breakOff('continuation-start', part, part + 1)
  }
}

/** Goes to the next line that is not blank and no comment, and returns where its text begins; -1 at the file's end. */
function nextPart(
  scanner: LineScanner,
  breakOff: (code: MessageCode, first: number, last: number) => void,
): number {
  while (scanner.advance()) {
    const { units, start, end } = scanner
    const first = skipBlanks(units, start, end)
    if (first >= end || units[first] === SEMICOLON) continue
    if (units[first] !== HASH) return first
    breakOff('continuation-comment', first, end)
  }
  return -1
}

/** Whether a line that begins so can be a part of a hex list, well-formed or not. */
export function isListPart(unit: number): boolean {
  return hexDigit(unit) !== 255 || unit === COMMA || unit === BACKSLASH
}
