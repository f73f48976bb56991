import { quote, shorten } from '../diagnostics/index.ts'
import { type ClassFilter, valueTypeName, valueTypes } from '../services/index.ts'
import { defineRule, longestMessage, type Rule } from './rule.ts'

/** Values without which Windows starts the service wrongly or not at all. */
const decisive: ReadonlySet<string> = new Set([
  'Type',
  'Start',
  'ErrorControl',
  'Tag',
  'Group',
  'ImagePath',
  'ObjectName',
  'DependOnService',
  'DependOnGroup',
])

const classFilterValues: ReadonlySet<string> = new Set(['UpperFilters', 'LowerFilters'])

type WrongType = {
  /** Absent for a filter list of a device class. */
  service: string | null
  /** Device class of a filter list. */
  deviceClass: string | null
  valueName: string
  found: string
  expected: string
  /** It stands in a key that is no service. */
  isKey: boolean
}

export const valueType: Rule = defineRule<WrongType>({
  id: 'SVC106',
  name: 'value-type',
  severity({ valueName, isKey }) {
    if (isKey) return 'info'
    return decisive.has(valueName) ? 'error' : classFilterValues.has(valueName) ? 'warning' : 'info'
  },
  severities: ['error', 'warning', 'info'],
  summary: 'a standard value has the wrong registry type or length, or an empty string cuts off a list',
  page: {
    problem:
      'A value that Windows knows by name is stored with another registry type than the one it must have, ' +
      'a REG_DWORD is not four bytes long, or an empty string in a REG_MULTI_SZ cuts off the rest of the list.',
    fix:
      'Store Type, Start, ErrorControl and Tag as REG_DWORD, Group and ObjectName as REG_SZ, ImagePath as ' +
      'REG_EXPAND_SZ or REG_SZ, DependOnService, DependOnGroup and the filter lists of a device class as ' +
      'REG_MULTI_SZ. In .reg text a REG_MULTI_SZ is written as hex(7): export one to see its form. To add ' +
      'a filter to a class, append it to the list that is there.',
    why:
      'The boot loader and the kernel check the type of what they read: a Group that is not REG_SZ is no ' +
      'group, a Type that is no four-byte number makes the entry ill-formed. Setting UpperFilters or ' +
      'LowerFilters replaces the value: a REG_SZ with one name takes the place of the whole list, and the ' +
      'filters that were in it (VolSnap on the volume class, for one) are no longer loaded for the devices ' +
      'of that class.',
    exceptions:
      'Info for values that nothing depends on, such as DisplayName and Description: stock Windows itself ' +
      'stores a few of them with another type. Warning for the filter lists of a device class. Info also ' +
      'in a key that has none of Type, Start and ErrorControl, as it is no service.',
    source: [
      'Microsoft: HKLM\\SYSTEM\\CurrentControlSet\\Services registry tree',
      'Microsoft: CurrentControlSet\\Services subkeys (KB 103000), whose REG_DWORD for ImagePath and ObjectName is an error of the article',
      'Microsoft: Registry entries for device class keys (UpperFilters, LowerFilters)',
      'Counted in stock hives: all 2,166 Group values are REG_SZ',
    ],
  },
  bad: { services: { Sample: { Type: 1, Start: '3', ErrorControl: 1 } } },
  good: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1 } } },
  check(services, report) {
    for (const { name: service, kind, malformed } of services.all)
      for (const { valueName, defect, found, expected, at } of malformed) {
        if (defect === 'text') continue
        const isKey = kind === 'container'
        report(at, { service, deviceClass: null, valueName, found, expected, isKey }, { service })
      }
    for (const filter of services.classFilters) {
      if (filter.type === valueTypes.REG_MULTI_SZ) continue
      const { valueName, at, type } = filter
      const data = { service: null, deviceClass: className(filter), valueName, found: valueTypeName(type) }
      report(at, { ...data, expected: 'REG_MULTI_SZ', isKey: false })
    }
  },
  message({ service, deviceClass, valueName, found, expected }) {
    const verdict = `is ${shorten(found, 24)}, expected ${expected}`
    const kind = service === null ? 'class ' : ''
    const holder = service ?? deviceClass ?? ''
    const left = longestMessage - ` of ${kind}"" ${verdict}`.length
    const forValue = left - '""'.length - Math.min(holder.length, shortestHolder)
    const value = isStandardName(valueName) ? valueName : quote(valueName, forValue)
    return `${value} of ${kind}${quote(holder, left - value.length)} ${verdict}`
  },
  help: ({ valueName }) =>
    classFilterValues.has(valueName)
      ? 'Importing it overwrites the list of filters of the class: write a REG_MULTI_SZ with every filter'
      : 'Windows does not convert it: delete the value and write it again with the right type',
})

/** What a long value name leaves to the name of its service. */
const shortestHolder = 12

/** The path of a value in a subkey may hold any text of the registry, so it is quoted. */
function isStandardName(valueName: string): boolean {
  return !valueName.includes('\\')
}

function className(filter: ClassFilter): string {
  return filter.className ?? filter.classGuid
}
