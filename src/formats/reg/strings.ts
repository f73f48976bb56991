import { quote } from '../../diagnostics/index.ts'
import { type LineScanner, longestLine } from './lines.ts'
import type { Reporter } from './reporter.ts'
import { closingQuote, endsHere, hasBackslash, quotedText, textOf } from './tokens.ts'

/** Indices of a string's opening and closing quote in the scanner's line. */
export interface StringBounds {
  readonly open: number
  readonly close: number
}

/**
 * Finds the quote that closes the string that opens at `open`, on a later line if need be: exports of multi-line text
 * have raw line breaks inside quotes. The first quote that follows must then end its line; otherwise it belongs to
 * another value, and only this line is lost. The window may move meanwhile, so both indices are given back.
 */
export function closeString(
  scanner: LineScanner,
  reporter: Reporter,
  open: number,
): StringBounds | undefined {
  const close = closingQuote(scanner.units, open + 1, scanner.end)
  if (close !== -1) return { open, close }
  const offset = open - scanner.start
  const firstLength = scanner.end - scanner.start
  for (;;) {
    const searched = scanner.end - scanner.start
    if (!scanner.extend()) break
    const next = closingQuote(scanner.units, scanner.start + searched, scanner.end)
    if (next !== -1) {
      if (!endsHere(scanner.units, next + 1, scanner.end)) break
      reporter.report('string-line-break', scanner.start + offset, scanner.start + firstLength)
      return { open: scanner.start + offset, close: next }
    }
    if (scanner.overlong || scanner.end - scanner.start > longestLine) {
      reporter.report('string-too-far', scanner.start + offset, scanner.start + firstLength)
      scanner.discard(true)
      return undefined
    }
  }
  scanner.retract()
  reporter.report('string-unclosed', scanner.start + offset, scanner.end)
  return undefined
}

/** Reports the first backslash in a string that escapes nothing, if there is one. */
export function reportSingleBackslash(scanner: LineScanner, reporter: Reporter, bounds: StringBounds): void {
  if (!hasBackslash(scanner.units, bounds.open + 1, bounds.close)) return
  const { singleAt: at, imported } = quotedText(scanner.units, bounds.open + 1, bounds.close)
  if (at === -1) return
  const next = at + 1 < scanner.end ? scanner.units[at + 1] : undefined
  const to = next === undefined || next === 10 || next === 13 ? at + 1 : at + 2
  if (imported === null) reporter.report('escaped-nul', at, to)
  else reporter.report('single-backslash', at, to, { pair: quote(textOf(scanner.units, at, to)) })
}
