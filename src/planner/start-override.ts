import type { Located } from '../diagnostics/index.ts'
import type { Service, Services } from '../services/index.ts'
import { algorithmOf } from './algorithms.ts'
import type { KernelAlgorithm } from './plan.ts'

/** The start type a service has for the loader and the kernel, and the override that gave it. */
export interface EffectiveStart {
  readonly start: number | undefined
  readonly startOverride: Located<number> | undefined
}

/**
 * `StartOverride` gives a service another start type on one hardware configuration: its value is named by the decimal
 * of `HardwareConfig\LastId`. Windows 8 and later; 42 to 47 stock services have the subkey. Source: winload as traced
 * for nt-load-order (Colin Finck). Without a known configuration nothing is overridden.
 */
export function effectiveStart(service: Service, configuration: number | undefined): EffectiveStart {
  const startOverride =
    configuration === undefined
      ? undefined
      : service.startOverride.find((override) => appliesTo(service, override.configuration, configuration))
  return { start: startOverride?.value ?? storedStart(service), startOverride }
}

/** The hardware configuration that a loader looks up in StartOverride; undefined where it does not, or it is unknown. */
export function overridingConfiguration(services: Services, algorithm: KernelAlgorithm): number | undefined {
  return algorithm === 'modern' ? services.hardwareConfiguration?.value : undefined
}

/** {@link effectiveStart} on the machine and the release that the services are of. */
export function startOnThisMachine(services: Services, service: Service): EffectiveStart {
  const algorithm = algorithmOf[services.windows.release]
  return effectiveStart(service, overridingConfiguration(services, algorithm))
}

/** How the start type that counts is asked for: see PlanOptions. */
export interface StartOptions {
  readonly algorithm?: KernelAlgorithm
  readonly startOverride?: boolean
}

/**
 * The start type by which a service is ordered: a StartOverride counts where it adds to, or takes from, what the loader
 * and the kernel load. The Service Control Manager goes by Start alone.
 */
export function startThatCounts(
  services: Services,
  service: Service,
  { algorithm = algorithmOf[services.windows.release], startOverride = true }: StartOptions = {},
): EffectiveStart {
  const stored = storedStart(service)
  const configuration = startOverride ? overridingConfiguration(services, algorithm) : undefined
  const overridden = effectiveStart(service, configuration)
  const counts = isKernelStart(stored) || isKernelStart(overridden.start)
  return counts ? overridden : { start: stored, startOverride: undefined }
}

function appliesTo(service: Service, valueName: string, configuration: number): boolean {
  return valueName === String(configuration) && !isMalformed(service, `StartOverride\\${valueName}`)
}

/** Start as the loader reads it: a REG_DWORD, nothing else. */
export function storedStart(service: Service): number | undefined {
  return isMalformed(service, 'Start') ? undefined : service.start?.value
}

export function isMalformed(service: Service, valueName: string): boolean {
  return service.malformed.some((value) => value.valueName === valueName)
}

/** Services whose start type the given hardware configuration changes to or from boot or system start. */
export function overriddenOut(services: Services, configuration: number | undefined): readonly Service[] {
  return services.all.filter((service) => {
    const { start, startOverride } = effectiveStart(service, configuration)
    return startOverride !== undefined && isKernelStart(storedStart(service)) && !isKernelStart(start)
  })
}

/** Whether the loader or the kernel starts a driver of this start type: SERVICE_BOOT_START, SERVICE_SYSTEM_START. */
export function isKernelStart(start: number | undefined): boolean {
  return start === 0 || start === 1
}
