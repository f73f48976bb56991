import { type Finding, severityRank } from '../diagnostics/index.ts'

/** At most `limit` findings in their order: where there are more, the gravest, and of those the first. */
export function gravest(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings
  const left = [0, 0, 0]
  for (const { severity } of findings) left[severityRank[severity]] = (left[severityRank[severity]] ?? 0) + 1
  let room = limit
  for (const [rank, number] of left.entries()) {
    left[rank] = Math.min(room, number)
    room -= left[rank]
  }
  return findings.filter(({ severity }) => {
    const rank = severityRank[severity]
    const number = left[rank] ?? 0
    left[rank] = number - 1
    return number > 0
  })
}
