import { type Phase, planOrder } from '../planner/index.ts'
import type { Service, Services } from '../services/index.ts'

/** Where the simulated order first loads a driver: the phase, and its position among all of both phases. */
export interface BootPosition {
  readonly phase: Phase
  readonly position: number
}

/** First positions of the boot-start and system-start phases; boot start comes first whatever the groups (KB 115486). */
export function bootPositions(services: Services): ReadonlyMap<Service, BootPosition> {
  const positions = new Map<Service, BootPosition>()
  let position = 0
  for (const start of ['boot', 'system'] as const)
    for (const { phase, steps } of planOrder(services, { start }).phases)
      for (const { service } of steps) {
        position++
        if (!positions.has(service)) positions.set(service, { phase, position })
      }
  return positions
}
