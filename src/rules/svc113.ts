import { quote } from '../diagnostics/index.ts'
import { type Service, serviceTypes } from '../services/index.ts'
import { isKindUnknown } from './kind-unknown.ts'
import { defineRule, type Rule } from './rule.ts'

/** Directories of driver objects: KB 103000 (ObjectName), and where the I/O manager puts them by default. */
const driverObject = /^\\(?:Driver|FileSystem)\\[^\\]+$/i

/**
 * Spellings of the account: LocalSystem, or with .\ or a computer in front (Microsoft: LocalSystem Account). NT
 * AUTHORITY\SYSTEM is what security calls it.
 */
const localSystem = /(?:^|\\)LocalSystem$|^NT AUTHORITY\\SYSTEM$/i

export const objectName: Rule = defineRule<{ service: string; objectName: string; driver: boolean }>({
  id: 'SVC113',
  name: 'object-name',
  severity: ({ driver }) => (driver ? 'warning' : 'error'),
  severities: ['error', 'warning'],
  summary: 'ObjectName of a driver is no driver object, or that of an interactive service not LocalSystem',
  page: {
    problem:
      'ObjectName of a driver names an account, or anything else that is no driver object. Or a service that may ' +
      'interact with the desktop (Type with 0x100) runs with another account than LocalSystem; that is an error.',
    fix:
      'Delete ObjectName from a driver: its default is \\Driver or \\FileSystem with the name of the service. Let an ' +
      'interactive service run as LocalSystem, or better, take 0x100 out of its Type.',
    why:
      'The same value has two meanings. For a service it is the account to log on with. For a driver it is the name ' +
      'that the I/O manager gives the driver object, so with LocalSystem in it the driver cannot be loaded under its ' +
      'proper name. CreateService writes an account for services only, so this comes from entries written by ' +
      'hand, or from a service that was turned into a driver. Interactive services have to run as LocalSystem: ' +
      'CreateService refuses others with error 87 or 1057.',
    exceptions:
      'Names below \\Driver and \\FileSystem, which stock Windows has: WUDFWpdFs of Windows 10 has \\Driver\\WudfRd. An ' +
      'empty ObjectName is none. LocalSystem may be written with .\\ or the name of a computer in front.',
    source: [
      'KB 103000: CurrentControlSet\\Services subkeys (ObjectName)',
      'Microsoft: CreateServiceW (dwServiceType, lpServiceStartName); LocalSystem Account',
      'Counted in stock hives of Windows XP to 10: one driver has an ObjectName, all 16 interactive services LocalSystem',
    ],
  },
  bad: {
    services: { Sample: { Type: 1, Start: 3, ErrorControl: 1, ObjectName: 'LocalSystem' } },
  },
  good: {
    services: {
      Sample: { Type: 1, Start: 3, ErrorControl: 1, ObjectName: '\\Driver\\Sample' },
      Spooler: {
        Type: 0x110,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'spoolsv.exe',
        ObjectName: 'LocalSystem',
      },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, kind } = service
      if (!service.objectName?.value) continue
      if (isKindUnknown(services, service)) unknown('services')
      const { value, at } = service.objectName
      const driver = kind === 'driver'
      if (driver ? driverObject.test(value) : !isInteractive(service) || localSystem.test(value)) continue
      const related = service.type ? [{ at: service.type.at, message: `Type of ${quote(name)}` }] : []
      report(at, { service: name, objectName: value, driver }, { service: name, related })
    }
  },
  message: ({ service, objectName, driver }) =>
    driver
      ? `ObjectName ${quote(objectName, 27)} of driver ${quote(service, 27)} is no driver object`
      : `Interactive service ${quote(service, 22)} runs as ${quote(objectName, 22)}, expected LocalSystem`,
  help: ({ driver }) =>
    driver
      ? 'Delete the value: a driver runs with no account, and its object is named after the service'
      : 'Set ObjectName to LocalSystem, or take 0x100 out of Type',
})

function isInteractive({ kind, type }: Service): boolean {
  return kind === 'service' && ((type?.value ?? 0) & serviceTypes.interactiveProcess) !== 0
}
