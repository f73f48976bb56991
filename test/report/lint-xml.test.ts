import { describe, expect, test } from 'vitest'
import { lintCheckstyle } from '../../src/report/lint-checkstyle.ts'
import { lintJunit } from '../../src/report/lint-junit.ts'
import type { LintReport } from '../../src/report/lint-report.ts'
import { formats, sample } from './lint-formats.ts'
import { parseXml, type XmlElement } from './xml.ts'

describe('checkstyle', () => {
  const root = (name: string): XmlElement => parseXml(formats.get('checkstyle.xml')?.(sample(name)) ?? '')

  test('is read back', () => {
    const [file] = root('regular').children
    expect(root('regular').name).toBe('checkstyle')
    expect(file?.attributes.get('name')).toBe('system.reg')
    expect([...(file?.children[0]?.attributes ?? [])]).toEqual([
      ['line', '812'],
      ['column', '24'],
      ['severity', 'error'],
      ['message', 'Spooler depends on "Ghost", which does not exist'],
      ['source', 'svcsim.SVC301'],
    ])
  })

  test('has clean inputs as files without errors', () => {
    const report = { ...sample('clean'), inputs: [{ file: 'a&b.reg', services: 1 }] }
    const [file] = parseXml([...lintCheckstyle(report)].join('')).children
    expect(file?.attributes.get('name')).toBe('a&b.reg')
    expect(file?.children).toEqual([])
  })

  test('hostile names are text', () => {
    const [file] = root('names').children
    expect(file?.children).toHaveLength(1)
    expect(file?.children[0]?.attributes.get('message')).toMatch(
      /\\u\{1b\}\[2J \\u\{202e\}gnp \]\]> <script>alert\(1\)<\/script> a\|b/,
    )
  })
})

describe('junit', () => {
  const root = (report: LintReport): XmlElement => parseXml([...lintJunit(report)].join(''))

  test.each([
    ['error', '1', ['failure', 'system-out', 'system-out']],
    ['warning', '2', ['failure', 'failure', 'system-out']],
    ['info', '3', ['failure', 'failure', 'failure']],
  ] as const)('what fails the run on %s fails, the rest passes', (failOn, failures, outcomes) => {
    const all = parseXml([...lintJunit(sample('regular'), { failOn })].join(''))
    const [suite] = all.children
    expect([...(suite?.attributes ?? [])]).toEqual([
      ['name', 'system.reg'],
      ['tests', '3'],
      ['failures', failures],
      ['errors', '0'],
    ])
    expect(all.attributes.get('failures')).toBe(failures)
    expect(suite?.children.map(({ children }) => children[0]?.name)).toEqual(outcomes)
  })

  test('what passes has its severity, place and advice as output', () => {
    const [suite] = root(sample('regular')).children
    expect(suite?.children[1]?.children[0]?.text).toMatch(
      /^warning: system\.reg:1044:7\nTag 33 [^\n]*\nIt loads after/,
    )
  })

  test('a clean file passes one test, one that cannot be read is an error', () => {
    const inputs = [
      { file: 'b.reg', services: 4 },
      { file: 'a.reg', services: 0, problem: 'cannot read a.reg: there is no such file' },
    ]
    const suites = root({ ...sample('clean'), inputs }).children
    expect(suites.map(({ attributes }) => attributes.get('name'))).toEqual(['b.reg', 'a.reg'])
    expect(suites[0]?.children.map(({ children }) => children)).toEqual([[]])
    expect(suites[1]?.children[0]?.children[0]?.name).toBe('error')
  })
})
