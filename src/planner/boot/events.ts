import type { Service } from '../../services/index.ts'
import type { BootEvent } from './simulation.ts'

/**
 * Events of the Service Control Manager about a start of the system: number, symbol, and what they say in our words.
 * Numbers and symbols: winsvc message file as Microsoft publishes it ("Service Control Manager events").
 */
const events = {
  startFailed: { id: 7000, symbol: 'EVENT_SERVICE_START_FAILED' },
  dependencyFailed: { id: 7001, symbol: 'EVENT_SERVICE_START_FAILED_II' },
  groupFailed: { id: 7002, symbol: 'EVENT_SERVICE_START_FAILED_GROUP' },
  dependencyMissing: { id: 7003, symbol: 'EVENT_SERVICE_START_FAILED_NONE' },
  driverDependency: { id: 7015, symbol: 'EVENT_INVALID_DRIVER_DEPENDENCY' },
  circularDemand: { id: 7017, symbol: 'EVENT_CIRCULAR_DEPENDENCY_DEMAND' },
  circularAuto: { id: 7018, symbol: 'EVENT_CIRCULAR_DEPENDENCY_AUTO' },
  severe: { id: 7021, symbol: 'EVENT_SEVERE_SERVICE_FAILED' },
  atBootFailed: { id: 7025, symbol: 'EVENT_SERVICE_START_AT_BOOT_FAILED' },
  driversFailed: { id: 7026, symbol: 'EVENT_BOOT_SYSTEM_DRIVERS_FAILED' },
  lastKnownGood: { id: 7027, symbol: 'EVENT_RUNNING_LASTKNOWNGOOD' },
} as const

export type EventName = keyof typeof events

/**
 * Events of the same range that no simulation can have, and why: they tell what running code does, or what the order
 * of starts makes impossible.
 */
export const eventsNotSimulated: readonly {
  readonly id: number
  readonly symbol: string
  readonly why: string
}[] = [
  { id: 7016, symbol: 'EVENT_BAD_SERVICE_STATE', why: 'a running service reports a state that is none' },
  {
    id: 7019,
    symbol: 'EVENT_DEPEND_ON_LATER_SERVICE',
    why: 'a dependency in a later group is started earlier, which stock Windows relies on',
  },
  { id: 7020, symbol: 'EVENT_DEPEND_ON_LATER_GROUP', why: 'the same for a group' },
  { id: 7022, symbol: 'EVENT_SERVICE_START_HUNG', why: 'a service takes too long' },
  { id: 7023, symbol: 'EVENT_SERVICE_EXIT_FAILED', why: 'a running service ends with an error' },
  {
    id: 7024,
    symbol: 'EVENT_SERVICE_EXIT_FAILED_SPECIFIC',
    why: 'a running service ends with an error of its own',
  },
]

export function bootEvent(name: EventName, message: string, service?: Service): BootEvent {
  return { ...events[name], service, message }
}
