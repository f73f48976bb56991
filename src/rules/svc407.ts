import { quote } from '../diagnostics/index.ts'
import { startOnThisMachine } from '../planner/index.ts'
import { startTypeName } from '../services/index.ts'
import { namedFilters } from './class-filters.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = {
  service: string
  deviceClass: string
  classGuid: string
  valueName: string
  start: number
  overridden: boolean
}

/** The devices that the boot volume needs are started before any driver could be read from it. */
export const bootClassFilterStart: Rule = defineRule<Data>({
  id: 'SVC407',
  name: 'boot-class-filter-start',
  severity: 'warning',
  summary: 'a filter of a device class that the boot volume needs is not boot start',
  page: {
    problem:
      'A filter of the class DiskDrive, Volume, SCSIAdapter or HDC is not a boot-start driver: its Start, or the ' +
      'StartOverride that counts on this machine, is not 0.',
    fix: 'Set Start of the filter to 0 and delete its StartOverride, or take it out of UpperFilters or LowerFilters.',
    why:
      'Disks, volumes and their controllers are started while the boot volume is being made accessible, when the only ' +
      'drivers at hand are those that the loader has read. A filter that would have to be read from that volume is not ' +
      'among them: it comes too late for the boot device, or the device does not start and Windows ends in bug check ' +
      '0x7B. In stock Windows XP to 10 every filter of these classes is boot start.',
    exceptions:
      'A missing filter is SVC405 and a disabled one SVC406. Which devices of the class the boot volume needs is not ' +
      'known, hence a warning.',
    source: [
      'Microsoft: What determines when a driver is loaded; Specifying driver load order (boot-start drivers)',
      'Microsoft: System-defined device setup classes; Bug Check 0x7B',
      'Counted in stock hives of Windows XP to 10: none',
    ],
  },
  bad: {
    services: { SampleFilter: { Type: 1, Start: 3, ErrorControl: 1 } },
    keys: {
      'Control\\Class\\{71a27cdd-812a-11d0-bec7-08002be2092f}': {
        Class: 'Volume',
        LowerFilters: ['SampleFilter'],
      },
    },
  },
  good: {
    services: { SampleFilter: { Type: 1, Start: 0, ErrorControl: 1 } },
    keys: {
      'Control\\Class\\{71a27cdd-812a-11d0-bec7-08002be2092f}': {
        Class: 'Volume',
        LowerFilters: ['SampleFilter'],
      },
    },
  },
  check(services, report, { unknown }) {
    const { fragment, classes } = services.holds
    if (!fragment && !classes) unknown('classes')
    for (const { filter, valueName, className, classGuid, boot } of namedFilters(services)) {
      const service = boot && services.get(filter.value)
      if (boot && fragment && !service?.start) unknown('services')
      if (!service?.start || service.kind !== 'driver') continue
      const { start = service.start.value, startOverride } = startOnThisMachine(services, service)
      if (start === 0 || start > 3) continue
      const decisive = startOverride ?? service.start
      const data = { service: service.name, deviceClass: className, classGuid, valueName, start }
      report(
        decisive.at,
        { ...data, overridden: startOverride !== undefined },
        {
          service: service.name,
          related: [{ at: filter.at, message: `a filter of class ${quote(className)}` }],
        },
      )
    }
  },
  message: ({ service, deviceClass, start, overridden }) =>
    overridden
      ? `StartOverride makes ${quote(service, 22)}, a filter of class ${quote(deviceClass, 18)}, ${startTypeName(start)}`
      : `${quote(service, 22)}, a filter of boot class ${quote(deviceClass, 18)}, is ${startTypeName(start)}`,
  help: () =>
    'Make it boot-start: the boot volume needs devices of the class before a driver can be read from it',
})
