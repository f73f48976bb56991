import { classicTagPass } from './classic-tag-pass.ts'
import type { Entry } from './entry.ts'

/** One attempt to start a service, and the service that needed it where that came first. */
export interface Attempt<E> {
  readonly entry: E
  readonly neededBy: E | undefined
}

export interface AttemptOptions<E> {
  /** Upper-cased names of `Control\EarlyStartServices`, in its order. */
  readonly early: readonly string[]
  readonly assumeTags: boolean
  readonly dependenciesOf: (entry: E) => readonly E[]
}

/**
 * The order in which the Service Control Manager turns to its auto-start services: early ones, members of listed
 * groups in list order, members of other groups, the rest; each by name. Microsoft documents groups and dependencies
 * ("Automatically Starting Services") and that tags are for boot and system drivers alone (CreateServiceW); the order
 * by name is svcsim's own.
 */
export function attemptOrder<E extends Entry>(
  members: readonly E[],
  { early, assumeTags }: Pick<AttemptOptions<E>, 'early' | 'assumeTags'>,
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
 * started, and takes up those of this one. A circle is left where it closes.
 */
export function withDependencies<E extends Entry>(
  entries: readonly E[],
  dependenciesOf: AttemptOptions<E>['dependenciesOf'],
  started: Set<string>,
): Attempt<E>[] {
  const attempts: Attempt<E>[] = []
  for (const root of entries) {
    if (started.has(root.id)) continue
    started.add(root.id)
    // A stack of our own: a hostile export may chain more services than the call stack holds.
    const stack = [
      { entry: root, neededBy: undefined as E | undefined, dependencies: dependenciesOf(root), next: 0 },
    ]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const dependency = top.dependencies[top.next++]
      if (dependency === undefined) {
        attempts.push({ entry: top.entry, neededBy: top.neededBy })
        stack.pop()
      } else if (!started.has(dependency.id)) {
        started.add(dependency.id)
        const dependencies = dependenciesOf(dependency)
        stack.push({ entry: dependency, neededBy: top.entry, dependencies, next: 0 })
      }
    }
  }
  return attempts
}
