import { type Located, type Service, type Services, sameName } from '../../index.ts'
import type { Relation } from '../../report/show.ts'
import { startPhrase } from '../../report/terms.ts'
import { startOf } from './start.ts'

/** What a service depends on: by name, then by group, in the order in which they stand. */
export function dependenciesOf(services: Services, service: Service): Relation[] {
  const named = service.dependOnService.map(({ value, at }): Relation => {
    const other = services.get(value)
    return {
      name: other?.name ?? value,
      group: null,
      state: other ? stateOf(services, other) : missing(services),
      at,
    }
  })
  return [...named, ...service.dependOnGroup.flatMap((group) => membersOf(services, group))]
}

function membersOf(services: Services, { value: group, at }: Located<string>): Relation[] {
  const members = services.members(group)
  if (members.length === 0) return [{ name: group, group: null, state: 'a group that no service is in', at }]
  return members.map((member) => ({ name: member.name, group, state: stateOf(services, member), at }))
}

/** The services that name this one, or its group, as a dependency. */
export function dependentsOf(services: Services, service: Service): Relation[] {
  const { group } = service.effective
  return services.all.flatMap((other): Relation[] => {
    const byName = other.dependOnService.find(({ value }) => sameName(value, service.name))
    if (byName) return [{ name: other.name, group: null, state: stateOf(services, other), at: byName.at }]
    const byGroup = group && other.dependOnGroup.find(({ value }) => sameName(value, group))
    return byGroup ? [{ name: other.name, group, state: stateOf(services, other), at: byGroup.at }] : []
  })
}

/**
 * KB 101501: a service may be implemented as the front end of a driver, as Workstation is of the network redirector.
 * In the registry it shows as a service that depends on drivers, by name or by a group that they are in.
 */
export function frontEndOf(services: Services, service: Service): string[] {
  if (service.kind !== 'service') return []
  const needed = [
    ...service.dependOnService.flatMap(({ value }) => services.get(value) ?? []),
    ...service.dependOnGroup.flatMap(({ value }) => services.members(value)),
  ]
  return [...new Set(needed)].filter(({ kind }) => kind === 'driver').map(({ name }) => name)
}

/** The other way round: the services that {@link dependentsOf} gives for a driver. */
export function frontEndsOf(services: Services, service: Service): string[] {
  if (service.kind !== 'driver') return []
  return dependentsOf(services, service)
    .filter(({ name }) => services.get(name)?.kind === 'service')
    .map(({ name }) => name)
}

function missing(services: Services): string {
  return services.holds.fragment ? 'not in this input' : 'does not exist'
}

function stateOf(services: Services, service: Service): string {
  return [service.kind, startPhrase(service, startOf(services)(service))]
    .filter((part) => part !== undefined)
    .join(', ')
}
