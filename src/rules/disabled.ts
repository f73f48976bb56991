import { startOnThisMachine } from '../planner/index.ts'
import type { Service, Services } from '../services/index.ts'
import type { RuleContext } from './rule.ts'

/** Start 4, KB 103000: not to be started under any conditions. */
const disabled = 4

/**
 * Whether nothing starts a service: Start is 4, StartOverride gives no other start type on this machine, and the loader
 * does not load it all the same, as it does the boot file system driver.
 */
export function isDisabled(services: Services, service: Service, context: RuleContext): boolean {
  if (service.start?.value !== disabled || startOnThisMachine(services, service).start !== disabled)
    return false
  return !context.bootPositions().has(service)
}

/** Whether a fragment leaves open which StartOverride counts, so that a service with Start 4 may be enabled. */
export function mayBeOverridden({ holds }: Services, service: Service): boolean {
  return (
    holds.fragment &&
    !holds.hardwareConfiguration &&
    service.startOverride.some(({ value }) => value !== disabled)
  )
}
