import type { Service } from '../../services/index.ts'
import { isMeasuredBootImage } from '../measured-boot.ts'

/**
 * The services of msisadrv, pci and tpm that a log has right after ACPI, as logs of machines that measure their boot
 * do. Takes what was loaded, in order; what no service has (WMILIB) may stand between.
 */
export function measuredBlock(loaded: readonly (Service | undefined)[]): ReadonlySet<Service> {
  const block = new Set<Service>()
  const acpi = loaded.findIndex((service) => service?.effective.imageName === 'ACPI')
  if (acpi === -1) return block
  for (const service of loaded.slice(acpi + 1)) {
    if (service === undefined) continue
    if (!isMeasuredBootImage(service.effective.imageName)) break
    block.add(service)
  }
  return block
}
