import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** An empty Group and an absent one mean the same to Windows. */
export const groupEmptyString: Rule = defineRule<{ service: string }>({
  id: 'SVC211',
  name: 'group-empty-string',
  severity: 'info',
  summary: 'Group is an empty string, which is the same as none',
  page: {
    problem: 'The service has a Group value, but it is an empty string.',
    fix: 'Remove the value, or enter the group that was meant.',
    why:
      'An empty group is no group: a boot-start or system-start driver then loads after all listed groups, together ' +
      'with those of unlisted groups and of none.',
    exceptions: 'Common on a stock Windows 8.1, where 31 services have it, disk and volsnap among them.',
    source: [
      'Microsoft: CreateServiceW (lpLoadOrderGroup: NULL or an empty string for no group)',
      'measured on stock hives',
    ],
  },
  bad: { services: { Disk: { Type: 1, Start: 0, ErrorControl: 0, Group: '' } } },
  good: { services: { Disk: { Type: 1, Start: 0, ErrorControl: 0 } } },
  check({ all }, report) {
    for (const { name, kind, group } of all)
      if (kind !== 'container' && group?.value === '') report(group.at, { service: name }, { service: name })
  },
  message: ({ service }) => `Group of ${quote(service)} is an empty string, which is no group`,
  help: () => 'Remove the value, or enter a group',
})
