import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { rules } from '../../src/index.ts'
import { lintGitlab } from '../../src/report/lint-gitlab.ts'
import { lintJunit } from '../../src/report/lint-junit.ts'
import { lintRdjson } from '../../src/report/lint-rdjson.ts'
import { lintSarif } from '../../src/report/lint-sarif.ts'
import { tool } from './lint-tool.ts'
import { lintReports, manyFindings } from './samples.ts'

const samples = [...lintReports, ['thousands', manyFindings(26_000)] as const]

/** What a schema has to say of a document; nothing when it is valid. */
function validator(file: string): (text: string) => unknown {
  // SARIF's schema has a pattern that is no Unicode regular expression.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  // That of SARIF says draft 4, whose keywords, as far as it uses them, mean the same in draft 7.
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(readFileSync(new URL(`schemas/${file}`, import.meta.url), 'utf8'))
  const validate = ajv.compile(schema)
  return (text) => {
    validate(JSON.parse(text))
    return validate.errors?.slice(0, 5) ?? []
  }
}

describe('SARIF 2.1.0', () => {
  const faults = validator('sarif-2.1.0-rtm.5.json')

  test.each(samples)('%s', (_, report) => {
    expect(faults(lintSarif(report, tool))).toEqual([])
  })

  test('with every rule of the catalogue', () => {
    const report = manyFindings(3)
    expect(faults(lintSarif(report, { ...tool, rules }))).toEqual([])
    expect(faults(lintSarif(report, { ...tool, rules, pages: undefined }))).toEqual([])
  })

  test('a helpUri has to be absolute', () => {
    expect(faults(lintSarif(manyFindings(3), { ...tool, pages: 'docs/rules/' }))).not.toEqual([])
  })

  test('the schema refuses what is none', () => {
    expect(faults('{"version":"2.1.0"}')).not.toEqual([])
    expect(
      faults('{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"columnKind":"bytes"}]}'),
    ).not.toEqual([])
  })
})

describe('GitLab Code Quality', () => {
  const faults = validator('gitlab-code-quality.json')
  test.each(samples)('%s', (_, report) => {
    expect(faults(lintGitlab(report, tool))).toEqual([])
  })
})

describe('rdjson', () => {
  const faults = validator('rdjson.json')
  test.each(samples)('%s', (_, report) => {
    expect(faults(lintRdjson(report, tool))).toEqual([])
    expect(faults(lintRdjson(report, { ...tool, pages: undefined }))).toEqual([])
  })
})

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0
if (!hasXmllint)
  console.warn('JUnit is not checked against its schema: xmllint (libxml2-utils) is not installed')

describe.runIf(hasXmllint)('JUnit', () => {
  const schema = new URL('schemas/junit-10.xsd', import.meta.url).pathname
  test.each(samples)('%s', (_, report) => {
    const input = [...lintJunit(report)].join('')
    const argv = ['--noout', '--huge', '--schema', schema, '-']
    expect(() => execFileSync('xmllint', argv, { input, stdio: 'pipe' })).not.toThrow()
  })
})
