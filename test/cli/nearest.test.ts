import { expect, test } from 'vitest'
import { nearest, suggestion } from '../../src/cli/nearest.ts'

test.each([
  ['lnt', ['lint', 'list'], 'lint'],
  ['jsno', ['pretty', 'json'], 'json'],
  ['SPOOLR', ['RpcSs', 'Spooler'], 'Spooler'],
  ['zzzzzz', ['lint', 'order'], undefined],
  ['x'.repeat(1000), ['lint'], undefined],
  ['a', ['b'], 'b'],
])('%s of %j is near %s', (text, candidates, near) => {
  expect(nearest(text, candidates)).toBe(near)
})

test('says nothing when nothing is near', () => {
  expect(suggestion('zzzzzz', ['lint'])).toBe('')
  expect(suggestion('lit', ['lint'])).toBe('; did you mean "lint"?')
})
