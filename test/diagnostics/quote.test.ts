import { expect, test } from 'vitest'
import { quote, shorten } from '../../src/diagnostics/index.ts'

test('text is quoted, and shortened past the limit with an ellipsis inside it', () => {
  expect(quote('disk')).toBe('"disk"')
  expect(quote('')).toBe('""')
  expect(quote('a'.repeat(40))).toBe(`"${'a'.repeat(40)}"`)
  expect(quote('a'.repeat(41))).toBe(`"${'a'.repeat(39)}…"`)
  expect(shorten('abcdef', 4)).toBe('abc…')
})

test('a surrogate pair is never cut, a lone surrogate stays', () => {
  expect(shorten('ab\u{1f600}cd', 4)).toBe('ab…')
  expect(shorten('ab\u{1f600}cd', 5)).toBe('ab\u{1f600}…')
  expect(shorten('\ud800', 4)).toBe('\ud800')
})
