import { type FoundStep, isKernel } from '../compare-pair.ts'
import type { Context } from './context.ts'
import { driverChanges } from './driver-changes.ts'
import type { Sentence } from './sentence.ts'
import { serviceChanges } from './service-changes.ts'

/** What in the registry would give a service another place. Each value that is named has been tried. */
export function changesOf(context: Context, found: FoundStep): Sentence[] {
  return isKernel(found.phase) ? driverChanges(context, found) : serviceChanges(context, found)
}
