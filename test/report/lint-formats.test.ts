import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSafe } from '../../src/report/escape.ts'
import { lintConcise } from '../../src/report/lint-concise.ts'
import { lintJson } from '../../src/report/lint-json.ts'
import { lintMarkdown } from '../../src/report/lint-markdown.ts'
import { lintPretty } from '../../src/report/lint-pretty.ts'
import type { LintReport } from '../../src/report/lint-report.ts'
import { formats, sample } from './lint-formats.ts'
import { lintReports, manyFindings } from './samples.ts'
import { parseXml } from './xml.ts'

const all = [...formats].flatMap(([extension, format]) =>
  [...lintReports].map(([name, report]) => [`lint-${name}.${extension}`, format, report] as const),
)

test.each(all)('%s', async (file, format, report) => {
  await expect(format(report)).toMatchFileSnapshot(`../../fixtures/report/${file}`)
})

test.each(all)('%s ends in one line end and holds nothing that a terminal acts on', (_, format, report) => {
  const text = format(report)
  if (text !== '') expect(text).toMatch(/[^\n]\n$/)
  for (const line of text.split('\n')) expect(isSafe(line)).toBe(true)
})

/** As GitHub's runner, Azure Pipelines and TeamCity find commands in the lines of a log. */
const logCommand = /^\s*::[a-z-]+(?: .*?)?::|##[a-z]*\[/i

test.each([
  ...[...formats].filter(([name]) => name !== 'github'),
  ['pretty', (report: LintReport) => lintPretty(report, { columns: 24 })] as const,
  ['concise', (report: LintReport) => lintConcise(report)] as const,
  ['json', lintJson] as const,
])('%s holds no command of a build server', (_, format) => {
  const name = '::stop-commands::x ::add-mask::e ##vso[task.complete] ##[error]e ##teamcity[x]'
  const [finding] = sample('regular').findings
  if (!finding) throw new Error('no finding')
  const named = { ...finding, service: name, message: name, help: name, at: { file: name, line: 1 } }
  const inputs = [{ file: name, services: 0, problem: name }]
  expect(logCommand.test(name)).toBe(true)
  const lines = format({ ...sample('regular'), findings: [named], inputs }).split('\n')
  expect(lines.filter((line) => logCommand.test(line))).toEqual([])
})

test.each([...formats])('%s writes thousands of findings in time', (_, format) => {
  const start = performance.now()
  expect(format(manyFindings(20_000)).length).toBeGreaterThan(10_000)
  expect(performance.now() - start).toBeLessThan(10_000)
})

describe('whatever a name holds', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '\ud800',
          '\udc00',
          '\n',
          '\r',
          ']]>',
          '<',
          '&',
          '"',
          '|',
          '\\',
          '::',
          ',',
          '%',
          '`',
          '(',
        ),
      )
      .map((parts) => parts.join('')),
  )
  const [finding] = sample('regular').findings
  const reportOf = (text: string): LintReport => ({
    ...sample('regular'),
    findings: finding
      ? [
          {
            ...finding,
            message: text,
            help: text,
            service: text,
            at: { file: `f${text}`, line: 1, column: 1 },
          },
        ]
      : [],
    inputs: [{ file: `f${text}`, services: 1 }],
  })

  test.each(['sarif', 'gitlab.json', 'rdjson'])('%s is JSON without half surrogate pairs', (name) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = formats.get(name)?.(reportOf(text)) ?? ''
        expect(() => JSON.parse(written)).not.toThrow()
        expect(written).not.toMatch(/\\u[dD][89a-fA-F]/)
      }),
    )
  })

  test.each(['junit.xml', 'checkstyle.xml'])('%s is XML of one file', (name) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseXml(formats.get(name)?.(reportOf(text)) ?? '').children).toHaveLength(1)
      }),
    )
  })

  test.each(['github', 'msbuild', 'concise'])('%s is one line', (name) => {
    const format = formats.get(name) ?? lintConcise
    fc.assert(
      fc.property(anyText, (text) => {
        expect(format(reportOf(text)).split('\n')).toHaveLength(2)
      }),
    )
  })

  test('markdown is one row of five cells', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = lintMarkdown(reportOf(text)).split('\n')
        expect(lines).toHaveLength(6)
        expect(lines[4]?.split('|')).toHaveLength(7)
      }),
    )
  })
})

describe('a finding in a profile stands at the line of the input that brought it about', () => {
  const report = sample('no-places')
  const caused: LintReport = { ...report, findings: report.findings.slice(1) }
  test.each([
    ['github', /^::warning file=viostor\.reg,line=7,endLine=7,col=1,endColumn=13,title=[^\n]*@windows-10/],
    ['msbuild', /^viostor\.reg\(7,1\): warning SVC206: [^\n]*\(@windows-10 HKEY_LOCAL_MACHINE/],
    ['checkstyle.xml', /<file name="viostor\.reg">\s*<error line="7" column="1" severity="warning"/],
    ['gitlab.json', /"path": "viostor\.reg",\s*"lines": \{\s*"begin": 7\s*\}/],
    ['rdjson', /"path": "viostor\.reg",\s*"range": \{\s*"start": \{\s*"line": 7,\s*"column": 1/],
    ['sarif', /"uri": "viostor\.reg",\s*"uriBaseId": "%SRCROOT%"\s*\},\s*"region": \{\s*"startLine": 7/],
    ['md', /\| warning \| <code>viostor\.reg:7:1<\/code> \|/],
    ['junit.xml', /<testsuite name="viostor\.reg"[^>]*>\s*<testcase name="SVC206/],
  ])('%s', (name, expected) => {
    expect(formats.get(name)?.(caused)).toMatch(expected)
  })
})
