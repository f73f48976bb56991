import type { FoundStep } from '../compare-pair.ts'
import type { Judgement } from '../guarantee.ts'

/** Two steps of a plan, the earlier one first, and what stands behind their order. */
export interface Pair {
  readonly earlier: FoundStep
  readonly later: FoundStep
  readonly judgement: Judgement
}
