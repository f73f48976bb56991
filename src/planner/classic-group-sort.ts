import type { Entry } from './entry.ts'

/**
 * The classic loader walks ServiceGroupOrder from its last name to its first and moves each member it meets to the
 * front. A walk reverses the members, so a group that is mentioned once comes out in name order, one that is mentioned
 * twice in reverse name order again. Whatever no listed group claims keeps its order, behind.
 */
export function classicGroupSort<E extends Entry>(entries: readonly E[]): E[] {
  const groups = new Map<number, E[]>()
  const unclaimed: E[] = []
  for (const entry of entries) {
    if (entry.groupPosition === undefined) {
      unclaimed.push(entry)
      continue
    }
    const members = groups.get(entry.groupPosition)
    if (members) members.push(entry)
    else groups.set(entry.groupPosition, [entry])
  }
  const inListOrder = [...groups].sort(([a], [b]) => a - b).map(([, members]) => members)
  return [
    ...inListOrder.flatMap((members) => (oddlyMentioned(members) ? members.reverse() : members)),
    ...unclaimed,
  ]
}

function oddlyMentioned(members: readonly Entry[]): boolean {
  return (members[0]?.groupMentions ?? 1) % 2 === 1
}
