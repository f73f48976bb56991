import { quote } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import type { BootPosition } from './boot-positions.ts'
import { isDisabled } from './disabled.ts'
import { defineRule, type Rule } from './rule.ts'

const demand = 3

/** Why no member of the group can be running in time. */
type Cause = 'no-member' | 'disabled' | 'later' | 'demand'
type Data = { service: string; group: string; start: number; cause: Cause; members: readonly string[] }

const causes: Readonly<Record<Cause, string>> = {
  'no-member': 'which has no member',
  disabled: 'whose members are all disabled',
  later: 'none of whose members loads earlier',
  demand: 'which only demand-start members can satisfy',
}

/** Event 7002: no member of a group that a service depends on has started. */
export const groupDependencyUnsatisfiable: Rule = defineRule<Data>({
  id: 'SVC307',
  name: 'group-dependency-unsatisfiable',
  severity: ({ cause }) => (cause === 'demand' ? 'info' : 'error'),
  severities: ['error', 'info'],
  summary: 'DependOnGroup names a group of which no member can be running in time',
  page: {
    problem:
      'DependOnGroup names a load-order group that no service is a member of, whose members are all disabled, or, for ' +
      'a boot-start or system-start driver, whose members all load later than the driver or are Win32 services, which ' +
      'start long after.',
    fix: 'Correct the name of the group, enable one of its members, let one load earlier, or remove the entry.',
    why:
      'A dependency on a group is met when at least one of its members runs after an attempt to start them all. Where ' +
      'none can, the service is not started, and the Service Control Manager logs event 7002. The loader and the ' +
      'kernel do not read dependencies, so there the driver loads without what it needs.',
    exceptions:
      'Only an info where demand-start members are all that is left, since Plug and Play may load one of them in ' +
      'time: ParVdm of Windows XP and 7 needs Parallel arbitrator, whose only member Parport is demand start. For a ' +
      'boot or system driver that has to be a driver. A demand-start service is satisfied by those. A group whose ' +
      'member is the boot file system driver is satisfied even if that is disabled: the loader loads it whatever its ' +
      'Start. Disabled services are not judged. A service that depends on its ' +
      'own group is SVC303. In a fragment other members may exist, so nothing is reported.',
    source: [
      'Microsoft: event 7002; CreateServiceW (lpDependencies)',
      'KB 103000: CurrentControlSet\\Services subkeys (DependOnGroup)',
    ],
  },
  bad: {
    services: {
      ScsiDisk: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', DependOnGroup: ['SCSI miniport'] },
    },
    groupOrder: ['SCSI miniport', 'SCSI Class'],
  },
  good: {
    services: {
      Aha154x: { Type: 1, Start: 0, ErrorControl: 1, Group: 'SCSI miniport' },
      ScsiDisk: { Type: 1, Start: 0, ErrorControl: 0, Group: 'SCSI Class', DependOnGroup: ['SCSI miniport'] },
    },
    groupOrder: ['SCSI miniport', 'SCSI Class'],
  },
  check(services, report, context) {
    for (const service of services.all) {
      const { name, kind, start, dependOnGroup } = service
      if (kind === 'container' || kind === 'adapter' || !start || start.value > 3) continue
      for (const { value, at } of dependOnGroup) {
        const members = services
          .members(value)
          .filter((member) => member.kind !== 'container' && member.kind !== 'adapter')
        if (value === '' || members.includes(service)) continue
        const able = members.filter((member) => !isDisabled(services, member, context))
        const cause =
          members.length === 0 ? 'no-member' : whyUnsatisfiable(service, able, context.bootPositions())
        if (cause === undefined) continue
        if (
          cause === 'later' &&
          !services.groupOrder &&
          sharesPhase(service, able, context.bootPositions())
        ) {
          context.unknown('groupOrder')
          continue
        }
        if (services.holds.fragment) {
          context.unknown('services')
          continue
        }
        report(
          at,
          {
            service: name,
            group: value,
            start: start.value,
            cause,
            members: members.map((member) => member.name),
          },
          {
            service: name,
            related: members.slice(0, 8).map((member) => ({
              at: member.start?.at ?? member.at,
              message: `start type of member ${quote(member.name)}`,
            })),
          },
        )
      }
    }
  },
  message: ({ service, group, cause }) =>
    `${quote(service, 15)} needs group ${quote(group, 23)}, ${causes[cause]}`,
  help: ({ cause }) =>
    cause === 'demand'
      ? 'Plug and Play may load one of them in time; if nothing does, the group dependency is not met'
      : 'Correct the group, enable a member, let one load earlier, or remove the entry',
})

/** Whether a member loads in the phase of the service, in which the group list says who is earlier. */
function sharesPhase(
  service: Service,
  members: readonly Service[],
  positions: ReadonlyMap<Service, BootPosition>,
): boolean {
  const phase = positions.get(service)?.phase
  return members.some((member) => positions.get(member)?.phase === phase)
}

/** Of the members that are not disabled; undefined where one can satisfy it. */
function whyUnsatisfiable(
  service: Service,
  able: readonly Service[],
  positions: ReadonlyMap<Service, BootPosition>,
): Cause | undefined {
  if (able.length === 0) return 'disabled'
  const start = service.start?.value ?? demand
  if (service.kind === 'driver' && start < 2) {
    const own = positions.get(service)
    if (!own || able.some((member) => (positions.get(member)?.position ?? Infinity) < own.position))
      return undefined
    return able.some((member) => member.kind === 'driver' && waitsForDemand(member, positions))
      ? 'demand'
      : 'later'
  }
  return start !== demand && able.every((member) => waitsForDemand(member, positions)) ? 'demand' : undefined
}

function waitsForDemand(member: Service, positions: ReadonlyMap<Service, BootPosition>): boolean {
  return member.start?.value === demand && !positions.has(member)
}
