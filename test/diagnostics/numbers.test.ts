import { describe, expect, it } from 'vitest'
import { count, hexadecimal, ordinal } from '../../src/diagnostics/index.ts'

describe('numbers in words', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [21, '21st'],
    [112, '112th'],
    [121, '121st'],
  ])('%i is %s', (number, text) => {
    expect(ordinal(number)).toBe(text)
  })

  it('hexadecimal numbers have a prefix and no zeros before them', () => {
    expect([0, 31, 0xffffffff].map(hexadecimal)).toEqual(['0x0', '0x1f', '0xffffffff'])
  })

  it('one is one, and all others are many', () => {
    expect([0, 1, 2].map((number) => count(number, 'key'))).toEqual(['0 keys', '1 key', '2 keys'])
    expect(count(2, 'entry', 'entries')).toBe('2 entries')
  })
})
