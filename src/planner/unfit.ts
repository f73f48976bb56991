import { hexadecimal } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import type { Reason } from './plan.ts'
import { isMalformed } from './start-override.ts'

/**
 * What the boot loader and the kernel would do with an entry that is no driver: they go by Start alone. KB 103000 asks
 * for Type 1 too; no loader that was measured does. Undefined for a driver.
 */
export function loadedAsDriver(service: Service): Reason | undefined {
  const unfit = service.kind === 'driver' ? undefined : typeWords(service)
  return unfit === undefined
    ? undefined
    : { code: 'not-a-driver', message: `${unfit}: it would be loaded as a driver` }
}

/**
 * Why the Service Control Manager would not take an entry into its database, which holds drivers and services that
 * have all of Type, Start and ErrorControl. Undefined where it would.
 */
export function passedOver(service: Service): Reason | undefined {
  const unfit = lackWords(service)
  return unfit === undefined
    ? undefined
    : { code: 'passed-over', message: `the Service Control Manager would pass it over: ${unfit}` }
}

function lackWords(service: Service): string | undefined {
  if (service.kind !== 'driver' && service.kind !== 'service') return typeWords(service)
  if (service.start === undefined) return lack(service, 'Start')
  return service.errorControl === undefined ? lack(service, 'ErrorControl') : undefined
}

function typeWords(service: Service): string {
  if (service.type === undefined) return lack(service, 'Type')
  const type = `Type ${hexadecimal(service.type.value)}`
  if (service.kind === 'service') return `${type} is a Win32 service`
  return service.kind === 'adapter'
    ? `${type} is an adapter, a set of arguments`
    : `${type} is no service type`
}

function lack(service: Service, valueName: string): string {
  return isMalformed(service, valueName) ? `its ${valueName} is malformed` : `it has no ${valueName}`
}
