import { type Service, type Services, upcase } from '../services/index.ts'

/**
 * The shortest chain of dependencies that leads from a service to one that it needs, both ends included; undefined
 * where none does. A group stands for all its members. Only services that `passes` holds for are gone through.
 */
export function dependencyPath(
  services: Services,
  from: Service,
  to: Service,
  passes: (service: Service) => boolean,
): readonly Service[] | undefined {
  const cameFrom = new Map<Service, Service | undefined>([[from, undefined]])
  const groupsSeen = new Set<string>()
  const queue = [from]
  for (let next = 0; next < queue.length; next++) {
    const service = queue[next] as Service
    if (service === to) return chainTo(service, cameFrom)
    for (const needed of needsOf(services, service, groupsSeen)) {
      if (cameFrom.has(needed) || !passes(needed)) continue
      cameFrom.set(needed, service)
      queue.push(needed)
    }
  }
  return undefined
}

/** Members of a group are given once: whoever names it next leads nowhere new. */
function* needsOf(services: Services, service: Service, groupsSeen: Set<string>): Generator<Service> {
  for (const { value } of service.dependOnService) {
    const needed = services.get(value)
    if (needed !== undefined) yield needed
  }
  for (const { value } of service.dependOnGroup) {
    const group = upcase(value)
    if (groupsSeen.has(group)) continue
    groupsSeen.add(group)
    yield* services.members(value)
  }
}

function chainTo(end: Service, cameFrom: ReadonlyMap<Service, Service | undefined>): Service[] {
  const chain: Service[] = []
  for (let service: Service | undefined = end; service !== undefined; service = cameFrom.get(service))
    chain.push(service)
  return chain.reverse()
}
