import { type Service, type Services, serviceTypes, startTypeName } from '../services/index.ts'
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

/** What becomes of an entry of a start type that no phase holds. KB 103000: who acts on each Start. */
function fateOf({ kind }: Service, start: number): string | undefined {
  switch (start) {
    case autoStart:
      return 'the Service Control Manager goes by the stored Start, and does not start it'
    case demandStart:
      return kind === 'driver'
        ? 'Plug and Play loads it when its device appears, or a program asks for it'
        : 'it starts when it is asked for'
    case disabled:
      return 'nothing loads or starts it'
    default:
      return undefined
  }
}
