export { algorithmOf } from './algorithms.ts'
export { comparePair, guaranteeWords, type PairComparison } from './compare-pair.ts'
export { measuredBootImages } from './measured-boot.ts'
export { type PlanOptions, planOrder } from './order.ts'
export type * from './plan.ts'
export { promotedGroups } from './promoted-groups.ts'
export { kernelImages, promotedImages } from './promoted-images.ts'
export { isDelayed } from './scm-members.ts'
export {
  type EffectiveStart,
  type StartOptions,
  startOnThisMachine,
  startThatCounts,
} from './start-override.ts'
export { loadedAsDriver, passedOver } from './unfit.ts'
