import { type Located, quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** The loader looks a tag up from the front of the vector, so a second mention is never reached. */
export const tagVectorDuplicate: Rule = defineRule<{
  group: string
  tag: number
  position: number
  first: number
}>({
  id: 'SVC204',
  name: 'tag-vector-duplicate',
  severity: 'warning',
  summary: 'a tag is twice in a tag vector',
  page: {
    problem: 'A value of Control\\GroupOrderList holds the same tag more than once.',
    fix: 'Remove the later mention and lower the count, the first four bytes, by one.',
    why:
      'A driver takes its place in the group from the first position of its tag. The second one does nothing, so a ' +
      'driver that was meant to load there does not. A tag is unique within its group.',
    exceptions:
      'Tags past the count are not looked at: Windows does not see them, and SVC203 reports the count.',
    source: [
      'KB 115486: Control Device Driver Load Order',
      'KB 103000: CurrentControlSet\\Services subkeys (a tag is unique within the group)',
    ],
  },
  bad: { vectors: { 'Primary Disk': [1, 2, 3, 2] } },
  good: { vectors: { 'Primary Disk': [1, 2, 3, 4] } },
  check(services, report, { unknown }) {
    if (services.holds.fragment && !services.holds.vectors) unknown('vectors')
    for (const { group, tags } of services.vectors) {
      const seen = new Map<number, { index: number; tag: Located<number> }>()
      for (const [index, tag] of (tags ?? []).entries()) {
        const first = seen.get(tag.value)
        if (!first) seen.set(tag.value, { index, tag })
        else
          report(
            tag.at,
            { group, tag: tag.value, position: index + 1, first: first.index + 1 },
            { related: [{ at: first.tag.at, message: `tag ${tag.value} stands here first` }] },
          )
      }
    }
  },
  message: ({ group, tag, first }) =>
    `Tag ${tag} is twice in the tag vector of ${quote(group, 30)}; position ${first} counts`,
  help: () => 'Remove this mention and lower the count by one',
})
