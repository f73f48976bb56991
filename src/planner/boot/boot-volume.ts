import { quote } from '../../diagnostics/index.ts'
import { bootClass, type Release, type Service, type Services } from '../../services/index.ts'
import type { Cause } from './simulation.ts'

/**
 * Drivers without which the boot volume cannot be reached on any machine that starts from a disk, by image: those that
 * every disk and every volume has in its stack. Windows then ends in bug check 0x7B (Microsoft: "Bug Check 0x7B
 * INACCESSIBLE_BOOT_DEVICE"), whatever their ErrorControl says. That one of these is missing is a sure cause; which
 * storage controller the disk hangs on, no Services database tells.
 */
const boundToBootVolume: ReadonlyMap<
  string,
  { readonly role: string; readonly releases: readonly Release[] }
> = new Map([
  ['DISK', { role: 'it drives every disk', releases: ['2000', 'xp', '7', '8.1', '10', '11'] }],
  [
    'PARTMGR',
    {
      role: 'it manages the partitions of every disk',
      releases: ['2000', 'xp', '7', '8.1', '10', '11'],
    },
  ],
  ['FTDISK', { role: 'it makes the volumes of basic disks', releases: ['2000', 'xp'] }],
  ['VOLMGR', { role: 'it makes the volumes of disks', releases: ['7', '8.1', '10', '11'] }],
])

/** What a filter of a device class is for, where it is in the stack of every boot volume; undefined for other classes. */
function devicesOfBootVolume(classGuid: string): string | undefined {
  const found = bootClass(classGuid)
  return found?.isController === false ? found.devices : undefined
}

/** Drivers that the boot volume needs, each with what it does for it. */
export function bootVolumeDrivers(
  services: Services,
  bootFileSystem: Service | undefined,
): ReadonlyMap<Service, string> {
  const needed = new Map<Service, string>()
  for (const { classGuid, valueName, filters } of services.classFilters) {
    const devices = devicesOfBootVolume(classGuid)
    if (devices === undefined) continue
    for (const { value } of filters) {
      const filter = services.get(value)
      if (filter) needed.set(filter, `it is in ${valueName} of the device class of ${devices}`)
    }
  }
  for (const service of services.all) {
    const bound = boundToBootVolume.get(service.effective.imageName ?? '')
    if (service.kind === 'driver' && bound?.releases.includes(services.windows.release))
      needed.set(service, bound.role)
  }
  if (bootFileSystem) needed.set(bootFileSystem, 'it is the driver of the boot file system')
  return needed
}

/**
 * Filters of disks and volumes that no service stands behind: the devices cannot start (Microsoft: CM_PROB_REGISTRY,
 * CM_PROB_DRIVER_FAILED_LOAD). A fragment may lack the service that a whole system has.
 */
export function danglingDiskFilters(services: Services): readonly Cause[] {
  if (services.holds.fragment || !services.holds.services) return []
  const causes: Cause[] = []
  for (const { classGuid, valueName, filters } of services.classFilters) {
    const devices = devicesOfBootVolume(classGuid)
    if (devices === undefined) continue
    for (const { value, at } of filters) {
      if (value === '' || services.has(value)) continue
      const message = `${valueName} of the device class of ${devices} names ${quote(value)}, which is no service`
      causes.push({ code: 'class-filter-missing', message, on: value, at })
    }
  }
  return causes
}
