/**
 * A FILETIME counts 100 ns since 1601-01-01 00:00 UTC; 0 stands for no time at all. Worked out here because a Date
 * holds milliseconds only. (Microsoft: FILETIME structure)
 */
const ticksPerSecond = 10_000_000n
const secondsPerDay = 86_400
const daysPer400Years = 146_097
/** ISO 8601 writes four digits; a later year is no time of a registry but damage. */
const lastYear = 9999

/** `2017-10-29T14:03:11Z`, its fraction cut off; undefined for no time and for years after 9999. */
export function fileTimeText(time: bigint | undefined): string | undefined {
  const parts = partsOf(time)
  return parts && `${parts.second}Z`
}

/** `2017-10-29T14:03:11.1234567Z`: all that a FILETIME holds. Undefined as {@link fileTimeText}. */
export function exactFileTimeText(time: bigint | undefined): string | undefined {
  const parts = partsOf(time)
  return parts && `${parts.second}.${digits(parts.ticks, 7)}Z`
}

/** For people; a time that no clock had is shown as the number that it is, no time as nothing. */
export function writtenText(time: bigint | undefined): string {
  if (time === undefined || time === 0n) return ''
  return fileTimeText(time) ?? `FILETIME 0x${time.toString(16)}`
}

/** The fields of JSON for a time: the number as text, because a double cannot hold it, and what it says. */
export function jsonFileTime(time: bigint | undefined): {
  readonly lastWritten: string | null
  readonly lastWrittenUtc: string | null
} {
  const isNone = time === undefined || time === 0n
  return { lastWritten: isNone ? null : time.toString(), lastWrittenUtc: exactFileTimeText(time) ?? null }
}

function partsOf(time: bigint | undefined): { second: string; ticks: number } | undefined {
  if (time === undefined || time <= 0n) return undefined
  const seconds = Number(time / ticksPerSecond)
  const date = dateText(Math.floor(seconds / secondsPerDay))
  if (date === undefined) return undefined
  const inDay = seconds % secondsPerDay
  const clock = [inDay / 3600, (inDay / 60) % 60, inDay % 60].map((part) => digits(Math.floor(part), 2))
  return { second: `${date}T${clock.join(':')}`, ticks: Number(time % ticksPerSecond) }
}

/**
 * The Gregorian date so many days after 1601-01-01. That day begins a cycle of 400 years, so the leap day that a
 * century may lack, and the one that its fourth does not, come last in their periods.
 */
function dateText(days: number): string | undefined {
  const cycles = Math.floor(days / daysPer400Years)
  let rest = days % daysPer400Years
  const centuries = Math.min(3, Math.floor(rest / 36_524))
  rest -= centuries * 36_524
  const fours = Math.floor(rest / 1461)
  rest -= fours * 1461
  const years = Math.min(3, Math.floor(rest / 365))
  rest -= years * 365
  const year = 1601 + cycles * 400 + centuries * 100 + fours * 4 + years
  if (year > lastYear) return undefined
  const isLeap = years === 3 && (fours !== 24 || centuries === 3)
  let month = 0
  for (;;) {
    const length = month === 1 && isLeap ? 29 : (monthLengths[month] ?? 31)
    if (rest < length) return `${digits(year, 4)}-${digits(month + 1, 2)}-${digits(rest + 1, 2)}`
    rest -= length
    month++
  }
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0')
}
