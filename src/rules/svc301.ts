import { quote, type Severity } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = { service: string; dependency: string; start: number | null; container: boolean }

/** Event 7003, error 1075: the Service Control Manager cannot start a service whose dependency does not exist. */
export const dependencyMissing: Rule = defineRule<Data>({
  id: 'SVC301',
  name: 'dependency-missing',
  severity: ({ start }): Severity => {
    if (start === null || start === 3) return 'warning'
    return start < 3 ? 'error' : 'info'
  },
  severities: ['error', 'warning', 'info'],
  summary: 'DependOnService names a service that does not exist',
  page: {
    problem:
      'An entry of DependOnService is the name of no service. A key without Type, Start and ErrorControl is no ' +
      'service either: it only holds other data, such as performance counters.',
    fix: 'Install the service that is named, correct the name (the key name, not the display name), or remove the entry.',
    why:
      'The Service Control Manager starts what a service depends on before it. Where that does not exist, the start ' +
      'fails with ERROR_SERVICE_DEPENDENCY_DELETED (1075) and event 7003, and everything that depends on the service ' +
      'fails in turn. CreateService accepts names that do not exist, so nothing warns when the entry is written. A ' +
      'service that was written straight into the registry is unknown to the controller until the next start (error ' +
      '1060).',
    exceptions:
      'Milder where it hurts less: a warning on demand-start services (Windows 10 has two drivers of its own, iagpio ' +
      'and UcmUcsi), an info on disabled ones. In a fragment a name that is not there may exist elsewhere, so nothing ' +
      'is reported. An entry that begins with + is SVC309.',
    source: [
      'Microsoft: event 7003; ERROR_SERVICE_DEPENDENCY_DELETED (1075)',
      'Microsoft: StartServiceW, CreateServiceW (lpDependencies)',
      'Windows NT DDK: Creating a Service',
    ],
  },
  bad: {
    services: {
      Spooler: {
        Type: 0x110,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'spoolsv.exe',
        DependOnService: ['Ghost'],
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
        DependOnService: ['rpcss'],
      },
      RpcSs: { Type: 0x20, Start: 2, ErrorControl: 1, ImagePath: 'svchost.exe -k rpcss' },
    },
  },
  check(services, report, { unknown }) {
    for (const { name, kind, start, dependOnService } of services.all) {
      if (kind === 'container' || kind === 'adapter') continue
      for (const { value, at } of dependOnService) {
        const target = services.get(value)
        if (value === '' || value.startsWith('+') || (target && target.kind !== 'container')) continue
        if (services.holds.fragment) unknown('services')
        else
          report(
            at,
            {
              service: name,
              dependency: value,
              start: start?.value ?? null,
              container: target !== undefined,
            },
            {
              service: name,
              related: target ? [{ at: target.at, message: 'this key is no service' }] : [],
            },
          )
      }
    }
  },
  message: ({ service, dependency, container }) =>
    container
      ? `${quote(service, 29)} depends on ${quote(dependency, 29)}, a key that is no service`
      : `${quote(service, 31)} depends on ${quote(dependency, 31)}, which does not exist`,
  help: () => 'Install that service, correct its name (the key name), or remove the entry',
})
