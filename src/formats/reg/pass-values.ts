import { lineContinues } from './hex-list.ts'
import type { LineScanner } from './lines.ts'
import type { Reporter } from './reporter.ts'
import { closeString, reportSingleBackslash } from './strings.ts'
import { BACKSLASH, COLON, COMMA, endsHere, HASH, hexDigit, QUOTE, SEMICOLON, skipBlanks } from './tokens.ts'

const smallH = 104
const capitalH = 72
const smallS = 115

/**
 * Passes over the data of a value that is not read. Only what could swallow other lines is looked at: strings and
 * continuations. Returns the number of this line when its dangling continuation swallows the next one, else 0.
 */
export function passData(scanner: LineScanner, reporter: Reporter, data: number): number {
  const { units } = scanner
  const unit = units[data]
  if (unit === QUOTE) passString(scanner, reporter, data)
  else if (unit === smallH || unit === capitalH) {
    const colon = colonAfter(scanner, data)
    if (colon !== -1) return passHexList(scanner, reporter, colon + 1)
  } else if (unit === smallS) {
    const quote = colonAfter(scanner, data) + 1
    if (quote > 0 && units[quote] === QUOTE) passString(scanner, reporter, quote)
  }
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

function passString(scanner: LineScanner, reporter: Reporter, open: number): void {
  const found = closeString(scanner, reporter, open)
  if (!found) return
  const { units, end } = scanner
  if (found.close + 1 < end && !endsHere(units, found.close + 1, end))
    reporter.report('text-after-value', found.close + 1, end)
  for (let index = found.open + 1; index < found.close; index++) {
    if (units[index] !== BACKSLASH) continue
    const next = units[index + 1]
    if (next !== BACKSLASH && next !== QUOTE) {
      reportSingleBackslash(scanner, reporter, index, next === 48)
      return
    }
    index++
  }
}

/** Passes over the lines of a hex list whose first line's data begins at `from`; returns as {@link passData} does. */
export function passHexList(scanner: LineScanner, reporter: Reporter, from: number): number {
  let continued = lineContinues(scanner.units, from, scanner.end)
  if (continued === 'no') return 0
  const firstLine = scanner.line
  const at = reporter.place(from, scanner.end)
  while (continued !== 'no') {
    if (continued === 'without-comma') reporter.report('continuation-comma', scanner.end - 1, scanner.end)
    if (!scanner.advance()) {
      if (continued === 'yes') reporter.reportAt('continuation-at-end', at)
      return 0
    }
    const { units, start, end } = scanner
    const first = skipBlanks(units, start, end)
    if (first >= end || units[first] === SEMICOLON) continue
    if (units[first] === HASH) {
      reporter.report('continuation-comment', first, end)
      continue
    }
    const unit = units[first] as number
    if (hexDigit(unit) === 255 && unit !== COMMA && unit !== BACKSLASH) {
      scanner.hold()
      if (continued !== 'yes') return 0
      reporter.reportAt('continuation-dangling', at, { line: scanner.line })
      return firstLine
    }
    continued = lineContinues(units, first, end)
  }
  return 0
}
