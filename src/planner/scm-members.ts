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
    if ((service.delayedAutostart?.value ?? 0) !== 0) delayed.push(service)
    else auto.push(service)
  }
  return { auto, delayed }
}

/**
 * What the controller starts before a service: its DependOnService entries in their order, then all members of each
 * DependOnGroup by name; those of them that it may start. Boot and system drivers run already.
 */
export function startableDependencies(
  services: Services,
  service: Service,
  memberOf: (service: Service) => Member,
): Member[] {
  const named = service.dependOnService.flatMap(({ value }) => services.get(value) ?? [])
  const grouped = service.dependOnGroup.flatMap(({ value }) => services.members(value))
  return [...named, ...grouped].filter(isStartable).map(memberOf)
}

function isStartable(service: Service): boolean {
  const start = storedStart(service)
  return (start === autoStart || start === demandStart) && !isMarkedForDeletion(service)
}

function isMarkedForDeletion(service: Service): boolean {
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
