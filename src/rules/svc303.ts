import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** A loop of one: a service that has to run before itself, or whose whole group has to. */
export const dependencySelf: Rule = defineRule<{ service: string; group: string | null }>({
  id: 'SVC303',
  name: 'dependency-self',
  severity: 'error',
  summary: 'a service depends on itself or on its own group',
  page: {
    problem:
      'DependOnService of a service names the service itself, or DependOnGroup names the group it is in.',
    fix: 'Remove the entry. To come after certain members of the same group, name those in DependOnService.',
    why:
      'A service cannot run before it is started. The Service Control Manager refuses it as a circular dependency: ' +
      'ERROR_CIRCULAR_DEPENDENCY (1059), event 7018 for auto-start and 7017 for demand-start services. A group ' +
      'counts as started when an attempt was made to start all its members, so a member cannot wait for it.',
    exceptions: 'None. No stock service does it.',
    source: [
      'Microsoft: events 7017 and 7018; ERROR_CIRCULAR_DEPENDENCY (1059)',
      'Microsoft: CreateServiceW (lpDependencies)',
    ],
  },
  bad: {
    services: {
      Spooler: {
        Type: 0x110,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'spoolsv.exe',
        DependOnService: ['spooler'],
      },
    },
  },
  good: {
    services: {
      Spooler: {
        Type: 0x110,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'spoolsv.exe',
        DependOnService: ['RpcSs'],
      },
      RpcSs: { Type: 0x20, Start: 2, ErrorControl: 1, ImagePath: 'svchost.exe -k rpcss' },
    },
  },
  check(services, report) {
    for (const service of services.all) {
      if (service.kind === 'container') continue
      for (const { value, at } of service.dependOnService)
        if (services.get(value) === service)
          report(at, { service: service.name, group: null }, { service: service.name })
      for (const { value, at } of service.dependOnGroup)
        if (value !== '' && services.members(value).includes(service))
          report(at, { service: service.name, group: value }, { service: service.name })
    }
  },
  message: ({ service, group }) =>
    group === null
      ? `${quote(service)} depends on itself`
      : `${quote(service, 34)} depends on its own group, ${quote(group, 34)}`,
  help: () => 'Remove the entry',
})
