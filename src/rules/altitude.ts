import { compareText } from '../diagnostics/index.ts'
import type { AltitudeRange } from './minifilter-groups.ts'

/**
 * An altitude: a decimal number of any length, so both parts are kept as digits and never become a number. Microsoft:
 * FilterAttachAtAltitude (digits with at most one decimal point); Load order groups and altitudes.
 */
export interface Altitude {
  /** Without leading zeros: empty for zero. */
  readonly whole: string
  /** Without trailing zeros. */
  readonly fraction: string
}

/** The altitude that a text says; undefined where it is none. */
export function parseAltitude(text: string): Altitude | undefined {
  const point = text.indexOf('.')
  const whole = point === -1 ? text : text.slice(0, point)
  const fraction = point === -1 ? '' : text.slice(point + 1)
  if (!isDigits(whole) || !isDigits(fraction) || whole + fraction === '') return undefined
  return { whole: whole.slice(countZeros(whole)), fraction: withoutLastZeros(fraction) }
}

/** A key that is equal for equal altitudes: `325000` and `0325000.0` are one. */
export function altitudeKey({ whole, fraction }: Altitude): string {
  return `${whole}.${fraction}`
}

/** Whether an altitude is in a range; a fraction above the highest whole number still belongs to that number. */
export function isInRange({ whole }: Altitude, { lowest, highest }: AltitudeRange): boolean {
  return compareWhole(whole, lowest) >= 0 && compareWhole(whole, highest) <= 0
}

function compareWhole(a: string, b: string): number {
  const other = b.slice(countZeros(b))
  return a.length - other.length || compareText(a, other)
}

function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x30 || unit > 0x39) return false
  }
  return true
}

function countZeros(digits: string): number {
  let zeros = 0
  while (digits[zeros] === '0') zeros++
  return zeros
}

function withoutLastZeros(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return digits.slice(0, end)
}
