import type { Place } from '../diagnostics/index.ts'
import { isKernelStart, startOnThisMachine } from '../planner/index.ts'
import type { Service, Services } from '../services/index.ts'
import type { RuleContext } from './rule.ts'

/** Start 4, KB 103000: not to be started under any conditions. */
const disabled = 4

/**
 * Whether nothing starts a service: its start type on this machine is 4, by Start or by a StartOverride of what the
 * loader and the kernel would load, and the loader does not load it all the same, as it does the boot file system driver.
 */
export function isDisabled(services: Services, service: Service, context: RuleContext): boolean {
  const stored = service.start?.value
  // The Service Control Manager goes by Start alone.
  if (!isKernelStart(stored) && stored !== disabled) return false
  if (startOnThisMachine(services, service).start !== disabled) return false
  return !context.bootPositions().has(service)
}

/** Where it is said that a disabled service is. */
export function disabledAt(services: Services, service: Service): Place {
  const decisive = startOnThisMachine(services, service).startOverride ?? service.start
  return decisive?.at ?? service.at
}

/** Whether a fragment leaves open which StartOverride counts, so that a service with Start 4 may be enabled. */
export function mayBeOverridden({ holds }: Services, service: Service): boolean {
  return (
    holds.fragment &&
    !holds.hardwareConfiguration &&
    service.startOverride.some(({ value }) => value !== disabled)
  )
}
