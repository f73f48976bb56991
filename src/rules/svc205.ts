import { quote } from '../diagnostics/index.ts'
import { isUnlistedByWindows } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** KB 115486: a new group has to be entered in ServiceGroupOrder; without that its members come last. */
export const groupNotOrdered: Rule = defineRule<{ service: string; group: string; start: number }>({
  id: 'SVC205',
  name: 'group-not-ordered',
  severity: 'warning',
  summary: 'the group of a boot, system or auto start service is not in ServiceGroupOrder',
  page: {
    problem:
      'A service that Windows starts by itself is a member of a load-order group that ServiceGroupOrder\\List does ' +
      'not name.',
    fix: 'Spell the group as the list does, or enter the new group in the list at the place where it has to load.',
    why:
      'Groups load in the order of the list. A driver in any other group loads after every listed group of its start ' +
      'type, in one lot with those that have no group, and no order is promised there. So a filter that should ' +
      'come before the disk class driver comes after it, and the first driver to claim a device owns it.',
    exceptions:
      'Demand-start and disabled entries, which are not ordered. The groups that Windows itself leaves out of the ' +
      'list: Core, Core Platform Extensions, Core Security Extensions, Early-Launch, Network, PnP Filter, ' +
      'LocalService, NetworkService, System, Hyper-V Parsers.',
    source: [
      'KB 115486: Control Device Driver Load Order (method 1)',
      'Microsoft: Specifying Driver Load Order',
      'Microsoft: Win32_BaseService (groups in the list, then other groups, then no group)',
    ],
  },
  bad: {
    services: { SamplDrv: { Type: 1, Start: 0, ErrorControl: 1, Group: 'Load Me First' } },
    groupOrder: ['SCSI miniport', 'Primary Disk', 'SCSI Class'],
  },
  good: {
    services: { SamplDrv: { Type: 1, Start: 0, ErrorControl: 1, Group: 'Load Me First' } },
    groupOrder: ['SCSI miniport', 'Primary Disk', 'Load Me First', 'SCSI Class'],
  },
  check({ all, groupOrder }, report, { unknown }) {
    for (const { name, kind, start, group, effective } of all) {
      if (kind === 'container' || kind === 'adapter') continue
      if (!start || start.value > 2 || !group || effective.group === undefined) continue
      if (isUnlistedByWindows(effective.group)) continue
      if (!groupOrder) {
        unknown('groupOrder')
        continue
      }
      if (groupOrder.position(effective.group) !== undefined) continue
      report(
        group.at,
        { service: name, group: effective.group, start: start.value },
        { service: name, related: [{ at: groupOrder.at, message: 'the list of load-order groups' }] },
      )
    }
  },
  message: ({ service, group }) =>
    `Group ${quote(group, 34)} of ${quote(service, 24)} is not in ServiceGroupOrder`,
  help: () => 'It comes after all listed groups; enter it in ServiceGroupOrder\\List, or use a listed one',
})
