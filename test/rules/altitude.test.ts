import fc from 'fast-check'
import { expect, test } from 'vitest'
import { altitudeKey, isInRange, parseAltitude } from '../../src/rules/altitude.ts'
import { altitudeRange, isMinifilterGroup } from '../../src/rules/minifilter-groups.ts'

const range = { lowest: '360000', highest: '389999' }
const isIn = (text: string): boolean | undefined => {
  const altitude = parseAltitude(text)
  return altitude && isInRange(altitude, range)
}

test('an altitude is digits with at most one decimal point', () => {
  for (const text of ['0', '370030', '370030.', '.5', '370030.25', '0'.repeat(10_000)])
    expect(parseAltitude(text), text).toBeDefined()
  for (const text of ['', '.', ' 1', '1 ', '1e5', '-1', '+1', '1.2.3', '1,5', '0x10', '３70030', '1\0'])
    expect(parseAltitude(text), text).toBeUndefined()
})

test('no digit is lost, whatever the length', () => {
  expect(isIn('389999.99999999999999999999999999999999')).toBe(true)
  expect(isIn('390000')).toBe(false)
  expect(isIn('0000360000')).toBe(true)
  expect(isIn('359999.99999999999999999999999999999999')).toBe(false)
  expect(isIn(`3700${'0'.repeat(400)}`)).toBe(false)
})

const digits = fc.stringMatching(/^[0-9]{0,40}$/)

test('whole parts compare as integers do, and equal altitudes have one key', () => {
  const whole = fc.oneof(digits, fc.integer({ min: 359_990, max: 390_010 }).map(String))
  fc.assert(
    fc.property(whole, digits, digits, (text, fraction, zeros) => {
      fc.pre(text + fraction !== '')
      const altitude = parseAltitude(`${text}.${fraction}`)
      const number = BigInt(text === '' ? '0' : text)
      expect(altitude && isInRange(altitude, range)).toBe(number >= 360_000n && number <= 389_999n)
      const same = parseAltitude(`${zeros.replaceAll(/./g, '0')}${text}.${fraction}000`)
      expect(same && altitudeKey(same)).toBe(altitude && altitudeKey(altitude))
      const other = parseAltitude(`${text}.${fraction}1`)
      expect(other && altitudeKey(other)).not.toBe(altitude && altitudeKey(altitude))
    }),
  )
})

test('Filter has altitudes but may have other drivers too', () => {
  expect(altitudeRange('FILTER')).toEqual({ lowest: '420000', highest: '429999' })
  expect(isMinifilterGroup('Filter')).toBe(false)
  expect(isMinifilterGroup('fsfilter TOP')).toBe(true)
  expect(altitudeRange('FSFilter')).toBeUndefined()
})
