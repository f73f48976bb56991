import { quote } from '../diagnostics/index.ts'
import { disabledAt, isDisabled, mayBeOverridden } from './disabled.ts'
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
      'Start 4 means "not to be started under any conditions" (KB 103000). Starting the one that needs it fails with ' +
      'ERROR_SERVICE_DISABLED (1058) or ERROR_SERVICE_DEPENDENCY_FAIL (1068) and event 7001, at every boot where it is ' +
      'auto start. It is the usual result of lists of services "to turn off". On stock Windows XP to 10 no enabled ' +
      'service depends on a disabled one, of any start type.',
    exceptions:
      'A service that is disabled itself, with its dependencies: Windows XP has ClipSrv on NetDDE on NetDDEdsdm. The ' +
      'boot file system driver, the one thing with Start 4 that is loaded all the same: the loader takes it whatever ' +
      'its Start. A dependency that StartOverride enables on this machine: Windows 8 and later, with the value that ' +
      'HardwareConfig\\LastId names; without LastId none counts. In a fragment the Start of services that are not ' +
      'there is unknown, and so is LastId.',
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
    for (const { name, kind, start, dependOnService } of services.all) {
      if (kind === 'container' || kind === 'adapter' || !start || start.value > 3) continue
      for (const { value, at } of dependOnService) {
        const target = services.get(value)
        if (!target || target.kind === 'container') {
          if (services.holds.fragment && value !== '') context.unknown('services')
          continue
        }
        if (target.kind === 'adapter' || !target.start || !isDisabled(services, target, context)) continue
        if (mayBeOverridden(services, target)) {
          context.unknown('wholeHive')
          continue
        }
        report(
          at,
          { service: name, dependency: target.name, start: start.value },
          {
            service: name,
            related: [
              { at: disabledAt(services, target), message: `${quote(target.name)} is disabled here` },
            ],
          },
        )
      }
    }
  },
  message: ({ service, dependency }) =>
    `${quote(service, 32)} depends on ${quote(dependency, 32)}, which is disabled`,
  help: () => 'Enable the dependency, disable this service too, or remove the entry',
})
