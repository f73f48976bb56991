import { quote } from '../../diagnostics/index.ts'
import { type Service, type Services, upcase } from '../../services/index.ts'
import { withDependencies } from '../scm-order.ts'

/** The running services that keep one from being stopped. */
export interface StopClosure {
  /** All that has to stop before, in an order in which that is possible: whatever depends on another one first. */
  readonly dependents: readonly Dependent[]
  /** Running services that name a group of one that stops, which has another running member. */
  readonly viaGroup: readonly { readonly service: Service; readonly group: string; readonly left: number }[]
}

export interface Dependent {
  readonly service: Service
  /** A clause: `needs RpcSs`. */
  readonly reason: string
  /** Whether it depends on the service itself that is to stop, and not on another dependent of it. */
  readonly direct: boolean
}

/**
 * A dependent is a service before which another must run (Microsoft, EnumDependentServices): one that names it, or that
 * names a group of which it is the last running member. The order is the reverse of that in which they were started.
 */
export function stopClosure(running: ReadonlySet<Service>, target: Service): StopClosure {
  const named = new Map<string, Service[]>()
  const byGroup = new Map<string, Service[]>()
  const left = new Map<string, number>()
  for (const service of running) {
    for (const { value } of service.dependOnService) addTo(named, upcase(value), service)
    for (const { value } of service.dependOnGroup) addTo(byGroup, upcase(value), service)
    const group = groupOf(service)
    if (group !== undefined) left.set(group, (left.get(group) ?? 0) + 1)
  }
  const closure = new Map<Service, Dependent>()
  const add = (service: Service, reason: string, on: Service): void => {
    if (service !== target && !closure.has(service))
      closure.set(service, { service, reason, direct: on === target })
  }
  const stops = (service: Service): void => {
    for (const other of named.get(service.id) ?? []) add(other, `needs ${service.name}`, service)
    const group = groupOf(service)
    if (group === undefined) return
    const others = (left.get(group) ?? 0) - 1
    left.set(group, others)
    if (others > 0) return
    const words = `needs group ${quote(service.effective.group ?? '')}, of which ${service.name} is the last to run`
    for (const other of byGroup.get(group) ?? []) add(other, words, service)
  }
  stops(target)
  for (const service of closure.keys()) stops(service)
  return {
    dependents: inStopOrder(running, closure, target),
    viaGroup: stillMet(byGroup, left, closure, target),
  }
}

/** What a service names twice counts once. */
function addTo(lists: Map<string, Service[]>, id: string, service: Service): void {
  const list = lists.get(id)
  if (!list) lists.set(id, [service])
  else if (list.at(-1) !== service) list.push(service)
}

function groupOf({ effective: { group } }: Service): string | undefined {
  return group === undefined ? undefined : upcase(group)
}

function inStopOrder(
  running: ReadonlySet<Service>,
  closure: ReadonlyMap<Service, Dependent>,
  target: Service,
): Dependent[] {
  const members = new Map<string, Service[]>()
  const inOrder = [...running].filter((service) => closure.has(service))
  const names = new Map(inOrder.map((service) => [service.id, service]))
  for (const service of inOrder) {
    const group = groupOf(service)
    if (group !== undefined) addTo(members, group, service)
  }
  const dependenciesOf = ({ dependOnService, dependOnGroup }: Service): (readonly Service[])[] => [
    dependOnService.flatMap(({ value }) => names.get(upcase(value)) ?? []),
    ...dependOnGroup.flatMap(({ value }) => {
      const list = members.get(upcase(value))
      return list ? [list] : []
    }),
  ]
  return withDependencies(inOrder, dependenciesOf, new Set([target.id]))
    .map(({ entry }) => entry)
    .reverse()
    .flatMap((service) => closure.get(service) ?? [])
}

function stillMet(
  byGroup: ReadonlyMap<string, readonly Service[]>,
  left: ReadonlyMap<string, number>,
  closure: ReadonlyMap<Service, Dependent>,
  target: Service,
): StopClosure['viaGroup'] {
  const groups = new Map<string, string>()
  for (const service of [target, ...closure.keys()]) {
    const id = groupOf(service)
    if (id !== undefined && !groups.has(id)) groups.set(id, service.effective.group ?? '')
  }
  return [...groups].flatMap(([id, group]) =>
    (byGroup.get(id) ?? [])
      .filter((service) => service !== target && !closure.has(service))
      .map((service) => ({ service, group, left: left.get(id) ?? 0 })),
  )
}

/** Services that are not running and name one as a dependency: they run where someone has started them since. */
export function stoppedDependents(
  { all }: Services,
  running: ReadonlySet<Service>,
  { id }: Service,
): readonly Service[] {
  return all.filter(
    (service) => !running.has(service) && service.dependOnService.some(({ value }) => upcase(value) === id),
  )
}
