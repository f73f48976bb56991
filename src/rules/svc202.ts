import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** A second mention of a group in ServiceGroupOrder\List does nothing: its first place counts. */
export const groupOrderDuplicate: Rule = defineRule<{
  group: string
  position: number
  first: number | null
}>({
  id: 'SVC202',
  name: 'group-order-duplicate',
  severity: 'warning',
  summary: 'a group is twice in ServiceGroupOrder\\List, or an entry is empty',
  page: {
    problem:
      'ServiceGroupOrder\\List names the same load-order group more than once, case aside, or has an empty entry ' +
      'between two groups.',
    fix: 'Remove the later mention, or the empty entry. Keep the one whose place you mean.',
    why:
      'Groups load in the order of the list, from top to bottom, and a group loads once: its first mention gives ' +
      'the place. Whoever added the second one probably wanted the group to load there, and it does not. Empty ' +
      'entries are passed over by the loader, but an empty string is what ends a REG_MULTI_SZ: other readers may see ' +
      'no group behind it.',
    exceptions: 'None.',
    source: ['KB 115486: Control Device Driver Load Order'],
  },
  bad: { groupOrder: ['SCSI miniport', 'Port', 'SCSI Class', 'SCSI Miniport'] },
  good: { groupOrder: ['SCSI miniport', 'Port', 'SCSI Class'] },
  needs: ['groupOrder'],
  check({ groupOrder }, report) {
    if (!groupOrder) return
    const named = groupOrder.groups.filter(({ value }) => value !== '')
    let place = 0
    for (const [index, { value, at }] of groupOrder.groups.entries()) {
      if (value === '') {
        report(at, { group: '', position: index + 1, first: null })
        continue
      }
      const first = groupOrder.position(value)
      const mention = first === undefined ? undefined : named[first]
      if (first !== undefined && first !== place)
        report(
          at,
          { group: value, position: place + 1, first: first + 1 },
          { related: mention ? [{ at: mention.at, message: 'first mention of the group' }] : [] },
        )
      place++
    }
  },
  message: ({ group, position, first }) =>
    first === null
      ? `Entry ${position} of ServiceGroupOrder\\List is empty`
      : `Group ${quote(group, 36)} is in ServiceGroupOrder\\List twice; place ${first} counts`,
  help: ({ first }) =>
    first === null
      ? 'Remove the empty entry'
      : 'Remove this mention, or the first one if this is the place you mean',
})
