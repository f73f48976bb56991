import { type Place, quote } from '../diagnostics/index.ts'
import type { Service, Services } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** KB 115486: a driver whose tag its group's vector lacks loads after all drivers with listed tags. */
export const tagNotInVector: Rule = defineRule<{
  service: string
  group: string
  tag: number
  inBox: boolean
}>({
  id: 'SVC206',
  name: 'tag-not-in-vector',
  severity: ({ inBox }) => (inBox ? 'info' : 'warning'),
  severities: ['warning', 'info'],
  summary: "a boot or system driver's tag is not in its group's tag vector",
  page: {
    problem:
      "The Tag of a boot-start or system-start driver is absent from its group's value in Control\\GroupOrderList. " +
      'It loads after all drivers of the group whose tags are listed, in no promised order.',
    fix:
      'Add the tag to the vector at the place where the driver has to load and raise the count, or let the driver use ' +
      'a listed tag that no other member has. On systems that you do not own, do neither: be ready to load last.',
    why:
      'Within a group the vector orders tags, not their numbers: tag 0xe is the first one of Base. A driver without a ' +
      'listed tag follows all listed ones, and the first driver to claim a device owns it, alone or shared. ' +
      "Windows 10's own device setup gives a new driver a tag and no longer enters it in the vector, so there a " +
      'third-party storage driver such as viostor with tag 0x21 is common and boots well; earlier releases append ' +
      'the tag, or put it in front where the INF file asks for that.',
    exceptions:
      'Milder, an info, on drivers of Windows itself: every stock release has some. Not so where a file that is laid ' +
      'over a base writes the vector anew and leaves their tags out, or gives them another tag. A group without any vector is ' +
      'SVC207. In a malformed vector (SVC203) the tags that its count covers are the listed ones: a tag past the ' +
      'count is absent. Only Start as stored is looked at, and tags of other start types are ignored ' +
      'by Windows (SVC210).',
    source: [
      'KB 115486: Control Device Driver Load Order (method 2)',
      'Microsoft: INF AddService directive (SPSVCINST_TAGTOFRONT)',
      'measured on stock hives of XP, 7, 8.1 and 10: 1 to 8 drivers each',
    ],
  },
  bad: {
    services: { viostor: { Type: 1, Start: 0, ErrorControl: 1, Group: 'SCSI miniport', Tag: 0x21 } },
    groupOrder: ['SCSI miniport'],
    vectors: { 'SCSI miniport': [0x100, 0x101, 0x19, 1, 2, 3] },
  },
  good: {
    services: { viostor: { Type: 1, Start: 0, ErrorControl: 1, Group: 'SCSI miniport', Tag: 0x21 } },
    groupOrder: ['SCSI miniport'],
    vectors: { 'SCSI miniport': [0x100, 0x101, 0x19, 1, 2, 3, 0x21] },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, kind, start, tag, effective } = service
      if (kind !== 'driver' || !start || start.value > 1 || !tag || effective.group === undefined) continue
      const vector = services.vector(effective.group)
      if (!vector) {
        if (services.holds.fragment) unknown('vectors')
        continue
      }
      if (vector.tags === null || vector.position(tag.value) !== undefined) continue
      report(
        tag.at,
        {
          service: name,
          group: effective.group,
          tag: tag.value,
          inBox: isOfWindows(services, service, [tag.at, vector.at]),
        },
        { service: name, related: [{ at: vector.at, message: 'the tag vector of the group' }] },
      )
    }
  },
  message: ({ service, group, tag }) =>
    `Tag ${tag} of ${quote(service, 20)} is not in the tag vector of ${quote(group, 29)}`,
  help: () =>
    'It loads after all listed tags of its group; add the tag to the vector if it has to come earlier',
})

/** A vector that is laid over a base and leaves out a driver of Windows is no peculiarity of Windows, nor is such a tag. */
function isOfWindows(services: Services, service: Service, places: readonly Place[]): boolean {
  const { inputs } = services
  const overlays = inputs.length > 1 ? inputs.filter(({ role }) => role === 'input') : []
  return services.inBox(service) && !overlays.some(({ file }) => places.some((at) => at.file === file))
}
