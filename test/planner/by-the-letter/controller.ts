import { sortRun } from './classic.ts'
import {
  dword,
  inHiveOrder,
  type PlainRegistry,
  type PlainService,
  type PlainValue,
  positionIn,
  sameText,
  vectorTags,
} from './plain-registry.ts'

const userServiceFlag = 0x40

/** The auto and the delayed phase, with recursion and no care for time. */
export function controllerOrder(
  registry: PlainRegistry,
  assumeTags: boolean,
): { readonly auto: string[]; readonly delayed: string[] } {
  const all = inHiveOrder(registry.services)
  const members = all.filter(isMember)
  const ordinary = members.filter((service) => !isDelayed(service))

  const started = new Set<PlainService>()
  const start = (service: PlainService, phase: string[]): void => {
    if (started.has(service)) return
    started.add(service)
    for (const name of entriesOf(service.values['DependOnService'])) {
      const dependency = all.find((candidate) => sameText(candidate.name, name))
      if (dependency !== undefined && isAutoOrDemand(dependency)) start(dependency, phase)
    }
    for (const group of entriesOf(service.values['DependOnGroup']))
      for (const member of all)
        if (sameText(groupOf(member), group) && isAutoOrDemand(member)) start(member, phase)
    phase.push(service.name)
  }

  const auto: string[] = []
  const delayed: string[] = []
  for (const service of attempts(registry, ordinary, assumeTags)) start(service, auto)
  for (const service of members.filter(isDelayed)) start(service, delayed)
  return { auto, delayed }
}

/** Early ones, groups of List, other groups, no group; each by name. */
function attempts(
  registry: PlainRegistry,
  members: readonly PlainService[],
  assumeTags: boolean,
): PlainService[] {
  const early: PlainService[] = []
  for (const name of entriesOf(registry.early)) {
    const service = members.find((member) => sameText(member.name, name))
    if (service !== undefined && !early.includes(service)) early.push(service)
  }
  const rest: PlainService[] = []
  const take = (wanted: (service: PlainService) => boolean): void => {
    const known = [...early, ...rest]
    rest.push(...members.filter((service) => !known.includes(service) && wanted(service)))
  }
  for (const group of textsOf(registry.list)) take((service) => sameText(groupOf(service), group))
  take((service) => groupOf(service) !== '')
  take(() => true)
  return [...early, ...(assumeTags ? sortNeighbours(registry, rest) : rest)]
}

/** Neighbours of one group by their tags, as the classic loader does it. */
function sortNeighbours(registry: PlainRegistry, services: readonly PlainService[]): PlainService[] {
  const runs: { group: string; run: { service: PlainService; index: number }[] }[] = []
  for (const service of services) {
    const group = groupOf(service)
    const entry = { service, index: tagIndex(registry, service, group) }
    const last = runs.at(-1)
    if (last && sameText(last.group, group)) last.run.push(entry)
    else runs.push({ group, run: [entry] })
  }
  return runs.flatMap(({ run }) => sortRun(run)).map(({ service }) => service)
}

function tagIndex(registry: PlainRegistry, { values }: PlainService, group: string): number {
  const notFound = 1e9
  const tag = values['Tag']
  if (tag === undefined) return notFound + 1
  const tags = vectorTags(registry, group)
  return tag.type === 'REG_DWORD' && tags ? (positionIn(tags, tag.number) ?? notFound) : notFound
}

function isMember({ values }: PlainService): boolean {
  if (dword(values['Start']) !== 2) return false
  const isTemplate = ((dword(values['Type']) ?? 0) & userServiceFlag) !== 0
  return !isTemplate && (dword(values['DeleteFlag']) ?? 0) === 0
}

function isDelayed({ values }: PlainService): boolean {
  return (dword(values['DelayedAutostart']) ?? 0) !== 0
}

function isAutoOrDemand({ values }: PlainService): boolean {
  const start = dword(values['Start'])
  return start === 2 || start === 3
}

/** The empty string for none. */
function groupOf({ values: { Group: group } }: PlainService): string {
  return group?.type === 'REG_SZ' || group?.type === 'REG_EXPAND_SZ' ? group.text : ''
}

/** What is in a group list: empty strings are skipped. */
function textsOf(value: PlainValue | undefined): readonly string[] {
  return value?.type === 'REG_MULTI_SZ' ? value.texts.filter((text) => text !== '') : []
}

/** A list of services or of dependencies ends at its first empty string, as a REG_MULTI_SZ does. */
function entriesOf(value: PlainValue | undefined): readonly string[] {
  if (value?.type !== 'REG_MULTI_SZ') return []
  const end = value.texts.indexOf('')
  return end === -1 ? value.texts : value.texts.slice(0, end)
}
