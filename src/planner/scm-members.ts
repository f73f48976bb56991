import { type Service, type Services, serviceTypes, upcase } from '../services/index.ts'
import { type Member, readGroup } from './members.ts'
import { storedStart } from './start-override.ts'

const autoStart = 2
const demandStart = 3

/**
 * The members of the auto phase and of the delayed phase. A trigger takes no service out; a user service is a template
 * that starts at logon.
 */
export function controllerMembers(services: Services): {
  readonly auto: Service[]
  readonly delayed: Service[]
} {
  const auto: Service[] = []
  const delayed: Service[] = []
  for (const service of services.all) {
    if (storedStart(service) !== autoStart || service.kind === 'container') continue
    if (((service.type?.value ?? 0) & serviceTypes.userService) !== 0 || isMarkedForDeletion(service))
      continue
    if (isDelayed(service)) delayed.push(service)
    else auto.push(service)
  }
  return { auto, delayed }
}

/** DelayedAutostart delays an auto-start service whatever number it is, but for 0. */
export function isDelayed({ delayedAutostart }: Service): boolean {
  return (delayedAutostart?.value ?? 0) !== 0
}

/**
 * What the controller starts before a service: its DependOnService entries in their order, then all members of each
 * DependOnGroup by name; those of them that it may start. Boot and system drivers run already. A group gives the same
 * list to all who depend on it.
 */
export function dependencyReader(
  services: Services,
  memberOf: (service: Service) => Member,
): (member: Member) => readonly (readonly Member[])[] {
  const groups = new Map<string, readonly Member[]>()
  const membersOf = (group: string): readonly Member[] => {
    const id = upcase(group)
    const members = groups.get(id) ?? services.members(group).filter(isStartable).map(memberOf)
    groups.set(id, members)
    return members
  }
  return ({ service }) => {
    const named = service.dependOnService.flatMap(({ value }) => services.get(value) ?? [])
    return [
      named.filter(isStartable).map(memberOf),
      ...service.dependOnGroup.map(({ value }) => membersOf(value)),
    ]
  }
}

function isStartable(service: Service): boolean {
  const start = storedStart(service)
  return (start === autoStart || start === demandStart) && !isMarkedForDeletion(service)
}

export function isMarkedForDeletion(service: Service): boolean {
  return (service.deleteFlag?.value ?? 0) !== 0
}

/** Whether a service names another as a dependency, by its name or by its group. */
export function dependsOn(service: Service, other: Service): boolean {
  if (service.dependOnService.some(({ value }) => upcase(value) === other.id)) return true
  const group = readGroup(other)
  if (!group) return false
  const id = upcase(group)
  return service.dependOnGroup.some(({ value }) => upcase(value) === id)
}
