import { type Service, type Services, serviceTypes, startTypeName, upcase } from '../services/index.ts'
import { type StartOptions, startThatCounts } from './start-override.ts'
import { passedOver } from './unfit.ts'

const autoStart = 2
const demandStart = 3
const disabled = 4

/** Why a service has no place in any phase of the order. */
export function whyNoPlace(services: Services, service: Service, options: StartOptions = {}): string {
  if (service.kind === 'container') return 'the key has no Type, Start or ErrorControl'
  const { start, startOverride } = startThatCounts(services, service, options)
  if (start === undefined) return 'it has no Start that could be read'
  const fate = fateOf(service, start)
  if (startOverride !== undefined) {
    const words = overrideWords(services, start)
    return fate === undefined ? words : `${words}; ${fate}`
  }
  // Of what starts by itself only these are left out; see the planner's members.
  if (start < autoStart)
    return 'the loader does not add it: its Group or ImagePath is empty or of a wrong type'
  if (start > autoStart) return [startTypeName(start), fate].filter((part) => part !== undefined).join(': ')
  if (((service.type?.value ?? 0) & serviceTypes.userService) !== 0)
    return 'a user service: it starts when its user logs on'
  if ((service.deleteFlag?.value ?? 0) !== 0) return 'it is marked for deletion (DeleteFlag)'
  return passedOver(service)?.message ?? 'the Service Control Manager does not start it'
}

/** `StartOverride\0 makes it demand-start on this hardware (HardwareConfig\LastId is 0)`. */
export function overrideWords({ hardwareConfiguration }: Services, start: number): string {
  const id = hardwareConfiguration?.value
  return `StartOverride\\${id} makes it ${startTypeName(start)} on this hardware (HardwareConfig\\LastId is ${id})`
}

/**
 * What becomes of an entry of a start type that no phase holds. KB 103000: who acts on each Start; of file systems and
 * their recognizers: Microsoft, What Determines When a Driver Is Loaded and How the Volume Is Recognized.
 */
function fateOf(service: Service, start: number): string | undefined {
  const { kind } = service
  switch (start) {
    case autoStart:
      return 'the Service Control Manager goes by the stored Start, and does not start it'
    case demandStart:
      return kind === 'driver' ? demandFates[driverSort(service)] : 'it starts when it is asked for'
    case disabled:
      return kind === 'driver' && driverSort(service) === 'file-system'
        ? 'nothing loads it but, when a volume with its file system is mounted, a file system recognizer'
        : 'nothing loads or starts it'
    default:
      return undefined
  }
}

/** Who loads a driver that is demand start depends on what it is. */
export type DriverSort =
  | 'device'
  /** Of a file system that is mounted. */
  | 'file-system'
  /** Type 2 that is no such one, and Type 8: filters, redirectors, recognizers. */
  | 'file-system-other'

const demandFates: Readonly<Record<DriverSort, string>> = {
  device: 'Plug and Play loads it when a device needs it, or a program or service asks for it',
  'file-system':
    'a recognizer loads it when a volume with its file system is mounted, or a program or service asks for it',
  'file-system-other': 'it is loaded when a program or service asks for it',
}

/**
 * Filters and redirectors have the Type of file systems and mostly tell by their group: those of filters, and "Network"
 * of the redirectors of stock Windows.
 */
export function driverSort({ type, instances, effective }: Service): DriverSort {
  if (type?.value === serviceTypes.recognizerDriver) return 'file-system-other'
  if (type?.value !== serviceTypes.fileSystemDriver) return 'device'
  const group = upcase(effective.group ?? '')
  const isOther =
    instances !== undefined || group.startsWith('FSFILTER ') || group === 'FILTER' || group === 'NETWORK'
  return isOther ? 'file-system-other' : 'file-system'
}
