import { describe, expect, test } from 'vitest'
import type { Finding } from '../../../src/diagnostics/index.ts'
import {
  type Baseline,
  baselineOf,
  fingerprintOf,
  KnownFindings,
  NewBaseline,
  withoutKnown,
} from '../../../src/rules/index.ts'

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

describe('several bases', () => {
  const made = (base: string | undefined, findings: readonly Finding[], file = 'a.reg') => {
    const baseline = new NewBaseline(base)
    baseline.add(findings, file)
    return baseline
  }
  const keptBy = (base: string | undefined, findings: readonly Finding[], earlier: Baseline): string[] => {
    const baseline = made(base, findings)
    baseline.keep(earlier, (entry) => entry.base === base)
    return baseline.finish().entries.map(({ service, count, base }) => `${service} ${count} ${base}`)
  }

  test('have entries of their own, in an order that does not depend on that of the runs', () => {
    const older = made('@windows-xp', [finding('a', 1), finding('b', 2)]).finish()
    const both = ['a 1 @windows-10', 'a 1 @windows-xp', 'b 1 @windows-xp']
    expect(keptBy('@windows-10', [finding('a', 1)], older)).toEqual(both)
    expect(keptBy('@windows-xp', [finding('a', 1)], older)).toEqual(['a 1 @windows-xp'])
    expect(keptBy(undefined, [], older)).toEqual(['a 1 @windows-xp', 'b 1 @windows-xp'])
  })

  test('an entry that tells no base is kept until all that it counts is met over one', () => {
    const older = baselineOf([finding('a', 1), finding('b', 2), finding('b', 3)], 'a.reg')
    expect(keptBy('@windows-10', [finding('a', 1), finding('b', 2)], older)).toEqual([
      'a 1 @windows-10',
      'b 2 undefined',
      'b 1 @windows-10',
    ])
  })

  test('do not add up: a second equal finding in one run is new', () => {
    const entries = ['@windows-xp', '@windows-10'].flatMap((base) => [
      ...made(base, [finding('a', 1)]).finish().entries,
    ])
    const { fresh, stale } = withoutKnown([finding('a', 1), finding('a', 2)], { entries })
    expect(fresh).toEqual([finding('a', 2)])
    expect(stale).toEqual([])
  })
})
