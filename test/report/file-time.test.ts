import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactFileTimeText, fileTimeText, jsonFileTime, writtenText } from '../../src/report/file-time.ts'

/** 1970-01-01 as a FILETIME. (Microsoft: Converting a time_t value to a FILETIME) */
const unixEpoch = 116_444_736_000_000_000n

describe('a FILETIME', () => {
  const times: readonly (readonly [time: bigint, text: string | undefined])[] = [
    [0n, undefined],
    [1n, '1601-01-01T00:00:00.0000001Z'],
    [unixEpoch - 1n, '1969-12-31T23:59:59.9999999Z'],
    [unixEpoch, '1970-01-01T00:00:00.0000000Z'],
    [133_485_408_000_000_000n, '2024-01-01T00:00:00.0000000Z'],
    // A century that lacks its leap day, one that has it, the last day of a leap year.
    [94_354_848_000_000_000n, '1900-01-01T00:00:00.0000000Z'],
    [125_962_560_000_000_000n, '2000-02-29T00:00:00.0000000Z'],
    [126_227_808_000_000_000n - 1n, '2000-12-31T23:59:59.9999999Z'],
    [2_650_467_743_999_999_999n, '9999-12-31T23:59:59.9999999Z'],
    [2_650_467_744_000_000_000n, undefined],
    [2n ** 64n - 1n, undefined],
    [-1n, undefined],
  ]
  test.each(times)('%d is %s', (time, text) => {
    expect(exactFileTimeText(time)).toBe(text)
    expect(fileTimeText(time)).toBe(text?.replace(/\.\d+Z$/, 'Z'))
  })

  test('is the time that a Date of the same moment shows', () => {
    fc.assert(
      fc.property(fc.bigInt(unixEpoch, 2_650_467_743_999_999_999n), (time) => {
        const date = new Date(Number((time - unixEpoch) / 10_000n)).toISOString()
        expect(exactFileTimeText(time)?.slice(0, 23)).toBe(date.slice(0, 23))
      }),
    )
  })

  test('that no clock had is shown as the number that it is; none is nothing', () => {
    expect(writtenText(2n ** 64n - 1n)).toBe('FILETIME 0xffffffffffffffff')
    expect(writtenText(0n)).toBe('')
    expect(writtenText(undefined)).toBe('')
  })

  test('stands in JSON as the number and as a time, each where it is one', () => {
    expect(jsonFileTime(unixEpoch)).toEqual({
      lastWritten: '116444736000000000',
      lastWrittenUtc: '1970-01-01T00:00:00.0000000Z',
    })
    expect(jsonFileTime(2n ** 63n)).toEqual({ lastWritten: '9223372036854775808', lastWrittenUtc: null })
    for (const none of [0n, undefined])
      expect(jsonFileTime(none)).toEqual({ lastWritten: null, lastWrittenUtc: null })
  })
})
