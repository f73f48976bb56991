import { describe, expect, it } from 'vitest'
import { comparePair, planOrder } from '../../src/planner/index.ts'
import type { Example, ExampleValues } from '../../src/rules/index.ts'
import { names, servicesLike, steps } from './read.ts'

const auto = (facts: ExampleValues = {}): ExampleValues => ({
  Type: 0x20,
  Start: 2,
  ErrorControl: 1,
  ...facts,
})
const demand = (facts: ExampleValues = {}): ExampleValues => auto({ Start: 3, ...facts })
const read = (services: Example['services'] & object, example: Example = {}) =>
  servicesLike({ groupOrder: ['First', 'Second'], services, ...example })

describe('the order of attempt', () => {
  it('early ones, listed groups, other groups, none; each by name', async () => {
    const services = await read(
      {
        none: auto(),
        a: auto({ Group: 'Unlisted' }),
        z: auto({ Group: 'Other' }),
        second: auto({ Group: 'Second' }),
        first2: auto({ Group: 'First' }),
        First1: auto({ Group: 'FIRST' }),
        empty: auto({ Group: '' }),
        early2: auto(),
        early1: auto({ Group: 'Second' }),
      },
      { keys: { Control: { EarlyStartServices: ['Early2', 'early1', 'ghost'] } } },
    )
    const order = ['early2', 'early1', 'First1', 'first2', 'second', 'a', 'z', 'empty', 'none']
    expect(names(services, 'auto')).toEqual(order)
    const guarantees = steps(services, 'auto').map(({ guarantee }) => guarantee)
    const open = (count: number) => Array.from({ length: count }, () => 'open')
    expect(guarantees).toEqual(['documented', ...open(3), 'documented', ...open(4)])
  })

  it('says that it is a definition', async () => {
    const [only] = steps(await read({ only: auto({ Group: 'First' }) }), 'auto')
    expect(only?.reason).toBe("group First is 1st in ServiceGroupOrder; by name (svcsim's definition)")
  })

  it('takes in drivers and triggered services, leaves out templates, deleted ones and containers', async () => {
    const services = await read({
      driver: { Type: 1, Start: 2, ErrorControl: 1 },
      triggered: auto({ TriggerInfo: { '0': { Type: 1 } } }),
      template: auto({ Type: 0x60 }),
      deleted: auto({ DeleteFlag: 1 }),
      container: { DisplayName: 'x' },
      demanded: demand(),
      delayed: auto({ DelayedAutostart: 1 }),
    })
    expect(names(services, 'auto')).toEqual(['driver', 'triggered'])
    expect(names(services, 'delayed')).toEqual(['delayed'])
  })

  it('looks at tags only when asked', async () => {
    const services = await read(
      { a: auto({ Group: 'First', Tag: 1 }), b: auto({ Group: 'First', Tag: 2 }) },
      { vectors: { First: [2, 1] } },
    )
    expect(names(services, 'auto')).toEqual(['a', 'b'])
    expect(names(services, 'auto', { assumeTags: true })).toEqual(['b', 'a'])
  })
})

describe('dependencies', () => {
  it('come first, depth first, each once; services before groups', async () => {
    const services = await read({
      a: auto({ DependOnService: ['y', 'x'], DependOnGroup: ['Pool'] }),
      x: demand({ DependOnService: ['deep'] }),
      y: demand({ DependOnService: ['deep'] }),
      deep: demand(),
      pool2: auto({ Group: 'pool' }),
      pool1: demand({ Group: 'Pool' }),
    })
    expect(names(services, 'auto')).toEqual(['pool2', 'deep', 'y', 'x', 'pool1', 'a'])
    const deep = steps(services, 'auto').find(({ service }) => service.name === 'deep')
    expect(deep?.reason).toBe('Start 3 (demand-start): started here because y depends on it')
    expect(deep?.start).toBe(3)
  })

  it('that do not exist, are disabled or run already are passed over', async () => {
    const services = await read({
      a: auto({ DependOnService: ['ghost', 'off', 'booted'], DependOnGroup: ['Nobody'] }),
      off: auto({ Start: 4 }),
      booted: { Type: 1, Start: 0, ErrorControl: 1, DependOnService: ['pulled'] },
      pulled: demand(),
    })
    expect(names(services, 'auto')).toEqual(['a'])
  })

  it('in a circle end where it closes', async () => {
    const services = await read({ a: auto({ DependOnService: ['b'] }), b: auto({ DependOnService: ['a'] }) })
    expect(names(services, 'auto')).toEqual(['b', 'a'])
  })

  it('pull a delayed service into the auto phase', async () => {
    const services = await read({
      needy: auto({ DependOnService: ['late'] }),
      late: auto({ DelayedAutostart: 1 }),
      later: auto({ DelayedAutostart: 1, DependOnService: ['help'] }),
      help: demand(),
    })
    expect(names(services, 'auto')).toEqual(['late', 'needy'])
    expect(names(services, 'delayed')).toEqual(['help', 'later'])
  })

  it('on a large group by all its members take no time to speak of', async () => {
    const count = 3000
    const all = Array.from({ length: count }, (_, index) => [
      `s${String(index).padStart(4, '0')}`,
      auto({ Group: 'Pool', DependOnGroup: ['pool'] }),
    ])
    const order = names(await read(Object.fromEntries(all)), 'auto')
    expect(order[0]).toBe('s2999')
    expect(order.at(-1)).toBe('s0000')
    expect(order).toHaveLength(count)
  })

  it('may chain further than the call stack holds', async () => {
    const length = 20_000
    const links = Array.from({ length }, (_, index) => [
      `s${index}`,
      demand({ DependOnService: [`s${index + 1}`] }),
    ])
    const services = await read({ a: auto({ DependOnService: ['s0'] }), ...Object.fromEntries(links) })
    expect(names(services, 'auto')).toHaveLength(length + 1)
  })
})

describe('comparing a pair', () => {
  it('knows what Microsoft documents of the controller', async () => {
    const services = await read({
      a: auto({ Group: 'First' }),
      b: auto({ Group: 'Second', DependOnService: ['c'] }),
      c: demand(),
      d: auto(),
      e: auto(),
      late: auto({ DelayedAutostart: 1 }),
      boot: { Type: 1, Start: 0, ErrorControl: 1 },
      off: auto({ Start: 4 }),
    })
    const plan = planOrder(services)
    const pair = (first: string, second: string) => {
      const { relation, guarantee, code } = comparePair(services, plan, first, second)
      return [relation, guarantee, code]
    }
    expect(pair('a', 'B')).toEqual(['before', 'documented', 'group-order'])
    expect(pair('b', 'a')).toEqual(['after', 'documented', 'group-order'])
    expect(pair('c', 'b')).toEqual(['before', 'documented', 'dependency'])
    expect(pair('d', 'e')).toEqual(['before', 'open', 'name-order'])
    expect(pair('boot', 'd')).toEqual(['before', 'documented', 'start-type'])
    expect(pair('late', 'd')).toEqual(['after', 'documented', 'start-type'])
    expect(pair('off', 'd')).toEqual(['unknown', undefined, 'not-in-plan'])
    expect(pair('d', 'D')).toEqual(['same', undefined, 'same-service'])
    expect(comparePair(services, plan, 'ghost', 'd').reason).toBe('ghost is in no phase of the plan')
  })
})
