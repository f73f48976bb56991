import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** KB 115486: where a group has no vector, the order of its drivers cannot be guaranteed. */
export const tagWithoutVector: Rule = defineRule<{ service: string; group: string; tag: number }>({
  id: 'SVC207',
  name: 'tag-without-vector',
  severity: 'info',
  summary: 'a boot or system driver has a tag, but its group has no tag vector',
  page: {
    problem:
      'A boot-start or system-start driver has a Tag, but Control\\GroupOrderList has no value for its group, so ' +
      'nothing says what the tag means.',
    fix:
      'Add a tag vector for the group: a count, then the tags in load order. Where the order within the group does ' +
      'not matter, nothing need be done.',
    why:
      'When a group has no vector, Microsoft guarantees no order within it. What happens depends on the release: up to ' +
      'Windows 7 the tag counts as not found, later the number itself is used as the position. In either case the ' +
      'whole group still loads before the next one.',
    exceptions:
      'Tags of other start types, which Windows ignores. A fragment without the vector is not judged.',
    source: [
      'KB 115486: Control Device Driver Load Order',
      'measured on stock hives: ACPI and CNG of group Core (8.1, 10), PciDump (XP)',
    ],
  },
  bad: {
    services: {
      ScsiDisk: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 1 },
      SamplDrv: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 2 },
    },
    groupOrder: ['SCSI Class'],
    vectors: { Base: [14, 1, 2] },
  },
  good: {
    services: {
      ScsiDisk: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 1 },
      SamplDrv: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 2 },
    },
    groupOrder: ['SCSI Class'],
    vectors: { Base: [14, 1, 2], 'SCSI Class': [2, 1] },
  },
  check(services, report, { unknown }) {
    for (const { name, kind, start, tag, effective } of services.all) {
      if (kind !== 'driver' || !start || start.value > 1 || !tag || effective.group === undefined) continue
      if (services.vector(effective.group)) continue
      if (services.holds.fragment) unknown('vectors')
      else report(tag.at, { service: name, group: effective.group, tag: tag.value }, { service: name })
    }
  },
  message: ({ service, group, tag }) =>
    `Group ${quote(group, 28)} has no tag vector for tag ${tag} of ${quote(service, 21)}`,
  help: () => 'The order within this group is not guaranteed by Windows',
})
