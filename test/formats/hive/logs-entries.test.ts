import { describe, expect, test } from 'vitest'
import { base, baseOf, bin, entry, hive, join, newLog, put, replay, sealed } from './logs-pieces.ts'

const dirty = { primary: 6, secondary: 5 }
/** An entry that fills the cells of one of the two bins. */
const filling = (sequence: number, offset: number, fill: number): Uint8Array =>
  entry({ sequence, pages: [[offset, bin(offset, fill)]] })
/** What fills the cells of the bins. */
const fills = (bytes: Uint8Array): (number | undefined)[] => [bytes[4096 + 100], bytes[8192 + 100]]

describe('a chain of log entries', () => {
  test('is applied from the secondary sequence number on, in place, and the base block sealed', () => {
    const bytes = hive(dirty)
    const log = newLog(
      5,
      filling(5, 0, 0x55),
      entry({ sequence: 6, flags: 1, pages: [[4096, bin(4096, 0x66)]] }),
    )
    const { problems, ...replayed } = replay(bytes, log)
    expect(problems).toEqual([])
    expect(replayed.bytes).toBe(bytes)
    expect(fills(bytes)).toEqual([0x55, 0x66])
    expect(baseOf(bytes)).toEqual({
      primary: 6,
      secondary: 6,
      fileType: 0,
      binsSize: 8192,
      flags: 1,
      isSound: true,
    })
    expect(replayed).toMatchObject({ dirty: true, recovered: true })
    expect(replayed.logs).toEqual([
      {
        name: 'LOG1',
        format: 'entries',
        entries: 2,
        firstSequence: 5,
        lastSequence: 6,
        pages: 2,
        bytes: 8192,
      },
    ])
  })

  test('leaves out entries that the hive holds already', () => {
    const bytes = hive({ primary: 7, secondary: 6 })
    const { logs, problems } = replay(bytes, newLog(5, filling(5, 0, 0x55), filling(6, 4096, 0x66)))
    expect(problems).toEqual([])
    expect(fills(bytes)).toEqual([0x11, 0x66])
    expect(logs).toMatchObject([{ firstSequence: 6, lastSequence: 6 }])
  })

  test.each([
    ['in the order of their names', false],
    ['the other way round', true],
  ])('goes over both logs, %s', (_, isSwapped) => {
    const bytes = hive(dirty)
    const first = newLog(5, filling(5, 0, 0x55))
    const second = newLog(6, filling(6, 0, 0x66), filling(7, 4096, 0x77))
    const { logs, problems } = isSwapped ? replay(bytes, second, first) : replay(bytes, first, second)
    expect(problems).toEqual([])
    expect(fills(bytes)).toEqual([0x66, 0x77])
    expect(logs.map(({ name, firstSequence, lastSequence }) => [name, firstSequence, lastSequence])).toEqual([
      [isSwapped ? 'LOG2' : 'LOG1', 5, 5],
      [isSwapped ? 'LOG1' : 'LOG2', 6, 7],
    ])
  })

  test('ends silently where entries of an earlier use of the log follow', () => {
    const bytes = hive(dirty)
    const { problems, recovered } = replay(bytes, newLog(5, filling(5, 0, 0x55), filling(2, 4096, 0x22)))
    expect({ problems, recovered }).toEqual({ problems: [], recovered: true })
    expect(baseOf(bytes)).toMatchObject({ secondary: 5 })
  })

  test('grows the hive, and the file only where it is too short', () => {
    const pages = [[8192, bin(8192, 0x33)]] as const
    const log = newLog(5, entry({ sequence: 5, binsSize: 12288, pages }))
    const short = hive(dirty)
    const grown = replay(short, log).bytes
    expect(grown).not.toBe(short)
    expect(grown.length).toBe(4096 + 12288)
    expect([...fills(grown), grown[4096 + 8192 + 100]]).toEqual([0x11, 0x22, 0x33])
    expect(baseOf(grown)).toMatchObject({ binsSize: 12288, isSound: true })
    const roomy = join(hive(dirty), new Uint8Array(4096))
    expect(replay(roomy, log).bytes).toBe(roomy)
  })

  test('begins at the second sector of a disk with sectors of 4096 bytes', () => {
    const bytes = hive(dirty)
    const head = base({ primary: 5, secondary: 5, fileType: 6, clusteringFactor: 8 }, 4096)
    expect(replay(bytes, join(head, filling(5, 0, 0x55)))).toMatchObject({ recovered: true, problems: [] })
    expect(fills(bytes)).toEqual([0x55, 0x22])
  })
})

describe('a chain is cut off', () => {
  const forged = (at: number, value: number): Uint8Array =>
    entry({ sequence: 6, pages: [[0, bin(0, 0x66)]], forge: (bytes) => put(bytes, at, value) })
  const flipped = (at: number): Uint8Array => {
    const bytes = filling(6, 0, 0x66)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  }
  // The first entry stands at 512 and has 4608 bytes, so the damaged one stands at 5120.
  test.each<[string, Uint8Array, string]>([
    ['size 0', forged(4, 0), '5124 entry-size: Log entry 6 gives its size as 0x0, the log has 0x1200 left'],
    [
      'size past the end',
      forged(4, 0xfffffe00),
      '5124 entry-size: Log entry 6 gives its size as 0xfffffe00, the log has 0x1200 left',
    ],
    [
      'odd size',
      forged(4, 1000),
      '5124 entry-size: Log entry 6 gives its size as 0x3e8, the log has 0x1200 left',
    ],
    ['header', flipped(8), '5152 entry-header-hash: Header of log entry 6 has the hash …, computed …'],
    ['pages', flipped(4000), '5144 entry-pages-hash: Pages of log entry 6 have the hash …, computed …'],
    [
      'bins size',
      forged(16, 8200),
      '5136 entry-bins-size: Log entry 6 gives the size of the hive bins as 0x2008, at most 0x4600 can be',
    ],
    [
      'bins size that nothing fills',
      forged(16, 0xfffff000),
      '5136 entry-bins-size: Log entry 6 gives the size of the hive bins as 0xfffff000, at most 0x4600 can be',
    ],
    [
      'no bins',
      forged(16, 0),
      '5136 entry-bins-size: Log entry 6 gives the size of the hive bins as 0x0, at most 0x4600 can be',
    ],
    [
      'page count',
      forged(20, 0xffffffff),
      '5140 entry-page-count: Log entry 6 has 4294967295 pages, its references have room for 571',
    ],
    [
      'page count that the pages cannot have',
      forged(20, 500),
      '5160 entry-page: Page 0x0 of log entry 6 has 4096 bytes; 568 follow, the bins end at 0x2000',
    ],
    [
      'page outside',
      forged(40, 0xfffff000),
      '5160 entry-page: Page 0xfffff000 of log entry 6 has 4096 bytes; 4560 follow, the bins end at 0x2000',
    ],
    [
      'page not on a sector',
      forged(40, 8),
      '5160 entry-page: Page 0x8 of log entry 6 has 4096 bytes; 4560 follow, the bins end at 0x2000',
    ],
    [
      'page cut off',
      forged(44, 8192),
      '5160 entry-page: Page 0x0 of log entry 6 has 8192 bytes; 4560 follow, the bins end at 0x2000',
    ],
    [
      'empty page',
      forged(44, 0),
      '5160 entry-page: Page 0x0 of log entry 6 has 0 bytes; 4560 follow, the bins end at 0x2000',
    ],
    [
      'number left out',
      filling(8, 0, 0x88),
      '5132 entry-sequence: Log entry 6 is missing, 8 follows instead',
    ],
  ])('by an entry with a wrong %s', (_, damaged, problem) => {
    const bytes = hive(dirty)
    const { problems, recovered } = replay(bytes, newLog(5, filling(5, 0, 0x55), damaged))
    const hashless = (text: string): string => text.replace(/\b[0-9a-f]{16}\b/g, '…')
    expect(problems.map(hashless)).toEqual([`LOG1@${problem}`])
    // What is before the damage stands: entries are written whole before any of their pages reaches the hive.
    expect(recovered).toBe(true)
    expect(fills(bytes)).toEqual([0x55, 0x22])
    expect(baseOf(bytes)).toMatchObject({ primary: 5, secondary: 5, isSound: true })
  })

  test('unless the other log has the entry again', () => {
    const bytes = hive(dirty)
    const torn = newLog(5, filling(5, 0, 0x55), flipped(4000))
    expect(replay(bytes, torn, newLog(6, filling(6, 0, 0x77)))).toMatchObject({
      problems: [],
      recovered: true,
    })
    expect(fills(bytes)).toEqual([0x77, 0x22])
  })

  test('at its very first entry, so that nothing is replayed', () => {
    const bytes = hive({ primary: 7, secondary: 6 })
    const before = bytes.slice()
    const { found, recovered, logs } = replay(bytes, newLog(6, flipped(4000)))
    expect({ codes: found.map(({ code }) => code), recovered, logs }).toEqual({
      codes: ['entry-pages-hash'],
      recovered: false,
      logs: [],
    })
    expect(bytes).toEqual(before)
  })

  test('between two logs', () => {
    const bytes = hive(dirty)
    const { problems } = replay(bytes, newLog(5, filling(5, 0, 0x55)), newLog(8, filling(8, 0, 0x88)))
    expect(problems).toEqual(['LOG2@524 entry-sequence: Log entry 6 is missing, 8 follows instead'])
    expect(fills(bytes)).toEqual([0x55, 0x22])
  })
})

describe('logs that do not begin where the hive stands', () => {
  test('are not replayed where the entries between are nowhere', () => {
    const bytes = hive(dirty)
    const before = bytes.slice()
    const { problems, recovered } = replay(bytes, newLog(8, filling(8, 0, 0x88)))
    expect(problems).toEqual([
      'LOG1@524 entries-missing: Hive needs the log entries from 5 on, the logs begin with 8',
    ])
    expect(recovered).toBe(false)
    expect(bytes).toEqual(before)
  })

  test('are replayed where the hive already has all pages up to some entry', () => {
    const bytes = hive(dirty)
    const logs = [newLog(8, filling(8, 0, 0x99), filling(9, 0, 0x11)), newLog(10, filling(10, 4096, 0xaa))]
    const { problems, recovered } = replay(bytes, ...logs)
    expect(problems).toEqual([
      'LOG1@524 entries-held: Hive already holds log entries 8 to 9, though its base block asks for 5',
    ])
    expect(recovered).toBe(true)
    expect(fills(bytes)).toEqual([0x11, 0xaa])
  })

  test('are noted where they end before', () => {
    const bytes = hive({ primary: 10, secondary: 9 })
    const { problems, recovered } = replay(bytes, newLog(5, filling(5, 0, 0x55)))
    expect(problems).toEqual([
      'LOG1@524 entries-old: Log ends with entry 5; the hive already holds all before 9',
    ])
    expect(recovered).toBe(false)
    expect(fills(bytes)).toEqual([0x11, 0x22])
  })
})

describe('the base block', () => {
  test('of a hive whose checksum is wrong is taken from the log', () => {
    const bytes = hive({ primary: 9, secondary: 9 })
    put(bytes, 24, 99)
    const replayed = replay(bytes, newLog(5, filling(5, 0, 0x55)), newLog(6, filling(6, 4096, 0x66)))
    expect(replayed).toMatchObject({ baseBlockFrom: 'LOG1', dirty: true, recovered: true, problems: [] })
    expect(baseOf(bytes)).toMatchObject({ primary: 6, secondary: 6, fileType: 0, isSound: true })
    expect(fills(bytes)).toEqual([0x55, 0x66])
  })

  test('is taken from a log without entries too, which recovers nothing else', () => {
    const bytes = hive({ primary: 9, secondary: 9 })
    bytes.fill(0, 0, 512)
    const { baseBlockFrom, recovered } = replay(bytes, newLog(9))
    expect({ baseBlockFrom, recovered }).toEqual({ baseBlockFrom: 'LOG1', recovered: false })
    expect(baseOf(bytes)).toMatchObject({ secondary: 9, fileType: 0, isSound: true })
  })

  test('makes no hive of a file without hive bins', () => {
    const bytes = new Uint8Array(8192)
    expect(replay(bytes, newLog(5, filling(5, 0, 0x55)))).toMatchObject({
      dirty: true,
      recovered: false,
      logs: [],
    })
    expect(bytes).toEqual(new Uint8Array(8192))
    expect(replay(new Uint8Array(0), newLog(5))).toMatchObject({ recovered: false })
  })

  test('that is sound is enough for a hive whose first bin is damaged', () => {
    const bytes = hive(dirty)
    bytes.fill(0, 4096, 8192)
    expect(replay(bytes, newLog(5, filling(5, 0, 0x55)))).toMatchObject({ recovered: true, problems: [] })
    expect(bytes.subarray(4096, 8192)).toEqual(bin(0, 0x55))
    const cut = hive(dirty).subarray(0, 4000)
    expect(replay(cut, newLog(5, filling(5, 0, 0x55)))).toMatchObject({ recovered: false, logs: [] })
  })

  test('of a log must be sound', () => {
    const wrong = newLog(5, filling(5, 0, 0x55))
    put(wrong, 508, 1)
    const primary = newLog(5, filling(5, 0, 0x55))
    put(primary, 28, 0)
    const bytes = hive(dirty)
    const { problems, recovered } = replay(bytes, wrong, sealed(primary), Buffer.from('MZ'))
    expect(problems).toEqual([
      expect.stringMatching(
        /^LOG1@508 log-checksum: Checksum of the log's base block is 0x1, computed 0x[0-9a-f]+$/,
      ),
      'LOG2@28 log-file-type: File type 0 is none of a transaction log (1, 2 or 6)',
      'LOG3@0 log-base-block: No transaction log: does not begin with a whole base block "regf"',
    ])
    expect(recovered).toBe(false)
    expect(fills(bytes)).toEqual([0x11, 0x22])
  })
})

test('a clean hive is left alone, without a word about its logs', () => {
  const bytes = hive({ primary: 5, secondary: 5 })
  const before = bytes.slice()
  const replayed = replay(bytes, newLog(5, filling(5, 0, 0x55)), Buffer.from('MZ'))
  expect(replayed).toMatchObject({ dirty: false, recovered: true, logs: [], problems: [] })
  expect(bytes).toEqual(before)
})

test('logs that were never used are passed over: empty ones and zeros', () => {
  const { problems, recovered } = replay(hive(dirty), new Uint8Array(0), new Uint8Array(65536))
  expect({ problems, recovered }).toEqual({ problems: [], recovered: false })
})

test('a log given as the hive is not replayed upon', () => {
  const log = join(base({ primary: 6, secondary: 5, fileType: 1 }, 4096), bin(0, 0x11))
  const before = log.slice()
  expect(replay(log, newLog(5, filling(5, 0, 0x55)))).toMatchObject({ logs: [], recovered: false })
  expect(log).toEqual(before)
})
