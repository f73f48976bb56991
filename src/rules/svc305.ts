import { type Located, quote, type RelatedPlace } from '../diagnostics/index.ts'
import { startOnThisMachine } from '../planner/index.ts'
import { type Service, type Services, startTypeName } from '../services/index.ts'
import type { BootPosition } from './boot-positions.ts'
import { defineRule, type Need, type Rule } from './rule.ts'

type Data = {
  service: string
  dependency: string
  start: number
  dependencyStart: number
  /** Positions in the simulated order of boot-start and system-start drivers; null when it is not in it. */
  position: number
  dependencyPosition: number | null
}

/** Dependencies of boot-start and system-start drivers are not resolved: groups and tags alone decide. */
export const dependencyLater: Rule = defineRule<Data>({
  id: 'SVC305',
  name: 'dependency-later',
  severity: 'error',
  summary: 'a boot or system driver depends on a driver that loads after it',
  page: {
    problem:
      'A boot-start or system-start driver names in DependOnService a driver that is loaded after it: at a later ' +
      'place of the simulated boot order, or by a later start type.',
    fix:
      'Let the dependency load earlier: by an earlier group, an earlier tag of the same group, or Start 0 instead of ' +
      '1. Or let the dependent driver load later. Changing DependOnService does not change the order.',
    why:
      'The loader and the kernel order these drivers by start type, group and tag, and never read dependencies. So a ' +
      'driver whose dependency comes later is initialised without it, or is not loaded when it imports from it. Boot ' +
      'start is meant for drivers that are essential to loading the system. On stock Windows XP to 10 two to ten boot ' +
      'and system drivers name dependencies, and each of those is a driver that is loaded before its dependent.',
    exceptions:
      'A missing dependency is SVC301, a disabled one SVC304 and a Win32 service SVC308. A dependency whose Type says ' +
      'neither driver nor service is judged by its Start. A driver that StartOverride keeps from boot start on this ' +
      'hardware is loaded by Plug and Play, which ignores dependencies. Without the group list only start types are ' +
      'compared.',
    source: [
      'Microsoft: Specifying Driver Load Order (dependencies are ignored at boot and system start)',
      'KB 115486: Control Device Driver Load Order',
      'Windows NT DDK: Creating a Service (boot start)',
    ],
  },
  bad: {
    services: {
      CdFilter: { Type: 1, Start: 0, ErrorControl: 1, Group: 'Filter', DependOnService: ['Cdrom'] },
      Cdrom: { Type: 1, Start: 1, ErrorControl: 1, Group: 'SCSI CDROM Class' },
    },
    groupOrder: ['SCSI CDROM Class', 'Filter'],
    vectors: { Base: [1] },
  },
  good: {
    services: {
      CdFilter: { Type: 1, Start: 1, ErrorControl: 1, Group: 'Filter', DependOnService: ['Cdrom'] },
      Cdrom: { Type: 1, Start: 1, ErrorControl: 1, Group: 'SCSI CDROM Class' },
    },
    groupOrder: ['SCSI CDROM Class', 'Filter'],
    vectors: { Base: [1] },
  },
  check(services, report, context) {
    const drivers = services.all.filter(
      ({ kind, start, dependOnService }) =>
        kind === 'driver' && start?.value !== 4 && dependOnService.length > 0,
    )
    if (drivers.length === 0) return
    const positions = context.bootPositions()
    for (const driver of drivers) {
      const own = positions.get(driver)
      if (!own || !driver.start) continue
      for (const { value, at } of driver.dependOnService) {
        const target = services.get(value)
        if (!target || target.kind === 'container') {
          if (services.holds.fragment && value !== '') context.unknown('services')
          continue
        }
        if (target.kind === 'adapter' || target.kind === 'service' || target === driver || !target.start)
          continue
        const other = positions.get(target)
        const { start = target.start.value, startOverride } = startOnThisMachine(services, target)
        if (target.kind !== 'driver' && start < 2) continue
        if (!other && (start < 2 || start === 4)) continue
        const need = other && lacking(services, driver, own, target, other)
        if (need) {
          context.unknown(need)
          continue
        }
        if (other && other.position < own.position) continue
        report(
          at,
          {
            service: driver.name,
            dependency: target.name,
            start: driver.start.value,
            dependencyStart: start,
            position: own.position,
            dependencyPosition: other?.position ?? null,
          },
          { service: driver.name, related: placesThatDecide(target, startOverride ?? target.start) },
        )
      }
    }
  },
  message: ({ service, dependency, start, dependencyStart }) =>
    start === dependencyStart
      ? `${quote(service, 31)} depends on ${quote(dependency, 31)}, which loads after it`
      : `${quote(service, 22)} is ${startTypeName(start)} but depends on ${startTypeName(dependencyStart)} ${quote(dependency, 22)}`,
  help: ({ start, dependencyStart }) =>
    start === dependencyStart
      ? 'Windows does not read dependencies in this phase: move this driver to a later group or tag, or the other to an earlier one'
      : 'Give the dependency an earlier start type, or this driver a later one',
})

/** What the order of two drivers of one phase hangs on and the input does not hold. */
function lacking(
  services: Services,
  driver: Service,
  own: BootPosition,
  target: Service,
  other: BootPosition,
): Need | undefined {
  const { holds } = services
  if (own.phase !== other.phase) return undefined
  if (!holds.groupOrder) return 'groupOrder'
  if (holds.vectors || !holds.fragment || target.effective.group === undefined) return undefined
  return services.members(target.effective.group).includes(driver) ? 'vectors' : undefined
}

function placesThatDecide({ name, group, tag }: Service, start: Located<number>): RelatedPlace[] {
  const places: RelatedPlace[] = [{ at: start.at, message: `start type of ${quote(name)}` }]
  if (group) places.push({ at: group.at, message: `group of ${quote(name)}` })
  if (tag) places.push({ at: tag.at, message: `tag of ${quote(name)}` })
  return places
}
