import { compareText, type Located } from '../diagnostics/index.ts'
import { type Service, type Services, upcase } from '../services/index.ts'

/** A dependency on another service, and the entry that says so. */
export interface Dependency {
  readonly from: Service
  readonly to: Service
  readonly entry: Located<string>
}

/** Services of which each needs every other, directly or not. */
export interface DependencyLoop {
  /** All of them in name order. */
  readonly members: readonly Service[]
  /** A shortest way from the first member back to itself. */
  readonly way: readonly Dependency[]
}

/**
 * The loops among dependencies, by their first member. A group is a dependency on one service only where it has a
 * single member that can start: otherwise any other member can satisfy it. In a fragment a group may have members
 * that are not there, so it never counts. `among`: the services that can take part; all by default.
 */
export function findDependencyLoops(
  services: Services,
  among: readonly Service[] = services.all,
): DependencyLoop[] {
  const counts = among === services.all ? undefined : new Set(among)
  const dependencies = new Map<Service, readonly Dependency[]>()
  const groups = new Map<string, Service | undefined>()
  for (const service of among) {
    const all = dependenciesOf(service, services, groups)
    dependencies.set(service, counts ? all.filter(({ to }) => counts.has(to)) : all)
  }
  return mutuallyReachable(dependencies)
    .map((members) => members.toSorted((a, b) => compareText(a.id, b.id)))
    .sort((a, b) => compareText(a[0]?.id ?? '', b[0]?.id ?? ''))
    .map((members) => ({ members, way: shortestWay(members, dependencies) }))
}

/** `groups`: the only member that can start of each group that was asked for, so that none is looked through twice. */
function dependenciesOf(
  from: Service,
  services: Services,
  groups: Map<string, Service | undefined>,
): Dependency[] {
  const found: Dependency[] = []
  if (from.kind === 'container') return found
  for (const entry of from.dependOnService) {
    const to = services.get(entry.value)
    if (to && to !== from && to.kind !== 'container') found.push({ from, to, entry })
  }
  if (services.holds.fragment) return found
  for (const entry of from.dependOnGroup) {
    const id = upcase(entry.value)
    if (!groups.has(id)) groups.set(id, onlyAbleMember(services, entry.value))
    const to = groups.get(id)
    if (to && to !== from) found.push({ from, to, entry })
  }
  return found
}

function onlyAbleMember(services: Services, group: string): Service | undefined {
  const able = services.members(group).filter(({ kind, start }) => kind !== 'container' && start?.value !== 4)
  return able.length === 1 ? able[0] : undefined
}

interface Visit {
  readonly service: Service
  readonly index: number
  lowest: number
  next: number
}

/** Tarjan's strongly connected components of two services or more, without recursion: a hostile chain may be long. */
function mutuallyReachable(dependencies: ReadonlyMap<Service, readonly Dependency[]>): Service[][] {
  const components: Service[][] = []
  const visits = new Map<Service, Visit>()
  const open: Service[] = []
  const isOpen = new Set<Service>()
  const path: Visit[] = []
  const enter = (service: Service): void => {
    const visit: Visit = { service, index: visits.size, lowest: visits.size, next: 0 }
    visits.set(service, visit)
    open.push(service)
    isOpen.add(service)
    path.push(visit)
  }
  for (const start of dependencies.keys()) {
    if (!visits.has(start)) enter(start)
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const dependency = dependencies.get(visit.service)?.[visit.next++]
      if (dependency) {
        const known = visits.get(dependency.to)
        if (!known) enter(dependency.to)
        else if (isOpen.has(dependency.to)) visit.lowest = Math.min(visit.lowest, known.index)
        continue
      }
      path.pop()
      const above = path.at(-1)
      if (above) above.lowest = Math.min(above.lowest, visit.lowest)
      if (visit.lowest !== visit.index) continue
      const component = open.splice(open.lastIndexOf(visit.service))
      for (const service of component) isOpen.delete(service)
      if (component.length > 1) components.push(component)
    }
  }
  return components
}

/** Breadth first from the first member until an entry leads back to it. */
function shortestWay(
  members: readonly Service[],
  dependencies: ReadonlyMap<Service, readonly Dependency[]>,
): readonly Dependency[] {
  const inside = new Set(members)
  const [first] = members
  const cameBy = new Map<Service, Dependency>()
  const queue = members.slice(0, 1)
  for (const service of queue)
    for (const dependency of dependencies.get(service) ?? []) {
      if (dependency.to === first) {
        const way = [dependency]
        for (let step = cameBy.get(service); step; step = cameBy.get(step.from)) way.push(step)
        return way.reverse()
      }
      if (!inside.has(dependency.to) || cameBy.has(dependency.to)) continue
      cameBy.set(dependency.to, dependency)
      queue.push(dependency.to)
    }
  return []
}
