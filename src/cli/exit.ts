/** What the process ends with; scripts rely on these. */
export const exitCodes = {
  /** Done; for lint: nothing at or above --fail-on. */
  done: 0,
  /** Findings at or above --fail-on, or more warnings than --max-warnings. */
  findings: 1,
  /** Unknown option, command, rule, service, format; an output that cannot be written. */
  usage: 2,
  /** An input cannot be read or is no registry file. */
  input: 3,
  /** A defect of svcsim itself. */
  internal: 70,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const

/** The user asked for something that does not exist or cannot be done; one line. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError'
}

/** An input cannot be read or is no registry file; one line that names it. */
export class InputError extends Error {
  override readonly name: string = 'InputError'
}

/** With several inputs the greatest of 3, 1 and 0 holds. */
export function worst(...codes: readonly number[]): number {
  return Math.max(exitCodes.done, ...codes)
}
