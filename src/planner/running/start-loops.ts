import { type Service, type Services, upcase } from '../../services/index.ts'
import { findDependencyLoops } from '../dependency-loops.ts'
import { ownObstacle } from './standing.ts'

/** Each service that the start of one leads to and that would have to run before itself, with all of its loop. */
export function loopsFrom(
  database: Services,
  running: ReadonlySet<Service>,
  target: Service,
): ReadonlyMap<Service, readonly Service[]> {
  const among = stoppedFrom(database, running, target)
  const loops = new Map<Service, readonly Service[]>()
  for (const service of among)
    if (service.dependOnService.some(({ value }) => database.get(value) === service))
      loops.set(service, [service])
  for (const { members } of findDependencyLoops(database, among))
    for (const member of members) loops.set(member, members)
  return loops
}

/** All that does not run and that the start of one leads to. */
function stoppedFrom(database: Services, running: ReadonlySet<Service>, target: Service): Service[] {
  const found = new Set([target])
  const groups = new Set<string>()
  const add = (service: Service | undefined): void => {
    if (service && !running.has(service) && !ownObstacle(service)) found.add(service)
  }
  for (const service of found) {
    for (const { value } of service.dependOnService) add(database.get(value))
    for (const { value } of service.dependOnGroup) {
      if (groups.has(upcase(value))) continue
      groups.add(upcase(value))
      for (const member of database.members(value)) add(member)
    }
  }
  return [...found]
}
