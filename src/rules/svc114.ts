import { quote } from '../diagnostics/index.ts'
import { isDelayed } from '../planner/index.ts'
import { type Service, startTypeName } from '../services/index.ts'
import { isKindUnknown } from './kind-unknown.ts'
import { defineRule, type Rule } from './rule.ts'

const autoStart = 2
const disabled = 4

type Cause = 'driver' | 'start' | 'group'
type Data = { service: string; cause: Cause; start: number; group: string | null }

export const delayedStart: Rule = defineRule<Data>({
  id: 'SVC114',
  name: 'delayed-start',
  severity: ({ cause }) => (cause === 'driver' ? 'warning' : 'info'),
  severities: ['warning', 'info'],
  summary: 'DelayedAutostart on a driver, on a service that is not auto-start, or on a member of a group',
  page: {
    problem:
      'DelayedAutostart is set on an entry for which it is not meant: a driver (a warning), a service that is enabled ' +
      'and not auto-start, or an auto-start service that is a member of a load-order group.',
    fix:
      'Delete DelayedAutostart, or set Start to 2 on a service that is to start after all others. Take a delayed ' +
      'service out of its group.',
    why:
      'A delayed auto-start service starts after all other auto-start services, about two minutes later, one at a ' +
      'time and at low priority. Windows ignores the setting where Start is not 2. A delayed service cannot be a ' +
      'member of a load-order group, whose members start in the order of the groups: the two contradict each other. A ' +
      'driver is never started two minutes after the system by design: what needs it finds it missing.',
    exceptions:
      'Only an info on services, since it does no harm: of Windows itself, MSDTC and WinRM are demand-start and ' +
      'delayed, so that setting Start to 2 is enough to have them start late, and MapsBroker of Windows 10 is in the ' +
      'group NetworkService. A disabled service may keep the setting for the day on which it is enabled. A key with none of Type, Start and ErrorControl is no service.',
    source: [
      'Microsoft: SERVICE_DELAYED_AUTO_START_INFO',
      'Microsoft: MS-SCMR, SERVICE_DELAYED_AUTO_START_INFO (about two minutes)',
      'Counted in stock hives of Windows 7 to 10: 2 to 4 services of Windows with Start 3, one with a group, no driver',
    ],
  },
  bad: {
    services: {
      SampleSvc: {
        Type: 0x10,
        Start: 3,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        DelayedAutostart: 1,
      },
      SampleDrv: { Type: 1, Start: 2, ErrorControl: 1, DelayedAutostart: 1 },
    },
  },
  good: {
    services: {
      SampleSvc: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        DelayedAutostart: 1,
      },
      SampleDrv: { Type: 1, Start: 2, ErrorControl: 1 },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, kind, start, group, delayedAutostart, effective } = service
      if (!delayedAutostart || !isDelayed(service)) continue
      if (isKindUnknown(services, service) || (services.holds.fragment && !start && kind !== 'driver'))
        unknown('services')
      const cause = causeOf(service)
      if (cause === undefined) continue
      const decides = cause === 'driver' ? service.type : cause === 'start' ? start : group
      const what = { driver: 'Type', start: 'start type', group: 'group' }[cause]
      report(
        delayedAutostart.at,
        { service: name, cause, start: start?.value ?? autoStart, group: effective.group ?? null },
        {
          service: name,
          related: decides ? [{ at: decides.at, message: `${what} of ${quote(name)}` }] : [],
        },
      )
    }
  },
  message({ service, cause, start, group }) {
    if (cause === 'driver') return `DelayedAutostart on ${quote(service)}, which is a driver`
    return cause === 'start'
      ? `DelayedAutostart on ${quote(service)}, which is ${startTypeName(start)}`
      : `DelayedAutostart on ${quote(service, 27)}, a member of group ${quote(group ?? '', 27)}`
  },
  help: ({ cause }) =>
    cause === 'group'
      ? 'A delayed service starts after every group: delete Group or DelayedAutostart'
      : cause === 'start'
        ? 'It is ignored unless Start is 2'
        : 'It is meant for auto-start services: delete the value',
})

function causeOf({ kind, start, effective }: Service): Cause | undefined {
  if (kind === 'driver') return 'driver'
  if (kind !== 'service' || !start || start.value === disabled) return undefined
  if (start.value !== autoStart) return 'start'
  return effective.group === undefined ? undefined : 'group'
}
