import { quote } from '../diagnostics/index.ts'
import { namedFilters } from './class-filters.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = {
  service: string
  deviceClass: string
  classGuid: string
  valueName: string
  boot: boolean
  /** There is a key of that name, which has none of Type, Start and ErrorControl. */
  isKey: boolean
}

/** CM_PROB_REGISTRY, CM_PROB_DRIVER_FAILED_LOAD: a device does not start without a filter that its class names. */
export const classFilterMissing: Rule = defineRule<Data>({
  id: 'SVC405',
  name: 'class-filter-missing',
  severity: ({ boot }) => (boot ? 'error' : 'warning'),
  severities: ['error', 'warning'],
  summary: 'UpperFilters or LowerFilters of a device class name a service that does not exist',
  page: {
    problem: 'UpperFilters or LowerFilters of a device class name a service that has no key under Services.',
    fix:
      'Take the name out of the list, or bring the filter back: install it again, or restore its service. Write the whole ' +
      'list as REG_MULTI_SZ and leave the names of other filters in it.',
    why:
      'Plug and Play loads the filters of the class for each of its devices. A device that names a filter without a ' +
      'service does not start: problem code 19 or 39 in Device Manager. If it is a disk, a volume or their controller, ' +
      'Windows cannot reach what it boots from and ends in bug check 0x7B, INACCESSIBLE_BOOT_DEVICE. This is what an ' +
      'uninstaller leaves behind that deletes its service and forgets the class.',
    exceptions:
      'An error for the classes that the boot volume needs (DiskDrive, Volume, SCSIAdapter, HDC), a warning for ' +
      'others. A filter whose service exists but is disabled is SVC406. In a fragment the service may exist elsewhere, ' +
      'so nothing is reported. A list that is no REG_MULTI_SZ is SVC106. Some releases of Windows 10 name IRENUM for ' +
      'Infrared without having it.',
    source: [
      'Microsoft: Device filter driver ordering; INF AddReg directive (UpperFilters, LowerFilters of a class)',
      'Microsoft: CM_PROB_REGISTRY (19), CM_PROB_DRIVER_FAILED_LOAD (39); Bug Check 0x7B',
      'Microsoft: System-defined device setup classes',
    ],
  },
  bad: {
    services: { Disk: { Type: 1, Start: 0, ErrorControl: 1 } },
    keys: {
      'Control\\Class\\{4d36e967-e325-11ce-bfc1-08002be10318}': {
        Class: 'DiskDrive',
        UpperFilters: ['Ghost'],
      },
    },
  },
  good: {
    services: {
      Disk: { Type: 1, Start: 0, ErrorControl: 1 },
      PartMgr: { Type: 1, Start: 0, ErrorControl: 3 },
    },
    keys: {
      'Control\\Class\\{4d36e967-e325-11ce-bfc1-08002be10318}': {
        Class: 'DiskDrive',
        UpperFilters: ['partmgr'],
      },
    },
  },
  check(services, report, { unknown }) {
    const { fragment, classes } = services.holds
    if (!fragment && !classes) unknown('classes')
    for (const { filter, valueName, className, classGuid, boot } of namedFilters(services)) {
      const known = services.get(filter.value)
      if (known && known.kind !== 'container') continue
      if (fragment) {
        unknown('services')
        continue
      }
      const data = { service: filter.value, deviceClass: className, classGuid, valueName, isKey: !!known }
      report(filter.at, { ...data, boot: boot !== undefined }, { service: filter.value })
    }
  },
  message: ({ service, deviceClass, valueName, isKey }) =>
    `${valueName} of class ${quote(deviceClass, 22)} names ${quote(service, 22)}, ${isKey ? 'a key that is no service' : 'which does not exist'}`,
  help: ({ boot }) =>
    boot
      ? 'The devices do not start, and the boot volume needs one: bug check 0x7B. Take the name out of the list'
      : 'The devices of the class do not start: take the name out of the list, or bring the service back',
})
