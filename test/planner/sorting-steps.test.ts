import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinal } from '../../src/diagnostics/index.ts'
import { classicGroupSort } from '../../src/planner/classic-group-sort.ts'
import { classicTagPass, sortRun } from '../../src/planner/classic-tag-pass.ts'
import { kernelOrder } from '../../src/planner/kernel-order.ts'
import { modernGroupSort } from '../../src/planner/modern-group-sort.ts'
import { modernTagSort } from '../../src/planner/modern-tag-sort.ts'
import { entry, ids, rawEntries } from './entries.ts'

const placed = (id: string, tagPosition: number) =>
  entry(id, { tag: tagPosition, tagPosition, hasVector: true })

describe('the classic tag pass', () => {
  it('puts the second of two equals in front when a greater one stood between', () => {
    expect(ids(sortRun([placed('a', 1), placed('b', 3), placed('c', 1)]))).toEqual(['c', 'a', 'b'])
  })

  it('sorts neighbours of one group only', () => {
    const group = { group: 'NETWORK', hasVector: true }
    const list = [
      entry('late', { ...group, tag: 2, tagPosition: 2 }),
      entry('stranger'),
      entry('early', { ...group, tag: 1, tagPosition: 1 }),
    ]
    expect(ids(classicTagPass(list))).toEqual(['late', 'stranger', 'early'])
  })

  it('takes an empty group and none for neighbours', () => {
    const list = [entry('b', { group: '' }), entry('a', { tag: 7 })]
    expect(ids(classicTagPass(list))).toEqual(['a', 'b'])
  })

  it('puts listed tags before unlisted ones and those before untagged ones', () => {
    const group = { group: 'BASE', hasVector: true }
    const list = [
      entry('untagged', group),
      entry('wrong type', { ...group, tagged: true }),
      entry('listed', { ...group, tag: 1, tagPosition: 3 }),
    ]
    expect(ids(classicTagPass(list))).toEqual(['listed', 'wrong type', 'untagged'])
  })
})

describe('the classic group sort', () => {
  it('turns the members of a group about once for each mention and leaves the others alone', () => {
    const once = { group: 'BASE', groupPosition: 0, groupMentions: 1 }
    const twice = { group: 'VIDEO', groupPosition: 1, groupMentions: 2 }
    const list = [
      entry('f'),
      entry('e', twice),
      entry('d', once),
      entry('c', twice),
      entry('b', once),
      entry('a'),
    ]
    expect(ids(classicGroupSort(list))).toEqual(['b', 'd', 'e', 'c', 'f', 'a'])
  })
})

describe('the modern tag sort', () => {
  it('takes the tag for the index where the group has no vector, tag 0 first', () => {
    const list = [9, 4, 0].map((tag) => entry(`tag ${tag}`, { group: 'CORE', tag }))
    expect(ids(modernTagSort(list))).toEqual(['tag 0', 'tag 4', 'tag 9'])
  })

  it('puts a tag without a group after the indexed ones and before untagged ones', () => {
    const list = [
      entry('untagged'),
      entry('no group', { tag: 1 }),
      entry('unlisted', { group: 'BASE', hasVector: true, tag: 9 }),
    ]
    expect(ids(modernTagSort(list))).toEqual(['unlisted', 'no group', 'untagged'])
  })
})

describe('the whole order', () => {
  const cases = fc.record({
    raw: rawEntries,
    algorithm: fc.constantFrom('classic' as const, 'modern' as const),
    phase: fc.constantFrom('boot' as const, 'system' as const),
    measuredBoot: fc.boolean(),
  })

  it('is a permutation of the list', () => {
    fc.assert(
      fc.property(cases, ({ raw, ...options }) => {
        expect(ids(kernelOrder(raw, options)).sort()).toEqual(ids(raw).sort())
      }),
    )
  })

  it('keeps groups in list order, with everything else behind', () => {
    fc.assert(
      fc.property(cases, ({ raw, ...options }) => {
        const positions = kernelOrder(raw, options).map(({ groupPosition }) => groupPosition ?? 99)
        expect(positions).toEqual(positions.toSorted((a, b) => a - b))
      }),
    )
  })

  it('keeps listed tags of a listed group in the order of its vector', () => {
    fc.assert(
      fc.property(cases, ({ raw, ...options }) => {
        const members = kernelOrder(raw, options).filter(({ group }) => group === 'BASE')
        const positions = members.map(({ tagPosition }) => tagPosition ?? 99)
        expect(positions).toEqual(positions.toSorted((a, b) => a - b))
      }),
    )
  })

  it('leaves the raw list alone', () => {
    const raw = [placed('b', 2), placed('a', 1)]
    kernelOrder(raw, { algorithm: 'modern', phase: 'boot', measuredBoot: true })
    expect(ids(raw)).toEqual(['b', 'a'])
  })
})

describe('the modern group sort', () => {
  it('keeps the order within a group and behind the groups', () => {
    const list = [
      entry('x'),
      entry('d', { group: 'VIDEO', groupPosition: 1 }),
      entry('c', { group: 'BASE', groupPosition: 0 }),
      entry('b', { group: 'NETWORK' }),
      entry('a', { group: 'BASE', groupPosition: 0 }),
    ]
    expect(ids(modernGroupSort(list))).toEqual(['c', 'a', 'd', 'x', 'b'])
  })
})

describe('promoted drivers', () => {
  const raw = ['acpi', 'tpm', 'plain', 'cng', 'pci', 'wdf01000', 'hal', 'msisadrv'].map((name) =>
    entry(name, { image: name.toUpperCase(), group: 'BASE', groupPosition: 0 }),
  )
  const grouped = [
    entry('security', { group: 'CORE SECURITY EXTENSIONS' }),
    entry('platform', { group: 'CORE PLATFORM EXTENSIONS' }),
    entry('elam', { group: 'EARLY-LAUNCH' }),
  ]
  const all = [...raw, ...grouped]

  it("come first at boot: images, then groups, each in the loader's own order", () => {
    const order = kernelOrder(all, { algorithm: 'modern', phase: 'boot', measuredBoot: false })
    const promoted = ['hal', 'wdf01000', 'cng', 'acpi', 'elam', 'platform', 'security']
    expect(ids(order)).toEqual([...promoted, 'tpm', 'plain', 'pci', 'msisadrv'])
  })

  it('get msisadrv, pci and tpm after ACPI and before Early-Launch on a measured boot', () => {
    const order = kernelOrder(all, { algorithm: 'modern', phase: 'boot', measuredBoot: true })
    expect(ids(order).slice(3, 8)).toEqual(['acpi', 'msisadrv', 'pci', 'tpm', 'elam'])
  })

  it('are no others in the system phase and for the classic loader', () => {
    const unmoved = ids([...raw, ...grouped])
    expect(ids(kernelOrder(all, { algorithm: 'modern', phase: 'system', measuredBoot: true }))).toEqual(
      unmoved,
    )
    const classic = kernelOrder(all, { algorithm: 'classic', phase: 'boot', measuredBoot: true })
    expect(ids(classic)).toEqual(unmoved)
  })
})

describe('ordinals', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [10, '10th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [102, '102nd'],
    [111, '111th'],
    [113, '113th'],
    [123, '123rd'],
  ])('%i is %s', (number, text) => {
    expect(ordinal(number)).toBe(text)
  })
})
