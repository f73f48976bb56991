import { expect, test } from 'vitest'
import type { Finding } from '../../../src/diagnostics/index.ts'
import { baselineOf, fingerprintOf, KnownFindings, withoutKnown } from '../../../src/rules/index.ts'

function finding(service: string, line: number, ruleId = 'SVC103'): Finding {
  return {
    ruleId,
    ruleName: 'start-invalid',
    severity: 'error',
    message: `Start of "${service}" is 7, expected 0 to 4`,
    service,
    data: { service, start: 7 },
    at: { file: 'a.reg', line, column: 1 },
    related: [],
  }
}

test('all that is in the baseline is known, wherever it stands', () => {
  const baseline = baselineOf([finding('b', 9), finding('a', 3)])
  expect(withoutKnown([finding('a', 30), finding('b', 2)], baseline)).toMatchObject({ fresh: [], stale: [] })
  expect(withoutKnown([finding('a', 3), finding('c', 4)], baseline).fresh).toEqual([finding('c', 4)])
})

test('equal findings are counted', () => {
  const one = baselineOf([finding('a', 3)])
  const result = withoutKnown([finding('a', 3), finding('a', 8)], one)
  expect(result.known).toEqual([finding('a', 3)])
  expect(result.fresh).toEqual([finding('a', 8)])
  const two = baselineOf([finding('a', 3), finding('a', 8)])
  expect(two.entries.map(({ count }) => count)).toEqual([2])
  expect(withoutKnown([finding('a', 3)], two).stale.map(({ count }) => count)).toEqual([1])
})

test('over several inputs, one after the other', () => {
  const known = new KnownFindings(baselineOf([finding('a', 3), finding('b', 3)]))
  expect(known.take([finding('a', 3)]).fresh).toEqual([])
  expect(known.take([finding('a', 3)]).fresh).toHaveLength(1)
  expect(known.stale().map(({ service }) => service)).toEqual(['b'])
})

test('entries stand by rule, service and message, and name what they are for people', () => {
  const findings = [finding('b', 1), finding('a', 9, 'SVC104'), finding('a', 5)]
  const { entries } = baselineOf(findings)
  expect(entries.map(({ ruleId, service }) => [ruleId, service])).toEqual([
    ['SVC103', 'a'],
    ['SVC103', 'b'],
    ['SVC104', 'a'],
  ])
  expect(entries[0]).toEqual({
    fingerprint: fingerprintOf(finding('a', 5)),
    count: 1,
    ruleId: 'SVC103',
    ruleName: 'start-invalid',
    service: 'a',
    message: 'Start of "a" is 7, expected 0 to 4',
  })
  expect(baselineOf([...findings].reverse())).toEqual({ entries })
})
