import { BACKSLASH, BLANK, CLOSE, COLON, COMMA, EQUALS, hexDigits, OPEN, QUOTE } from './tokens.ts'

const lineFeed = 10
const carriageReturn = 13
/** Every unit below this one ends a token here; only LF and CR are expected among them. */
const controlEnd = 14
const AT = 64
const openParenthesis = 40
const closeParenthesis = 41
const smallD = 100
const smallE = 101
const smallH = 104
const smallX = 120

/** 1 for what a wrapped list of hex bytes consists of: hexadecimal digits and commas. */
const listUnits: Uint8Array = new Uint8Array(65536)
for (let unit = 0; unit < hexDigits.length; unit++) if (hexDigits[unit] !== 255) listUnits[unit] = 1
listUnits[COMMA] = 1

/** How far a run of {@link fastForward} came. */
export interface Passed {
  /** Index of the first unit that was not passed over: the beginning of a line. */
  next: number
  lines: number
  keys: number
  values: number
}

/**
 * Passes over lines of an unwanted part, spelled exactly as Regedit writes them: empty lines, values with strings,
 * dwords and wrapped hex lists, and key lines below `skipped`. It stops before the first logical line of any other
 * spelling, which the parser then reads in its ordinary way: this function knows no error and decides nothing, it only
 * makes the parser's answer for well-formed lines cheap. `safe` is the index behind a line end: no line before it is
 * cut off.
 */
export function fastForward(
  units: Uint16Array,
  from: number,
  safe: number,
  skipped: Uint16Array,
  passed: Passed,
): void {
  const skippedLength = skipped.length
  let index = from
  let lines = 0
  let keys = 0
  let values = 0
  let next = from
  let passedLines = 0
  while (index < safe) {
    let unit = units[index] as number
    if (unit === QUOTE || unit === AT) {
      index++
      if (unit === QUOTE) {
        index = closing(units, index)
        if (index === -1) break
      }
      if (units[index] !== EQUALS) break
      unit = units[++index] as number
      if (unit === QUOTE) {
        index = closing(units, index + 1)
        if (index === -1) break
      } else if (unit === smallD) {
        while ((units[index] as number) > BLANK) index++
      } else if (unit === smallH) {
        index = listStart(units, index)
        if (index === -1) break
        for (;;) {
          while (listUnits[units[index] as number] === 1) index++
          if (units[index] !== BACKSLASH) break
          const before = units[index - 1]
          if (before !== COMMA && before !== COLON) break
          index = lineEnd(units, index + 1)
          lines++
          while (index !== -1 && index < safe && units[index] === BLANK) index++
          // Neither the window's end nor a line of another kind ends a list that goes on.
          if (
            index === -1 ||
            index >= safe ||
            listUnits[units[index] as number] !== 1 ||
            units[index] === COMMA
          ) {
            index = -1
            break
          }
        }
        if (index === -1) break
      } else break
      values++
    } else if (unit === OPEN) {
      if (index + skippedLength >= safe || skippedLength === 0) break
      // From the back: neighbours differ at their ends.
      let at = skippedLength - 1
      while (at >= 0 && units[index + at] === skipped[at]) at--
      if (at >= 0 || units[index + skippedLength] !== BACKSLASH) break
      index += skippedLength
      let isDoubled = false
      for (; (units[index] as number) >= controlEnd; index++)
        if (units[index] === BACKSLASH && units[index - 1] === BACKSLASH) isDoubled = true
      if (isDoubled || units[index - 1] !== CLOSE) break
      keys++
    }
    index = lineEnd(units, index)
    if (index === -1) break
    lines++
    next = index
    passedLines = lines
    passed.keys = keys
    passed.values = values
  }
  passed.next = next
  passed.lines = passedLines
}

/** Index behind `hex:` or `hex(T):`, or -1 where something else stands. */
function listStart(units: Uint16Array, from: number): number {
  if (units[from + 1] !== smallE || units[from + 2] !== smallX) return -1
  if (units[from + 3] === COLON) return from + 4
  if (units[from + 3] !== openParenthesis) return -1
  let index = from + 4
  while ((hexDigits[units[index] as number] ?? 255) !== 255) index++
  return index - from <= 12 && units[index] === closeParenthesis && units[index + 1] === COLON
    ? index + 2
    : -1
}

/** Index behind the quote that closes a string, or -1 where it has other escapes than Regedit's or no end. */
function closing(units: Uint16Array, from: number): number {
  let index = from
  for (;;) {
    const unit = units[index] as number
    if (unit === QUOTE) return index + 1
    if (unit < controlEnd) return -1
    if (unit === BACKSLASH) {
      const escaped = units[index + 1]
      if (escaped !== BACKSLASH && escaped !== QUOTE) return -1
      index++
    }
    index++
  }
}

/** Index behind the line end that stands at `index`, or -1 where none does. */
function lineEnd(units: Uint16Array, index: number): number {
  const unit = units[index]
  if (unit === lineFeed) return index + 1
  if (unit !== carriageReturn) return -1
  return units[index + 1] === lineFeed ? index + 2 : index + 1
}
