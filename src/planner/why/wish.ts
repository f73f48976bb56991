import type { FoundStep } from '../compare-pair.ts'

/** Two steps of a plan, and that the first one is to come on the other side of the second. */
export interface Wish {
  readonly moved: FoundStep
  readonly fixed: FoundStep
  /** Whether the moved one is to come before the fixed one. */
  readonly toFront: boolean
  /** `would put a before b`. */
  readonly effect: string
  readonly names: readonly string[]
}

export function wishOf(moved: FoundStep, fixed: FoundStep, toFront: boolean): Wish {
  const names = [moved.step.service.name, fixed.step.service.name]
  const effect = `would put ${names[0]} ${toFront ? 'before' : 'after'} ${names[1]}`
  return { moved, fixed, toFront, effect, names }
}

/** The one that is to come first, then the other. */
export function wantedOrder({ moved, fixed, toFront }: Wish): readonly [FoundStep, FoundStep] {
  return toFront ? [moved, fixed] : [fixed, moved]
}
