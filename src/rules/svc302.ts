import { quote } from '../diagnostics/index.ts'
import { findDependencyLoops } from '../planner/index.ts'
import type { Service, Services } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** Longest list of names in a message; the data has them all. */
const namesShown = 3

type Data = {
  /** The members of a shortest loop through the first one, each once, in the order of their dependencies. */
  services: readonly string[]
  /** All services that need one another, by name. */
  members: readonly string[]
}

/** Error 1059, events 7017 and 7018: services that need each other can never be started. */
export const dependencyCycle: Rule = defineRule<Data>({
  id: 'SVC302',
  name: 'dependency-cycle',
  severity: 'error',
  summary: 'services depend on each other in a loop',
  page: {
    problem:
      'Following DependOnService from a service leads back to it, so each one has to be started before itself.',
    fix: 'Remove one of the dependencies of the loop: the one that the service can do without while it starts.',
    why:
      'The Service Control Manager starts none of them and logs event 7018 for auto-start services, 7017 for ' +
      'demand-start ones. ChangeServiceConfig and CreateService refuse such a dependency with ' +
      'ERROR_CIRCULAR_DEPENDENCY (1059); only entries written straight into the registry get that far.',
    exceptions:
      'A service that names itself, or its own group, is SVC303. A dependency on a group takes part in a loop only ' +
      'where the group has a single member that is not disabled: any other member could satisfy it. Loops that share ' +
      'members are reported once, by a shortest loop through the first name.',
    source: [
      'Microsoft: events 7017 and 7018; ERROR_CIRCULAR_DEPENDENCY (1059)',
      'Microsoft: CreateServiceW, ChangeServiceConfigW',
    ],
  },
  bad: {
    services: {
      NetLogger: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'netlog.exe',
        DependOnService: ['Store'],
      },
      Store: {
        Type: 0x10,
        Start: 3,
        ErrorControl: 1,
        ImagePath: 'store.exe',
        DependOnService: ['NetLogger'],
      },
    },
  },
  good: {
    services: {
      NetLogger: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'netlog.exe',
        DependOnService: ['Store'],
      },
      Store: { Type: 0x10, Start: 3, ErrorControl: 1, ImagePath: 'store.exe' },
    },
  },
  check(services, report, { unknown }) {
    if (services.holds.fragment && services.all.some((service) => dependsElsewhere(service, services)))
      unknown('services')
    for (const { members, way } of findDependencyLoops(services)) {
      const [first, ...others] = way
      if (!first) continue
      report(
        first.entry.at,
        { services: way.map(({ from }) => from.name), members: members.map(({ name }) => name) },
        {
          service: first.from.name,
          related: others.map(({ from, to, entry }) => ({
            at: entry.at,
            message: `${quote(from.name)} depends on ${quote(to.name)} here`,
          })),
        },
      )
    }
  },
  message: ({ services }) => {
    const shown = services.slice(0, services.length > namesShown ? namesShown - 1 : namesShown)
    const names = shown.map((name) => quote(name, 18))
    const left = services.length - shown.length
    const last = left > 0 ? `${left} more` : names.pop()
    return `${names.join(', ')} and ${last} depend on each other in a loop`
  },
  help: ({ services, members }) =>
    members.length > services.length
      ? `Remove one dependency of the loop; ${members.length} services are caught in it and in loops joined to it`
      : 'Remove one dependency of the loop',
})

/** Whether a loop may lead through services that a fragment does not hold. */
function dependsElsewhere({ dependOnService, dependOnGroup }: Service, services: Services): boolean {
  return dependOnGroup.length > 0 || dependOnService.some(({ value }) => !services.has(value))
}
