import type { Phase, Plan } from '../planner/index.ts'
import type { Service } from '../services/index.ts'

/** Where the simulated order first loads a driver: the phase, and its position among all of both phases. */
export interface BootPosition {
  readonly phase: Phase
  readonly position: number
}

/** First positions of the boot-start and system-start phases; boot start comes first whatever the groups (KB 115486). */
export function bootPositions(plan: Plan): ReadonlyMap<Service, BootPosition> {
  const positions = new Map<Service, BootPosition>()
  let position = 0
  for (const wanted of ['boot', 'system'] as const)
    for (const { phase, steps } of plan.phases)
      if (phase === wanted)
        for (const { service } of steps) {
          position++
          if (!positions.has(service)) positions.set(service, { phase, position })
        }
  return positions
}
