import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOrder } from '../../src/planner/index.ts'
import type { Example, ExampleValues } from '../../src/rules/index.ts'
import { renderExample } from '../rules/render-example.ts'
import { names, noteCodes, servicesLike, servicesOf, steps } from './read.ts'

const driver = (Start: number, facts: ExampleValues = {}): ExampleValues => ({
  Type: 1,
  Start,
  ErrorControl: 1,
  ...facts,
})
const codes = (reasons: readonly { readonly code: string }[] | undefined) => reasons?.map(({ code }) => code)

describe('who is in a phase', () => {
  it('Start alone decides: a Win32 service is in, and it is said; containers are out', async () => {
    const services = await servicesLike({
      groupOrder: ['Base'],
      services: {
        win32: { Type: 0x10, Start: 0, ErrorControl: 1 },
        container: { DisplayName: 'no service at all' },
        later: driver(1),
        early: driver(0),
      },
    })
    expect(names(services, 'boot')).toEqual(['win32', 'early'])
    expect(names(services, 'system')).toEqual(['later'])
    const [win32] = steps(services, 'boot')
    expect(win32?.reason).toContain('Type 0x10 is a Win32 service: it would be loaded as a driver')
  })

  it('every boot step says that the loader loads it and the kernel initialises it later', async () => {
    const services = await servicesLike({ groupOrder: [], services: { a: driver(0), b: driver(1) } })
    const message = 'the loader loads it, the kernel initialises it later, in this order'
    expect(steps(services, 'boot')[0]?.reasons).toContainEqual({ code: 'loader-loads', message })
    expect(codes(steps(services, 'system')[0]?.reasons)).toContain('kernel-loads')
  })

  it('reads steps in full', async () => {
    const services = await servicesLike({
      groupOrder: ['Base', 'SCSI miniport'],
      vectors: { 'SCSI Miniport': [7, 4] },
      services: { viostor: driver(0, { Group: 'SCSI miniport', Tag: 4 }) },
    })
    const [step] = steps(services, 'boot')
    expect(step).toMatchObject({
      position: 1,
      group: 'SCSI miniport',
      groupPosition: 1,
      tag: 4,
      tagPosition: 2,
      image: 'System32\\Drivers\\viostor.sys',
      guarantee: 'documented',
      start: 0,
    })
    expect(step?.reason).toContain(
      'group SCSI miniport is 2nd in ServiceGroupOrder; tag 4 is 2nd in its vector',
    )
  })

  it('does not depend on the order of keys in the file', async () => {
    const all: readonly (readonly [string, ExampleValues])[] = [
      ['a', driver(0)],
      ['b', driver(0, { Group: 'Base', Tag: 2 })],
      ['c', driver(0, { Group: 'Base' })],
      ['d', driver(0, { Group: 'Base', Tag: 2 })],
      ['e', driver(1)],
      ['f', { ...driver(2), DependOnService: ['g'] }],
      ['g', driver(2)],
    ]
    const plan = async (services: typeof all) => {
      const example = { groupOrder: ['Base'], vectors: { Base: [2] }, services: Object.fromEntries(services) }
      const { phases } = planOrder(await servicesLike(example))
      return phases.map((phase) => phase.steps.map(({ service, reason }) => `${service.name}: ${reason}`))
    }
    const expected = await plan(all)
    const shuffled = fc.shuffledSubarray([...all], { minLength: all.length })
    const same = async (services: typeof all): Promise<void> => {
      expect(await plan(services)).toEqual(expected)
    }
    await fc.assert(fc.asyncProperty(shuffled, same), { numRuns: 50 })
  })
})

describe('StartOverride', () => {
  const services = {
    up: driver(3, { StartOverride: { '7': 0, '8': 4 } }),
    down: driver(0, { StartOverride: { '7': 3 } }),
    other: driver(0, { StartOverride: { '8': 3 } }),
    auto: { Type: 0x10, Start: 2, ErrorControl: 1, StartOverride: { '7': 4 } },
  }
  const lastId = '\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]\r\n"LastId"=dword:00000007\r\n'
  const known = () =>
    servicesOf(Buffer.from(renderExample({ groupOrder: [], services }) + lastId), 'input.reg', '10')

  it('counts for the hardware configuration of LastId', async () => {
    const read = await known()
    expect(names(read, 'boot')).toEqual(['up', 'other'])
    const [up] = steps(read, 'boot')
    expect(up).toMatchObject({ start: 0, startOverride: { value: 0 } })
    expect(up?.reason).toContain(
      'StartOverride makes it Start 0 in place of 3 (demand-start) on this hardware',
    )
    expect(noteCodes(read, { bootFileSystem: null })).toContain('start-override-out')
  })

  it('does not reach the Service Control Manager', async () => {
    expect(names(await known(), 'auto')).toEqual(['auto'])
  })

  it('is not applied on request, nor by the classic loader', async () => {
    const read = await known()
    expect(names(read, 'boot', { startOverride: false })).toEqual(['other', 'down'])
    expect(names(read, 'boot', { algorithm: 'classic' })).toEqual(['other', 'down'])
    expect(noteCodes(read, { startOverride: false })).not.toContain('start-override-unknown')
  })

  it('is not applied without LastId, and that is said', async () => {
    const read = await servicesLike({ groupOrder: [], services })
    expect(names(read, 'boot')).toEqual(['other', 'down'])
    expect(noteCodes(read)).toContain('start-override-unknown')
  })
})

describe('the boot file system driver', () => {
  const groupOrder = ['Boot File System', 'Base']
  const others = { base: driver(0, { Group: 'Base' }), none: driver(0) }
  const ntfs = (Start: number) => ({ Type: 2, Start, ErrorControl: 1, Group: 'Boot file system' })

  it.each([1, 3, 4])('is loaded with Start %i, and its reason says so', async (Start) => {
    const services = await servicesLike({ groupOrder, services: { ...others, Ntfs: ntfs(Start) } })
    expect(names(services, 'boot')).toEqual(['Ntfs', 'base', 'none'])
    const [first] = steps(services, 'boot')
    expect(first?.start).toBe(Start)
    expect(first?.reason).toContain(
      `boot file system driver: the loader loads it although its Start is ${Start}`,
    )
  })

  it('with Start 0 is in the list twice and shown once', async () => {
    const services = await servicesLike({ groupOrder, services: { ...others, Ntfs: ntfs(0) } })
    expect(names(services, 'boot')).toEqual(['Ntfs', 'base', 'none'])
    const [first] = steps(services, 'boot')
    expect(first?.reasons.filter(({ code }) => code === 'boot-file-system')).toHaveLength(1)
  })

  it('stands at the front of the raw list: before all others without a group', async () => {
    const services = await servicesLike({ groupOrder, services: { zzz: driver(0), Ntfs: driver(4) } })
    for (const algorithm of ['classic', 'modern'] as const)
      expect(names(services, 'boot', { algorithm })).toEqual(['Ntfs', 'zzz'])
  })

  it('is another one, or none, on request', async () => {
    const services = await servicesLike({ groupOrder, services: { ...others, Ntfs: ntfs(4), refs: ntfs(3) } })
    expect(names(services, 'boot', { bootFileSystem: 'REFS' })).toEqual(['refs', 'base', 'none'])
    expect(names(services, 'boot', { bootFileSystem: null })).toEqual(['base', 'none'])
  })

  it('is not invented where the input lacks it', async () => {
    const services = await servicesLike({ groupOrder, services: others })
    expect(names(services, 'boot')).toEqual(['base', 'none'])
    expect(noteCodes(services, { start: 'boot' })).toContain('boot-file-system-missing')
    expect(noteCodes(services, { start: 'boot', bootFileSystem: null })).not.toContain(
      'boot-file-system-missing',
    )
  })
})

describe('a measured boot', () => {
  const services = {
    acpi: driver(0),
    msisadrv: driver(0, { Group: 'Boot Bus Extender' }),
    pci: driver(0, { Group: 'Boot Bus Extender' }),
    TPM: driver(3, { Group: 'Boot Bus Extender', BootFlags: 0x20 }),
    elam: driver(0, { Group: 'Early-Launch' }),
    plain: driver(0, { Group: 'Boot Bus Extender' }),
  }
  const example: Example = { groupOrder: ['Boot Bus Extender'], services }

  it('puts msisadrv, pci and tpm after ACPI and before Early-Launch, and calls it an inference', async () => {
    const read = await servicesLike(example)
    expect(names(read, 'boot', { measuredBoot: true })).toEqual([
      'acpi',
      'msisadrv',
      'pci',
      'TPM',
      'elam',
      'plain',
    ])
    const tpm = steps(read, 'boot', { measuredBoot: true })[3]
    expect(tpm).toMatchObject({ start: 3, guarantee: 'release' })
    expect(tpm?.reason).toContain('an inference from boot logs')
    expect(noteCodes(read, { start: 'boot', measuredBoot: true })).toContain('measured-boot')
  })

  it('is off by default and unknown to the classic loader', async () => {
    const read = await servicesLike(example)
    expect(names(read, 'boot')).toEqual(['acpi', 'elam', 'plain', 'pci', 'msisadrv'])
    expect(noteCodes(read, { measuredBoot: true, algorithm: 'classic' })).toContain(
      'measured-boot-not-applied',
    )
  })

  it('takes no disabled TPM', async () => {
    const disabled = { ...services, TPM: { ...services.TPM, Start: 4 } }
    const read = await servicesLike({ ...example, services: disabled })
    expect(names(read, 'boot', { measuredBoot: true })).not.toContain('TPM')
  })
})

describe('which algorithm', () => {
  const services = { a: driver(0, { Group: 'Base' }), b: driver(0, { Group: 'Base' }) }

  it.each([
    ['nt-3.51', 'classic', ['a', 'b']],
    ['2000', 'classic', ['a', 'b']],
    ['xp', 'classic', ['a', 'b']],
    ['7', 'classic', ['a', 'b']],
    ['8.1', 'modern', ['b', 'a']],
    ['10', 'modern', ['b', 'a']],
    ['11', 'modern', ['b', 'a']],
  ] as const)('Windows %s: %s', async (windows, algorithm, order) => {
    const read = await servicesLike({ groupOrder: ['Base'], services }, windows)
    expect(planOrder(read).phases.map((phase) => phase.algorithm)).toEqual([
      algorithm,
      algorithm,
      'scm',
      'scm',
    ])
    expect(names(read, 'boot')).toEqual(order)
  })

  it('says which release it assumed in the words of the model', async () => {
    const read = await servicesOf(Buffer.from(renderExample({ fragment: true, services })), 'fragment.reg')
    const [note] = planOrder(read, { start: 'boot' }).notes
    expect(note?.message).toBe(`Windows 10 is assumed (${read.windows.reason}), so the modern algorithm`)
    expect(
      planOrder({ ...read, windows: { ...read.windows, certainty: 'detected' } }).notes,
    ).not.toContainEqual(note)
  })

  it('says what it assumed of a fragment', async () => {
    const text = renderExample({ fragment: true, services })
    const read = await servicesOf(Buffer.from(text), 'fragment.reg')
    expect(noteCodes(read, { start: 'system' })).toEqual([
      'release-assumed',
      'group-order-missing',
      'vectors-missing',
    ])
  })
})
