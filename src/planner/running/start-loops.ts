import { shorten } from '../../diagnostics/index.ts'
import { type Service, type Services, upcase } from '../../services/index.ts'
import { findDependencyLoops } from '../dependency-loops.ts'
import { ownObstacle } from './standing.ts'

/** Of how many services of a loop the names are told. */
const namesShown = 4

/** What is said of each service that the start of one leads to and that would have to run before itself. */
export function loopsFrom(
  database: Services,
  running: ReadonlySet<Service>,
  target: Service,
): ReadonlyMap<Service, string> {
  const among = stoppedFrom(database, running, target)
  const loops = new Map<Service, string>()
  for (const service of among)
    if (service.dependOnService.some(({ value }) => database.get(value) === service))
      loops.set(service, 'it depends on itself')
  for (const { members, way } of findDependencyLoops(database, among)) {
    const names = way.slice(0, namesShown).map(({ from }) => shorten(from.name))
    const rest = members.length - names.length
    const words = `in a loop with each other: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
    for (const member of members) loops.set(member, words)
  }
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
