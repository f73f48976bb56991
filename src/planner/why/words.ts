import { ordinal } from '../../diagnostics/index.ts'
import type { Services, TagVector } from '../../services/index.ts'
import type { Step } from '../plan.ts'

/** How many names or tags a sentence lists before it counts the others. */
const mostListed = 5

/** `a, b and c`; of more than five `a, b, c, d, e and 12 more`. */
export function listed(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length > mostListed)
    return `${items.slice(0, mostListed).join(', ')} and ${items.length - mostListed} more`
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** `SCSI miniport (6th)`: a group with its place in ServiceGroupOrder. */
export function groupWithPlace({ group, groupPosition }: Step): string {
  if (group === undefined) return 'no group'
  return groupPosition === undefined
    ? `group ${group} (not in ServiceGroupOrder)`
    : `group ${group} (${ordinal(groupPosition + 1)} in ServiceGroupOrder)`
}

/** `tag 4, 5th of 8 in the vector of Base`. */
export function tagWithPlace(services: Services, { group, tag, tagPosition }: Step): string {
  if (tag === undefined) return 'no tag'
  const vector = group === undefined ? undefined : services.vector(group)
  if (tagPosition !== undefined)
    return `tag ${tag}, ${ordinal(tagPosition)} of ${vector?.tags?.length ?? tagPosition} in the vector of group ${group}`
  if (group === undefined) return `tag ${tag}, without a group`
  return vector === undefined
    ? `tag ${tag}, group ${group} has no vector`
    : `tag ${tag}, which the vector of group ${group} does not list`
}

/** `5th`: the place of a tag in its vector. */
export function tagOrdinal({ tagPosition }: Step): string {
  return tagPosition === undefined ? 'not listed' : ordinal(tagPosition)
}

/** The groups of ServiceGroupOrder in order, as the loader counts them. */
export function groupsInOrder(services: Services): readonly string[] {
  return (services.groupOrder?.groups ?? []).map(({ value }) => value).filter((group) => group !== '')
}

/** The tags that a vector lists before a 1-based position, first mentions alone. */
export function tagsBefore(vector: TagVector, position: number): number[] {
  return firstMentions(vector).filter((tag) => (vector.position(tag) ?? 0) < position)
}

export function tagsAfter(vector: TagVector, position: number): number[] {
  return firstMentions(vector).filter((tag) => (vector.position(tag) ?? 0) > position)
}

function firstMentions({ tags, position }: TagVector): number[] {
  return (tags ?? []).map(({ value }) => value).filter((tag, index) => position(tag) === index + 1)
}

/** Tags that members of a group have. */
export function tagsInUse(services: Services, group: string): ReadonlySet<number> {
  return new Set(services.members(group).flatMap(({ tag }) => tag?.value ?? []))
}

/** The tags to offer of some, in words; where any is free, those alone. */
export function tagChoice(services: Services, group: string, tags: readonly number[]): string {
  const used = tagsInUse(services, group)
  const free = tags.filter((tag) => !used.has(tag))
  if (free.length === 0)
    return `${listed(tags.map(String), 'or')}, ${tags.length === 1 ? '' : 'all '}in use already`
  return `${listed(free.slice(0, mostListed).map(String), 'or')}, which no member of the group has`
}
