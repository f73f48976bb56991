import { quote } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import { type BootPosition, bootPositions } from './boot-positions.ts'
import { defineRule, type Rule } from './rule.ts'

/** Event 7001, error 1058: a disabled service is started for nobody, so what depends on it fails. */
export const dependencyDisabled: Rule = defineRule<{ service: string; dependency: string; start: number }>({
  id: 'SVC304',
  name: 'dependency-disabled',
  severity: 'error',
  summary: 'an enabled service depends on a disabled one',
  page: {
    problem:
      'A service that can be started (Start 0 to 3) names a disabled service (Start 4) in DependOnService.',
    fix: 'Enable the dependency, with Start 3 at least, or disable the service as well, or remove the entry.',
    why:
      'A disabled service is not started under any conditions. Starting the one that needs it fails with ' +
      'ERROR_SERVICE_DISABLED (1058) or ERROR_SERVICE_DEPENDENCY_FAIL (1068) and event 7001, at every boot where it is ' +
      'auto start. It is the usual result of lists of services "to turn off". On stock Windows XP to 10 no enabled ' +
      'service depends on a disabled one, of any start type.',
    exceptions:
      'A service that is disabled itself, with its dependencies: Windows XP has ClipSrv on NetDDE on NetDDEdsdm. A ' +
      'dependency that StartOverride enables, or that the loader loads in spite of Start 4 as the boot file system ' +
      'driver. In a fragment the Start of services that are not there is unknown.',
    source: [
      'Microsoft: event 7001; ERROR_SERVICE_DISABLED (1058)',
      'KB 103000: CurrentControlSet\\Services subkeys (Start 4)',
      'measured on stock hives of XP, 7, 8.1 and 10',
    ],
  },
  bad: {
    services: {
      Dhcp: { Type: 0x20, Start: 2, ErrorControl: 1, ImagePath: 'svchost.exe', DependOnService: ['Afd'] },
      AFD: { Type: 1, Start: 4, ErrorControl: 1 },
    },
  },
  good: {
    services: {
      Dhcp: { Type: 0x20, Start: 2, ErrorControl: 1, ImagePath: 'svchost.exe', DependOnService: ['Afd'] },
      AFD: { Type: 1, Start: 1, ErrorControl: 1 },
    },
  },
  check(services, report, context) {
    let loaded: ReadonlyMap<Service, BootPosition> | undefined
    for (const { name, kind, start, dependOnService } of services.all) {
      if (kind === 'container' || kind === 'adapter' || !start || start.value > 3) continue
      for (const { value, at } of dependOnService) {
        const target = services.get(value)
        if (!target || target.kind === 'container') {
          if (services.holds.fragment && value !== '') context.unknown('services')
          continue
        }
        if (target.kind === 'adapter' || target.start?.value !== 4) continue
        if (target.startOverride.some((override) => override.value !== 4)) continue
        loaded ??= bootPositions(context.plan)
        if (loaded.has(target)) continue
        report(
          at,
          { service: name, dependency: target.name, start: start.value },
          {
            service: name,
            related: [{ at: target.start.at, message: `${quote(target.name)} is disabled here` }],
          },
        )
      }
    }
  },
  message: ({ service, dependency }) =>
    `${quote(service, 32)} depends on ${quote(dependency, 32)}, which is disabled`,
  help: () => 'Enable the dependency, disable this service too, or remove the entry',
})
