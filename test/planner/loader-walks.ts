import type { Entry } from '../../src/planner/entry.ts'

/**
 * The loaders' sorting passes step by step, as they walk their linked lists. Slow and literal: what src/planner says in
 * a few lines has to agree with these to the last tie.
 */

const notFound = Number.MAX_SAFE_INTEGER - 1
const untagged = Number.MAX_SAFE_INTEGER

/** One run of neighbours of one group in the classic loader. */
export function walkClassicRun<E extends Entry>(run: readonly E[]): E[] {
  const list = [...run]
  if (list.length < 2) return list
  const index = (entry: Entry | undefined): number =>
    entry?.tagPosition ?? (entry?.tagged ? notFound : untagged)
  let first = list[0]
  let last = list.at(-1)
  let standing = 0
  while (list[standing] !== last) {
    const from = list[standing]
    standing++
    const current = list[standing]
    if (from === undefined || current === undefined) throw new Error('walked past the end of the run')
    if (index(from) <= index(current)) continue
    if (current === last) last = from
    list.splice(standing, 1)
    let stop = standing - 1
    while (list[stop] !== first && index(list[stop]) > index(current)) stop--
    if (list[stop] === first) first = current
    list.splice(stop, 0, current)
    standing = stop
  }
  return list
}

/** The modern loader's sort over all groups. */
export function walkModern<E extends Entry>(entries: readonly E[]): E[] {
  const list = [...entries]
  const last = list.at(-1)
  let standing = 0
  while (list[standing] !== last) {
    const current = list[standing]
    const next = list[standing + 1]
    if (current === undefined || next === undefined) throw new Error('walked past the end of the list')
    standing++
    if (compare(next, current) >= 0) continue
    list.splice(standing, 1)
    standing = list.findIndex((entry) => compare(entry, next) >= 0)
    list.splice(standing, 0, next)
  }
  return list
}

function compare(a: Entry, b: Entry): number {
  if (a.tag === undefined || b.tag === undefined) {
    return Number(a.tag === undefined) - Number(b.tag === undefined)
  }
  if (a.group === undefined || b.group === undefined) {
    return Number(a.group === undefined) - Number(b.group === undefined)
  }
  return vectorIndex(a, a.tag) - vectorIndex(b, b.tag)
}

function vectorIndex(entry: Entry, tag: number): number {
  return entry.hasVector ? (entry.tagPosition ?? 0xffff_fffe) : tag
}

/** The classic loader's walk over ServiceGroupOrder: from its last name to its first, members to the front. */
export function walkGroups<E extends Entry>(entries: readonly E[], list: readonly string[]): E[] {
  let walked = [...entries]
  for (const group of list.toReversed()) {
    let front: E[] = []
    const members = walked.filter((entry) => entry.group === group)
    for (const member of members) front = [member, ...front]
    walked = [...front, ...walked.filter((entry) => entry.group !== group)]
  }
  return walked
}
