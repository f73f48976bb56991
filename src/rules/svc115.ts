import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** ERROR_DUPLICATE_SERVICE_NAME (1078): service names and display names share one name space. */
export const displayNameClash: Rule = defineRule<{ service: string; other: string }>({
  id: 'SVC115',
  name: 'display-name-clash',
  severity: 'warning',
  summary: "the display name of a service is another service's name",
  page: {
    problem: 'DisplayName of a service or a driver equals, but for case, the key name of another one.',
    fix: 'Give the service a display name that is no service name, such as the name of the product in full.',
    why:
      'A service may be named by either name: net start takes both, and GetServiceKeyName leads from the display name ' +
      'to the other. CreateService and ChangeServiceConfig refuse such a display name with ERROR_DUPLICATE_SERVICE_NAME ' +
      '(1078). In an entry that is written straight into the registry nobody checks it, and then the display name ' +
      'leads to the wrong service.',
    exceptions:
      'A display name that equals the name of its own service, which is common. Two services with the same display ' +
      'name are not reported: Windows 10 allows them from version 1709 on, and stock Windows has had SerCx and SerCx2 ' +
      'since 8.1. A reference to a string in a file, such as @netcfg.dll,-100, is not resolved. A key with none of ' +
      'Type, Start and ErrorControl is no service. In a fragment the other services are unknown.',
    source: [
      'Microsoft: CreateServiceW (ERROR_DUPLICATE_SERVICE_NAME, lpDisplayName)',
      'Counted in stock hives of Windows XP to 10: none',
    ],
  },
  bad: {
    services: {
      SampleDrv: { Type: 1, Start: 3, ErrorControl: 1, DisplayName: 'Sample' },
      Sample: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'C:\\Sample\\sample.exe' },
    },
  },
  good: {
    services: {
      SampleDrv: { Type: 1, Start: 3, ErrorControl: 1, DisplayName: 'Sample Driver' },
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        DisplayName: 'Sample',
      },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, kind, displayName } = service
      if (!displayName?.value || displayName.value.startsWith('@')) continue
      const other = services.get(displayName.value)
      if (other === service) continue
      if (!other || other.kind === 'container') {
        if (services.holds.fragment) unknown('services')
        continue
      }
      if (kind === 'container' && !services.holds.fragment) continue
      report(
        displayName.at,
        { service: name, other: other.name },
        { service: name, related: [{ at: other.at, message: 'the service of that name' }] },
      )
    }
  },
  message: ({ service, other }) =>
    `DisplayName of ${quote(service, 24)} is the name of another service, ${quote(other, 24)}`,
  help: () => 'CreateService refuses it with error 1078: choose a display name that is no service name',
})
