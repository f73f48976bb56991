import { quote } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = { service: string; other: string; group: string; tag: number; start: number }

/** KB 103000: a tag is unique within its group. Which of two drivers with one tag comes first is left open. */
export const tagDuplicate: Rule = defineRule<Data>({
  id: 'SVC209',
  name: 'tag-duplicate',
  severity: 'info',
  summary: 'two boot or system drivers of one group share a tag',
  page: {
    problem:
      'Two drivers of the same load-order group and the same start type, boot or system, have the same Tag.',
    fix:
      'If it matters which of them comes first, give one of them a tag of its own and enter that in the tag vector of ' +
      'the group at its place.',
    why:
      'Both have the same position in the tag vector, so Windows promises no order between them: which one comes first ' +
      'depends on the release, and has been seen to differ between machines. The first driver to claim a device ' +
      'owns it, alone or shared. Tags are handed out by CreateService and by device setup, each unique within the ' +
      'group; duplicates come from entries written by hand or copied from another machine.',
    exceptions:
      'A boot-start and a system-start driver with the same tag: all boot-start drivers load first, so their order is ' +
      'guaranteed. Stock Windows has pairs: intelpep and WindowsTrustedRT, isapnp and pci in Windows 10.',
    source: [
      'KB 103000: CurrentControlSet\\Services subkeys (a tag is unique within the group)',
      'KB 115486: Control Device Driver Load Order',
    ],
  },
  bad: {
    services: {
      ScsiDisk: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 2 },
      SamplDrv: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 2 },
    },
    groupOrder: ['SCSI Class'],
    vectors: { 'SCSI Class': [2, 1] },
  },
  good: {
    services: {
      ScsiDisk: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 1 },
      SamplDrv: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', Tag: 2 },
    },
    groupOrder: ['SCSI Class'],
    vectors: { 'SCSI Class': [2, 1] },
  },
  check(services, report) {
    const holders = new Map<string, Service>()
    for (const service of services.all) {
      const { name, kind, start, tag, effective } = service
      if (kind !== 'driver' || !start || start.value > 1 || !tag || effective.group === undefined) continue
      const group = services.members(effective.group)[0] ?? service
      const place = `${start.value} ${tag.value} ${group.id}`
      const holder = holders.get(place)
      if (!holder) holders.set(place, service)
      else
        report(
          tag.at,
          { service: name, other: holder.name, group: effective.group, tag: tag.value, start: start.value },
          {
            service: name,
            related: [{ at: holder.tag?.at ?? holder.at, message: `${quote(holder.name)} has it too` }],
          },
        )
    }
  },
  message: ({ service, other, group, tag }) =>
    `${quote(other, 17)} and ${quote(service, 17)} share tag ${tag} of group ${quote(group, 24)}`,
  help: () => 'Which of them loads first is not guaranteed; give one of them a tag of its own if it matters',
})
