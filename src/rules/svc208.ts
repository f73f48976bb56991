import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** A tag orders drivers within a group: CreateService refuses to give one without a group (error 87). */
export const tagWithoutGroup: Rule = defineRule<{ service: string; tag: number }>({
  id: 'SVC208',
  name: 'tag-without-group',
  severity: 'warning',
  summary: 'a service has a tag but no group',
  page: {
    problem: 'The service has a Tag but no Group, or its Group is an empty string.',
    fix: 'Give it the Group that the tag was meant for, or remove the Tag.',
    why:
      'A tag is a number in the tag vector of a group, so without a group it says nothing and the driver loads after ' +
      'all groups. CreateService refuses it with ERROR_INVALID_PARAMETER (87): such a pair was written into the ' +
      'registry directly, or the group was lost later.',
    exceptions:
      'Adapters (Type 4), whose tag is ignored. In a fragment only an empty Group is reported: one that is not there ' +
      'may stand in the registry that the file is imported into. A Group of the wrong registry type is SVC106. Windows 7 to 10 have up ' +
      'to three such drivers of their own, all demand start: MsRPC, Tcpip6 and IPT.',
    source: [
      'Microsoft: CreateServiceW (lpdwTagId, lpLoadOrderGroup)',
      'KB 103000: CurrentControlSet\\Services subkeys',
    ],
  },
  bad: { services: { SamplDrv: { Type: 1, Start: 0, ErrorControl: 1, Tag: 2 } } },
  good: {
    services: { SamplDrv: { Type: 1, Start: 0, ErrorControl: 1, Group: 'SCSI Class', Tag: 2 } },
    groupOrder: ['SCSI Class'],
    vectors: { 'SCSI Class': [2, 1] },
  },
  check({ all, holds }, report, { unknown }) {
    for (const { name, kind, tag, group, effective, malformed } of all) {
      if (kind === 'container' || kind === 'adapter' || !tag || effective.group !== undefined) continue
      if (malformed.some(({ valueName }) => valueName === 'Group')) continue
      if (holds.fragment && !group) unknown('services')
      else report(tag.at, { service: name, tag: tag.value }, { service: name })
    }
  },
  message: ({ service, tag }) => `${quote(service)} has tag ${tag} but no group`,
  help: () => 'Add the group that the tag belongs to, or remove the tag',
})
