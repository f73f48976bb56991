import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** Tags are only evaluated for boot-start and system-start drivers (Microsoft: CreateServiceW; Windows NT DDK). */
export const tagIgnored: Rule = defineRule<{
  service: string
  tag: number
  start: number
  kind: 'driver' | 'service'
}>({
  id: 'SVC210',
  name: 'tag-ignored',
  severity: 'info',
  summary: 'a tag on an entry that is not a boot or system driver',
  page: {
    problem:
      'The entry has a Tag and a Group, but it is a Win32 service, or a driver that is not boot or system start.',
    fix: 'Nothing has to be done. Do not rely on the tag for any order; use DependOnService for that.',
    why:
      'Tags are evaluated for drivers with Start 0 or 1 alone. Auto-start entries are started by the Service Control ' +
      'Manager in the order of groups and dependencies, and Plug and Play loads demand-start drivers when it meets ' +
      'their device. Device setup gives every kernel driver with a group a tag, whatever its start type, so most ' +
      'drivers of a normal system have one that is never looked at.',
    exceptions:
      'A tag without a group is SVC208, one on an adapter (Type 4) SVC108. Whatever has Start 0 or 1, by which alone ' +
      'the loader sorts: a Win32 service there is SVC105. A driver that StartOverride makes boot or ' +
      'system start on some hardware is left out.',
    source: [
      'Microsoft: CreateServiceW (lpdwTagId: only for boot-start and system-start drivers)',
      "Windows NT DDK: The Driver's Services Database Key",
      'KB 115486: Control Device Driver Load Order',
    ],
  },
  bad: {
    services: { usbprint: { Type: 1, Start: 3, ErrorControl: 1, Group: 'Extended Base', Tag: 4 } },
    groupOrder: ['Extended Base'],
  },
  good: {
    services: { usbprint: { Type: 1, Start: 3, ErrorControl: 1, Group: 'Extended Base' } },
    groupOrder: ['Extended Base'],
  },
  check({ all }, report) {
    for (const { name, kind, start, tag, effective, startOverride } of all) {
      if ((kind !== 'driver' && kind !== 'service') || !tag || effective.group === undefined) continue
      if (!start || start.value > 4 || start.value < 2) continue
      if (startOverride.some(({ value }) => value < 2)) continue
      report(tag.at, { service: name, tag: tag.value, start: start.value, kind }, { service: name })
    }
  },
  // Nothing of the start type: a file that turns demand into auto start has not brought this about.
  message: ({ service, tag, kind }) =>
    kind === 'service'
      ? `Tag ${tag} of ${quote(service, 32)} is ignored, as it is a Win32 service`
      : `Tag ${tag} of ${quote(service, 32)} is ignored, as it is no boot or system driver`,
  help: () => 'Windows looks at tags of boot-start and system-start drivers only',
})
