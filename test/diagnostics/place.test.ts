import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePlaces, type Place } from '../../src/diagnostics/index.ts'

const place: fc.Arbitrary<Place> = fc.record(
  {
    file: fc.constantFrom('a', 'b'),
    keyPath: fc.constantFrom('', 'A', 'A\\B', 'A B', 'A\\B\\C', 'AB'),
    valueName: fc.constantFrom('', 'x', 'X'),
    line: fc.nat(2),
    column: fc.nat(2),
    offset: fc.nat(3),
  },
  { requiredKeys: ['file'] },
)

describe('the order of places', () => {
  it('is a total order', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(Math.sign(comparePlaces(a, b))).toBe(-Math.sign(comparePlaces(b, a)) + 0)
        if (comparePlaces(a, b) <= 0 && comparePlaces(b, c) <= 0)
          expect(comparePlaces(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('in a hive is that of keys and values, whatever their offsets', () => {
    const hive = (keyPath: string, valueName: string | undefined, offset: number): Place => ({
      file: 'SYSTEM',
      keyPath,
      offset,
      ...(valueName === undefined ? {} : { valueName }),
    })
    const ordered = [
      hive('S\\A', undefined, 90),
      hive('S\\A', 'Start', 80),
      hive('S\\A', 'Type', 70),
      hive('S\\A\\Parameters', undefined, 60),
      hive('S\\A B', undefined, 50),
      hive('S\\AB', undefined, 40),
    ]
    expect([...ordered].reverse().sort(comparePlaces)).toEqual(ordered)
  })
})
