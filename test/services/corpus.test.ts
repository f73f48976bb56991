import { describe, expect, it } from 'vitest'
import { readServices, type Service } from '../../src/services/index.ts'
import { corpus, corpusExport } from './read.ts'

const exports = [
  ['windows-xp-sp3', 'xp', 263, 62, 0, 0],
  ['windows-7-sp1', '7', 467, 69, 0, 0],
  ['windows-8.1', '8.1', 469, 69, 42, 31],
  ['windows-10-1709', '10', 655, 69, 44, 0],
] as const

function comparable({ at: _at, key: _key, ...service }: Service): string {
  return JSON.stringify(service, (name, value) => (name === 'at' ? undefined : value))
}

describe.skipIf(corpus === undefined)('real exports (need SVCSIM_CORPUS)', () => {
  it.each(exports)('%s', async (name, release, services, groups, overrides, emptyGroups) => {
    for (const style of ['full.regedit5-utf16', 'services.hivexregedit']) {
      const model = await readServices(corpusExport(`${name}.${style}`))
      expect(model.windows).toMatchObject({ release, certainty: 'detected' })
      expect(model.all).toHaveLength(services)
      expect(model.groupOrder?.groups).toHaveLength(groups)
      expect(model.groupOrder?.wellFormed).toBe(true)
      expect(model.vectors.filter(({ malformed }) => malformed !== null)).toEqual([])
      expect(model.controlSet).toMatchObject({ name: 'ControlSet001', reason: 'Select\\Current is 1' })
      expect(model.holds.fragment).toBe(false)
      expect(model.all.filter(({ startOverride }) => startOverride.length > 0)).toHaveLength(overrides)
      if (emptyGroups > 0)
        expect(model.all.filter(({ group }) => group?.value === '')).toHaveLength(emptyGroups)
      // Stock values of another type than the standard are texts for people alone.
      const malformed = model.all.flatMap((service) => service.malformed.map(({ valueName }) => valueName))
      expect([...new Set(malformed)].filter((value) => !/^(DisplayName|Description)$/.test(value))).toEqual(
        [],
      )
    }
  })

  it.each([
    'windows-xp-sp3.services.hivexregedit',
    'windows-xp-sp3.services.regedit5-utf16',
    'windows-xp-sp3.services.regedit4-ansi',
  ])('%s gives the same services as the full export', async (name) => {
    const full = await readServices(corpusExport('windows-xp-sp3.full.regedit5-utf16'))
    const part = await readServices(corpusExport(name))
    expect(part.all.map(comparable)).toEqual(full.all.map(comparable))
    expect(part.vectors.map(({ group, tags }) => [group, tags?.map(({ value }) => value)])).toEqual(
      full.vectors.map(({ group, tags }) => [group, tags?.map(({ value }) => value)]),
    )
  })
})
