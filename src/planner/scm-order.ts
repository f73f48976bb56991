import { classicTagPass } from './classic-tag-pass.ts'
import type { Entry } from './entry.ts'

/** One attempt to start a service, and the service that needed it where that came first. */
export interface Attempt<E> {
  readonly entry: E
  readonly neededBy: E | undefined
}

/** The entries that an entry needs: lists in order, which may be shared with other entries (the members of a group). */
export type DependenciesOf<E> = (entry: E) => readonly (readonly E[])[]

export interface AttemptOptions {
  /** Upper-cased names of `Control\EarlyStartServices`, in its order. */
  readonly early: readonly string[]
  readonly assumeTags: boolean
}

/**
 * The order in which the Service Control Manager turns to its auto-start services: early ones, members of listed
 * groups in list order, members of other groups, the rest; each by name. Microsoft documents groups and dependencies
 * ("Automatically Starting Services") and that tags are for boot and system drivers alone (CreateServiceW); the order
 * by name is svcsim's own.
 */
export function attemptOrder<E extends Entry>(
  members: readonly E[],
  { early, assumeTags }: AttemptOptions,
): E[] {
  const earlyRank = new Map<string, number>()
  for (const id of early) if (!earlyRank.has(id)) earlyRank.set(id, earlyRank.size)
  const ranked = members.map((entry) => ({ entry, rank: rankOf(entry, earlyRank.get(entry.id)) }))
  ranked.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || compareIds(a.entry, b.entry))
  const isEarly = ({ rank }: { readonly rank: Rank }): boolean => rank[0] === 0
  const first = ranked.filter(isEarly).map(({ entry }) => entry)
  const others = ranked.filter((item) => !isEarly(item)).map(({ entry }) => entry)
  return [...first, ...(assumeTags ? classicTagPass(others) : others)]
}

/** Which of the four classes, and the position within it where the name does not decide. */
type Rank = readonly [number, number]

function rankOf(entry: Entry, early: number | undefined): Rank {
  if (early !== undefined) return [0, early]
  if (entry.groupPosition !== undefined) return [1, entry.groupPosition]
  return entry.group ? [2, 0] : [3, 0]
}

function compareIds(a: Entry, b: Entry): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * Each entry after what it depends on, depth first and each once. `started` holds the names that an earlier phase has
 * started, and takes up those of this one. A circle is left where it closes. Written without recursion, and with one
 * mark for each list of how much of it is started: a hostile export may chain more services than the call stack holds,
 * and may have thousands depend on a group of thousands.
 */
export function withDependencies<E extends { readonly id: string }>(
  entries: readonly E[],
  dependenciesOf: DependenciesOf<E>,
  started: Set<string>,
): Attempt<E>[] {
  const marks = new Map<readonly E[], number>()
  const nextOf = (list: readonly E[]): E | undefined => {
    let mark = marks.get(list) ?? 0
    for (let entry = list[mark]; entry !== undefined && started.has(entry.id); entry = list[mark]) mark++
    marks.set(list, mark)
    return list[mark]
  }
  const attempts: Attempt<E>[] = []
  const waiting: { readonly attempt: Attempt<E>; readonly lists: readonly (readonly E[])[]; list: number }[] =
    []
  const begin = (entry: E, neededBy: E | undefined): void => {
    started.add(entry.id)
    waiting.push({ attempt: { entry, neededBy }, lists: dependenciesOf(entry), list: 0 })
  }
  for (const root of entries) {
    if (!started.has(root.id)) begin(root, undefined)
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
      const list = top.lists[top.list]
      const dependency = list && nextOf(list)
      if (dependency !== undefined) begin(dependency, top.attempt.entry)
      else if (list !== undefined) top.list++
      else {
        attempts.push(top.attempt)
        waiting.pop()
      }
    }
  }
  return attempts
}
