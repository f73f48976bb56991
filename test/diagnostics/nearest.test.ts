import { expect, test } from 'vitest'
import { nearest } from '../../src/diagnostics/index.ts'

test.each([
  ['lnt', ['lint', 'list'], 'lint'],
  ['jsno', ['pretty', 'json'], 'json'],
  ['SPOOLR', ['RpcSs', 'Spooler'], 'Spooler'],
  ['partial-servcie', ['start-invalid', 'partial-service'], 'partial-service'],
  ['SVC10I', ['SVC204', 'SVC101'], 'SVC101'],
  ['qwertyuiop', ['partial-service', 'SVC101'], undefined],
  ['', ['lint'], undefined],
  ['a', ['b'], 'b'],
  ['warn', ['off', 'info', 'warning'], 'warning'],
  ['@windows-1', ['@windows-7', '@windows-8.1', '@windows-10'], '@windows-10'],
  ['1', ['7', '10', '11'], '10'],
  ['in', ['info', 'off'], undefined],
])('%s of %j is near %s', (text, candidates, near) => {
  expect(nearest(text, candidates)).toBe(near)
})

test('the first of several that are equally near is taken', () => {
  expect(nearest('svc30', ['SVC301', 'SVC302'])).toBe('SVC301')
})

test('no time is spent on texts longer than any name', () => {
  expect(nearest('a'.repeat(100_000), [`${'a'.repeat(99_999)}b`])).toBeUndefined()
  expect(nearest('abc', ['a'.repeat(1_000_000)])).toBeUndefined()
})
