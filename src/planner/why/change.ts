import type { Located, Place } from '../../diagnostics/index.ts'
import {
  type GroupOrder,
  type Service,
  type Services,
  type TagVector,
  upcase,
  valueTypes,
} from '../../services/index.ts'

/** Values that are to be other than the input has them, as a file laid over it would make them. */
export interface Change {
  /** In the order in which they are made. */
  readonly services?: readonly ServiceChange[]
  /** A tag vector in GroupOrderList. */
  readonly vector?: { readonly group: string; readonly tags: readonly number[] }
  /** `ServiceGroupOrder\List`. */
  readonly groupOrder?: readonly string[]
}

/** What is to be set in one service; null takes a value away. */
export interface ServiceChange {
  readonly service: Service
  readonly start?: number
  readonly group?: string | null
  readonly tag?: number | null
  readonly delayedAutostart?: number
  /** One more name in DependOnService. */
  readonly dependsOn?: string
}

/** The first change, then the second. */
export function both(first: Change, second: Change): Change {
  return { ...first, ...second, services: [...(first.services ?? []), ...(second.services ?? [])] }
}

/** The services as they are after a change; those that were given stay as they are. */
export function withChange(services: Services, change: Change): Services {
  const changed = new Map<string, Service>()
  for (const one of change.services ?? []) {
    const { id } = one.service
    const service = changed.get(id) ?? services.get(id)
    if (service) changed.set(id, changedService(service, one))
  }
  const { groupOrder, vector } = change
  return {
    ...services,
    ...withServices(services, changed),
    ...(groupOrder && { groupOrder: changedGroupOrder(services, groupOrder) }),
    ...(vector && withVector(services, vector)),
  }
}

function changedService(service: Service, change: ServiceChange): Service {
  const { at, effective } = service
  const { start, group, tag, delayedAutostart, dependsOn } = change
  const setting = <T>(value: T, type: number) => ({ value, at, type })
  const number = (value: number) => setting(value, valueTypes.REG_DWORD)
  const replaced = new Set<string>()
  if (start !== undefined) replaced.add('Start')
  if (group !== undefined) replaced.add('Group')
  if (tag !== undefined) replaced.add('Tag')
  if (delayedAutostart !== undefined) replaced.add('DelayedAutostart')
  return {
    ...service,
    ...(start === undefined ? {} : { start: number(start) }),
    ...(group === undefined ? {} : { group: group === null ? undefined : setting(group, valueTypes.REG_SZ) }),
    ...(tag === undefined ? {} : { tag: tag === null ? undefined : number(tag) }),
    ...(delayedAutostart === undefined ? {} : { delayedAutostart: number(delayedAutostart) }),
    ...(dependsOn === undefined
      ? {}
      : { dependOnService: [...service.dependOnService, { value: dependsOn, at }] }),
    malformed: service.malformed.filter(({ valueName }) => !replaced.has(valueName)),
    effective: group === undefined ? effective : { ...effective, group: group || undefined },
  }
}

function withServices(
  services: Services,
  changed: ReadonlyMap<string, Service>,
): Pick<Services, 'all' | 'get' | 'members'> {
  const all = services.all.map((service) => changed.get(service.id) ?? service)
  let byGroup: Map<string, Service[]> | undefined
  const members = (): Map<string, Service[]> => {
    if (byGroup) return byGroup
    byGroup = new Map()
    for (const service of all) {
      const { group } = service.effective
      if (group === undefined) continue
      const known = byGroup.get(upcase(group))
      if (known) known.push(service)
      else byGroup.set(upcase(group), [service])
    }
    return byGroup
  }
  return {
    all,
    get: (name) => changed.get(upcase(name)) ?? services.get(name),
    members: (group) => members().get(upcase(group)) ?? [],
  }
}

function changedGroupOrder({ groupOrder, controlSet }: Services, names: readonly string[]): GroupOrder {
  const at: Place = groupOrder?.at ?? { file: controlSet.root }
  const positions = new Map<string, number>()
  for (const [index, name] of names.entries())
    if (!positions.has(upcase(name))) positions.set(upcase(name), index)
  return {
    groups: located(names, at),
    at,
    type: valueTypes.REG_MULTI_SZ,
    wellFormed: true,
    terminated: true,
    defect: null,
    position: (group) => positions.get(upcase(group)),
  }
}

function withVector(
  services: Services,
  { group, tags }: NonNullable<Change['vector']>,
): Pick<Services, 'vector' | 'vectors'> {
  const at: Place = services.vector(group)?.at ?? { file: services.controlSet.root }
  const vector: TagVector = {
    group,
    at,
    type: valueTypes.REG_BINARY,
    byteLength: (tags.length + 1) * 4,
    count: tags.length,
    tags: located(tags, at),
    malformed: null,
    position: (tag) => (tags.includes(tag) ? tags.indexOf(tag) + 1 : undefined),
  }
  const id = upcase(group)
  return {
    vector: (name) => (upcase(name) === id ? vector : services.vector(name)),
    vectors: [...services.vectors.filter((other) => upcase(other.group) !== id), vector],
  }
}

function located<T>(values: readonly T[], at: Place): Located<T>[] {
  return values.map((value) => ({ value, at }))
}
