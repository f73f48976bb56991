import { describe, expect, it } from 'vitest'
import { readHive } from '../../../src/index.ts'
import { binary, buildHive, dword, key } from './builder/index.ts'

/** Room for lists that all reach to the end of one large cell, each beginning eight bytes behind the last. */
function overlappingLists(count: number): Uint8Array {
  const room = new Uint8Array(300_000)
  const { bytes, places } = buildHive(
    key('ROOT', [binary('Room', room)], [key('a', [dword('Start', 0)]), key('b')], {
      list: 'li',
      listLength: 1,
    }),
    { minorVersion: 3 },
  )
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const { at, offset } = places.data('', 'Room')
  // An index root of its own at the beginning of the cell, the lists behind it.
  const first = at + 8 + count * 4 + (8 - ((8 + count * 4) % 8))
  view.setUint16(at + 4, 0x6972, true)
  view.setUint16(at + 6, count, true)
  const shift = offset - at
  for (let index = 0; index < count; index++) {
    const list = first + index * 8
    view.setInt32(list, -262_144, true)
    view.setUint16(list + 4, 0x696c, true)
    view.setUint16(list + 6, 65_535, true)
    view.setUint32(at + 8 + index * 4, list + shift, true)
  }
  const root = places.key('').nk
  view.setUint32(root.content + 28, offset, true)
  return Uint8Array.from(bytes)
}

describe('cells that overlap', () => {
  it('lead to no more than a small multiple of the hive', () => {
    const bytes = overlappingLists(2000)
    const before = process.cpuUsage()
    const { diagnostics, keptKeys } = readHive(bytes, { file: 'SYSTEM', selection: () => 'pass' })
    const { user } = process.cpuUsage(before)
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(keptKeys).toBeLessThan(bytes.length / 76)
    expect(user / 1000).toBeLessThan(2000)
  })
})
