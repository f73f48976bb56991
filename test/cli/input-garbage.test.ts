import { getHeapSpaceStatistics } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { allowCollections, collectInput } from '../../src/cli/input-garbage.ts'

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_used_size ?? 0
}

/** New objects until the young generation holds so many bytes; false where it never does, as it is too small. */
function litter(bytes: number): boolean {
  let last: unknown
  for (let tries = 0; tries < 1_000_000 && youngBytes() < bytes; tries++)
    for (let index = 0; index < 100; index++) last = { index, last: undefined }
  return last !== undefined && youngBytes() >= bytes
}

describe('the garbage of an input', () => {
  it('is collected from the young generation', () => {
    allowCollections()
    // The young generation grows with what survives in it.
    const kept: object[] = []
    for (let rounds = 0; rounds < 200 && !litter(6_000_000); rounds++)
      for (let index = 0; index < 10_000; index++) kept.push({ index })
    const before = youngBytes()
    expect(before).toBeGreaterThan(6_000_000)
    collectInput()
    expect(youngBytes()).toBeLessThan(before / 2)
  })
})
