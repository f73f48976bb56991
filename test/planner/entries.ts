import fc from 'fast-check'
import type { Entry } from '../../src/planner/entry.ts'

/** A plain entry for the sorting steps: no group, no tag, unless said. */
export function entry(id: string, facts: Partial<Entry> = {}): Entry {
  return {
    id,
    group: undefined,
    groupPosition: undefined,
    groupMentions: 0,
    tagged: facts.tag !== undefined,
    tag: undefined,
    tagPosition: undefined,
    hasVector: false,
    image: id,
    ...facts,
  }
}

export const ids = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id)

/** Groups of the random entries: two are listed, one of them twice, one is not; two have vectors. */
const groups: readonly Partial<Entry>[] = [
  { group: 'BASE', groupPosition: 0, groupMentions: 1, hasVector: true },
  { group: 'VIDEO', groupPosition: 1, groupMentions: 2 },
  { group: 'NETWORK', hasVector: true },
  { group: 'CORE' },
  { group: '' },
  {},
]

/** Few groups and few tags, so that ties are the rule. The raw list comes in reverse name order. */
export const rawEntries: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      group: fc.constantFrom(...groups),
      tag: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
      unreadable: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((facts) =>
    facts.map(({ group, tag, unreadable }, index) => {
      const id = `D${String(facts.length - index).padStart(2, '0')}`
      const listed = group.hasVector === true && tag !== undefined && tag > 0 && tag < 4
      const tagPosition = listed ? 4 - tag : undefined
      return entry(id, { ...group, tag, tagPosition, tagged: tag !== undefined || unreadable })
    }),
  )
