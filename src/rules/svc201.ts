import { shorten } from '../diagnostics/index.ts'
import { type GroupOrder, valueTypes } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** KB 115486: ServiceGroupOrder\List is what the order of all boot-start and system-start drivers is made from. */
export const groupOrderMissing: Rule = defineRule<{ defect: string | null }>({
  id: 'SVC201',
  name: 'group-order-missing',
  severity: 'error',
  summary: 'ServiceGroupOrder\\List is missing, of the wrong type or not terminated',
  page: {
    problem:
      'Control\\ServiceGroupOrder\\List names the load-order groups in the order in which they load. It is absent, ' +
      'is not a REG_MULTI_SZ, or does not end in a NUL.',
    fix:
      'Restore the list of this Windows release, for instance from another machine of the same release or from a ' +
      'backup, and add the groups of your own drivers at their places.',
    why:
      'The list decides which driver loads before which, and the first driver to claim a device owns it, alone or ' +
      'shared: a driver that loads too late may find its device taken. Without a readable list no order between ' +
      'groups is left. The ReactOS loader, for one, then gives up sorting and loads no boot driver at all.',
    exceptions:
      'Not judged in a fragment without the list: what a fragment does not hold is unknown. Nor is a NUL missed in a ' +
      'fragment, as Regedit adds it. The simulated order then ' +
      'goes by name alone, and says so.',
    source: [
      'KB 115486: Control Device Driver Load Order',
      'Microsoft: ServiceGroupOrder (Windows 2000 Resource Kit registry reference, cc963229)',
    ],
  },
  bad: {
    services: { Disk: { Type: 1, Start: 0, ErrorControl: 1, Group: 'SCSI Class' } },
    keys: { 'Control\\ServiceGroupOrder': { List: 'SCSI miniport' } },
  },
  good: {
    services: { Disk: { Type: 1, Start: 0, ErrorControl: 1, Group: 'SCSI Class' } },
    groupOrder: ['SCSI miniport', 'SCSI Class'],
  },
  check(services, report, { unknown }) {
    const { groupOrder, holds, controlSet, inputs } = services
    if (groupOrder) {
      if (!groupOrder.wellFormed && !(holds.fragment && isMendedByImport(groupOrder)))
        report(groupOrder.at, { defect: groupOrder.defect ?? 'it cannot be read' })
    } else if (holds.fragment) unknown('groupOrder')
    else report(controlSet.key?.at ?? { file: inputs.at(-1)?.file ?? '' }, { defect: null })
  },
  message: ({ defect }) =>
    defect === null
      ? 'The list of load-order groups, Control\\ServiceGroupOrder\\List, is missing'
      : `Control\\ServiceGroupOrder\\List is malformed: ${shorten(defect, 54)}`,
  help: () => 'Restore the list of this Windows release',
})

/** Regedit ends a list in the NUL that it lacks, so only of a whole system is it known to be missing. */
function isMendedByImport({ type, terminated, groups }: GroupOrder): boolean {
  return type === valueTypes.REG_MULTI_SZ && !terminated && groups.length > 0
}
