import { describe, expect, test } from 'vitest'
import { bytesOf, corpus, title } from '../reg/corpus.ts'
import { baseOf, get, replay } from './logs-pieces.ts'

const packed = (folder: string, name: string): Uint8Array => new Uint8Array(bytesOf(folder, `${name}.gz`))
const damaged = (name: string): Uint8Array => packed('damaged-hives', name)
const logsOf = (name: string): Uint8Array[] => [damaged(`${name}.LOG1`), damaged(`${name}.LOG2`)]

/** Where two files of the same length differ behind their base blocks. */
function differences(ours: Uint8Array, theirs: Uint8Array): number[] {
  expect(ours.length).toBe(theirs.length)
  const found: number[] = []
  for (let at = 4096; at < ours.length; at++) if (ours[at] !== theirs[at]) found.push(at)
  return found
}

describe.skipIf(!corpus)(title('hives that Windows recovered'), () => {
  test('from log entries: equal but for the write that Windows 10 made afterwards', () => {
    const bytes = damaged('NewDirtyHive1.NewDirtyHive')
    const theirs = damaged('NewDirtyHive1.RecoveredHive_Windows10')
    const { problems, recovered, logs } = replay(bytes, ...logsOf('NewDirtyHive1.NewDirtyHive'))
    expect({ problems, recovered }).toEqual({ problems: [], recovered: true })
    expect(logs.map(({ name, firstSequence, lastSequence }) => [name, firstSequence, lastSequence])).toEqual([
      ['LOG1', 2, 2],
      ['LOG2', 3, 5],
    ])
    expect(differences(bytes, theirs)).toEqual([])
    expect(baseOf(bytes)).toEqual({ ...baseOf(theirs), primary: 5, secondary: 5 })
    expect(bytes.subarray(12, 508)).toEqual(theirs.subarray(12, 508))
  })

  const keyNode4500 = 0x6bd8c
  test.each(['OldDirtyHive.OldDirtyHive', 'BadBaseBlockHive.BadBaseBlockHive'])(
    'from dirty pages: %s, equal but for what Windows 7 wrote afterwards',
    (name) => {
      const bytes = damaged(name)
      const theirs = damaged('OldDirtyHive.RecoveredHive_Windows7')
      const { problems, recovered, baseBlockFrom } = replay(bytes, ...logsOf(name))
      expect({ problems, recovered }).toEqual({ problems: [], recovered: true })
      expect(baseBlockFrom).toBe(name.startsWith('Bad') ? 'LOG1' : undefined)
      expect(baseOf(bytes)).toEqual({ ...baseOf(theirs), primary: 5, secondary: 5 })
      // The time of the write in the first hive bin, and in one key node the length of its longest value name, which
      // Windows 7 corrected from 24 to the 2 bytes that its one value takes.
      const time = [0x1014, 0x1015, 0x1016, 0x1017, 0x1018]
      expect(differences(bytes, theirs)).toEqual([...time, keyNode4500 + 60])
      expect([get(bytes, keyNode4500 + 60), get(theirs, keyNode4500 + 60)]).toEqual([24, 2])
      expect(bytes.subarray(0x1014, 0x101c)).toEqual(bytes.subarray(12, 20))
    },
  )

  test('not from a log with a damaged base block', () => {
    const bytes = damaged('BadLogHive1.BadLogHive')
    const before = bytes.slice()
    const { problems, recovered, dirty } = replay(bytes, ...logsOf('BadLogHive1.BadLogHive'))
    expect({ problems, recovered, dirty }).toEqual({
      problems: ["LOG1@508 log-checksum: Checksum of the log's base block is 0x4c564e49, computed 0xccbac9d"],
      recovered: false,
      dirty: true,
    })
    expect(bytes).toEqual(before)
  })
})

describe.skipIf(!corpus)(title('hives of whole systems'), () => {
  const system = (name: string): Uint8Array => packed('hives', `${name}.SYSTEM`)
  const logs = ['LOG1', 'LOG2'].map((log) =>
    corpus ? packed('hives', `windows-10-1709.SYSTEM.${log}`) : new Uint8Array(),
  )
  const begin =
    'LOG1@524 entries-held: Hive already holds log entries 2107 to 2110, though its base block asks for 1621'

  test('Windows 10 goes on from one log to the other and grows', () => {
    const bytes = system('windows-10-1709')
    const { problems, logs: applied, recovered } = replay(bytes, ...logs)
    expect({ problems, recovered }).toEqual({ problems: [begin], recovered: true })
    expect(applied).toEqual([
      {
        name: 'LOG1',
        format: 'entries',
        entries: 4,
        firstSequence: 2107,
        lastSequence: 2110,
        pages: 10,
        bytes: 40960,
      },
      {
        name: 'LOG2',
        format: 'entries',
        entries: 20,
        firstSequence: 2111,
        lastSequence: 2130,
        pages: 305,
        bytes: 2633728,
      },
    ])
    const base = { primary: 2130, secondary: 2130, fileType: 0, binsSize: 0xc02000, flags: 1, isSound: true }
    expect(baseOf(bytes)).toEqual(base)
    // Bins follow each other without a gap up to the size in the base block.
    let at = 0
    for (; at < 0xc02000; at += get(bytes, 4096 + at + 8))
      expect([get(bytes, 4096 + at), get(bytes, 4096 + at + 4)]).toEqual([0x6e696268, at])
    expect(at).toBe(0xc02000)
  })

  test('Windows 10: the hive holds all that its first log has, so that log alone changes its base block only', () => {
    const bytes = system('windows-10-1709')
    const before = bytes.slice()
    expect(replay(bytes, logs[0] ?? bytes).problems).toEqual([begin])
    expect(differences(bytes, before)).toEqual([])
  })

  test('Windows 10: its second log alone cannot be joined to the hive', () => {
    const bytes = system('windows-10-1709')
    expect(replay(bytes, logs[1] ?? bytes)).toMatchObject({
      recovered: false,
      problems: [
        'LOG1@524 entries-missing: Hive needs the log entries from 1621 on, the logs begin with 2111',
      ],
    })
  })

  test.each([
    ['windows-xp-sp3', false],
    ['windows-7-sp1', false],
    ['windows-8.1', true],
  ])('%s without logs stays as it is', (name, dirty) => {
    const bytes = system(name)
    const before = bytes.slice()
    expect(replay(bytes)).toMatchObject({ dirty, recovered: !dirty, problems: [] })
    expect(Buffer.compare(bytes, before)).toBe(0)
  })
})
