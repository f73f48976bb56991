import { expect, test } from 'vitest'
import { logMessages } from '../../../src/formats/hive/logs/index.ts'
import { withoutHang } from '../../hang.ts'
import { Dice } from '../../mutations.ts'
import { bin, entry, get, hive, join, newLog, oldLog, put, replay, sealed } from './logs-pieces.ts'

/** Mutated logs of a run; SVCSIM_FUZZ asks for more, SVCSIM_SEED for others. */
const rounds = Number(process.env['SVCSIM_FUZZ'] ?? 20_000)
const seed = Number(process.env['SVCSIM_SEED'] ?? 1)

type Random = (below: number) => number

const extremes = [0, 1, 40, 512, 4095, 4096, 0x7fffffff, 0x80000000, 0xfffff000, 0xffffffff]
const fields = [4, 8, 12, 20, 28, 40, 44, 144]
const entryFields = [4, 8, 12, 16, 20, 24, 40, 44]

/** One defect of the kinds that copying and writing make, or that somebody forges. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random(bytes.length)
  const dword = at & ~3
  const other = random(bytes.length) & ~3
  switch (random(8)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
      return bytes
    case 1:
      return bytes.slice(0, random(2) === 0 ? at : 510 + random(10))
    case 2:
      if (Math.max(dword, other) + 4 <= bytes.length) {
        const value = get(bytes, dword)
        put(bytes, dword, get(bytes, other))
        put(bytes, other, value)
      }
      return bytes
    case 3:
      if (bytes.length >= 512)
        put(bytes, fields[random(fields.length)] ?? 4, extremes[random(extremes.length)] ?? 0)
      return bytes
    case 4:
      bytes.copyWithin(dword, other, other + random(5000))
      return bytes
    case 5:
      if (bytes.length >= 1024) bytes.fill(random(2) * 255, 516, 516 + random(16))
      return bytes
    default:
      return bytes
  }
}

/** Hashes and checksums are right again half of the time: else nothing behind them would ever be reached. */
function forgedEntry(sequence: number, random: Random): Uint8Array {
  const at = random(2) * 4096
  const field = entryFields[random(entryFields.length)] ?? 4
  const value = extremes[random(extremes.length)] ?? 0
  return entry({
    sequence: random(10) === 0 ? random(12) : sequence,
    // The hive has some of these pages already.
    pages: [
      [at, bin(at, at === 0 ? 0x11 : 0x55)],
      ...(random(2) === 0 ? [[8192, bin(8192, 0x66)] as const] : []),
    ],
    binsSize: 12288,
    forge: (bytes) => {
      if (random(4) === 0) put(bytes, field, value)
    },
  })
}

function someLog(random: Random): Uint8Array {
  const sequence = 4 + random(4)
  const old = { primary: 6, secondary: 6, binsSize: 12288, clusteringFactor: 1 + 7 * random(2) }
  const log =
    random(2) === 0
      ? newLog(
          sequence,
          ...Array.from({ length: random(4) }, (_, index) => forgedEntry(sequence + index, random)),
        )
      : oldLog(
          old,
          Array.from({ length: 16 }, (_, page) => page + 8 * random(2)),
          join(bin(0, 1), bin(4096, 2), bin(8192, 3)),
        )
  const mutated = mutate(log, random)
  // Now and then of another resource manager than the hive.
  if (mutated.length >= 512 && random(12) === 0) {
    put(mutated, 112, 9)
    return sealed(mutated)
  }
  return mutated.length >= 512 && random(2) === 0 ? sealed(mutated) : mutated
}

test(`${rounds} mutated logs and hives: no exception, no growth beyond what the logs hold`, () => {
  const dice = new Dice(seed)
  const random: Random = (below) => dice.roll(below)
  const outcomes = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    try {
      let bytes = hive({ primary: 6, secondary: 5 })
      put(bytes, 112, 7)
      sealed(bytes)
      if (random(3) === 0) bytes = mutate(bytes, random)
      if (random(2) === 0 && bytes.length >= 512) sealed(bytes)
      const logs = Array.from({ length: 1 + random(2) }, () => someLog(random))
      const room = logs.reduce((sum, log) => sum + log.length, bytes.length)
      const sealedLogs = logs.map((log) => log.slice())
      const { found, bytes: replayed, recovered, logs: applied } = withoutHang(() => replay(bytes, ...logs))
      if (replayed.length > room) expect.fail(`${replayed.length} bytes of ${room}`)
      for (const { log, offset, length } of found) {
        const size = logs[Number(log.slice(3)) - 1]?.length ?? 0
        if (offset < 0 || length < 0 || offset + length > size) expect.fail(`${offset} of ${size}`)
      }
      if (logs.some((log, index) => Buffer.compare(log, sealedLogs[index] ?? log) !== 0))
        expect.fail('a log was changed')
      const outcome = [recovered ? 'recovered' : 'not recovered', ...applied.map(({ format }) => format)]
      for (const reached of [...outcome, ...found.map(({ code }) => code)])
        outcomes.set(reached, (outcomes.get(reached) ?? 0) + 1)
    } catch (error) {
      throw new Error(`round ${round} of seed ${seed}`, { cause: error })
    }
  }
  // Every path is taken, or the mutations prove less than they seem to.
  const paths = ['recovered', 'not recovered', 'entries', 'dirty-pages', ...Object.keys(logMessages)]
  expect(paths.filter((path) => !outcomes.has(path))).toEqual([])
}, 3_600_000)
