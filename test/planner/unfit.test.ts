import { describe, expect, it } from 'vitest'
import { loadedAsDriver, passedOver } from '../../src/planner/index.ts'
import type { ExampleTyped, ExampleValues } from '../../src/rules/index.ts'
import { servicesLike, steps } from './read.ts'

const REG_MULTI_SZ = 7
const unreadable: ExampleTyped = { type: REG_MULTI_SZ, data: [1] }
const sound: ExampleValues = { Type: 1, Start: 0, ErrorControl: 1 }

async function read(x: ExampleValues) {
  const services = await servicesLike({ groupOrder: ['Base'], services: { x } })
  const service = services.get('x')
  if (service === undefined) throw new Error('there is no service x')
  return { services, service }
}

describe.each(['boot', 'system'] as const)('in the %s phase', (phase) => {
  it.each([
    ['a Win32 service', { Type: 0x10 }, 'Type 0x10 is a Win32 service'],
    ['an adapter', { Type: 4 }, 'Type 0x4 is an adapter, a set of arguments'],
    ['an unknown Type', { Type: 0x30 }, 'Type 0x30 is no service type'],
    ['a Type that cannot be read', { Type: unreadable }, 'its Type is malformed'],
  ])('%s stays and is said to be loaded as a driver', async (_, values, what) => {
    const { services } = await read({ ...sound, ...values, Start: phase === 'boot' ? 0 : 1 })
    const [step] = steps(services, phase)
    expect(step?.reasons).toContainEqual({
      code: 'not-a-driver',
      message: `${what}: it would be loaded as a driver`,
    })
    expect(step?.reason).toContain(`${what}: it would be loaded as a driver`)
  })

  it('an entry without a Type as well', async () => {
    const { services } = await read({ Start: phase === 'boot' ? 0 : 1 })
    expect(steps(services, phase)[0]?.reason).toContain('it has no Type: it would be loaded as a driver')
  })

  it.each([1, 2, 8])('a driver of Type %i is not', async (Type) => {
    const { service, services } = await read({ ...sound, Type, Start: phase === 'boot' ? 0 : 1 })
    expect(loadedAsDriver(service)).toBeUndefined()
    expect(steps(services, phase)[0]?.reason).not.toContain('it would be loaded as a driver')
  })
})

describe.each(['auto', 'delayed'] as const)('in the %s phase', (phase) => {
  const start: ExampleValues = { Start: 2, ...(phase === 'delayed' && { DelayedAutostart: 1 }) }

  it.each([
    ['an adapter', { Type: 4, ErrorControl: 1 }, 'Type 0x4 is an adapter, a set of arguments'],
    ['an unknown Type', { Type: 0x30, ErrorControl: 1 }, 'Type 0x30 is no service type'],
    ['no Type', { ErrorControl: 1 }, 'it has no Type'],
    ['a driver without ErrorControl', { Type: 1 }, 'it has no ErrorControl'],
    ['a service without ErrorControl', { Type: 0x20 }, 'it has no ErrorControl'],
    [
      'an ErrorControl that cannot be read',
      { Type: 1, ErrorControl: unreadable },
      'its ErrorControl is malformed',
    ],
  ])('%s stays and is said to be passed over', async (_, values: ExampleValues, what) => {
    const { services } = await read({ ...start, ...values })
    const [step] = steps(services, phase)
    const message = `the Service Control Manager would pass it over: ${what}`
    expect(step?.reasons[0]).toEqual({ code: 'passed-over', message })
    expect(step?.reason.startsWith(`${message}; `)).toBe(true)
  })

  it.each([1, 2, 8, 0x10, 0x20, 0x110])('Type %i is not', async (Type) => {
    const { service, services } = await read({ ...start, Type, ErrorControl: 1 })
    expect(passedOver(service)).toBeUndefined()
    expect(steps(services, phase)[0]?.reason).not.toContain('pass it over')
  })
})

it('an entry that is pulled in is said to be passed over too', async () => {
  const services = await servicesLike({
    groupOrder: ['Base'],
    services: { a: { Type: 0x20, Start: 2, ErrorControl: 1, DependOnService: ['b'] }, b: { Start: 3 } },
  })
  expect(steps(services, 'auto')[0]?.reasons.map(({ code }) => code)).toEqual(['passed-over', 'pulled-in'])
})
