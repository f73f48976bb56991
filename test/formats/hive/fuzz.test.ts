import { describe, expect, it } from 'vitest'
import { openHive, type RegistryNode, readHive } from '../../../src/index.ts'
import { withoutHang } from '../../hang.ts'
import { Dice, mutate } from '../../mutations.ts'
import { binary, buildHive, dword, type KeySpec, key, multiSz, patternBytes, sz } from './builder/index.ts'

/** Mutated hives of a run; SVCSIM_FUZZ asks for more, SVCSIM_SEED for others. */
const count = Number(process.env['SVCSIM_FUZZ'] ?? 20_000)
const seed = Number(process.env['SVCSIM_SEED'] ?? 1)

const services = (names: readonly string[], list?: KeySpec['list']): KeySpec =>
  key(
    'Services',
    [],
    names.map((name) =>
      key(
        name,
        [dword('Type', 1), dword('Start', 0), sz('Group', 'Base'), multiSz('DependOnService', 'A', 'Bé')],
        [key('Parameters', [binary('Bytes', patternBytes(40))]), key('Ж', [sz('', 'default')])],
        { className: 'GenericClass' },
      ),
    ),
    list === undefined ? {} : { list, listLength: 3 },
  )

/** Small, so that every wound is likely to hit something that is read. */
const hives = [
  buildHive(key('ROOT', [], [key('ControlSet001', [], [services(['a', 'b', 'c', 'd', 'e', 'f', 'g'])])])),
  buildHive(key('ROOT', [], [key('ControlSet001', [], [services(['a', 'b', 'c', 'd', 'e'], 'lh')])])),
  buildHive(key('ROOT', [], [key('ControlSet001', [], [services(['a', 'b', 'c', 'd'], 'li')])]), {
    minorVersion: 3,
  }),
  buildHive(key('ROOT', [], [key('Select', [dword('Current', 1)]), services(['x', 'y'])]), {
    minorVersion: 1,
  }),
  buildHive(
    key('ROOT', [binary('Big', patternBytes(40_000))], [key('k', [binary('Big2', patternBytes(16_345))])]),
  ),
].map(({ bytes }) => Uint8Array.from(bytes))

/** Keys and bytes of a hive, walked as a converter does: to JSON with class names, to text without. */
function walk(node: RegistryNode, withClasses: boolean): { keys: number; bytes: number } {
  const walked = { keys: 1, bytes: withClasses ? (node.className?.length ?? 0) : 0 }
  for (const { name, data } of node.values) walked.bytes += data.length + name.length
  for (const below of node.keys) {
    const { keys, bytes } = walk(below, withClasses)
    walked.keys += keys
    walked.bytes += bytes
  }
  return walked
}

describe('mutated hives', () => {
  it(`${count} are read without an exception, each in bounds`, { timeout: 3_600_000 }, () => {
    const dice = new Dice(seed)
    let readable = 0
    for (let round = 0; round < count; round++) {
      const bytes = mutate(hives[round % hives.length] as Uint8Array, dice)
      try {
        const deep = round % 2 === 0
        const registry = withoutHang(() => readHive(Uint8Array.from(bytes), { file: 'SYSTEM', deep }))
        const { root } = openHive(bytes, { file: 'SYSTEM' })
        const { keys, bytes: read } = root ? withoutHang(() => walk(root, deep)) : { keys: 0, bytes: 0 }
        if (root) readable++
        // Every cell is read once: so there is never more of anything than the file has room for.
        expect(keys).toBeLessThanOrEqual(bytes.length / 76 + 1)
        expect(read).toBeLessThanOrEqual(bytes.length)
        // Both claim the same cells in the same order, unless one of them looks at class names too.
        if (!deep) expect(registry.keptKeys).toBe(keys)
        expect(withoutHang(() => registry.counts.values)).toBeLessThanOrEqual(bytes.length / 4)
        expect(registry.diagnostics.length).toBeLessThanOrEqual(10_001)
        for (const { at, message } of registry.diagnostics) {
          expect(message).not.toMatch(/undefined|NaN|\[object/)
          expect(at.offset).toBeGreaterThanOrEqual(0)
          expect(at.offset).toBeLessThanOrEqual(bytes.length)
        }
      } catch (error) {
        throw new Error(`round ${round} of seed ${seed}`, { cause: error })
      }
    }
    // A mutation that leaves nothing to read tests nothing.
    expect(readable).toBeGreaterThan(count / 2)
  })
})
