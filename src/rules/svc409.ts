import { quote } from '../diagnostics/index.ts'
import { isSafeDriver, isSafeService } from '../planner/index.ts'
import { type ServiceKind, startTypeName } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

const systemStart = 1
const autoStart = 2

type Data = { service: string; kind: ServiceKind; start: number }

/** The kernel and the Service Control Manager start in safe mode only what SafeBoot names. */
export const safeModeAbsent: Rule = defineRule<Data>({
  id: 'SVC409',
  name: 'safe-mode-absent',
  severity: 'info',
  summary: 'safe mode leaves out a third-party system-start driver or auto-start entry',
  page: {
    problem:
      'A driver with system start, or a driver or service with auto start, that is not part of Windows is named neither ' +
      'in SafeBoot\\Minimal nor in SafeBoot\\Network, so no safe mode starts it.',
    fix:
      'Nothing, if it is not needed in safe mode, which is there to do without it. Else create a subkey of its name in ' +
      'Control\\SafeBoot\\Minimal or Network, whose default value is "Driver" or "Service".',
    why:
      'In safe mode the kernel loads a system-start driver when its group, its name or its image file is a subkey of the ' +
      'list, and the Service Control Manager starts an entry when its name is. Loading one that is left out is reported ' +
      'as a success, so whatever talks to it finds nothing there: products for repair, encryption or remote access ' +
      'should know.',
    exceptions:
      'Boot-start drivers are not judged: the loader reads them all, whatever SafeBoot says, and stock lists name not even ' +
      'the drivers of the disk. Neither are demand-start entries, which something else has to start, nor services that ' +
      'are part of Windows. To be in one of the two lists is enough.',
    source: [
      'Windows Internals: Driver Loading in Safe Mode; Safe-Mode-Aware User Programs',
      'Microsoft: ZwLoadDriver (safe mode); KB 202485: Safe Mode options',
      'Seen in stock hives of Windows 7 to 10: SafeBoot names neither disk nor volmgr, which safe mode loads',
    ],
  },
  bad: {
    services: { SampleFilter: { Type: 1, Start: 1, ErrorControl: 1, Group: 'Sample Group' } },
    keys: {
      'Control\\SafeBoot': {
        Minimal: { Base: { '': 'Driver Group' } },
        Network: { Base: { '': 'Driver Group' } },
      },
    },
  },
  good: {
    services: {
      SampleFilter: { Type: 1, Start: 1, ErrorControl: 1, Group: 'Base' },
      SampleBoot: { Type: 1, Start: 0, ErrorControl: 1 },
    },
    keys: {
      'Control\\SafeBoot': {
        Minimal: { Base: { '': 'Driver Group' } },
        Network: { Base: { '': 'Driver Group' } },
      },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, kind, start } = service
      if (kind !== 'driver' && kind !== 'service') continue
      const isSystem = kind === 'driver' && start?.value === systemStart
      if (!start || (!isSystem && start.value !== autoStart)) continue
      if (services.inBox(service)) continue
      if (!services.safeBoot) {
        if (!services.holds.safeBoot) unknown('safeBoot')
        return
      }
      const { minimal, network } = services.safeBoot
      const isNamed = isSystem ? isSafeDriver : isSafeService
      if (isNamed(service, minimal) || isNamed(service, network)) continue
      report(start.at, { service: name, kind, start: start.value }, { service: name })
    }
  },
  message: ({ service, kind, start }) =>
    `Safe mode leaves out ${startTypeName(start)} ${kind} ${quote(service)}`,
  help: () => 'Fine unless it is needed there: then name it in Control\\SafeBoot\\Minimal or Network',
})
