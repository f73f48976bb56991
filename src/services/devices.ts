import type { Located, Place } from '../diagnostics/index.ts'
import { type RegistryKey, upcase, valueTypes } from '../registry/index.ts'
import { SettingReader } from './decode.ts'
import type { Setting } from './service.ts'
import { type BootClass, bootClass } from './tables/boot-classes.ts'
import { mayHoldStorage } from './tables/enumerators.ts'

/** A device of a boot class that was found on the machine, and the driver that Enum binds to it. */
export interface StorageDevice {
  /** Device instance ID: `PCI\VEN_8086&DEV_2829…\3&267a616a&2&68`. */
  readonly id: string
  readonly at: Place
  readonly deviceClass: BootClass
  readonly service: Setting<string>
  /** How the instance IDs of its children begin where their bus makes no unique ones; undefined where it has none. */
  readonly parentIdPrefix: string | undefined
}

/** An entry of `Control\CriticalDeviceDatabase`: what is started for a device before it is installed, up to Windows 7. */
export interface CriticalDevice {
  /** Device ID with `#` for each backslash: `pci#ven_8086&dev_7111`. */
  readonly id: string
  readonly service: Located<string>
}

/** The values that are read of a device instance, and of a critical device. */
export const deviceValues: ReadonlySet<string> = new Set(
  ['ClassGUID', 'Service', 'ConfigFlags', 'ParentIdPrefix'].map(upcase),
)
export const criticalDeviceValues: ReadonlySet<string> = new Set(['Service'].map(upcase))

/** ConfigFlags, regstr.h of the Windows SDK: CONFIGFLAG_DISABLED and CONFIGFLAG_REMOVED. */
const notStarted = 0x1 | 0x2

/** Disks, volumes and their controllers below Enum that have a driver and are neither disabled nor removed. */
export function readStorageDevices(controlSet: RegistryKey | undefined): StorageDevice[] {
  const devices: StorageDevice[] = []
  for (const enumerator of controlSet?.key('Enum')?.keys ?? []) {
    if (!mayHoldStorage(enumerator.name)) continue
    for (const device of enumerator.keys)
      for (const instance of device.keys) {
        const found = readDevice(instance, `${enumerator.name}\\${device.name}\\${instance.name}`)
        if (found) devices.push(found)
      }
  }
  return devices
}

function readDevice(instance: RegistryKey, id: string): StorageDevice | undefined {
  const read = new SettingReader(instance)
  const deviceClass = bootClass(read.text('ClassGUID', valueTypes.REG_SZ)?.value ?? '')
  if (!deviceClass) return undefined
  const service = read.text('Service', valueTypes.REG_SZ)
  if (!service?.value || ((read.number('ConfigFlags')?.value ?? 0) & notStarted) !== 0) return undefined
  const parentIdPrefix = read.text('ParentIdPrefix', valueTypes.REG_SZ)?.value || undefined
  return { id, at: instance.at, deviceClass, service, parentIdPrefix }
}

/**
 * The controllers that a disk hangs on, by the instance IDs alone: none where that one is not known, undefined where the
 * ID of the disk does not tell, because its bus gives it one of its own (the serial number of an IDE disk).
 */
export function controllersById(
  devices: readonly StorageDevice[],
): (disk: StorageDevice) => readonly StorageDevice[] | undefined {
  const byPrefix = new Map<string, StorageDevice[]>()
  for (const device of devices) {
    const { deviceClass, parentIdPrefix } = device
    if (!deviceClass.isController || parentIdPrefix === undefined) continue
    const known = byPrefix.get(upcase(parentIdPrefix))
    if (known) known.push(device)
    else byPrefix.set(upcase(parentIdPrefix), [device])
  }
  return ({ id }) => {
    const instance = upcase(id.slice(id.lastIndexOf('\\') + 1))
    // `5&1982005&0&000000` below the prefix `5&1982005&0`.
    const end = instance.lastIndexOf('&')
    return end === -1 ? undefined : (byPrefix.get(instance.slice(0, end)) ?? [])
  }
}

export function readCriticalDevices(controlSet: RegistryKey | undefined): CriticalDevice[] {
  const devices: CriticalDevice[] = []
  for (const key of controlSet?.find('Control', 'CriticalDeviceDatabase')?.keys ?? []) {
    const service = new SettingReader(key).text('Service', valueTypes.REG_SZ)
    if (service?.value) devices.push({ id: key.name, service })
  }
  return devices
}
