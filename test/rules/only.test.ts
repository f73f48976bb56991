import { expect, test } from 'vitest'
import { matchesGlob } from '../../src/rules/only.ts'

test.for([
  ['vio*', 'VioStor', true],
  ['vio*', 'vio', true],
  ['vio*', 'avio', false],
  ['*stor', 'viostor', true],
  ['*stor', 'viostor2', false],
  ['v?oscsi', 'vioscsi', true],
  ['v?oscsi', 'voscsi', false],
  ['*', '', true],
  ['', 'a', false],
  ['a*b*c', 'aXXbYYbZc', true],
  ['a*b*c', 'aXXbYYbZ', false],
  ['.*', 'disk', false],
  ['[a-z]', 'd', false],
  ['ſ', 'S', false],
  ['ÄRGER*', 'ärgerlich', true],
  ['straße', 'STRASSE', false],
  ['straße', 'STRAßE', true],
] as const)('%s matches %s: %s', ([pattern, name, expected]) => {
  expect(matchesGlob(pattern, name)).toBe(expected)
})

test('a hostile pattern takes no more than its product in time', () => {
  const name = 'a'.repeat(5_000)
  expect(matchesGlob(`${'*a'.repeat(50)}b`, name)).toBe(false)
})
