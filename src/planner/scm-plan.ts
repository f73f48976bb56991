import { type Service, type Services, upcase } from '../services/index.ts'
import { type DependencyLoop, findDependencyLoops } from './dependency-loops.ts'
import type { ListedGroups } from './groups.ts'
import { loopWords } from './loop-words.ts'
import { type Member, readMember } from './members.ts'
import type { PlanOptions } from './order.ts'
import type { ControllerPhase, PhasePlan, Reason } from './plan.ts'
import { groupReason, startWords } from './reasons.ts'
import { controllerMembers, dependencyReader } from './scm-members.ts'
import { type Attempt, attemptOrder, withDependencies } from './scm-order.ts'
import { toSteps } from './steps.ts'
import { passedOver } from './unfit.ts'

/** The auto and the delayed phase, which follows from it: what one has started the other does not start again. */
export function controllerPlans(
  services: Services,
  groups: ListedGroups | undefined,
  { assumeTags = false, takesTurn = () => true }: Pick<PlanOptions, 'assumeTags' | 'takesTurn'>,
): Readonly<Record<ControllerPhase, PhasePlan>> {
  const members = new Map<string, Member>()
  const memberOf = (service: Service): Member => {
    const known = members.get(service.id)
    if (known) return known
    // StartOverride does not reach the controller, so no configuration is given.
    const member = readMember(services, service, { algorithm: 'classic', groups, configuration: undefined })
    members.set(service.id, member)
    return member
  }
  const dependenciesOf = dependencyReader(services, memberOf)

  const early = services.earlyStartServices.map(({ value }) => upcase(value))
  const { auto, delayed } = controllerMembers(services)
  const started = new Set<string>()
  const autoOrder = attemptOrder(auto.filter(takesTurn).map(memberOf), { early, assumeTags })
  const isEarly = new Set(early)
  const attempts = {
    auto: withDependencies(autoOrder, dependenciesOf, started),
    delayed: withDependencies(delayed.filter(takesTurn).map(memberOf), dependenciesOf, started),
  }
  const loops = loopsAmong(services, [...attempts.auto, ...attempts.delayed])
  const phase = (name: ControllerPhase): PhasePlan => {
    const placed = attempts[name].map((attempt) => {
      const loop = loops.get(attempt.entry.service)
      return {
        member: attempt.entry,
        neededBy: attempt.neededBy?.service,
        reasons: [
          ...unfitReason(attempt.entry),
          ...(loop ? [loopReason(loop)] : reasonsOf(attempt, name, isEarly, assumeTags)),
        ],
        loop,
      }
    })
    return { phase: name, algorithm: 'scm', steps: toSteps(placed, name, 'scm') }
  }
  return { auto: phase('auto'), delayed: phase('delayed') }
}

/** The loop of dependencies that each service is in; a service that names itself is one of its own. */
function loopsAmong(
  services: Services,
  attempts: readonly Attempt<Member>[],
): ReadonlyMap<Service, DependencyLoop> {
  const attempted = attempts.map(({ entry }) => entry.service)
  const loops = new Map<Service, DependencyLoop>()
  for (const service of attempted) {
    const entry = service.dependOnService.find(({ value }) => services.get(value) === service)
    if (entry) loops.set(service, { members: [service], way: [{ from: service, to: service, entry }] })
  }
  for (const loop of findDependencyLoops(services, attempted))
    for (const member of loop.members) loops.set(member, loop)
  return loops
}

function loopReason(loop: DependencyLoop): Reason {
  return {
    code: 'dependency-loop',
    message: `${loopWords(loop)}: the Service Control Manager ${loop.members.length === 1 ? 'does not start it' : 'starts none of them'} (error 1059)`,
  }
}

/** No public source gives the controller's order to the last tie, and each explanation says so. */
const own = " (svcsim's definition)"

function reasonsOf(
  { entry, neededBy }: Attempt<Member>,
  phase: ControllerPhase,
  early: ReadonlySet<string>,
  assumeTags: boolean,
): Reason[] {
  if (neededBy !== undefined) {
    const start = startWords(entry.start)
    return [
      {
        code: 'pulled-in',
        message: `Start ${start}: started here because ${neededBy.service.name} depends on it`,
      },
    ]
  }
  if (phase === 'delayed') {
    return [{ code: 'delayed-start', message: `delayed auto-start: after all others, by name${own}` }]
  }
  if (early.has(entry.id)) {
    return [
      { code: 'early-start', message: `named in EarlyStartServices: before all groups, in its order${own}` },
    ]
  }
  return [
    ...classReason(entry),
    ...(assumeTags ? tagReason(entry) : []),
    { code: 'name-order', message: `by name${own}` },
  ]
}

/** Such an entry stays in the order: whoever wrote it meant it to start here. */
function unfitReason({ service }: Member): Reason[] {
  const unfit = passedOver(service)
  return unfit ? [unfit] : []
}

function classReason(entry: Member): Reason[] {
  const { code, message } = groupReason(entry)
  return code === 'no-group' ? [{ code, message: 'no group: after every group' }] : [{ code, message }]
}

function tagReason({ tag, tagPosition }: Member): Reason[] {
  if (tagPosition === undefined) return []
  return [{ code: 'tag-assumed', message: `tag ${tag} counts by --assume-tags` }]
}
