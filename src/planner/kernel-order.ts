import { classicGroupSort } from './classic-group-sort.ts'
import { classicTagPass } from './classic-tag-pass.ts'
import type { Entry } from './entry.ts'
import { promoteMeasuredBoot } from './measured-boot.ts'
import { modernGroupSort } from './modern-group-sort.ts'
import { modernTagSort } from './modern-tag-sort.ts'
import type { KernelAlgorithm, KernelPhase } from './plan.ts'
import { promoteGroups } from './promoted-groups.ts'
import { promoteImages } from './promoted-images.ts'

export interface KernelOrderOptions {
  readonly algorithm: KernelAlgorithm
  readonly phase: KernelPhase
  readonly measuredBoot: boolean
}

/**
 * The order in which the drivers of the boot or system phase load, from the loader's raw list (reverse name order).
 * Dependencies are never looked at: "ignored" for boot and system start, Microsoft: Specifying Driver Load Order.
 */
export function kernelOrder<E extends Entry>(raw: readonly E[], options: KernelOrderOptions): E[] {
  if (options.algorithm === 'classic') return classicTagPass(classicGroupSort(raw))
  const sorted = modernGroupSort(modernTagSort(raw))
  if (options.phase === 'system') return sorted
  const grouped = promoteGroups(sorted)
  return promoteImages(options.measuredBoot ? promoteMeasuredBoot(grouped) : grouped)
}
