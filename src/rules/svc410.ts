import { type Place, quote } from '../diagnostics/index.ts'
import { type Service, type Services, type StorageDevice, startTypeName, upcase } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'
import { deletesService, diskControllers, disks, isOfInput, mayTakeAway } from './storage-drivers.ts'

type Data = {
  service: string
  device: string
  /** Which of the two the boot disk needs has no driver. */
  lacks: 'controller' | 'disk'
  /** So many controllers or disks there are. */
  devices: number
  exists: boolean
  start: number | null
}

/** Bug check 0x7B: the loader has to read the driver of the controller that the boot disk hangs on. */
export const bootStorage: Rule = defineRule<Data>({
  id: 'SVC410',
  name: 'boot-storage',
  severity: 'error',
  summary: 'no storage controller, or no disk, of the machine has an enabled boot-start driver',
  page: {
    problem:
      'Enum knows the storage controllers of the machine, and of those that its disks hang on none has a driver that is ' +
      'enabled and boot start: the service does not exist, is disabled, or starts later. Or that holds for all disks ' +
      'themselves, whose driver is Disk.',
    fix: 'Set Start of the driver of the controller, or of the disk, to 0, or restore its service.',
    why:
      'The loader reads the boot-start drivers through the firmware. From then on Windows itself reads the disk, by the ' +
      'drivers of its controller and of the disk; where one is not among them, the boot volume cannot be reached and Windows ends in bug ' +
      'check 0x7B, INACCESSIBLE_BOOT_DEVICE.',
    exceptions:
      'Only for a whole hive or export, or over one: profiles and fragments know no devices. A controller is not judged ' +
      'where a boot-start driver that is not part of Windows is in the group SCSI miniport, since the disk may be meant for another ' +
      'controller; where iScsiPrt boots from the network; for Windows To Go, which boots from USB; where a disk is on a ' +
      'bus of its own, such as SD. Devices that are disabled, made by software or plugged in do not count. A ' +
      'StartOverride is SVC408.',
    source: [
      'Microsoft: Bug Check 0x7B INACCESSIBLE_BOOT_DEVICE',
      'Microsoft: HKLM\\SYSTEM\\CurrentControlSet\\Enum registry tree; System-defined device setup classes',
      'Windows SDK: regstr.h (ConfigFlags)',
      'Counted in stock hives of Windows XP to 10: none',
    ],
  },
  bad: {
    services: { StorAhci: { Type: 1, Start: 3, ErrorControl: 3, Group: 'SCSI miniport' } },
    keys: {
      Enum: {
        PCI: {
          'VEN_8086&DEV_2829&SUBSYS_00000000&REV_02': {
            '3&267a616a&2&68': {
              ClassGUID: '{4d36e96a-e325-11ce-bfc1-08002be10318}',
              ConfigFlags: 0,
              Service: 'storahci',
            },
          },
        },
      },
    },
  },
  good: {
    services: { StorAhci: { Type: 1, Start: 0, ErrorControl: 3, Group: 'SCSI miniport' } },
    keys: {
      Enum: {
        PCI: {
          'VEN_8086&DEV_2829&SUBSYS_00000000&REV_02': {
            '3&267a616a&2&68': {
              ClassGUID: '{4d36e96a-e325-11ce-bfc1-08002be10318}',
              ConfigFlags: 0,
              Service: 'storahci',
            },
          },
        },
      },
    },
  },
  check(services, report, { unknown }) {
    const { devices, fragment } = services.holds
    if (!devices || fragment) {
      const takes = (service: Service): boolean => takesFromBoot(services, service)
      if (deletesService(services) || mayTakeAway(services, takes)) unknown('devices')
      return
    }
    if (services.isPortable) return
    const needed = [
      { lacks: 'controller', all: mayBootElsewhere(services) ? [] : diskControllers(services) },
      { lacks: 'disk', all: disks(services) },
    ] as const
    for (const { lacks, all } of needed) {
      const [first] = all
      if (!first || all.some((device) => isBootStart(services.get(device.service.value)))) continue
      const driver = services.get(first.service.value)
      report(
        driver?.start?.at ?? first.service.at,
        {
          service: driver?.name ?? first.service.value,
          device: first.id,
          lacks,
          devices: all.length,
          exists: driver !== undefined,
          start: driver?.start?.value ?? null,
        },
        { service: driver?.name ?? first.service.value, related: placesOf(services, lacks, all) },
      )
    }
  },
  message({ service, lacks, exists, start }) {
    const what = !exists ? 'does not exist' : start === null ? 'has no Start' : `is ${startTypeName(start)}`
    const which = lacks === 'disk' ? 'disk' : 'disk controller'
    return `No ${which} has an enabled boot-start driver: ${quote(service, 24)} ${what}`
  },
  help: ({ device, service }) =>
    `Windows ends in bug check 0x7B: set Start of ${quote(service)} to 0, the driver of ${quote(device)}`,
})

/** A few places where Enum binds the devices to drivers, and where those say that they are not loaded. */
function placesOf(
  services: Services,
  kind: Data['lacks'],
  devices: readonly StorageDevice[],
): { at: Place; message: string }[] {
  return devices.slice(0, 4).flatMap(({ service }, index) => {
    const driver = services.get(service.value)
    const bound = { at: service.at, message: `Enum binds a ${kind} to ${quote(service.value)}` }
    if (index === 0 || !driver?.start) return [bound]
    return [bound, { at: driver.start.at, message: `start type of ${quote(driver.name)}` }]
  })
}

function isBootStart(service: Service | undefined): boolean {
  return service?.kind === 'driver' && service.start?.value === 0
}

/** Signs that the disk is to be found by another driver than those of Enum. */
function mayBootElsewhere(services: Services): boolean {
  return (
    isBootStart(services.get('iScsiPrt')) ||
    services.members('SCSI miniport').some((driver) => isBootStart(driver) && !services.inBox(driver))
  )
}

/** Groups of the drivers of storage controllers in stock hives. */
const controllerGroups: ReadonlySet<string> = new Set(['SCSI MINIPORT', 'SYSTEM BUS EXTENDER'])

/** The class driver of disks, in no group since Windows 7. */
const diskDriver = 'DISK'

/** Whether the input may keep the driver of a controller or disk from boot start; an entry without Type may be one. */
function takesFromBoot(services: Services, { id, type, start, effective }: Service): boolean {
  if (start === undefined || start.value === 0 || !isOfInput(services, start.at.file)) return false
  return type === undefined || id === diskDriver || controllerGroups.has(upcase(effective.group ?? ''))
}
