import { describe, expect, test } from 'vitest'
import {
  type BootOptions,
  type BootSimulation,
  failEach,
  type ImageSource,
  type ImageState,
  simulateBoot,
} from '../../src/planner/index.ts'
import type { Example, ExampleValues } from '../../src/rules/index.ts'
import { type Release, upcase } from '../../src/services/index.ts'
import { servicesLike } from './read.ts'

const driver = (start: number, more: ExampleValues = {}): ExampleValues => ({
  Type: 1,
  Start: start,
  ErrorControl: 1,
  ...more,
})
const service = (more: ExampleValues = {}): ExampleValues => ({
  Type: 0x10,
  Start: 2,
  ErrorControl: 1,
  ImagePath: 'C:\\a.exe',
  ...more,
})

async function boot(
  services: Example['services'],
  options: BootOptions & { windows?: Release; keys?: Example['keys'] } = {},
): Promise<BootSimulation> {
  const { windows = '10', keys, ...others } = options
  const read = await servicesLike(
    { services: services ?? {}, groupOrder: ['Base', 'SCSI miniport'], ...(keys && { keys }) },
    windows,
  )
  return simulateBoot(read, { bootFileSystem: null, ...others })
}

const outcome = ({ attempts }: BootSimulation, name: string) =>
  [...(attempts.at(-1)?.phases.flatMap(({ outcomes }) => outcomes) ?? []), ...(attempts.at(-1)?.others ?? [])]
    .filter((one) => one.service.name === name)
    .map(({ outcome: what, phase, cause }) => [what, phase, cause?.code].filter(Boolean).join(' '))
    .join(', ')

const events = ({ attempts }: BootSimulation) =>
  attempts.at(-1)?.events.map(({ id, service: of }) => `${id}${of ? ` ${of.name}` : ''}`)

describe('a driver of boot start that the loader leaves out', () => {
  // The classic loader does not add a driver whose Group is no REG_SZ.
  const left = driver(0, { Group: ['Base'] })
  const needy = service({ DependOnService: ['Left'] })

  test('is loaded by the controller for a service that needs it', async () => {
    const simulation = await boot({ Left: left, Needy: needy }, { windows: '7' })
    expect(outcome(simulation, 'Left')).toBe('loaded auto')
    expect(outcome(simulation, 'Needy')).toBe('started auto')
  })

  test('can fail then', async () => {
    const simulation = await boot({ Left: left, Needy: needy }, { windows: '7', fail: ['left'] })
    expect(outcome(simulation, 'Left')).toBe('failed auto asked')
    expect(outcome(simulation, 'Needy')).toBe('not-attempted auto dependency-failed')
    expect(events(simulation)).toEqual(['7000 Left', '7001 Needy', '7025'])
    expect(simulation.notes.map(({ code }) => code)).not.toContain('fail-not-attempted')
  })

  test('is loaded once, however often a service names it', async () => {
    const twice = service({ DependOnService: ['Other', 'Left', 'Left'] })
    const simulation = await boot({ Left: left, Other: needy, Twice: twice }, { windows: '7' })
    const names = simulation.attempts[0]?.phases.flatMap(({ outcomes }) =>
      outcomes.map((one) => one.service.name),
    )
    expect(names).toEqual(['Left', 'Other', 'Twice'])
  })

  test('is not loaded for what the controller passes over', async () => {
    const half = { Type: 0x10, Start: 2, DependOnService: ['Left'] }
    const simulation = await boot({ Left: left, Half: half }, { windows: '7' })
    expect(outcome(simulation, 'Left')).toBe('no-part not-added')
  })

  test('is left alone where nothing needs it', async () => {
    const simulation = await boot({ Left: left, Plain: service() }, { windows: '7', fail: ['Left'] })
    expect(outcome(simulation, 'Left')).toBe('no-part not-added')
    expect(simulation.notes.map(({ code }) => code)).toContain('fail-not-attempted')
  })
})

describe('causes and events', () => {
  test('a dependency marked for deletion is as good as missing', async () => {
    const simulation = await boot({
      Gone: service({ Start: 3, DeleteFlag: 1 }),
      Needy: service({ DependOnService: ['Gone'] }),
    })
    expect(outcome(simulation, 'Needy')).toBe('not-attempted auto dependency-deleted')
    expect(events(simulation)).toEqual(['7003 Needy', '7025'])
  })

  test('a member that waits for the one that needs its group is circular', async () => {
    const simulation = await boot({
      Asker: service({ Group: 'Base', DependOnGroup: ['Ring'] }),
      Member: service({ Group: 'Ring', DependOnService: ['Asker'] }),
      Other: service({ Group: 'Ring', DependOnService: ['Ghost'] }),
    })
    expect(events(simulation)).toEqual(['7018 Member', '7003 Other', '7002 Asker', '7025'])
  })

  test('the boot disk may hang on a storage controller that fails', async () => {
    const { verdict, chain } = await boot(
      { Adapter: driver(0, { Group: 'SCSI miniport' }) },
      { fail: ['Adapter'] },
    )
    expect(verdict).toBe('comes-up-with-errors')
    expect(chain.map(({ code }) => code)).toEqual(['asked', 'boot-disk-unknown'])
  })

  test('what Microsoft documents and what is inferred', async () => {
    const certainty = async (services: Example['services'], fail: string) => {
      const { attempts } = await boot(services, { fail: [fail] })
      const end = attempts.at(-1)?.end
      return end?.kind === 'bug-check' ? end.certainty : end?.kind
    }
    const critical = { ErrorControl: 3 }
    expect(await certainty({ Victim: service(critical) }, 'Victim')).toBe('documented')
    expect(await certainty({ Victim: service({ ...critical, DelayedAutostart: 1 }) }, 'Victim')).toBe(
      'inferred',
    )
    expect(await certainty({ Disk: driver(0) }, 'Disk')).toBe('inferred')
  })

  test('an entry of a Win32 service that names a driver is loaded as one', async () => {
    const mistyped = { Type: 0x10, Start: 0, ErrorControl: 3, ImagePath: 'system32\\drivers\\foo.sys' }
    const simulation = await boot({ Foo: mistyped })
    expect(outcome(simulation, 'Foo')).toBe('loaded boot')
    expect(simulation.attempts[0]?.phases[0]?.outcomes[0]?.remark?.code).toBe('not-a-driver')
  })

  test('Ftdisk makes volumes in Windows 2000 and XP alone', async () => {
    const verdictOn = async (windows: Release) => (await boot({ Ftdisk: driver(4) }, { windows })).verdict
    expect(await verdictOn('xp')).toBe('does-not-come-up')
    expect(await verdictOn('nt-3.51')).toBe('comes-up')
  })
})

/** Images by upper-cased file name: what they import, or null for one that is not there. */
function imagesOf(files: Readonly<Record<string, readonly string[] | null>>): ImageSource {
  const known = new Map(Object.entries(files).map(([name, imports]) => [upcase(name), imports]))
  const find = (path: string): ImageState => {
    const file = path.slice(path.lastIndexOf('\\') + 1)
    const imports = known.get(upcase(file))
    return imports
      ? { state: 'read', path: upcase(file), imports, contracts: [] }
      : { state: 'missing', path: file }
  }
  return { name: 'disk', tellsImports: true, find, findImport: find }
}

describe('imports', () => {
  const drivers = { A: driver(0), B: driver(0), C: driver(0) }

  test('a driver fails where an image that it imports, directly or not, is not there', async () => {
    const images = imagesOf({
      'a.sys': ['lib.sys'],
      'b.sys': [],
      'c.sys': ['a.sys'],
      'lib.sys': ['gone.sys'],
    })
    const simulation = await boot(drivers, { images })
    expect(['A', 'B', 'C'].map((name) => outcome(simulation, name))).toEqual([
      'failed boot import-missing',
      'loaded boot',
      'failed boot import-missing',
    ])
  })

  test('images that import each other end', async () => {
    const images = imagesOf({ 'a.sys': ['b.sys'], 'b.sys': ['a.sys', 'c.sys'], 'c.sys': ['b.sys'] })
    const simulation = await boot(drivers, { images })
    expect(simulation.verdict).toBe('comes-up')
  })
})

describe('each failure alone', () => {
  test('where the boot without one ends on LastKnownGood, its services are let fail', async () => {
    const services = await servicesLike({
      services: {
        Bad: driver(1, { ErrorControl: 2 }),
        Good: service(),
        Needy: service({ DependOnService: ['Good'] }),
      },
    })
    const { failures } = failEach(services, { bootFileSystem: null, fail: ['Bad'] })
    expect(failures.map(({ service: { name }, effect }) => `${name} ${effect}`)).toEqual([
      'Good degrades',
      'Needy degrades',
    ])
  })
})

/** Hostile sizes: each of these took minutes where work was done for every pair of services. */
describe('thousands of services', () => {
  const many = 10_000
  const each = (make: (index: number) => ExampleValues) =>
    Object.fromEntries(Array.from({ length: many }, (_, index) => [`s${index}`, make(index)]))

  test('in one loop', async () => {
    const simulation = await boot(each((index) => service({ DependOnService: [`s${(index + 1) % many}`] })))
    expect(simulation.attempts[0]?.events.filter(({ id }) => id === 7018)).toHaveLength(many)
  })

  test('that need a group of thousands of disabled ones', async () => {
    const simulation = await boot(
      each((index) =>
        index % 2 === 0 ? service({ Start: 4, Group: 'Many' }) : service({ DependOnGroup: ['Many'] }),
      ),
    )
    expect(simulation.attempts[0]?.events.filter(({ id }) => id === 7002)).toHaveLength(many / 2)
  })

  test('with images that import each other in a chain', async () => {
    const files = Object.fromEntries(
      Array.from({ length: many }, (_, index) => [`s${index}.sys`, [`s${index + 1}.sys`]]),
    )
    const simulation = await boot(
      each(() => driver(0)),
      { images: imagesOf(files) },
    )
    expect(simulation.attempts[0]?.phases[0]?.outcomes.every(({ outcome: what }) => what === 'failed')).toBe(
      true,
    )
  })
})
