import { describe, expect, it } from 'vitest'
import type { Example, ExampleTyped, ExampleValues } from '../../src/rules/index.ts'
import { names, noteCodes, servicesLike, steps } from './read.ts'

const REG_SZ = 1
const REG_EXPAND_SZ = 2
const REG_BINARY = 3
const REG_MULTI_SZ = 7

const driver = (facts: ExampleValues = {}): ExampleValues => ({
  Type: 1,
  Start: 0,
  ErrorControl: 1,
  ...facts,
})
const inGroup = (facts: ExampleValues = {}): ExampleValues => driver({ Group: 'Base', ...facts })

const utf16 = (text: string): number[] => [...Buffer.from(text, 'utf16le')]
const typed = (type: number, data: readonly number[]): ExampleTyped => ({ type, data })
/** A tag vector as written: the first number is the count, right or wrong. */
const vector = (...words: number[]): ExampleTyped =>
  typed(
    REG_BINARY,
    words.flatMap((word) => [word, 0, 0, 0]),
  )

async function orders(example: Example): Promise<{ classic: string[]; modern: string[] }> {
  const services = await servicesLike({ groupOrder: ['Base'], ...example })
  return {
    classic: names(services, 'boot', { algorithm: 'classic' }),
    modern: names(services, 'boot', { algorithm: 'modern' }),
  }
}

describe('tags', () => {
  it('tag 0 is an ordinary tag of a vector that holds it', async () => {
    const order = ['zero', 'one']
    const services = { one: inGroup({ Tag: 1 }), zero: inGroup({ Tag: 0 }) }
    expect(await orders({ services, vectors: { Base: [0, 1] } })).toEqual({ classic: order, modern: order })
  })

  it('tag 0 is behind the listed ones where the vector lacks it', async () => {
    const order = ['one', 'zero', 'none']
    const services = { none: inGroup(), one: inGroup({ Tag: 1 }), zero: inGroup({ Tag: 0 }) }
    expect(await orders({ services, vectors: { Base: [1] } })).toEqual({ classic: order, modern: order })
  })

  it('tag 0 is first for the modern loader where there is no vector', async () => {
    const services = { a9: inGroup({ Tag: 9 }), b4: inGroup({ Tag: 4 }), c0: inGroup({ Tag: 0 }) }
    const { classic, modern } = await orders({ services })
    expect(modern).toEqual(['c0', 'b4', 'a9'])
    expect(classic).toEqual(['a9', 'b4', 'c0'])
  })

  it('a tag outside the vector comes before none', async () => {
    const order = ['listed', 'unlisted', 'alone']
    const services = { alone: inGroup(), listed: inGroup({ Tag: 2 }), unlisted: inGroup({ Tag: 77 }) }
    expect(await orders({ services, vectors: { Base: [1, 2] } })).toEqual({ classic: order, modern: order })
  })

  it('of a repeated tag in the vector the first counts', async () => {
    const order = ['five', 'six']
    const services = { five: inGroup({ Tag: 5 }), six: inGroup({ Tag: 6 }) }
    expect(await orders({ services, vectors: { Base: [5, 6, 5] } })).toEqual({
      classic: order,
      modern: order,
    })
  })

  it('two drivers with one tag are said to be so', async () => {
    const services = { a: inGroup({ Tag: 1 }), b: inGroup({ Tag: 1 }), c: inGroup({ Tag: 2 }) }
    const example = { services, groupOrder: ['Base'], vectors: { Base: [1, 2] } }
    expect(await orders(example)).toEqual({ classic: ['a', 'b', 'c'], modern: ['a', 'b', 'c'] })
    const plan = steps(await servicesLike(example), 'boot')
    expect(plan.map(({ guarantee }) => guarantee)).toEqual(['documented', 'release', 'documented'])
    const shared = plan.filter(({ reasons }) => reasons.some(({ code }) => code === 'tag-shared'))
    expect(shared.map(({ service }) => service.name)).toEqual(['a', 'b'])
  })

  it('tags past the count are ignored', async () => {
    const order = ['one', 'two', 'none']
    const services = { none: inGroup(), one: inGroup({ Tag: 1 }), two: inGroup({ Tag: 2 }) }
    expect(await orders({ services, vectors: { Base: vector(1, 1, 2) } })).toEqual({
      classic: order,
      modern: order,
    })
    const plan = steps(
      await servicesLike({ services, groupOrder: ['Base'], vectors: { Base: vector(1, 1, 2) } }),
      'boot',
    )
    expect(plan[1]?.tagPosition).toBeUndefined()
  })

  it('a count past the data is clipped to it', async () => {
    const order = ['two', 'one']
    const services = { one: inGroup({ Tag: 1 }), two: inGroup({ Tag: 2 }) }
    expect(await orders({ services, vectors: { Base: vector(9, 2, 1) } })).toEqual({
      classic: order,
      modern: order,
    })
  })

  it('a Tag that is no REG_DWORD is an unlisted tag to the classic loader and none to the modern one', async () => {
    const services = { a: inGroup(), b: inGroup({ Tag: '1' }), c: inGroup({ Tag: 1 }) }
    expect(await orders({ services, vectors: { Base: [1] } })).toEqual({
      classic: ['c', 'b', 'a'],
      modern: ['c', 'b', 'a'],
    })
    const pair = { y: inGroup(), x: inGroup({ Tag: '1' }), z: inGroup({ Tag: 8 }) }
    expect(await orders({ services: pair, vectors: { Base: [1] } })).toEqual({
      classic: ['z', 'x', 'y'],
      modern: ['z', 'y', 'x'],
    })
  })
})

describe('values of a wrong type', () => {
  const base = { ok: inGroup() }

  it('Group REG_EXPAND_SZ: the classic loader does not add the driver', async () => {
    const services = { ...base, odd: driver({ Group: typed(REG_EXPAND_SZ, utf16('Base\0')) }) }
    expect(await orders({ services })).toEqual({ classic: ['ok'], modern: ['ok', 'odd'] })
    const read = await servicesLike({ services, groupOrder: ['Base'] })
    const note = (algorithm: 'classic' | 'modern') =>
      noteCodes(read, { algorithm, bootFileSystem: null, start: 'boot' })
    expect(note('classic')).toEqual(['vectors-missing', 'rejected'])
    expect(note('modern')).toEqual(['vectors-missing'])
  })

  it('Group REG_MULTI_SZ: rejected by the classic loader, no group to the modern one', async () => {
    const services = { ...base, odd: driver({ Group: typed(REG_MULTI_SZ, utf16('Base\0\0')) }) }
    expect(await orders({ services })).toEqual({ classic: ['ok'], modern: ['ok', 'odd'] })
    const read = await servicesLike({ services, groupOrder: ['Base'], vectors: {} })
    expect(steps(read, 'boot')[1]?.group).toBeUndefined()
    expect(noteCodes(read, { start: 'boot', bootFileSystem: null })).toContain('group-ignored')
  })

  it.each([
    ['empty', ''],
    ['REG_DWORD', 5],
    ['REG_MULTI_SZ', ['system32\\drivers\\odd.sys']],
  ])('ImagePath %s: the classic loader does not add the driver', async (_, ImagePath) => {
    const services = { ...base, odd: inGroup({ ImagePath }) }
    expect((await orders({ services })).classic).toEqual(['ok'])
  })

  it.each([
    ['REG_SZ', typed(REG_SZ, utf16('system32\\drivers\\odd.sys\0'))],
    ['REG_EXPAND_SZ', typed(REG_EXPAND_SZ, utf16('system32\\drivers\\odd.sys\0'))],
  ])('ImagePath %s is fine', async (_, ImagePath) => {
    const services = { ...base, odd: inGroup({ ImagePath }) }
    expect((await orders({ services })).classic).toEqual(['odd', 'ok'])
  })

  it('Start that is no REG_DWORD puts nothing into a phase', async () => {
    const services = { ...base, odd: inGroup({ Start: typed(REG_BINARY, [0, 0, 0, 0]) }) }
    expect(await orders({ services })).toEqual({ classic: ['ok'], modern: ['ok'] })
  })
})

describe('ServiceGroupOrder', () => {
  const members = {
    a1: driver({ Group: 'G1' }),
    a2: driver({ Group: 'G2' }),
    b1: driver({ Group: 'G1' }),
  }

  it('a group that is listed twice stands at its first mention, reversed by the second', async () => {
    const order = ['b1', 'a1', 'a2']
    expect(await orders({ services: members, groupOrder: ['G1', 'G2', 'G1'] })).toEqual({
      classic: order,
      modern: order,
    })
  })

  it('group names compare without case', async () => {
    const services = { x: driver({ Group: 'FIRST' }), a: driver({ Group: 'second' }) }
    const order = ['x', 'a']
    expect(await orders({ services, groupOrder: ['First', 'Second'] })).toEqual({
      classic: order,
      modern: order,
    })
  })

  it('empty strings in it are skipped', async () => {
    const services = { empty: driver({ Group: '' }), x: driver({ Group: 'G1' }) }
    const order = ['x', 'empty']
    expect(await orders({ services, groupOrder: ['', 'G1'] })).toEqual({ classic: order, modern: order })
  })

  it('unlisted, empty and missing groups share one bucket in reverse name order', async () => {
    const services = {
      a: driver({ Group: 'Elsewhere' }),
      b: driver({ Group: '' }),
      c: driver(),
      d: inGroup(),
    }
    const order = ['d', 'c', 'b', 'a']
    expect(await orders({ services })).toEqual({ classic: order, modern: order })
  })

  it.each(['classic', 'modern'] as const)(
    'without it the %s order is reverse name order, and a note says so',
    async (algorithm) => {
      const services = await servicesLike({
        fragment: true,
        services: { a: inGroup({ Tag: 2 }), c: driver(), b: inGroup({ Tag: 1 }), acpi: driver() },
        vectors: { Base: [1, 2] },
      })
      const plan = steps(services, 'boot', { algorithm })
      expect(plan.map(({ service }) => service.name)).toEqual(['c', 'b', 'acpi', 'a'])
      expect(plan.map(({ guarantee }) => guarantee)).toEqual(['documented', 'open', 'open', 'open'])
      expect(noteCodes(services, { algorithm, start: 'boot' })).toContain('group-order-missing')
    },
  )

  it('of a wrong type it orders nothing; without its final NUL it is lost on the classic loader alone', async () => {
    const keys = (type: number, data: number[]) => ({
      'Control\\ServiceGroupOrder': { List: typed(type, data) },
    })
    const example = (type: number, data: number[]): Example => ({
      fragment: true,
      services: members,
      keys: keys(type, data),
    })
    const wrong = await servicesLike(example(REG_SZ, utf16('G2\0')))
    expect(names(wrong, 'boot')).toEqual(['b1', 'a2', 'a1'])
    expect(noteCodes(wrong, { start: 'boot' })).toContain('group-order-unusable')
    const open = await servicesLike(example(REG_MULTI_SZ, utf16('G2\0G1')))
    expect(names(open, 'boot', { algorithm: 'classic' })).toEqual(['b1', 'a2', 'a1'])
    expect(names(open, 'boot', { algorithm: 'modern' })).toEqual(['a2', 'b1', 'a1'])
    expect(noteCodes(open, { algorithm: 'modern', start: 'boot' })).toContain('group-order-malformed')
  })
})
