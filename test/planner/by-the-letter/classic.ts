import {
  dword,
  inHiveOrder,
  type PlainRegistry,
  type PlainService,
  positionIn,
  sameText,
  vectorTags,
} from './plain-registry.ts'

/**
 * The classic loader (Windows XP, 7), step by step and as slowly as it comes. Lists are arrays from which entries are
 * taken out and into which they are put; an entry is an object, so that the same driver can be there twice.
 */
interface Entry {
  readonly name: string
  readonly group: string
  readonly index: number
}

const notFound = 1e9
const untagged = 2e9

export function classicOrder(
  registry: PlainRegistry,
  phase: 'boot' | 'system',
  bootFileSystem: string | null,
): string[] {
  const list: Entry[] = []
  for (const service of inHiveOrder(registry.services))
    if (dword(service.values['Start']) === (phase === 'boot' ? 0 : 1)) addToFront(list, registry, service)
  const fileSystem = registry.services.find(
    ({ name }) => bootFileSystem !== null && sameText(name, bootFileSystem),
  )
  if (phase === 'boot' && fileSystem) addToFront(list, registry, fileSystem)

  const groups = listOf(registry)
  if (groups === undefined) return namesOf(list)
  return namesOf(sortRuns(sortGroups(list, groups)))
}

/** Group has to be a REG_SZ, ImagePath a REG_SZ or REG_EXPAND_SZ that is not empty; both may be absent. */
function addToFront(list: Entry[], registry: PlainRegistry, service: PlainService): void {
  const { Group: group, ImagePath: image } = service.values
  if (group !== undefined && group.type !== 'REG_SZ') return
  if (image !== undefined) {
    if (image.type !== 'REG_SZ' && image.type !== 'REG_EXPAND_SZ') return
    if (image.text === '') return
  }
  const name = group?.text ?? ''
  list.unshift({ name: service.name, group: name, index: tagIndex(registry, service, name) })
}

/** The sort reports failure on a List that is not a REG_MULTI_SZ ending in NUL. */
function listOf({ list }: PlainRegistry): readonly string[] | undefined {
  if (list?.type !== 'REG_MULTI_SZ') return undefined
  const endsInNul = !list.open
  return endsInNul ? list.texts.filter((group) => group !== '') : undefined
}

function tagIndex(registry: PlainRegistry, { values }: PlainService, group: string): number {
  const tag = values['Tag']
  if (tag === undefined) return untagged
  const tags = vectorTags(registry, group)
  if (tag.type !== 'REG_DWORD' || tags === undefined) return notFound
  return positionIn(tags, tag.number) ?? notFound
}

/** List from last to first; each matching entry, met in list order, moves to the front. */
export function sortGroups<E extends { readonly group: string }>(
  entries: readonly E[],
  groups: readonly string[],
): E[] {
  const list = [...entries]
  for (const group of groups.toReversed()) {
    for (const entry of [...list]) {
      if (!sameText(entry.group, group)) continue
      list.splice(list.indexOf(entry), 1)
      list.unshift(entry)
    }
  }
  return list
}

function sortRuns(entries: readonly Entry[]): Entry[] {
  const runs: Entry[][] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run?.[0] && sameText(run[0].group, entry.group)) run.push(entry)
    else runs.push([entry])
  }
  return runs.flatMap(sortRun)
}

/** The insertion pass with its remembered first and last. */
export function sortRun<E extends { readonly index: number }>(run: readonly E[]): E[] {
  const list = [...run]
  if (list.length < 2) return list
  let first = at(list, 0)
  let last = at(list, list.length - 1)
  let stoodOn = first
  while (stoodOn !== last) {
    const from = stoodOn
    stoodOn = at(list, list.indexOf(from) + 1)
    if (from.index <= stoodOn.index) continue
    if (stoodOn === last) last = from
    list.splice(list.indexOf(stoodOn), 1)
    let stop = from
    while (stop !== first && stop.index > stoodOn.index) stop = at(list, list.indexOf(stop) - 1)
    list.splice(list.indexOf(stop), 0, stoodOn)
    if (stop === first) first = stoodOn
  }
  return list
}

function at<E>(list: readonly E[], index: number): E {
  const entry = list[index]
  if (entry === undefined) throw new Error('walked past the end of the list')
  return entry
}

/** The driver of the boot file system may be there twice: it is loaded where it is met first. */
function namesOf(list: readonly Entry[]): string[] {
  return [...new Set(list.map(({ name }) => name))]
}
