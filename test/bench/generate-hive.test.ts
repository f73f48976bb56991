import { expect, it } from 'vitest'
import { generateHive } from '../../bench/generate-hive.ts'
import { readHive } from '../../src/formats/hive/index.ts'

it('the hive generator of the bench gives the same sound hive for the same seed, of the size asked for', () => {
  const { bytes, counts } = generateHive({ sizeMb: 4, seed: 7, services: 120 })
  expect(Buffer.from(generateHive({ sizeMb: 4, seed: 7, services: 120 }).bytes).equals(bytes)).toBe(true)
  expect(Buffer.from(generateHive({ sizeMb: 4, seed: 8, services: 120 }).bytes).equals(bytes)).toBe(false)
  expect(Math.abs(bytes.length / 2 ** 20 - 4)).toBeLessThan(0.1)
  const registry = readHive(bytes.slice(), { file: 'SYSTEM' })
  expect(registry.diagnostics).toEqual([])
  expect(registry.counts).toMatchObject({ keys: counts.keys, values: counts.values })
  for (const name of ['ControlSet001', 'ControlSet002'])
    expect(registry.root.find('HKEY_LOCAL_MACHINE', 'SYSTEM', name, 'Services')?.keys.length).toBe(120)
})
