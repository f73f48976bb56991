import { type Place, quote, type RelatedPlace } from '../diagnostics/index.ts'
import { type Service, type Services, upcase } from '../services/index.ts'
import { isPromptAutoStart } from './auto-start.ts'
import { isKindUnknown } from './kind-unknown.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = {
  service: string
  /** Null where a whole group is depended on. */
  dependency: string | null
  /** Group of the dependency; null for none. */
  group: string | null
}

/** Events 7019 and 7020: the order of the groups and that of the dependencies contradict each other. */
export const dependencyLaterGroup: Rule = defineRule<Data>({
  id: 'SVC306',
  name: 'dependency-later-group',
  severity: 'info',
  summary: 'an auto-start service depends on one in a group that starts later',
  page: {
    problem:
      'An auto-start service of a load-order group depends on an auto-start service whose group comes later in ' +
      'ServiceGroupOrder, that is in a group which is not listed there, or in none. Or it depends on a group that comes ' +
      'later.',
    fix:
      'Nothing has to be done where the service starts. To make the order plain, put the dependency into the same or ' +
      'an earlier group, or take the dependent service out of its own.',
    why:
      'The Service Control Manager starts auto-start services group by group in the order of the list, then members of ' +
      'groups that are not listed, then those without a group. A dependency comes first all the same, so the one in ' +
      'the later group is started before its turn, and the order of the groups does not hold for it. Where the ' +
      'controller cannot do that, it logs event 7019 for a service and 7020 for a group.',
    exceptions:
      'An info, since stock Windows does it: five or six services of 7, 8.1 and 10 do, such as Dhcp and Dnscache of group ' +
      'TDI, which need nsi of no group. Services named in Control\\EarlyStartServices start before all groups. Drivers ' +
      'of boot and system start run already; demand-start services have no turn of their own. A delayed dependency is ' +
      'SVC311, and a driver that depends on a service SVC308.',
    source: [
      'Microsoft: events 7019 and 7020; Automatically Starting Services',
      'Microsoft: Win32_BaseService (groups that are not listed, and services without a group)',
      'Counted in stock hives of Windows XP to 10: 0, 6, 5 and 5',
    ],
  },
  bad: {
    services: {
      SampleSvc: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        Group: 'TDI',
        DependOnService: ['Spooler'],
      },
      Spooler: { Type: 0x110, Start: 2, ErrorControl: 1, ImagePath: 'spoolsv.exe', Group: 'SpoolerGroup' },
    },
    groupOrder: ['TDI', 'SpoolerGroup'],
  },
  good: {
    services: {
      SampleSvc: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        DependOnService: ['Spooler'],
      },
      Spooler: { Type: 0x110, Start: 2, ErrorControl: 1, ImagePath: 'spoolsv.exe', Group: 'SpoolerGroup' },
    },
    groupOrder: ['TDI', 'SpoolerGroup'],
  },
  check(services, report, { unknown }) {
    const early = new Set(services.earlyStartServices.map(({ value }) => upcase(value)))
    const hasTurn = (service: Service): boolean => isPromptAutoStart(service) && !early.has(service.id)
    const groups = new Map<string, boolean>()
    const hasMemberWithTurn = (group: string): boolean => {
      const id = upcase(group)
      const known = groups.get(id) ?? services.members(group).some(hasTurn)
      groups.set(id, known)
      return known
    }
    for (const service of services.all) {
      const { name, effective, dependOnService, dependOnGroup } = service
      if (effective.group === undefined || dependOnService.length + dependOnGroup.length === 0) continue
      if (isKindUnknown(services, service)) unknown('services')
      if (!hasTurn(service)) continue
      const own = turnOf(services, effective.group)
      const judge = (group: string | undefined, at: Place, data: Data, related: RelatedPlace[]): void => {
        if (group !== undefined && upcase(group) === upcase(effective.group ?? '')) return
        if (!services.holds.groupOrder) unknown('groupOrder')
        else if (turnOf(services, group) > own) report(at, data, { service: name, related })
      }
      for (const { value, at } of dependOnService) {
        const target = services.get(value)
        if (!target || target.kind === 'container') {
          if (services.holds.fragment) unknown('services')
          continue
        }
        if (!hasTurn(target) || (service.kind === 'driver' && target.kind === 'service')) continue
        const { group } = target.effective
        judge(group, at, { service: name, dependency: target.name, group: group ?? null }, [
          { at: target.group?.at ?? target.at, message: `group of ${quote(target.name)}` },
        ])
      }
      for (const { value, at } of dependOnGroup)
        if (hasMemberWithTurn(value)) judge(value, at, { service: name, dependency: null, group: value }, [])
    }
  },
  message({ service, dependency, group }) {
    if (dependency === null)
      return `${quote(service, 29)} depends on group ${quote(group ?? '', 29)}, which starts later`
    return group === null
      ? `${quote(service, 23)} depends on ${quote(dependency, 23)}, which has no group and starts later`
      : `${quote(service, 18)} depends on ${quote(dependency, 18)}, whose group ${quote(group, 18)} starts later`
  },
  help: () => 'It is started before its turn for this; put it into an earlier group to make the order plain',
})

/** Listed groups in their order, then all others, then no group. */
function turnOf({ groupOrder }: Services, group: string | undefined): number {
  const listed = groupOrder?.groups.length ?? 0
  if (group === undefined) return listed + 1
  return groupOrder?.position(group) ?? listed
}
