export { algorithmOf } from './algorithms.ts'
export { failEach } from './boot/fail-each.ts'
export { isSafeDriver, isSafeService } from './boot/safe-mode.ts'
export { simulateBoot } from './boot/simulate.ts'
export type * from './boot/simulation.ts'
export { comparePair, guaranteeWords, type PairComparison } from './compare-pair.ts'
export { findDependencyLoops } from './dependency-loops.ts'
export type * from './evidence.ts'
export type * from './image-source.ts'
export { titleOfBuild } from './log/builds.ts'
export { type CompareOptions, compareWithLog, logComparer } from './log/compare.ts'
export type * from './log/comparison.ts'
export type * from './log/logged-boot.ts'
export { measuredBootImages } from './measured-boot.ts'
export { overrideWords, whyNoPlace } from './no-place.ts'
export { type PlanOptions, planOrder } from './order.ts'
export type * from './plan.ts'
export { promotedGroups } from './promoted-groups.ts'
export { kernelImages, promotedImages } from './promoted-images.ts'
export {
  driverControlFacts,
  driverRegistryPath,
  isUserServiceTemplate,
  launchProtection,
} from './running/control-facts.ts'
export type * from './running/simulation.ts'
export { simulateStart } from './running/start.ts'
export type { StatusCode } from './running/status.ts'
export { simulateStop } from './running/stop.ts'
export { runningAfterBoot, systemAfterBoot } from './running/system.ts'
export { isDelayed } from './scm-members.ts'
export {
  type EffectiveStart,
  isKernelStart,
  type StartOptions,
  startOnThisMachine,
  startThatCounts,
} from './start-override.ts'
export { loadedAsDriver, passedOver } from './unfit.ts'
export * from './why/index.ts'
