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
  exitFailed: { id: 7023, symbol: 'EVENT_SERVICE_EXIT_FAILED' },
  atBootFailed: { id: 7025, symbol: 'EVENT_SERVICE_START_AT_BOOT_FAILED' },
  driversFailed: { id: 7026, symbol: 'EVENT_BOOT_SYSTEM_DRIVERS_FAILED' },
  lastKnownGood: { id: 7027, symbol: 'EVENT_RUNNING_LASTKNOWNGOOD' },
} as const

export type EventName = keyof typeof events

export function bootEvent(name: EventName, message: string, service?: Service): BootEvent {
  return { ...events[name], service, message }
}
