/**
 * What a failed start leads to by the ErrorControl of the driver or service, in a first start and in one with
 * LastKnownGood. KB 103000 and Microsoft, CreateServiceW (dwErrorControl).
 */
export interface ErrorReaction {
  /** Whether the failure is logged. */
  readonly logged: boolean
  readonly first: 'go-on' | 'restart'
  readonly lastKnownGood: 'go-on' | 'bug-check'
}

const normal: ErrorReaction = { logged: true, first: 'go-on', lastKnownGood: 'go-on' }

const reactions: readonly ErrorReaction[] = [
  { logged: false, first: 'go-on', lastKnownGood: 'go-on' },
  normal,
  { logged: true, first: 'restart', lastKnownGood: 'go-on' },
  { logged: true, first: 'restart', lastKnownGood: 'bug-check' },
]

/** Of a number that is no ErrorControl nothing is documented; it is taken as normal, as a missing one is. */
export function reactionTo(errorControl: number): ErrorReaction {
  return reactions[errorControl] ?? normal
}
