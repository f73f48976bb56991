import { describe, expect, it } from 'vitest'
import { simulateBoot, simulateStart, systemAfterBoot } from '../../../src/planner/index.ts'
import type { ExampleValues } from '../../../src/rules/index.ts'
import { readServices } from '../../../src/services/index.ts'
import { reg } from '../../services/read.ts'
import { servicesLike } from '../read.ts'
import { driver, service, stepLines, systemOf, systemWith } from './system.ts'

async function start(
  entries: Readonly<Record<string, ExampleValues>>,
  name: string,
  running: readonly string[] = [],
) {
  const simulation = simulateStart(await systemOf(entries, running), name)
  if (!simulation) throw new Error(`there is no ${name}`)
  return simulation
}

describe('the order of a start', () => {
  it('has dependencies by name first, in their order, then members of groups by name, each once', async () => {
    const simulation = await start(
      {
        target: service({ DependOnService: ['zeta', 'alpha'], DependOnGroup: ['Net'] }),
        alpha: service(),
        zeta: service({ DependOnService: ['deep'] }),
        deep: service(),
        n2: driver({ Group: 'NET' }),
        n1: driver({ Group: 'Net', DependOnService: ['alpha'] }),
      },
      'TARGET',
    )
    expect(stepLines(simulation)).toEqual([
      'deep start',
      'zeta start',
      'alpha start',
      'n1 load',
      'n2 load',
      'target start',
    ])
    expect(simulation.steps.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6])
    expect(simulation.steps[0]?.reason).toBe('zeta needs it')
    expect(simulation.steps[3]?.reason).toBe('target needs group "Net"')
    expect(simulation.call.status?.name).toBe('ERROR_SUCCESS')
  })

  it('starts nothing below what runs, whatever that depends on', async () => {
    const simulation = await start(
      {
        target: service({ DependOnService: ['up'] }),
        up: service({ DependOnService: ['ghost', 'down', 'base'] }),
        down: service(),
        base: service(),
      },
      'target',
      ['base', 'up'],
    )
    expect(stepLines(simulation)).toEqual(['base none', 'up none', 'target start'])
    expect(simulation.call.status?.code).toBe(0)
  })

  it('is not needed for what runs already', async () => {
    const simulation = await start({ a: service({ DependOnService: ['b'] }), b: service() }, 'a', ['b', 'a'])
    expect(simulation.call.status).toMatchObject({ code: 1056, name: 'ERROR_SERVICE_ALREADY_RUNNING' })
    expect(stepLines(simulation)).toEqual(['b none', 'a none'])
    expect(simulation.call.reason).toBe('it has run since the boot, unless it has ended since')
    expect(simulation.call.others.map(({ status }) => status.code)).toEqual([0])
  })
})

describe('a start is refused', () => {
  it.each<[string, ExampleValues, number]>([
    ['when it is disabled', { Start: 4 }, 1058],
    ['when it is marked for deletion', { DeleteFlag: 1 }, 1072],
    ['when it is an adapter', { Type: 4 }, 1060],
    ['when it names itself', { DependOnService: ['X'] }, 1059],
    ['when a dependency does not exist', { DependOnService: ['off', 'ghost'] }, 1075],
    ['when a dependency is marked for deletion', { DependOnService: ['deleted'] }, 1075],
    ['when a dependency is no service to the controller', { DependOnService: ['adapter'] }, 1075],
    ['when a dependency is disabled', { DependOnService: ['off'] }, 1068],
    ['when a dependency of a dependency does not exist', { DependOnService: ['deep'] }, 1068],
    ['when a group has no member', { DependOnGroup: ['Nobody'] }, 1068],
    ['when all members of a group are disabled', { DependOnGroup: ['Off'] }, 1068],
  ])('%s', async (_, values, code) => {
    const simulation = await start(
      {
        x: service(values),
        off: service({ Start: 4, Group: 'Off' }),
        deleted: service({ DeleteFlag: 1 }),
        adapter: { Type: 4, Start: 3, ErrorControl: 1 },
        deep: service({ DependOnService: ['ghost'] }),
      },
      'x',
    )
    expect(simulation.call.status?.code).toBe(code)
    expect(simulation.steps.at(-1)).toMatchObject({ name: 'x', action: 'cannot', state: 'stopped' })
  })

  it('with the event that the controller logs', async () => {
    const entries = {
      missing: service({ DependOnService: ['ghost'] }),
      failed: service({ DependOnService: ['missing'] }),
      group: service({ DependOnGroup: ['Nobody'] }),
      loop: service({ DependOnService: ['loop'] }),
    }
    const eventOf = async (name: string) => (await start(entries, name)).steps.at(-1)?.event
    expect(await eventOf('missing')).toBe(7003)
    expect(await eventOf('failed')).toBe(7001)
    expect(await eventOf('group')).toBe(7002)
    expect(await eventOf('loop')).toBe(7017)
  })

  it('for each service of a loop, and what needs one fails of that', async () => {
    const simulation = await start(
      {
        top: service({ DependOnService: ['a'] }),
        a: service({ DependOnService: ['b', 'other'] }),
        b: service({ DependOnService: ['A'] }),
        other: service(),
      },
      'top',
    )
    expect(stepLines(simulation)).toEqual(['b cannot 1059', 'a cannot 1059', 'top cannot 1068'])
    expect(simulation.steps[0]?.reason).toContain('it and a depend on each other in a loop')
  })

  it('but not when one member of a group starts, and the members that wait for it do not count', async () => {
    const simulation = await start(
      {
        target: service({ DependOnGroup: ['Net'] }),
        m1: service({ Group: 'Net', DependOnService: ['target'] }),
        m2: service({ Group: 'Net', Start: 4 }),
        m3: service({ Group: 'Net' }),
      },
      'target',
    )
    expect(stepLines(simulation)).toEqual(['m1 cannot 1059', 'm3 start', 'target start'])
    expect(simulation.call.status?.code).toBe(0)
  })

  it('and says that what happens to the rest is not documented', async () => {
    const simulation = await start(
      { x: service({ DependOnService: ['fine', 'ghost'] }), fine: service() },
      'x',
    )
    expect(stepLines(simulation)).toEqual(['fine start', 'ghost cannot 1075', 'x cannot 1075'])
    expect(simulation.notes.map(({ code }) => code)).toContain('partial')
  })
})

describe('what no registry tells', () => {
  it('is not given a status: a user service template, a Start without a meaning', async () => {
    const template = await start({ x: service({ Type: 0x60 }) }, 'x')
    expect(template.call.status).toBeUndefined()
    expect(template.notes.map(({ code }) => code)).toContain('template')
    expect((await start({ x: service({ Start: 7 }) }, 'x')).call.status).toBeUndefined()
    expect((await start({ x: service({ Type: 0xe0 }) }, 'x')).call.status?.code).toBe(0)
  })

  it('nor is a dependency that a fragment does not hold', async () => {
    const services = await servicesLike({
      fragment: true,
      services: { x: service({ DependOnService: ['Spooler'] }) },
    })
    const simulation = simulateStart(systemWith(services), 'x')
    expect(simulation?.call.status).toBeUndefined()
    expect(simulation?.steps[0]).toMatchObject({ name: 'Spooler', state: 'unknown', action: 'unknown' })
  })

  it('has its alternatives: started since, an account that cannot log on', async () => {
    const codes = async (values: ExampleValues) =>
      (await start({ x: service(values) }, 'x')).call.others.map(({ status }) => status.code)
    expect(await codes({})).toEqual([1056, 5, 3, 1053])
    expect(await codes({ Start: 2, ObjectName: 'NT AUTHORITY\\LocalService' })).toEqual([5, 3, 1053])
    expect(await codes({ Start: 2, ObjectName: '.\\me' })).toEqual([5, 3, 1053, 1069])
  })
})

describe('a driver that the boot has not loaded', () => {
  it.each<[string, ExampleValues, string, string | undefined]>([
    ['of devices', {}, 'Plug and Play has loaded it for a device', 'plug-and-play'],
    [
      'that is a file system',
      { Type: 2 },
      'it has been loaded since, for a volume with its file system',
      'file-system',
    ],
    ['that is a minifilter', { Type: 2, Instances: {} }, 'a program has loaded it since the boot', undefined],
  ])('%s may be loaded by now', async (_, values, when, note) => {
    const { call, notes } = await start({ x: driver(values) }, 'x')
    expect(call.others.find(({ status }) => status.code === 1056)?.when).toBe(when)
    expect(notes.map(({ code }) => code)).toEqual(note === undefined ? [] : [note])
  })

  it('as a file system is loaded for a volume though it is disabled, as far as is documented', async () => {
    const { call, notes } = await start({ x: driver({ Type: 2, Start: 4 }) }, 'x')
    expect(call.status?.code).toBe(1058)
    expect(notes[0]?.message).toContain('whether Start 4 keeps it from that is not documented')
  })
})

describe('a key that the controller passes over and the boot has loaded', () => {
  it('is no service to StartService, and what depends on it finds it running', async () => {
    const entries = { x: { Start: 1, ErrorControl: 1 }, y: service({ DependOnService: ['x'] }) }
    const { call, steps, kernel } = await start(entries, 'x', ['x'])
    expect(call).toMatchObject({ status: { code: 1060 }, others: [] })
    expect(steps).toMatchObject([{ state: 'running', action: 'cannot', status: { code: 1060 } }])
    expect(kernel?.returns[0]?.status.name).toBe('STATUS_ILL_FORMED_SERVICE_ENTRY')
    expect(kernel?.notes.map(({ code }) => code)).toContain('loaded-by-start-alone')
    expect((await start(entries, 'y', ['x'])).call.status?.code).toBe(0)
    expect((await start(entries, 'x')).kernel?.notes.map(({ code }) => code)).not.toContain(
      'loaded-by-start-alone',
    )
  })
})

describe('the same fact at boot and on demand', () => {
  const auto = (values: ExampleValues) => service({ Start: 2, ...values })
  it.each<[string, Readonly<Record<string, ExampleValues>>, number, number, number]>([
    ['no such dependency', { x: auto({ DependOnService: ['ghost'] }) }, 1075, 7003, 7003],
    [
      'a dependency that is marked for deletion',
      { x: auto({ DependOnService: ['y'] }), y: service({ DeleteFlag: 1 }) },
      1075,
      7003,
      7003,
    ],
    [
      'a dependency without a Type',
      { x: auto({ DependOnService: ['y'] }), y: { Start: 3, ErrorControl: 1 } },
      1075,
      7003,
      7003,
    ],
    [
      'a dependency that is disabled',
      { x: auto({ DependOnService: ['y'] }), y: service({ Start: 4 }) },
      1068,
      7001,
      7001,
    ],
    ['a group without a member', { x: auto({ DependOnGroup: ['g'] }) }, 1068, 7002, 7002],
    ['itself as a dependency', { x: auto({ DependOnService: ['X'] }) }, 1059, 7018, 7017],
    [
      'a loop',
      { x: auto({ DependOnService: ['y'] }), y: service({ DependOnService: ['x'] }) },
      1059,
      7018,
      7017,
    ],
  ])('%s: the same error, and event but for who starts it', async (_, entries, error, atBoot, onDemand) => {
    const services = await servicesLike({ groupOrder: ['Base'], services: entries })
    const [attempt] = simulateBoot(services, { bootFileSystem: null }).attempts
    const outcome = attempt?.phases
      .flatMap(({ outcomes }) => outcomes)
      .find((one) => one.service.name === 'x')
    expect(outcome?.cause?.error).toBe(error)
    expect(attempt?.events.filter((event) => event.service?.name === 'x').map(({ id }) => id)).toEqual([
      atBoot,
    ])
    const simulation = simulateStart(systemAfterBoot(services), 'x')
    expect(simulation?.call.status?.code).toBe(error)
    expect(simulation?.steps.at(-1)?.event).toBe(onDemand)
    if (error === 1059) expect(simulation?.call.reason).toBe(outcome?.cause?.message)
  })
})

describe('ZwLoadDriver', () => {
  it.each<[string, ExampleValues, boolean]>([
    ['may be loaded by Plug and Play for a device of an allowed class', {}, true],
    ['is loaded by Plug and Play in no mode where it is a file system', { Type: 2 }, false],
  ])('a driver that safe mode leaves out %s', async (_, values, expected) => {
    const services = await servicesLike({
      services: { x: driver(values) },
      keys: {
        'Control\\SafeBoot\\Minimal\\{4D36E97B-E325-11CE-BFC1-08002BE10318}': {},
        'Control\\SafeBoot\\Network': {},
      },
    })
    const whens = simulateStart(systemWith(services), 'x')?.kernel?.returns.map(({ when }) => when) ?? []
    const clause = 'it is not loaded in safe mode: minimal and network leave it out'
    const unless = ', unless Plug and Play loads it for a device of an allowed class'
    expect(whens).toContain(expected ? `${clause}${unless}` : clause)
  })

  it('is told of drivers alone, with path, image and object', async () => {
    expect((await start({ x: service() }, 'x')).kernel).toBeUndefined()
    expect((await start({ Fs: driver({ Type: 2 }) }, 'fs')).kernel).toMatchObject({
      routine: 'ZwLoadDriver',
      registryPath: '\\Registry\\Machine\\System\\CurrentControlSet\\Services\\Fs',
      image: 'System32\\Drivers\\Fs.sys',
      imageDefaulted: true,
      objectName: '\\FileSystem\\Fs',
    })
  })

  it('has a status for a driver that is loaded, marked as not verified', async () => {
    const returns = (await start({ x: driver() }, 'x', ['x'])).kernel?.returns
    expect(returns?.[0]).toMatchObject({ status: { code: 0xc000010e }, source: 'not verified' })
    expect(returns?.map(({ status }) => status.name)).not.toContain('STATUS_FAILED_DRIVER_ENTRY')
  })

  it('refuses a key without a Type', async () => {
    const { kernel, call } = await start({ x: { Start: 3, ErrorControl: 1 } }, 'x')
    expect(kernel?.returns[0]).toMatchObject({ status: { name: 'STATUS_ILL_FORMED_SERVICE_ENTRY' } })
    expect(call.status?.code).toBe(1060)
  })

  it('is not said to mind Start 4, which the controller does', async () => {
    const { kernel, call } = await start({ x: driver({ Start: 4 }) }, 'x')
    expect(call.status?.code).toBe(1058)
    expect(kernel?.returns[0]?.status.code).toBe(0)
    expect(kernel?.notes.map(({ code }) => code)).toContain('disabled')
  })
})

describe('a system whose registry was written to since it started', () => {
  const key = (name: string) => `[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\${name}]`
  const values = '"Type"=dword:1\n"ErrorControl"=dword:1'
  const whole =
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\n"Current"=dword:1\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\ServiceGroupOrder]'
  const base = `${whole}\n\n${key('old')}\n${values}\n"Start"=dword:3\n\n${key('gone')}\n${values}\n"Start"=dword:3`

  async function startOver(overlay: string, name: string, lines = base) {
    const written = await readServices(reg(overlay), { base: reg(lines) })
    const database = await readServices(reg(lines))
    return simulateStart({ database, registry: written, running: new Set(), notes: [] }, name)
  }

  it('has services that the controller does not know and the kernel can load', async () => {
    const simulation = await startOver(`${key('New')}\n${values}\n"Start"=dword:3`, 'new')
    expect(simulation).toMatchObject({ name: 'New', service: undefined, steps: [] })
    expect(simulation?.call.status).toMatchObject({ code: 1060, name: 'ERROR_SERVICE_DOES_NOT_EXIST' })
    expect(simulation?.kernel?.returns[0]?.status.name).toBe('STATUS_SUCCESS')
  })

  it('is simulated with what the controller read, and the changes are told', async () => {
    const changed = await startOver(`${key('old')}\n"Start"=dword:4`, 'old')
    expect(changed?.call.status?.code).toBe(0)
    expect(changed?.notes.find(({ code }) => code === 'changed-by-input')?.message).toContain('Start of old')
    const deleted = await startOver(`[-${key('gone').slice(1)}`, 'gone')
    expect(deleted?.call.status?.code).toBe(0)
    expect(deleted?.notes.map(({ code }) => code)).toContain('deleted-by-input')
    const same = await startOver(`${key('old')}\n"Start"=dword:3`, 'old')
    expect(same?.notes.map(({ code }) => code)).not.toContain('changed-by-input')
  })

  it('tells of a dependency that only the input has', async () => {
    const lines = `${base}\n"DependOnService"=hex(7):4e,00,65,00,77,00,00,00,00,00`
    const simulation = await startOver(`${key('New')}\n${values}\n"Start"=dword:3`, 'gone', lines)
    expect(simulation?.call.status?.code).toBe(1075)
    expect(simulation?.notes.map(({ code }) => code)).toContain('created-by-input')
  })
})

it('a name that nobody knows has no simulation', async () => {
  expect(simulateStart(await systemOf({ x: service() }), 'y')).toBeUndefined()
})
