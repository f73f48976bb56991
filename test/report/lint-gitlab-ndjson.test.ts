import { describe, expect, test } from 'vitest'
import { lintGitlab } from '../../src/report/lint-gitlab.ts'
import { lintNdjson } from '../../src/report/lint-ndjson.ts'
import type { LintReport } from '../../src/report/lint-report.ts'
import { sample } from './lint-formats.ts'
import { tool } from './lint-tool.ts'
import { manyFindings } from './samples.ts'

describe('gitlab', () => {
  const entries = (report: LintReport): { fingerprint: string; location: unknown }[] =>
    JSON.parse(lintGitlab(report, tool))

  test('equal findings have fingerprints of their own, and the same whatever their lines', () => {
    const report = manyFindings(300)
    const prints = entries(report).map(({ fingerprint }) => fingerprint)
    expect(new Set(prints).size).toBe(300)
    const moved = report.findings.map((finding) => ({ ...finding, at: { ...finding.at, line: 9 } }))
    expect(entries({ ...report, findings: moved }).map(({ fingerprint }) => fingerprint)).toEqual(prints)
  })

  test('a place in a hive is line 1', () => {
    expect(entries(sample('fragment'))[0]?.location).toEqual({ path: 'SYSTEM', lines: { begin: 1 } })
  })
})

describe('ndjson', () => {
  test('is a line for each finding and one that sums up', () => {
    const lines = [...lintNdjson(sample('regular'))].map((line) => JSON.parse(line))
    expect(lines.map(({ schemaVersion, type }) => [schemaVersion, type])).toEqual([
      [1, 'finding'],
      [1, 'finding'],
      [1, 'finding'],
      [1, 'input'],
    ])
    expect(lines[3].summary).toEqual({ errors: 1, warnings: 1, infos: 1, suppressed: 0, services: 467 })
  })

  test('every line is one, and its text is exact', () => {
    for (const line of lintNdjson(sample('names'))) expect(line.indexOf('\n')).toBe(line.length - 1)
    const [first] = [...lintNdjson(sample('names'))].map((line) => JSON.parse(line))
    expect(first.service).toBe(sample('names').findings[0]?.service)
  })
})
