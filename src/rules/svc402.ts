import { quote } from '../diagnostics/index.ts'
import { algorithmOf, startOnThisMachine } from '../planner/index.ts'
import { errorControlName, type ServiceKind, startTypeName } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

const critical = 3

type Data = {
  service: string
  defect: 'kind' | 'start' | 'error-control'
  kind: ServiceKind
  start: number
  errorControl: number
}

/** Early launch antimalware, Windows 8 and later: the loader looks for boot-start drivers of one group. */
export const earlyLaunch: Rule = defineRule<Data>({
  id: 'SVC402',
  name: 'early-launch',
  severity: ({ defect }) => (defect === 'error-control' ? 'info' : 'error'),
  severities: ['error', 'info'],
  summary: 'a member of Early-Launch is no boot-start driver, or its ErrorControl is not 3',
  page: {
    problem:
      'An enabled member of the group Early-Launch is a Win32 service, or a driver that is not boot start, so that it ' +
      'cannot be the antimalware driver that the group is for. Or its ErrorControl is another than the 3 (critical) ' +
      'that Microsoft asks for.',
    fix:
      'Give an early launch antimalware driver Type 1, Start 0 and ErrorControl 3, and delete a StartOverride that ' +
      'says otherwise. Take everything else out of the group.',
    why:
      'The loader of Windows 8 and later loads the boot-start drivers of Early-Launch before other boot-start drivers, ' +
      'and the kernel lets them judge each of those. What is started later is not asked, and nothing says so: the ' +
      'machine runs without the protection that the entry promises.',
    exceptions:
      'Another ErrorControl than 3 is an info: WdBoot, the one of Windows itself, has 1. Disabled members are not ' +
      'judged, and neither are releases before Windows 8, for which Early-Launch is a name like any other.',
    source: [
      'Microsoft: Early launch antimalware; ELAM driver requirements (Start, ErrorControl, load-order group)',
      'Counted in stock hives of Windows 8.1 and 10: WdBoot alone, Start 0, ErrorControl 1',
    ],
  },
  bad: { services: { SampleBoot: { Type: 1, Start: 1, ErrorControl: 3, Group: 'Early-Launch' } } },
  good: { services: { SampleBoot: { Type: 1, Start: 0, ErrorControl: 3, Group: 'Early-Launch' } } },
  check(services, report, { unknown }) {
    if (algorithmOf[services.windows.release] !== 'modern') return
    for (const service of services.members('Early-Launch')) {
      const { name, kind, type, start, errorControl } = service
      if (services.holds.fragment && (!type || !start)) unknown('services')
      if (!type || !start || !service.group || start.value === 4 || kind === 'adapter') continue
      const { start: effective = start.value, startOverride } = startOnThisMachine(services, service)
      const data = { service: name, kind, start: effective, errorControl: errorControl?.value ?? 1 }
      const related = [{ at: service.group.at, message: 'the group of early launch antimalware drivers' }]
      if (kind === 'service') report(type.at, { ...data, defect: 'kind' }, { service: name, related })
      else if (effective !== 0)
        report((startOverride ?? start).at, { ...data, defect: 'start' }, { service: name, related })
      else if (errorControl && errorControl.value !== critical)
        report(errorControl.at, { ...data, defect: 'error-control' }, { service: name, related })
    }
  },
  message({ service, defect, start, errorControl }) {
    if (defect === 'kind') return `${quote(service)} is in Early-Launch but is a Win32 service`
    if (defect === 'start')
      return `${quote(service)} is in Early-Launch but is ${startTypeName(start)}, not boot-start`
    const words =
      errorControl > critical ? errorControl : `${errorControl} (${errorControlName(errorControl)})`
    return `ErrorControl of early launch driver ${quote(service, 24)} is ${words}, expected 3`
  },
  help: ({ defect }) =>
    defect === 'error-control'
      ? 'Microsoft asks for 3 (critical); the driver of Windows itself has 1'
      : 'The loader looks for boot-start drivers only: set Start to 0, or take it out of the group',
})
