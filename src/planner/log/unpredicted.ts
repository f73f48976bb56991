import { type Service, type Services, upcase } from '../../services/index.ts'
import type { KernelAlgorithm } from '../plan.ts'
import { kernelImages } from '../promoted-images.ts'
import { isKernelStart, type StartOptions, startThatCounts, storedStart } from '../start-override.ts'
import type { UnpredictedCause } from './comparison.ts'

/**
 * Images that have no service of their own in stock Windows: libraries, port and class drivers that others import.
 * Sources: Windows driver documentation, for those that drivers are linked with; boot logs of Windows XP and 10 held
 * against stock hives, for the others.
 */
const importedImages: ReadonlySet<string> = new Set(
  [
    ['1394bus', 'ataport', 'battc', 'bootvid', 'cea', 'ci', 'classpnp', 'clipsp', 'cmimcext', 'drmk'],
    ['dxapi', 'fwpkclnt', 'hidclass', 'hidparse', 'ks', 'netio', 'ntosext', 'pciidex', 'portcls', 'pshed'],
    ['scsiport', 'storport', 'tdi', 'tm', 'usbd', 'usbport', 'videoprt', 'watchdog', 'wdfldr', 'werkernel'],
    ['wmilib', 'wpprecorder'],
  ]
    .flat()
    .map(upcase),
)

const kernel: ReadonlySet<string> = new Set(kernelImages.map(upcase))

/** Why an image that no service has may have been loaded; by its file name, upper-cased. */
export function causeWithoutService(file: string): UnpredictedCause {
  const dot = file.lastIndexOf('.')
  const name = dot > 0 ? file.slice(0, dot) : file
  if (kernel.has(name)) return 'kernel-image'
  // A driver is a .sys file; a DLL in the kernel is there for what imports it.
  return importedImages.has(name) || file.endsWith('.DLL') ? 'import' : 'not-in-input'
}

export interface CauseOptions extends Pick<StartOptions, 'startOverride'> {
  readonly algorithm: KernelAlgorithm
  /** What the log has right after ACPI. */
  readonly measured: ReadonlySet<Service>
}

/** Why a driver that neither the boot nor the system phase holds may have been loaded. */
export function causeOfService(
  services: Services,
  service: Service,
  options: CauseOptions,
): UnpredictedCause {
  if (options.measured.has(service)) return 'measured-boot'
  const { start } = startThatCounts(services, service, options)
  const stored = storedStart(service)
  if (isKernelStart(start)) return 'rejected'
  if (isKernelStart(stored)) return 'start-override'
  return start === undefined ? 'no-start' : (causeByStart[start] ?? 'no-start')
}

const causeByStart: Readonly<Record<number, UnpredictedCause>> = {
  2: 'auto-start',
  3: 'demand-start',
  4: 'disabled',
}
