import { type Service, type Services, startTypeName, upcase } from '../../services/index.ts'
import { type FoundStep, isKernel } from '../compare-pair.ts'
import { storedStart } from '../start-override.ts'
import type { Context } from './context.ts'
import { documented, read, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'
import { listed } from './words.ts'

/** What the dependencies of a service have to do with its place. */
export function dependencySentences(context: Context, found: FoundStep): Sentence[] {
  const { service } = found.step
  const needed = dependencyWords(service)
  if (needed === undefined) return []
  const names = [...service.dependOnService, ...service.dependOnGroup].map(({ value }) => value)
  return isKernel(found.phase)
    ? ignored(context, found, needed, names)
    : honoured(context.services, service, needed, names)
}

/** `FltMgr and group TDI`: what a service names as its dependencies; undefined where nothing. */
function dependencyWords({ dependOnService, dependOnGroup }: Service): string | undefined {
  const items = [
    ...dependOnService.map(({ value }) => value),
    ...dependOnGroup.map(({ value }) => `group ${value}`),
  ]
  return items.length === 0 ? undefined : listed(items)
}

function ignored(context: Context, found: FoundStep, needed: string, names: readonly string[]): Sentence[] {
  const { service } = found.step
  const rule = documented(
    'dependencies-ignored',
    sources.driverLoadOrder,
    `It names ${needed} as what it depends on. That does not move it: of boot-start and system-start drivers dependencies are ignored.`,
    names,
  )
  const ranks = ranksOf(context)
  const ofNeeded = service.dependOnService.flatMap(({ value }) => {
    const other = context.services.get(value)
    const rank = other && ranks.get(other)
    return other === undefined || rank === undefined ? [] : [{ name: other.name, rank }]
  })
  const later = ofNeeded.filter(({ rank }) => rank > found.rank).map(({ name }) => name)
  if (later.length > 0) {
    const verb = later.length === 1 ? 'loads' : 'load'
    return [rule, read('dependency-loads-later', `${listed(later)} ${verb} after it.`, later)]
  }
  const earlier = 'What it names loads before it all the same, by group and tag.'
  return ofNeeded.length === 0 ? [rule] : [rule, read('dependency-loads-earlier', earlier, names)]
}

/** The rank of every service of a plan: a driver may name thousands. */
function ranksOf({ plan }: Context): ReadonlyMap<Service, number> {
  const steps = plan.phases.flatMap((phase) => phase.steps)
  return new Map(steps.map(({ service }, index) => [service, index + 1]))
}

function honoured(
  services: Services,
  service: Service,
  needed: string,
  names: readonly string[],
): Sentence[] {
  const missing = service.dependOnService.map(({ value }) => value).filter((name) => !services.has(name))
  const disabled = service.dependOnService
    .flatMap(({ value }) => services.get(value) ?? [])
    .filter((other) => storedStart(other) === 4)
    .map(({ name }) => name)
  return [
    documented(
      'dependencies-first',
      sources.autoStart,
      `It depends on ${needed}: the Service Control Manager starts what of that does not run yet before it.`,
      names,
    ),
    ...(missing.length === 0
      ? []
      : [
          read(
            'dependency-missing',
            `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not in the input.`,
            missing,
          ),
        ]),
    ...(disabled.length === 0
      ? []
      : [
          read(
            'dependency-disabled',
            `${listed(disabled)} ${disabled.length === 1 ? 'is' : 'are'} ${startTypeName(4)}.`,
            disabled,
          ),
        ]),
  ]
}

/** What the dependency of one on the other has to do with the order of two. */
export function pairDependency(earlier: FoundStep, later: FoundStep): Sentence[] {
  const [first, second] = [earlier.step.service, later.step.service]
  const names = [first.name, second.name]
  const doesName = (service: Service, other: Service): boolean =>
    service.dependOnService.some(({ value }) => upcase(value) === other.id)
  if (isKernel(later.phase)) {
    if (doesName(second, first))
      return [
        documented(
          'dependencies-ignored',
          sources.driverLoadOrder,
          `${second.name} names ${first.name} in DependOnService. That agrees with the order and does not make it: of boot-start and system-start drivers dependencies are ignored.`,
          names,
        ),
      ]
    return doesName(first, second)
      ? [
          documented(
            'dependencies-ignored',
            sources.driverLoadOrder,
            `${first.name} names ${second.name} in DependOnService and loads before it all the same: of boot-start and system-start drivers dependencies are ignored.`,
            names,
          ),
        ]
      : []
  }
  return []
}
