import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** Windows compares group names without case; people and their tools often do not. */
export const groupCase: Rule = defineRule<{ service: string; group: string; listed: string }>({
  id: 'SVC212',
  name: 'group-case',
  severity: 'info',
  summary: 'the group is spelled in another case than in ServiceGroupOrder',
  page: {
    problem:
      'The Group of a service and ServiceGroupOrder\\List spell the same load-order group in different case.',
    fix: 'Nothing has to be done. For new entries use the spelling of the list.',
    why:
      'Windows compares group names without case, so the service is in the listed group. Scripts that compare exactly ' +
      'would miss it; stock Windows itself has SCSI miniport in the list and SCSI Miniport on most of its drivers.',
    exceptions: 'None.',
    source: ['measured on stock hives: 16 to 41 services each'],
  },
  bad: {
    services: { atapi: { Type: 1, Start: 0, ErrorControl: 3, Group: 'SCSI Miniport' } },
    groupOrder: ['System Reserved', 'SCSI miniport'],
  },
  good: {
    services: { atapi: { Type: 1, Start: 0, ErrorControl: 3, Group: 'SCSI miniport' } },
    groupOrder: ['System Reserved', 'SCSI miniport'],
  },
  check({ all, groupOrder }, report, { unknown }) {
    const named = groupOrder?.groups.filter(({ value }) => value !== '') ?? []
    for (const { name, kind, group, effective } of all) {
      if (kind === 'container' || !group || effective.group === undefined) continue
      if (!groupOrder) {
        unknown('groupOrder')
        continue
      }
      const position = groupOrder.position(effective.group)
      const listed = position === undefined ? undefined : named[position]
      if (listed && listed.value !== effective.group)
        report(
          group.at,
          { service: name, group: effective.group, listed: listed.value },
          { service: name, related: [{ at: listed.at, message: 'spelled so in the list' }] },
        )
    }
  },
  message: ({ service, group, listed }) =>
    `Group ${quote(group, 26)} of ${quote(service, 18)} is listed as ${quote(listed, 26)}`,
  help: () => 'Windows takes both for the same group',
})
