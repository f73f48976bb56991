import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { replaceRuleTable } from '../../scripts/rule-table.ts'
import { defineRule, findRule, type Rule, rules } from '../../src/rules/index.ts'
import { checkExamples, checkFindings, checkPage } from './checks.ts'

const root = new URL('../../', import.meta.url)

test('every rule file is registered, in order of id', async () => {
  const files = readdirSync(new URL('src/rules/', root)).filter((name) => /^svc\d+\.ts$/.test(name))
  const ids: string[] = []
  for (const file of files.sort()) {
    const exported: unknown[] = Object.values(await import(new URL(`src/rules/${file}`, root).href))
    expect(exported, `${file} exports one rule`).toHaveLength(1)
    const rule = exported[0] as Rule
    expect(file).toBe(`${rule.id.toLowerCase()}.ts`)
    ids.push(rule.id)
    expect(rules, `${file} is in the list of rules`).toContain(rule)
  }
  expect(rules.map(({ id }) => id)).toEqual(ids)
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
})

test.for(rules.map((rule) => [rule.id, rule] as const))(
  '%s: bad gives findings, good gives none',
  async ([, rule]) => {
    expect(await checkExamples(rule)).toEqual([])
  },
)

test.for(rules.map((rule) => [rule.id, rule] as const))('%s: messages obey the style', async ([, rule]) => {
  expect(await checkFindings(rule)).toEqual([])
})

test.for(rules.map((rule) => [rule.id, rule] as const))('%s: page is complete', ([, rule]) => {
  expect(checkPage(rule)).toEqual([])
})

test("README's table of rules is the one made from the code", () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8')
  expect(readme, 'run npm run readme').toBe(replaceRuleTable(readme, rules))
})

const planted = defineRule<{ service: string }>({
  id: 'SVC999',
  name: 'planted',
  severity: 'error',
  summary: 'a rule that is planted here',
  page: {
    problem: 'Something is wrong.',
    fix: 'Mend it.',
    why: 'Because of this.',
    exceptions: 'None.',
    source: ['This test'],
  },
  bad: { services: { Bad: { Start: 3 } } },
  good: { services: { Good: { Start: 3 } } },
  check(services, report) {
    for (const { name, at } of services.all) if (name === 'Bad') report(at, { service: name })
  },
  message: ({ service }) => `The service "${service}" is bad`,
})

test('the checks notice a broken rule', async () => {
  const check = async (change: Partial<Rule>): Promise<string[]> => {
    const rule = { ...planted, ...change }
    return [
      ...checkPage(rule),
      ...(await checkExamples(rule)),
      ...(rule.bad ? await checkFindings(rule) : []),
    ]
  }
  expect(await check({})).toEqual([])
  expect(await check({ bad: planted.good })).toEqual(['SVC999 finds nothing in its bad example'])
  expect(await check({ good: planted.bad })).toEqual([
    'SVC999 finds in its good example: The service "Bad" is bad',
  ])
  expect(await check({ bad: undefined as never })).toEqual(['SVC999 lacks an example'])
  expect(await check({ page: { ...planted.page, fix: '' } })).toEqual([
    'SVC999: page lacks a full sentence for "fix"',
  ])
  expect(await check({ page: { ...planted.page, source: [] } })).toEqual(['SVC999: page names no source'])
  expect(await check({ page: undefined as never })).toHaveLength(5)
  expect(await check({ id: 'XYZ1' })).toContain('XYZ1 is no rule id')
  expect(await check({ message: () => 'It is bad.' })).toEqual([
    'SVC999: ends in a period or blank: It is bad.',
  ])
  expect(await check({ message: () => 'it is bad' })).toEqual(['SVC999: begins in lower case: it is bad'])
  expect(await check({ message: () => 'A'.repeat(101) })).toHaveLength(1)
  expect(await check({ severity: () => 'info' })).toHaveLength(2)
  expect(await check({ needs: ['groupOrder'] })).toHaveLength(3)
})

test('a rule without its row changes the README', () => {
  const readme = replaceRuleTable('<!-- rules -->\n<!-- /rules -->\n', rules)
  expect(readme).toContain('| SVC101 | partial-service | error, info | ')
  expect(replaceRuleTable(readme, rules)).toBe(readme)
  expect(replaceRuleTable(readme, [...rules, planted])).not.toBe(readme)
  expect(replaceRuleTable(readme, rules.slice(1))).not.toBe(readme)
})

test('a rule is found by id and by name, without case', () => {
  expect(findRule('svc101')?.name).toBe('partial-service')
  expect(findRule('Partial-Service')?.id).toBe('SVC101')
  expect(findRule('__proto__')).toBeUndefined()
})
