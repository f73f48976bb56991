import { hexadecimal } from '../../diagnostics/index.ts'
import { type Service, upcase } from '../../services/index.ts'
import { bootEvent, type EventName } from './events.ts'
import type { BootEvent, Cause, ServiceOutcome } from './simulation.ts'

export const assumed: Cause = { code: 'asked', message: 'its failure is assumed' }

export const adapter: Cause = {
  code: 'adapter',
  message: 'an adapter, of which Start is ignored (KB 103000)',
}

/** ERROR_NOT_SAFEBOOT_SERVICE: Microsoft, System Error Codes. */
export const bySafeMode: Cause = { code: 'safe-mode', message: 'safe mode leaves it out', error: 1084 }

/** Stock lists name device classes, and nothing in the Services key tells which devices a driver has. */
export const bySafeModeUnlessClass: Cause = {
  code: 'safe-mode',
  message: 'safe mode leaves it out, unless Plug and Play loads it for a device of an allowed class',
  error: 1084,
}

export const notAskedOfSafeBoot: Cause = {
  code: 'safe-boot-not-asked',
  message: 'not in the SafeBoot list, which the boot loader does not ask',
}

export const hasTrigger: Cause = {
  code: 'trigger',
  message: 'it has triggers, and is started all the same',
}

export const notBootStart: Cause = { code: 'not-boot-start', message: 'it is not loaded at boot start' }

/** The loader goes by Start alone, so it takes up an entry of a Win32 service too. Undefined for any other. */
export function notADriver({ kind, type }: Service): Cause | undefined {
  if (kind !== 'service' || !type) return undefined
  return {
    code: 'not-a-driver',
    message: `Type ${hexadecimal(type.value)} is a Win32 service, taken up as a driver for its Start`,
  }
}

/** Whether its image is a Win32 program, which the kernel cannot run. */
export function isProgram({ effective }: Service): boolean {
  return upcase(effective.imageFile ?? '').endsWith('.EXE')
}

/** How many other names of a loop are said. */
const mostInLoop = 4

/** `loop`: the services of it, in any order. */
export function circularCause(loop: readonly Service[], service: Service): Cause {
  const others = loop.slice(0, mostInLoop + 1).filter((other) => other !== service)
  const shown = others.slice(0, mostInLoop).map(({ name }) => name)
  const rest = loop.length - 1 - shown.length
  if (rest > 0) shown.push(`${rest} more`)
  const message =
    shown.length === 0 ? 'it depends on itself' : `it and ${shown.join(', ')} depend on each other in a loop`
  return { code: 'circular', message, error: 1059 }
}

const demandStart = 3

/** The event of a failure by its cause; any other is {@link events.startFailed}. */
const eventOfCause: ReadonlyMap<string, EventName> = new Map([
  ['dependency-missing', 'dependencyMissing'],
  // One error, 1075, stands for both: Microsoft, StartServiceW.
  ['dependency-deleted', 'dependencyMissing'],
  ['group-not-running', 'groupFailed'],
  // The host process runs, the service in it ends: KB 328213.
  ['service-dll-missing', 'exitFailed'],
  ['dependency-failed', 'dependencyFailed'],
  ['dependency-disabled', 'dependencyFailed'],
  ['dependency-excluded', 'dependencyFailed'],
])

const circularCauses: ReadonlySet<string> = new Set(['circular', 'dependency-circular'])

/** The event that goes with the cause of a failure, by its code. `start`: Start as it counts for that start. */
export function failureEventName(code: string, start: number | undefined): EventName {
  if (circularCauses.has(code)) return start === demandStart ? 'circularDemand' : 'circularAuto'
  return eventOfCause.get(code) ?? 'startFailed'
}

/** What the Service Control Manager logs of a start that did not succeed. */
export function failureEvent({ service, cause, start }: ServiceOutcome): BootEvent {
  const event = failureEventName(cause?.code ?? '', start)
  return bootEvent(event, `${service.name} did not start: ${cause?.message ?? ''}`, service)
}
