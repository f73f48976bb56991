import { type Place, quote } from '../diagnostics/index.ts'
import { algorithmOf, startOnThisMachine } from '../planner/index.ts'
import { type Service, type Services, type StorageDevice, startTypeName } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'
import { diskControllers, disks, isOfInput, mayTakeAway } from './storage-drivers.ts'

/** A whole export of a machine with one controller; only there is it known which StartOverride counts. */
function exampleOf(override: string): string {
  const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
  const instance = 'PCI\\VEN_8086&DEV_2829&SUBSYS_00000000&REV_02\\3&267a616a&2&68'
  return [
    'Windows Registry Editor Version 5.00',
    `\n[${system}\\ControlSet001\\Control\\ServiceGroupOrder]\n"List"=hex(7):00,00`,
    `\n[${system}\\ControlSet001\\Enum\\${instance}]`,
    '"ClassGUID"="{4d36e96a-e325-11ce-bfc1-08002be10318}"\n"Service"="storahci"',
    `\n[${system}\\ControlSet001\\Services\\StorAhci]`,
    '"Type"=dword:00000001\n"Start"=dword:00000000\n"ErrorControl"=dword:00000003',
    `\n[${system}\\ControlSet001\\Services\\StorAhci\\StartOverride]\n${override}`,
    `\n[${system}\\HardwareConfig]\n"LastId"=dword:00000000`,
    `\n[${system}\\Select]\n"Current"=dword:00000001\n`,
  ].join('\n')
}

type Data = { service: string; start: number; device: string; deviceClass: string }

/** A driver that StartOverride keeps from boot start, and where that is said. */
interface Overridden {
  readonly service: Service
  readonly start: number
  readonly at: Place
}

/** Windows 8 and later: StartOverride takes a boot-start driver out of the boot of one hardware configuration. */
export const startOverride: Rule = defineRule<Data>({
  id: 'SVC408',
  name: 'start-override',
  severity: 'warning',
  summary: 'StartOverride keeps a driver from boot start although the disks of the machine need it',
  page: {
    problem:
      'Start of a driver is 0, and StartOverride gives it another start type on this machine, although Enum binds it to ' +
      'a disk inside the machine or to the controllers that its disks hang on.',
    fix:
      'Delete the subkey StartOverride of the driver, or set the value that is named by HardwareConfig\\LastId to 0. ' +
      'In a hive of another system do so before the machine is started from it.',
    why:
      'Setup of Windows 8 and later leaves its storage drivers at Start 0 and takes those that the machine does not ' +
      'need out of the boot by StartOverride. Where the controller was changed, in the firmware, in a virtual machine ' +
      'or by cloning the disk, the driver that is needed now is still overridden: the loader leaves it out and Windows ' +
      'ends in bug check 0x7B, INACCESSIBLE_BOOT_DEVICE.',
    exceptions:
      'Quiet where another controller of the disks has a driver that loads at boot, since that may hold the boot disk; ' +
      'for Windows To Go, which boots from USB; where a disk is on a bus of its own, such as SD; for devices that are ' +
      'disabled, made by software or plugged in. Without HardwareConfig\\LastId no override counts. Enum keeps ' +
      'devices that are gone, so this is no certain failure.',
    source: [
      'StartOverride: nt-load-order (Colin Finck), which traced the loader of Windows 10',
      'Microsoft: HKLM\\SYSTEM\\CurrentControlSet\\Enum registry tree; Bug Check 0x7B',
      'Counted in stock hives of Windows 8.1 and 10: 42 to 47 services with StartOverride, none of them bound to a disk or its controller',
    ],
  },
  bad: { text: exampleOf('"0"=dword:00000003') },
  good: { text: exampleOf('"0"=dword:00000000') },
  check(services, report, { unknown }) {
    if (algorithmOf[services.windows.release] !== 'modern') return
    const overridden = new Map(overriddenDrivers(services).map((found) => [found.service.id, found]))
    if (overridden.size === 0) return
    if (!services.holds.devices || services.holds.fragment) {
      const concerned = ({ id }: Service): boolean => {
        const file = overridden.get(id)?.at.file
        return file !== undefined && isOfInput(services, file)
      }
      if (mayTakeAway(services, concerned)) unknown('devices')
      return
    }
    if (services.isPortable) return
    const told = new Set<string>()
    for (const device of [...disks(services), ...controllersLeftOut(services)]) {
      const found = overridden.get(services.get(device.service.value)?.id ?? '')
      if (!found || told.has(found.service.id)) continue
      told.add(found.service.id)
      const { service, start, at } = found
      report(
        at,
        { service: service.name, start, device: device.id, deviceClass: device.deviceClass.name },
        {
          service: service.name,
          related: [{ at: device.service.at, message: 'Enum binds a device to it here' }],
        },
      )
    }
  },
  message: ({ service, start, deviceClass }) =>
    `StartOverride makes ${quote(service, 24)} ${startTypeName(start)}, but a ${
      deviceClass === 'DiskDrive' ? 'disk' : 'disk controller'
    } here needs it`,
  help: ({ device }) => `Delete the StartOverride, or set it to 0: Enum binds the driver to ${quote(device)}`,
})

function overriddenDrivers(services: Services): Overridden[] {
  return services.all.flatMap((service) => {
    if (service.kind !== 'driver' || service.start?.value !== 0) return []
    const { start, startOverride } = startOnThisMachine(services, service)
    if (startOverride === undefined || start === undefined || start === 0) return []
    return [{ service, start, at: startOverride.at }]
  })
}

/** The controllers that the disks hang on, where the loader reads the driver of none of them. */
function controllersLeftOut(services: Services): readonly StorageDevice[] {
  const controllers = diskControllers(services)
  const loads = ({ service }: StorageDevice): boolean => {
    const driver = services.get(service.value)
    return driver !== undefined && startOnThisMachine(services, driver).start === 0
  }
  return controllers.some(loads) ? [] : controllers
}
