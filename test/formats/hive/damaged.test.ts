import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type HiveRegistry, readHive } from '../../../src/index.ts'
import { corpus, linesOf, unpacked } from './corpus.ts'

/** What must come out of a damaged hive: keys, values, and `code@offset` of all that is told of it. */
interface Outcome {
  readonly keys: number
  readonly values: number
  readonly told?: readonly string[]
  /** Sequence numbers that its logs brought it from and to. */
  readonly replayed?: readonly string[]
}

/** Hives as stored, named after what is wrong with them. */
const stored: Readonly<Record<string, Outcome>> = {
  'BadBaseBlockHive.BadBaseBlockHive': {
    keys: 5003,
    values: 0,
    told: ['base-checksum@0x1fc', 'hive-dirty@0x4'],
  },
  // Keys 2 and 3 share a subkey list; its subkey names key 3 as its parent.
  BadListHive: { keys: 6, values: 0, told: ['key-parent@0x1484', 'cell-shared@0x13a0'] },
  'BadLogHive1.BadLogHive': { keys: 5003, values: 0, told: ['hive-dirty@0x4'] },
  BigDataHive: { keys: 2, values: 2 },
  BogusKeyNamesHive: { keys: 3, values: 0, told: ['name-nul@0x1288'] },
  CompHive: { keys: 4, values: 0 },
  // Two deleted keys had one name: nothing is wrong with what is left.
  DupNameHive: { keys: 2, values: 0 },
  // The base block has a size of 4096 for 487,424 bytes of bins.
  EffectiveSizeHive: {
    keys: 5003,
    values: 0,
    told: ['base-checksum@0x1fc', 'hive-dirty@0x4', 'beyond-bins-size@0x28'],
  },
  EmptyHive: { keys: 1, values: 0 },
  ExtendedASCIIHive: { keys: 2, values: 1 },
  GarbageHive: { keys: 1, values: 0, told: ['base-checksum@0x1fc', 'hive-dirty@0x4'] },
  // Windows mended it: what it cut off is left in cells that no key leads to.
  HealedHive: { keys: 4, values: 1 },
  InvalidParentHive: { keys: 5003, values: 0, told: ['key-parent@0x75b1c'] },
  'NewDirtyHive1.NewDirtyHive': { keys: 5, values: 2, told: ['hive-dirty@0x4'] },
  'NewDirtyHive1.RecoveredHive_Windows10': { keys: 5, values: 1 },
  'OldDirtyHive.OldDirtyHive': { keys: 5003, values: 0, told: ['hive-dirty@0x4'] },
  'OldDirtyHive.RecoveredHive_Windows7': { keys: 5003, values: 1 },
  // Of ten parts of a subkey list one is left in the file, and of its keys none.
  TruncatedHive: {
    keys: 2,
    values: 0,
    told: [
      'truncated@0x28',
      ...['28', '2c', '30', '34', '38', '3c', '40', '44', '48'].map((at) => `cell-outside@0x17${at}`),
    ],
  },
  // One kilobyte of a hive bin, without a base block.
  TruncatedHiveBin: {
    keys: 2,
    values: 0,
    told: ['base-block-absent@0x0', 'bin-size@0x8', 'cell-outside@0x160'],
  },
  TruncatedNameHive: { keys: 2, values: 0, told: ['name-cut@0x11fc', 'name-nul@0x1200'] },
  UnicodeHive: { keys: 3, values: 0 },
  ValuesOrderHive: { keys: 1, values: 3 },
  WrongOrderHive: { keys: 11, values: 0, told: ['subkey-order@0x1508', 'subkey-order@0x16b8'] },
}

/** The same with the logs that lie beside them. */
const replayed: Readonly<Record<string, Outcome>> = {
  'BadBaseBlockHive.BadBaseBlockHive': {
    keys: 5003,
    values: 1,
    told: ['base-block-replaced@0x1fc'],
    replayed: ['5-5'],
  },
  'BadLogHive1.BadLogHive': { keys: 5003, values: 0, told: ['log-checksum@0x1fc', 'hive-dirty@0x4'] },
  'NewDirtyHive1.NewDirtyHive': { keys: 5, values: 1, replayed: ['2-2', '3-5'] },
  'OldDirtyHive.OldDirtyHive': { keys: 5003, values: 1, replayed: ['5-5'] },
}

const folder = corpus === undefined ? undefined : join(corpus, 'damaged-hives')
const files = folder === undefined ? [] : readdirSync(folder).map((name) => name.replace(/\.gz$/, ''))

function read(name: string, withLogs: boolean): HiveRegistry {
  const logs = files
    .filter((file) => withLogs && file.startsWith(`${name}.LOG`))
    .map((file) => ({ name: file, bytes: unpacked(`damaged-hives/${file}`) }))
  return readHive(unpacked(`damaged-hives/${name}`), { file: name, logs, allKeys: true })
}

function outcome({ counts, diagnostics, hive, unreadable }: HiveRegistry): Outcome {
  expect(unreadable).toBeUndefined()
  const told = diagnostics.map(({ code, at }) => `${code}@0x${at.offset?.toString(16)}`)
  const logs = hive.logs.map(({ firstSequence, lastSequence }) => `${firstSequence}-${lastSequence}`)
  return {
    keys: counts.keys,
    values: counts.values,
    ...(told.length > 0 && { told }),
    ...(logs.length > 0 && { replayed: logs }),
  }
}

describe.skipIf(folder === undefined)('damaged hives (SVCSIM_CORPUS)', () => {
  it('are all in the table', () => {
    expect(files.filter((name) => !/\.LOG\d$/.test(name)).sort()).toEqual(Object.keys(stored).sort())
  })
  it.each(Object.entries(stored))('%s as stored', (name, expected) => {
    const before = process.memoryUsage()
    expect(outcome(read(name, false))).toEqual(expected)
    const after = process.memoryUsage()
    const grown = after.heapUsed + after.external - before.heapUsed - before.external
    expect(grown).toBeLessThan(200 * 1024 * 1024)
  })
  it.each(Object.entries(replayed))('%s with its logs', (name, expected) => {
    expect(outcome(read(name, true))).toEqual(expected)
  })
  it.each([
    ['OldDirtyHive.OldDirtyHive', 'OldDirtyHive.RecoveredHive_Windows7'],
    ['NewDirtyHive1.NewDirtyHive', 'NewDirtyHive1.RecoveredHive_Windows10'],
  ])('%s with its logs is %s, which Windows made of it', (name, recovered) => {
    const ours = linesOf(read(name, true).root)
    expect(ours).toEqual(linesOf(read(recovered, false).root))
    expect(ours).not.toEqual(linesOf(read(name, false).root))
  })
})
