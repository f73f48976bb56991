import { quote } from '../diagnostics/index.ts'
import { type ServiceKind, startTypeName } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

const critical = 3

type Data = { service: string; start: number; kind: ServiceKind }

/** KB 103000, CreateServiceW: ErrorControl 3 gives up the start of the system over one failure. */
export const criticalErrorControl: Rule = defineRule<Data>({
  id: 'SVC401',
  name: 'critical-error-control',
  severity: ({ kind, start }) => (kind === 'service' || start === 2 ? 'warning' : 'info'),
  severities: ['warning', 'info'],
  summary: 'ErrorControl 3 (critical) on something whose failure should not stop the boot',
  page: {
    problem:
      'ErrorControl is 3, critical, on a Win32 service or on a driver that is not loaded at boot start. If it fails ' +
      'while the system starts, Windows restarts with the last known good configuration, and where that is in use ' +
      'already the start fails.',
    fix:
      'Set ErrorControl to 1: the failure is logged and the system comes up. 2 (severe) restarts with the last known ' +
      'good configuration and goes on if that fails too. Leave 3 to drivers without which nothing can start.',
    why:
      'What starts after the boot drivers is started on a system that runs already; a service or an auto-start driver ' +
      'that fails then, for want of a file, an account or a network, need not take the system with it. Stock Windows ' +
      'has no Win32 service and no auto-start driver with 3.',
    exceptions:
      'Only an info on demand-start and system-start drivers: Windows 7 to 10 have two to nine of them (FsDepends, ' +
      'FileCrypt, amdide). Disabled entries, boot-start drivers and ' +
      'entries whose Type says neither driver nor service are not judged.',
    source: [
      'Microsoft: CreateServiceW (dwErrorControl)',
      'KB 103000: CurrentControlSet\\Services subkeys (ErrorControl)',
      'Counted in stock hives of Windows XP to 10: Win32 and auto start 0, demand start 0 to 9, system start 0 to 1',
    ],
  },
  bad: { services: { Sample: { Type: 0x10, Start: 2, ErrorControl: 3, ImagePath: 'C:\\sample.exe' } } },
  good: {
    services: {
      Sample: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'C:\\sample.exe' },
      Disk: { Type: 1, Start: 0, ErrorControl: 3 },
    },
  },
  check(services, report) {
    for (const { name, kind, start, errorControl } of services.all) {
      if (errorControl?.value !== critical || !start || start.value > 3) continue
      if (kind !== 'service' && (kind !== 'driver' || start.value === 0)) continue
      report(
        errorControl.at,
        { service: name, start: start.value, kind },
        { service: name, related: [{ at: start.at, message: `start type of ${quote(name)}` }] },
      )
    }
  },
  message: ({ service, start, kind }) =>
    `ErrorControl of ${startTypeName(start)} ${kind} ${quote(service)} is 3 (critical)`,
  help: () => 'Set it to 1: its failure is logged, and does not stop the start of the system',
})
