import { describe, expect, test } from 'vitest'
import { rules } from '../../src/index.ts'
import { artifactPath, artifactUri } from '../../src/report/artifact-path.ts'
import type { LintReport } from '../../src/report/lint-report.ts'
import { lintSarif, mostResults } from '../../src/report/lint-sarif.ts'
import { inertLinks } from '../../src/report/sarif-results.ts'
import { tool } from './lint-tool.ts'
import { lintReports, manyFindings } from './samples.ts'

interface SarifRun {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly name: string }[] }
  }
  readonly results: readonly {
    readonly ruleId: string
    readonly ruleIndex: number
    readonly level: string
    readonly locations: readonly { readonly physicalLocation: object; readonly logicalLocations?: object[] }[]
    readonly partialFingerprints: Readonly<Record<string, string>>
    readonly suppressions?: readonly { readonly kind: string; readonly justification?: string }[]
  }[]
  readonly invocations: readonly {
    readonly executionSuccessful: boolean
    readonly toolExecutionNotifications: readonly {
      readonly level: string
      readonly message: { readonly text: string }
    }[]
    readonly toolConfigurationNotifications: readonly { readonly associatedRule: object }[]
  }[]
}

function sample(name: string): LintReport {
  const report = lintReports.get(name)
  if (!report) throw new Error(`there is no sample ${name}`)
  return report
}

function runOf(report: LintReport): SarifRun {
  return JSON.parse(lintSarif(report, tool)).runs[0]
}

describe('rules', () => {
  const rulesOf = (report: LintReport, pages?: string): Record<string, unknown>[] => {
    const { driver } = JSON.parse(lintSarif(report, { ...tool, pages })).runs[0].tool
    return driver.rules
  }

  test('have their whole page where there are results, else the advice', () => {
    const [found] = rulesOf(sample('regular'))
    expect(found?.['help']).toMatchObject({ markdown: expect.stringContaining('## Why\n\nIt loads last.') })
    const [other] = rulesOf(sample('clean'))
    expect(other).toMatchObject({ id: 'SVC206', fullDescription: { text: 'The tag is absent.' } })
    expect(other?.['help']).toEqual({ text: 'Add it.' })
    const [finding] = sample('regular').findings.slice(1)
    if (!finding) throw new Error('no finding')
    const [suppressed] = rulesOf({ ...sample('clean'), suppressed: [{ finding, by: 'comment' }] })
    expect(suppressed?.['help']).toMatchObject({ markdown: expect.any(String) })
  })

  test('the whole catalogue is small where nothing was found', () => {
    const text = lintSarif(sample('clean'), { ...tool, rules })
    expect(JSON.parse(text).runs[0].tool.driver.rules).toHaveLength(rules.length)
    expect(text.length / rules.length).toBeLessThan(1500)
  })

  test('point at their pages: where those are served, else below the package', () => {
    const [served] = rulesOf(sample('regular'), 'https://example.org/rules/')
    expect(served?.['helpUri']).toBe('https://example.org/rules/SVC206.md')
    expect(served?.['properties']).not.toHaveProperty('page')
    const [own] = rulesOf(sample('regular'))
    expect(own).not.toHaveProperty('helpUri')
    expect(own?.['properties']).toMatchObject({ page: 'docs/rules/SVC206.md' })
  })
})

test('lists all rules, and finds those of results by their index', () => {
  const run = runOf(sample('regular'))
  const { rules } = run.tool.driver
  expect(rules.map(({ id, name }) => [id, name])).toEqual([
    ['SVC206', 'TagNotInVector'],
    ['SVC210', 'TagIgnored'],
    ['SVC301', 'DependencyMissing'],
  ])
  for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId)
  expect(run.results.map(({ level }) => level)).toEqual(['error', 'warning', 'note'])
})

test('a place in a hive is bytes, and a key as a logical location', () => {
  const [location] = runOf(sample('fragment')).results[0]?.locations ?? []
  expect(location?.physicalLocation).toEqual({
    artifactLocation: { uri: 'SYSTEM', uriBaseId: '%SRCROOT%' },
    region: { byteOffset: 0x1a2c, byteLength: 4 },
  })
  expect(location?.logicalLocations).toEqual([{ fullyQualifiedName: 'Services\\viostor', kind: 'key' }])
})

describe('fingerprints', () => {
  const prints = (report: LintReport): (string | undefined)[] =>
    runOf(report).results.map(({ partialFingerprints }) => partialFingerprints['svcsim/v1'])

  test('do not change when lines move, and tell equal findings apart', () => {
    const report = manyFindings(30)
    expect(new Set(prints(report)).size).toBe(30)
    const findings = report.findings.map((finding) => ({ ...finding, at: { ...finding.at, line: 1 } }))
    expect(prints({ ...report, findings })).toEqual(prints(report))
  })

  test("GitHub's own is given where GitHub cannot make it, for places without a line", () => {
    const [inHive] = runOf(sample('fragment')).results
    const [inText] = runOf(sample('regular')).results
    expect(Object.keys(inHive?.partialFingerprints ?? {})).toEqual(['svcsim/v1', 'primaryLocationLineHash'])
    expect(Object.keys(inText?.partialFingerprints ?? {})).toEqual(['svcsim/v1'])
  })
})

test('keeps within what GitHub takes: the mildest results are left out, and that is said', () => {
  const run = runOf(manyFindings(mostResults + 6))
  expect(run.results).toHaveLength(mostResults)
  expect(run.results.filter(({ level }) => level === 'error')).toHaveLength(8335)
  expect(run.results.filter(({ level }) => level === 'note')).toHaveLength(8330)
  expect(run.invocations[0]?.toolExecutionNotifications).toEqual([
    {
      level: 'warning',
      message: { text: '6 results left out, the mildest: GitHub takes no more than 25000' },
    },
  ])
})

test('says what could not be read and which rules could not run', () => {
  const inputs = [{ file: 'gone.reg', services: 0, problem: 'cannot read gone.reg' }]
  const [invocation] = runOf({ ...sample('fragment'), inputs }).invocations
  expect(invocation?.executionSuccessful).toBe(false)
  expect(invocation?.toolExecutionNotifications.map(({ level, message }) => [level, message.text])).toEqual([
    ['error', 'cannot read gone.reg'],
  ])
  expect(invocation?.toolConfigurationNotifications.map(({ associatedRule }) => associatedRule)).toEqual([
    { id: 'SVC205' },
    { id: 'SVC206', index: 0 },
    { id: 'SVC207' },
  ])
})

test('suppressed findings are results that say so, and then all results say whether they are', () => {
  const [finding] = sample('regular').findings
  if (!finding) throw new Error('no finding')
  const suppressed = [
    { finding, by: 'comment' as const, reason: 'known' },
    { finding, by: 'baseline' as const },
  ]
  const { results } = runOf({ ...sample('regular'), suppressed })
  expect(results.map(({ suppressions }) => suppressions?.map(({ kind }) => kind))).toEqual([
    [],
    [],
    [],
    ['inSource'],
    ['external'],
  ])
  expect(results[3]?.suppressions?.[0]?.justification).toBe('known')
  expect(runOf(sample('regular')).results.every((result) => !('suppressions' in result))).toBe(true)
})

test('a name is no link', () => {
  expect(inertLinks('see [x](https://example.org)')).toBe('see \\[x\\](https://example.org)')
  expect(inertLinks('[x] (y)')).toBe('[x] (y)')
})

describe('paths and URIs', () => {
  const uriOf = (file: string, folder = '/home/ci/driver'): string => artifactUri(artifactPath(file, folder))
  test.each([
    ['a.reg', 'a.reg'],
    ['./dir/../dir//a.reg', 'dir/a.reg'],
    ['dir\\a b.reg', 'dir/a%20b.reg'],
    ['a#b?c%d&é.reg', 'a%23b%3Fc%25d%26%C3%A9.reg'],
    ['a:b.reg', 'a%3Ab.reg'],
    ['x\ud800y', 'x%EF%BF%BDy'],
    ['/home/ci/driver/dir/a.reg', 'dir/a.reg'],
    ['../driver/a.reg', 'a.reg'],
    ['../other/a.reg', '../other/a.reg'],
    ['/home/ci/driver2/a.reg', 'file:///home/ci/driver2/a.reg'],
    ['C:\\a b\\c.reg', 'file:///C:/a%20b/c.reg'],
    ['\\\\server\\share\\c.reg', 'file://server/share/c.reg'],
    ['@windows-10', '%40windows-10'],
    ['<stdin>', '%3Cstdin%3E'],
  ])('%j is %s', (file, uri) => {
    expect(uriOf(file)).toBe(uri)
  })

  test('on Windows, case does not matter', () => {
    expect(uriOf('c:\\CI\\Driver\\a.reg', 'C:\\ci\\driver')).toBe('a.reg')
    expect(uriOf('D:\\ci\\driver\\a.reg', 'C:\\ci\\driver')).toBe('file:///D:/ci/driver/a.reg')
  })
})
