import type { Service, Services } from '../../services/index.ts'
import { simulateBoot } from '../boot/simulate.ts'
import type { BootSimulation } from '../boot/simulation.ts'
import type { Remark, RunningSystem } from './simulation.ts'

/** The system that a boot leaves behind. `base`: what it was started with, where `registry` is an overlay on that. */
export function systemAfterBoot(registry: Services, base?: Services): RunningSystem {
  const database = base ?? registry
  const boot = simulateBoot(database)
  return { database, registry, running: runningOf(boot), notes: notesOf(boot, database) }
}

/** The services that a boot leaves running, in the order in which they started. */
export function runningAfterBoot(services: Services): ReadonlySet<Service> {
  return runningOf(simulateBoot(services))
}

function runningOf({ attempts }: BootSimulation): Set<Service> {
  const outcomes = attempts.at(-1)?.phases.flatMap((phase) => phase.outcomes) ?? []
  return new Set(
    outcomes
      .filter(({ outcome }) => outcome === 'loaded' || outcome === 'started')
      .map(({ service }) => service),
  )
}

function notesOf({ verdict, attempts }: BootSimulation, { holds }: Services): Remark[] {
  const notes: Remark[] = []
  if (holds.fragment)
    notes.push({
      code: 'fragment',
      message: 'the input is no whole registry: services that it does not hold are not known',
    })
  const by = attempts.at(-1)?.end
  if (verdict === 'does-not-come-up')
    notes.push({
      code: 'does-not-come-up',
      message: `the simulated boot of this registry does not come up${by?.kind === 'bug-check' && by.by ? ` (${by.by.service.name})` : ''}: taken as running is what it had started by then`,
    })
  if (verdict === 'comes-up-on-last-known-good')
    notes.push({
      code: 'last-known-good',
      message:
        'the simulated boot comes up only when it starts again with LastKnownGood, taken to be this set',
    })
  return notes
}
