import { describe, expect, test } from 'vitest'
import { baseOf, bin, hive, join, oldLog, put, replay, sealed } from './logs-pieces.ts'

const dirty = { primary: 6, secondary: 5 }
const written = { primary: 6, secondary: 6 }
const firstBin = [0, 1, 2, 3, 4, 5, 6, 7]
const secondBin = [8, 9, 10, 11, 12, 13, 14, 15]
const fills = (bytes: Uint8Array): (number | undefined)[] => [bytes[4096 + 100], bytes[8192 + 100]]

describe('dirty pages', () => {
  test('replace those of the hive, and the base block is sealed', () => {
    const bytes = hive(dirty)
    const pages = join(new Uint8Array(512).fill(0x33), bin(4096, 0x66))
    const { problems, ...replayed } = replay(bytes, oldLog(written, [3, ...secondBin], pages))
    expect(problems).toEqual([])
    expect(replayed.bytes).toBe(bytes)
    expect(bytes.subarray(4096 + 1535, 4096 + 1537)).toEqual(Uint8Array.of(0x11, 0x33))
    expect(bytes.subarray(4096 + 2047, 4096 + 2049)).toEqual(Uint8Array.of(0x33, 0x11))
    expect(fills(bytes)).toEqual([0x11, 0x66])
    expect(baseOf(bytes)).toEqual({
      ...written,
      secondary: 6,
      fileType: 0,
      binsSize: 8192,
      flags: 0,
      isSound: true,
    })
    expect(replayed).toMatchObject({ dirty: true, recovered: true })
    expect(replayed.logs).toEqual([
      {
        name: 'LOG1',
        format: 'dirty-pages',
        entries: 1,
        firstSequence: 6,
        lastSequence: 6,
        pages: 9,
        bytes: 4608,
      },
    ])
  })

  test.each([
    [1, 1],
    [2, 1],
    [1, 8],
    [2, 8],
  ])('of file type %i for sectors of %i times 512 bytes', (fileType, clusteringFactor) => {
    const bytes = hive({ ...dirty, clusteringFactor })
    const log = oldLog({ ...written, fileType, clusteringFactor }, secondBin, bin(4096, 0x66))
    expect(replay(bytes, log)).toMatchObject({ recovered: true, problems: [] })
    expect(fills(bytes)).toEqual([0x11, 0x66])
  })

  test('make the hive longer', () => {
    const bytes = hive(dirty)
    const log = oldLog({ ...written, binsSize: 12288 }, [16, 17, 18, 19, 20, 21, 22, 23], bin(8192, 0x77))
    const grown = replay(bytes, log).bytes
    expect([grown.length, grown[4096 + 8192 + 100]]).toEqual([16384, 0x77])
    expect(baseOf(grown)).toMatchObject({ binsSize: 12288, isSound: true })
  })

  test('come from the log of the same last-written time, however many others are there', () => {
    const bytes = hive({ ...dirty, time: 7n })
    const other = oldLog({ primary: 99, secondary: 99, time: 8n }, secondBin, bin(4096, 0x99))
    const { logs, problems } = replay(
      bytes,
      other,
      oldLog({ ...written, time: 7n }, secondBin, bin(4096, 0x66)),
    )
    expect({ problems, names: logs.map(({ name }) => name) }).toEqual({ problems: [], names: ['LOG2'] })
    expect(fills(bytes)).toEqual([0x11, 0x66])
  })

  test('of a hive that is ahead of its log by one, as XP counts, keep its number', () => {
    const bytes = hive(dirty)
    replay(bytes, oldLog({ primary: 5, secondary: 5 }, secondBin, bin(4096, 0x66)))
    expect(baseOf(bytes)).toMatchObject({ primary: 6, secondary: 6, isSound: true })
  })
})

describe('a hive whose base block is damaged', () => {
  test.each([
    ['its first bin', 9n, 7n],
    ['its base block', 7n, 9n],
  ])('takes the base block of the log that has the time of %s', (_, time, inBin) => {
    const bytes = hive({ ...dirty, time })
    new DataView(bytes.buffer).setBigUint64(4096 + 20, inBin, true)
    put(bytes, 24, 99)
    const replayed = replay(bytes, oldLog({ ...written, time: 7n }, secondBin, bin(4096, 0x66)))
    expect(replayed).toMatchObject({ recovered: true, baseBlockFrom: 'LOG1', problems: [] })
    expect(baseOf(bytes)).toMatchObject({ ...written, fileType: 0, isSound: true })
  })
})

describe('a log is refused', () => {
  const good = (fields: object = {}): Uint8Array =>
    oldLog({ ...written, ...fields }, secondBin, bin(4096, 0x66))
  const withoutVector = good()
  put(withoutVector, 512, 0x44495254)
  const hugeBins = good()
  put(hugeBins, 40, 0xfffff000)
  test.each<[string, Uint8Array, string]>([
    [
      'still being written',
      good({ secondary: 5 }),
      '4 log-being-written: Log was still being written: its sequence numbers are 6 and 5',
    ],
    [
      'of another state of the hive',
      good({ time: 8n }),
      '12 log-other-state: Log belongs to another state of the hive: written at 0x8, hive at 0x7',
    ],
    [
      'with more bins than it could fill',
      sealed(hugeBins),
      '40 log-bins-size: Log gives the size of the hive bins as 0xfffff000, at most 0x3400 can be',
    ],
    [
      'with a size of bins that is no multiple of 4096',
      good({ binsSize: 8200 }),
      '40 log-bins-size: Log gives the size of the hive bins as 0x2008, at most 0x3400 can be',
    ],
    [
      'without dirty vector',
      withoutVector,
      '512 log-vector-absent: Dirty vector begins with "TRID", not "DIRT"',
    ],
    [
      'that ends after its base block',
      good().slice(0, 512),
      '512 log-vector-absent: Dirty vector begins with "", not "DIRT"',
    ],
    [
      'with half a dirty vector',
      good().slice(0, 517),
      '516 log-vector-cut: Dirty vector takes 2 bytes, the log has 1 for it',
    ],
    [
      'that lacks its last page',
      good().slice(0, -1),
      '516 log-pages-missing: Dirty vector names 8 pages, the log has 7',
    ],
  ])('%s', (_, log, problem) => {
    const bytes = hive(dirty)
    const before = bytes.slice()
    const { problems, recovered, logs } = replay(bytes, log)
    expect({ problems, recovered, logs }).toEqual({
      problems: [`LOG1@${problem}`],
      recovered: false,
      logs: [],
    })
    expect(bytes).toEqual(before)
  })

  test.each<[string, (bytes: Uint8Array) => void, string]>([
    ['signature', (bytes) => put(bytes, 0, 0x21212121), 'signature "!!!!", offset 0x1000, size 0x1000'],
    ['offset', (bytes) => put(bytes, 4, 0), 'signature "hbin", offset 0x0, size 0x1000'],
    ['size', (bytes) => put(bytes, 8, 4095), 'signature "hbin", offset 0x1000, size 0xfff'],
  ])('from the first bin with a wrong %s on', (_, damage, found) => {
    const bytes = hive(dirty)
    const bad = bin(4096, 0x66)
    damage(bad)
    const { problems, recovered, logs } = replay(
      bytes,
      oldLog(written, [...firstBin, ...secondBin], join(bin(0, 0x55), bad)),
    )
    expect(problems).toEqual([`LOG1@5120 log-bin-invalid: No hive bin for 0x1000: ${found}`])
    expect(fills(bytes)).toEqual([0x55, 0x22])
    expect(recovered).toBe(false)
    expect(logs).toMatchObject([{ pages: 8 }])
    expect(baseOf(bytes)).toMatchObject({ primary: 6, secondary: 5 })
  })
})
