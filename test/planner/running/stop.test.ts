import { describe, expect, it } from 'vitest'
import { simulateStop } from '../../../src/planner/index.ts'
import type { ExampleValues } from '../../../src/rules/index.ts'
import { driver, service, stepLines, systemOf } from './system.ts'

async function stop(
  entries: Readonly<Record<string, ExampleValues>>,
  name: string,
  running: readonly string[],
) {
  const simulation = simulateStop(await systemOf(entries, running), name)
  if (!simulation) throw new Error(`there is no ${name}`)
  return simulation
}

const net = {
  rpc: service(),
  a: service({ DependOnService: ['rpc'] }),
  b: service({ DependOnService: ['A', 'rpc'] }),
  c: driver({ DependOnService: ['RPC'] }),
  idle: service({ DependOnService: ['rpc'] }),
}

describe('running dependents', () => {
  it('keep a service from being stopped, and are stopped in the reverse of their start', async () => {
    const simulation = await stop(net, 'rpc', ['rpc', 'c', 'a', 'b'])
    expect(simulation.call.status?.name).toBe('ERROR_DEPENDENT_SERVICES_RUNNING')
    expect(simulation.call.reason).toBe('3 running services depend on it')
    expect(stepLines(simulation)).toEqual(['b stop', 'a stop', 'c unload', 'rpc stop'])
    expect(simulation.unknown.find(({ code }) => code === 'started-since')?.names).toEqual(['idle'])
    expect(simulation.notes.find(({ code }) => code === 'driver-dependents')?.names).toEqual(['c'])
  })

  it('come before what they depend on, even where drivers were loaded the other way round', async () => {
    const simulation = await stop(net, 'rpc', ['b', 'a', 'rpc'])
    expect(stepLines(simulation)).toEqual(['b stop', 'a stop', 'rpc stop'])
  })

  it('count those of dependents apart', async () => {
    const simulation = await stop({ ...net, d: service({ DependOnService: ['c'] }) }, 'rpc', [
      'rpc',
      'c',
      'd',
    ])
    expect(simulation.call.reason).toBe('1 running service depends on it, 2 with those that depend on them')
    expect(stepLines(simulation)).toEqual(['d stop', 'c unload', 'rpc stop'])
  })

  it('in a circle are each named once', async () => {
    const loop = { x: driver({ DependOnService: ['y'] }), y: driver({ DependOnService: ['x'] }) }
    expect(stepLines(await stop(loop, 'x', ['x', 'y']))).toEqual(['y unload', 'x unload'])
  })
})

describe('a group', () => {
  const entries = {
    m1: service({ Group: 'Net' }),
    m2: service({ Group: 'NET' }),
    user: service({ DependOnGroup: ['net'] }),
  }

  it('is still met while another member runs: then it is open whether its dependents count', async () => {
    const simulation = await stop(entries, 'm1', ['m1', 'm2', 'user'])
    expect(simulation.call.status).toBeUndefined()
    expect(stepLines(simulation)).toEqual(['m1 stop'])
    expect(simulation.unknown.find(({ code }) => code === 'group-dependents')?.names).toEqual(['user'])
  })

  it('stops its dependents with its last member', async () => {
    const simulation = await stop(entries, 'm1', ['m1', 'user'])
    expect(simulation.call.status?.code).toBe(1051)
    expect(stepLines(simulation)).toEqual(['user stop', 'm1 stop'])
  })

  it('and where the other members depend on the first', async () => {
    const all = { ...entries, m2: service({ Group: 'Net', DependOnService: ['m1'] }) }
    const simulation = await stop(all, 'm1', ['m1', 'm2', 'user'])
    expect(stepLines(simulation)).toEqual(['user stop', 'm2 stop', 'm1 stop'])
  })
})

describe('without dependents', () => {
  it('the process decides, which no registry tells', async () => {
    const simulation = await stop(net, 'b', ['rpc', 'a', 'b'])
    expect(simulation.call.status).toBeUndefined()
    expect(simulation.call.others.map(({ status }) => status.code)).toEqual([0, 1052, 5, 1062])
    expect(simulation.unknown.map(({ code }) => code)).toEqual(['accepts-stop'])
  })

  it('what does not run has not been started, or since the boot', async () => {
    const simulation = await stop(net, 'a', ['rpc'])
    expect(simulation.call.status).toMatchObject({ code: 1062, name: 'ERROR_SERVICE_NOT_ACTIVE' })
    expect(simulation.call.others.map(({ status }) => status.code)).toEqual([0])
    expect((await stop({ x: service({ Start: 4 }) }, 'x', [])).call.others).toEqual([])
  })

  it('what the controller does not know is told, loaded or not', async () => {
    const simulation = await stop({ x: { Type: 1, Start: 0 } }, 'x', ['x'])
    expect(simulation.call.status?.code).toBe(1060)
    expect(simulation.steps).toEqual([])
    expect(simulation.unknown).toEqual([])
  })

  it('dependents that run since the boot may have ended by themselves, drivers not', async () => {
    const codes = async (dependent: ExampleValues) => {
      const entries = { x: service(), y: { ...dependent, DependOnService: ['x'] } }
      return (await stop(entries, 'x', ['x', 'y'])).unknown.map(({ code }) => code)
    }
    expect(await codes(service())).toContain('ended-since')
    expect(await codes(driver())).not.toContain('ended-since')
  })

  it.each<[string, ExampleValues, string]>([
    ['a kernel driver', {}, 'plug-and-play'],
    ['a file system', { Type: 2 }, 'file-system'],
    ['a minifilter', { Type: 2, Instances: {} }, 'loaded-since'],
    ['a recognizer', { Type: 8 }, 'loaded-since'],
  ])('%s may have been loaded since, and blames Plug and Play for devices alone', async (_, values, code) => {
    for (const running of [[], ['x']]) {
      const simulation = await stop({ x: driver(values) }, 'x', running)
      expect(simulation.unknown.map((remark) => remark.code)).toContain(code)
      const { call, unknown, kernel } = simulation
      const said = JSON.stringify([call, unknown, kernel?.returns])
      expect(said.includes('Plug and Play')).toBe(code === 'plug-and-play')
    }
  })

  it('a protected service is stopped by protected processes alone', async () => {
    const simulation = await stop({ x: service({ LaunchProtected: 3 }) }, 'x', ['x'])
    expect(simulation.call.others.find(({ status }) => status.code === 5)?.when).toBe(
      'the caller is no protected process',
    )
    expect(simulation.notes[0]?.message).toContain('SERVICE_LAUNCH_PROTECTED_ANTIMALWARE_LIGHT')
  })
})

describe('ZwUnloadDriver', () => {
  it('is told of drivers alone', async () => {
    expect((await stop(net, 'b', ['b'])).kernel).toBeUndefined()
    const { kernel } = await stop(net, 'c', ['c'])
    expect(kernel?.routine).toBe('ZwUnloadDriver')
    expect(kernel?.returns.map(({ status }) => status.name)).toEqual([
      'STATUS_SUCCESS',
      'STATUS_INVALID_DEVICE_REQUEST',
      'STATUS_DELETE_PENDING',
      'STATUS_PRIVILEGE_NOT_HELD',
    ])
    expect(kernel?.notes.map(({ code }) => code)).toContain('windows-98')
  })

  it('has no documented status for a driver that is not loaded', async () => {
    const { kernel, call } = await stop(net, 'c', [])
    expect(kernel?.returns).toEqual([])
    expect(kernel?.notes[0]?.code).toBe('not-loaded')
    expect(call.others.map(({ status }) => status.code)).toEqual([1052, 0])
  })

  it.each<[string, ExampleValues, string, boolean]>([
    ['a boot-start driver', { Start: 0 }, 'boot-start', true],
    ['a demand-start driver', { Start: 3 }, 'boot-start', false],
    ['a file system', { Type: 2 }, 'file-system', true],
    ['a minifilter', { Type: 2, Instances: { DefaultInstance: 'x' } }, 'minifilter', true],
    ['a minifilter, no other file system', { Type: 2, Instances: {} }, 'file-system', false],
  ])('says of %s what stands in its way', async (_, values, code, expected) => {
    const { kernel } = await stop({ x: driver(values) }, 'x', ['x'])
    expect(kernel?.notes.some((note) => note.code === code)).toBe(expected)
  })
})
