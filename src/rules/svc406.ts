import { quote } from '../diagnostics/index.ts'
import { namedFilters } from './class-filters.ts'
import { disabledAt, isDisabled, mayBeOverridden } from './disabled.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = { service: string; deviceClass: string; classGuid: string; valueName: string; boot: boolean }

/** CM_PROB_DISABLED_SERVICE: a device does not start when a filter that its class names is disabled. */
export const classFilterDisabled: Rule = defineRule<Data>({
  id: 'SVC406',
  name: 'class-filter-disabled',
  severity: ({ boot }) => (boot ? 'error' : 'warning'),
  severities: ['error', 'warning'],
  summary: 'UpperFilters or LowerFilters of a device class name a disabled service',
  page: {
    problem: 'UpperFilters or LowerFilters of a device class name a service whose Start is 4, disabled.',
    fix:
      'Take the name out of the list before the filter is disabled, or enable the filter: Start 0 in a class that the ' +
      'boot volume needs, 3 in others.',
    why:
      'Disabling a driver does not take it out of the stacks that it belongs to. Plug and Play may not load it, and the ' +
      'devices of the class do not start: problem code 32 in Device Manager. If the boot volume needs one of them, ' +
      'Windows ends in bug check 0x7B, INACCESSIBLE_BOOT_DEVICE.',
    exceptions:
      'An error for the classes that the boot volume needs (DiskDrive, Volume, SCSIAdapter, HDC), a warning for ' +
      'others. A filter that StartOverride enables on this machine is not disabled, and one with Start 0 or 1 that it ' +
      'disables there is. A fragment may hold but one of ' +
      'the two, the class or the service: then it is said that it could not be judged.',
    source: [
      'Microsoft: CM_PROB_DISABLED_SERVICE (32); Bug Check 0x7B',
      'Microsoft: System-defined device setup classes',
    ],
  },
  bad: {
    services: { PartMgr: { Type: 1, Start: 4, ErrorControl: 3 } },
    keys: {
      'Control\\Class\\{4d36e967-e325-11ce-bfc1-08002be10318}': {
        Class: 'DiskDrive',
        UpperFilters: ['PartMgr'],
      },
    },
  },
  good: {
    services: { PartMgr: { Type: 1, Start: 0, ErrorControl: 3 } },
    keys: {
      'Control\\Class\\{4d36e967-e325-11ce-bfc1-08002be10318}': {
        Class: 'DiskDrive',
        UpperFilters: ['PartMgr'],
      },
    },
  },
  check(services, report, context) {
    const { fragment, classes } = services.holds
    const disablesDriver = (): boolean =>
      services.all.some(({ kind, start }) => kind === 'driver' && start?.value === 4)
    if (!classes && (!fragment || disablesDriver())) context.unknown('classes')
    for (const { filter, valueName, className, classGuid, boot } of namedFilters(services)) {
      const service = services.get(filter.value)
      if (fragment && !service?.start) context.unknown('services')
      if (!service?.start || !isDisabled(services, service, context)) continue
      if (mayBeOverridden(services, service)) {
        context.unknown('services')
        continue
      }
      const data = { service: service.name, deviceClass: className, classGuid, valueName }
      report(
        filter.at,
        { ...data, boot: boot !== undefined },
        {
          service: service.name,
          related: [{ at: disabledAt(services, service), message: `start type of ${quote(service.name)}` }],
        },
      )
    }
  },
  message: ({ service, deviceClass, valueName }) =>
    `${valueName} of class ${quote(deviceClass, 22)} names ${quote(service, 22)}, which is disabled`,
  help: ({ boot }) =>
    boot
      ? 'The devices do not start, and the boot volume needs one: bug check 0x7B. Enable it, or take it out'
      : 'The devices of the class do not start: enable the filter, or take it out of the list',
})
