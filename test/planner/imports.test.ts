import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Phase, type PhasePlan, planOrder, type Step } from '../../src/planner/index.ts'
import type { Release, Services } from '../../src/services/index.ts'
import { type Images, imagesLike } from './images.ts'
import { names, servicesLike, steps } from './read.ts'

const kernel: Images = { 'System32\\ntoskrnl.exe': ['HAL.dll'], 'System32\\hal.dll': ['ntoskrnl.exe'] }

/** Drivers of a group each, in the order given: the group order alone places them. */
function drivers(starts: Readonly<Record<string, 0 | 1 | 3>>, windows: Release = '10'): Promise<Services> {
  const all = Object.entries(starts)
  return servicesLike(
    {
      groupOrder: all.map(([name]) => `group of ${name}`),
      vectors: {},
      services: Object.fromEntries(
        all.map(([name, Start]) => [name, { Type: 1, Start, ErrorControl: 1, Group: `group of ${name}` }]),
      ),
    },
    windows,
  )
}

function phaseOf(services: Services, phase: Phase, images: Images): PhasePlan {
  const plan = planOrder(services, { images: imagesLike(images), bootFileSystem: null })
  return plan.phases.find((each) => each.phase === phase) as PhasePlan
}

/** `name` at its own turn, `name < importer` where an import makes it load, `+image` what it brings. */
function sketch({ steps: all, kernelImages }: PhasePlan): string[] {
  const line = ({ service, reasons, imports = [] }: Step): string => {
    const imported = reasons.find(({ code }) => code === 'imported')
    const by = imported ? ` < ${/by (\S+),/.exec(imported.message)?.[1]}` : ''
    return `${service.name}${by}${imports.map((image) => ` +${image}`).join('')}`
  }
  return [...(kernelImages ? [`(${kernelImages.join(' ')})`] : []), ...all.map(line)]
}

describe('the boot phase with images', () => {
  it('loads an import right after the image that imports it, each image once', async () => {
    const services = await drivers({ acpi: 0, disk: 0, ndis: 0, vmbus: 0 })
    const images = {
      ...kernel,
      'acpi.sys': ['ntoskrnl.exe', 'WMILIB.SYS', 'NDIS.SYS'],
      'WMILIB.SYS': ['ntoskrnl.exe'],
      'disk.sys': ['CLASSPNP.SYS', 'WMILIB.SYS'],
      'CLASSPNP.SYS': [],
      'ndis.sys': ['NETIO.SYS'],
      'NETIO.SYS': ['ndis.sys'],
      'vmbus.sys': ['ndis.sys'],
    }
    expect(sketch(phaseOf(services, 'boot', images))).toEqual([
      '(ntoskrnl.exe hal.dll)',
      'acpi +WMILIB.SYS',
      'ndis < acpi.sys +NETIO.SYS',
      'disk +CLASSPNP.SYS',
      'vmbus',
    ])
  })

  it('loads what an import imports before it, as the loader of Windows 10 does', async () => {
    const services = await drivers({ a: 0, b: 0, c: 0 })
    const images = { ...kernel, 'a.sys': ['c.sys'], 'b.sys': [], 'c.sys': ['b.sys'] }
    const phase = phaseOf(services, 'boot', images)
    expect(sketch(phase)).toEqual(['(ntoskrnl.exe hal.dll)', 'a', 'b < c.sys', 'c < a.sys'])
    expect(phase.steps.map(({ reasons }) => reasons.at(-1)?.message)).toEqual([
      expect.stringContaining('untagged'),
      'imported by c.sys, loaded before it',
      'imported by a.sys, loaded right after it',
    ])
  })

  it('begins with what the kernel imports, directly or not', async () => {
    const services = await drivers({ acpi: 0, fltmgr: 0, clfs: 0 })
    const images = {
      'System32\\ntoskrnl.exe': ['HAL.dll', 'KDCOM.dll', 'tm.sys', 'BOOTVID.dll', 'fltmgr.sys'],
      'System32\\hal.dll': ['ntoskrnl.exe', 'KDCOM.dll', 'PSHED.dll'],
      'System32\\PSHED.dll': [],
      'System32\\kd.dll': [],
      'System32\\kdcom.dll': [],
      'System32\\BOOTVID.dll': [],
      'tm.sys': ['CLFS.SYS'],
      'CLFS.SYS': [],
      'fltmgr.sys': [],
      'acpi.sys': [],
    }
    const phase = phaseOf(services, 'boot', images)
    expect(sketch(phase)).toEqual([
      '(ntoskrnl.exe hal.dll kd.dll tm.sys BOOTVID.dll PSHED.dll)',
      'clfs < tm.sys',
      'fltmgr < ntoskrnl.exe',
      'acpi',
    ])
    expect(phase.steps[1]?.reasons.at(-1)?.message).toBe(
      "imported by ntoskrnl.exe, loaded with the kernel's own images",
    )
  })

  it('goes by the name of the file, not of the service', async () => {
    const services = await servicesLike({
      groupOrder: ['A', 'B'],
      services: {
        first: { Type: 1, Start: 0, Group: 'A' },
        second: { Type: 1, Start: 0, Group: 'A', ImagePath: 'System32\\drivers\\other.sys' },
        third: { Type: 1, Start: 0, Group: 'B', ImagePath: 'System32\\drivers\\wanted.sys' },
      },
    })
    const images = { ...kernel, 'second.sys': ['WANTED.SYS'], 'other.sys': ['WANTED.SYS'], 'wanted.sys': [] }
    expect(sketch(phaseOf(services, 'boot', { ...images, 'first.sys': [] }))).toEqual([
      '(ntoskrnl.exe hal.dll)',
      'second',
      'third < other.sys',
      'first',
    ])
  })

  it('lists the image of a demand-start driver with the step that brings it', async () => {
    const services = await drivers({ ksecdd: 0, msrpc: 3 })
    const images = { ...kernel, 'ksecdd.sys': ['msrpc.sys'], 'msrpc.sys': [] }
    expect(sketch(phaseOf(services, 'boot', images))).toEqual(['(ntoskrnl.exe hal.dll)', 'ksecdd +msrpc.sys'])
  })

  it('keeps the order of Windows XP with the imports that its logs show', async () => {
    const services = await drivers({ ACPI: 0, pci: 0, PCIIde: 0, intelide: 0 }, 'xp')
    const images = {
      'System32\\ntoskrnl.exe': ['HAL.dll', 'KDCOM.dll', 'BOOTVID.dll'],
      'System32\\hal.dll': ['ntoskrnl.exe', 'KDCOM.dll'],
      'System32\\kdcom.dll': ['ntoskrnl.exe', 'HAL.dll'],
      'System32\\BOOTVID.dll': ['ntoskrnl.exe', 'HAL.dll'],
      'ACPI.sys': ['WMILIB.SYS', 'ntoskrnl.exe'],
      'WMILIB.SYS': ['ntoskrnl.exe'],
      'pci.sys': ['ntoskrnl.exe', 'HAL.dll'],
      'PCIIde.sys': ['PCIIDEX.SYS'],
      'PCIIDEX.SYS': [],
      'intelide.sys': ['PCIIDEX.SYS'],
    }
    expect(sketch(phaseOf(services, 'boot', images))).toEqual([
      '(ntoskrnl.exe hal.dll kdcom.dll BOOTVID.dll)',
      'ACPI +WMILIB.SYS',
      'pci',
      'PCIIde +PCIIDEX.SYS',
      'intelide',
    ])
  })
})

describe('the system phase with images', () => {
  it('loads imports before the image that imports them', async () => {
    const services = await drivers({ null: 1, BasicDisplay: 1, dxgkrnl: 1 })
    const images = {
      ...kernel,
      'null.sys': [],
      'BasicDisplay.sys': ['ntoskrnl.exe', 'dxgkrnl.sys'],
      'dxgkrnl.sys': ['watchdog.sys'],
      'watchdog.sys': [],
    }
    expect(sketch(phaseOf(services, 'system', images))).toEqual([
      'null',
      'dxgkrnl < BasicDisplay.sys +watchdog.sys',
      'BasicDisplay',
    ])
  })

  it('says of an image that the boot phase loaded that it is there, and leaves it in its place', async () => {
    const services = await drivers({ a: 0, b: 1, c: 1 })
    const images = { ...kernel, 'a.sys': ['c.sys'], 'b.sys': ['c.sys'], 'c.sys': [] }
    const options = { images: imagesLike(images), bootFileSystem: null, start: 'system' } as const
    const all = planOrder(services, options).phases[0]?.steps ?? []
    expect(all.map(({ service }) => service.name)).toEqual(['b', 'c'])
    expect(all[1]?.reasons.at(-1)).toEqual({
      code: 'already-loaded',
      message: 'its image is in memory already, as an import of a.sys',
    })
  })
})

describe('images that are not there or cannot be read', () => {
  it('keep the order and are noted', async () => {
    const services = await servicesLike({
      groupOrder: ['G'],
      vectors: {},
      services: {
        a: { Type: 1, Start: 0 },
        b: { Type: 1, Start: 0 },
        c: { Type: 1, Start: 0 },
        d: { Type: 1, Start: 0, ImagePath: '\\Device\\x\\d.sys' },
      },
    })
    const images = imagesLike({ ...kernel, 'b.sys': null, 'c.sys': ['gone.sys'] }, [
      'ext-ms-win-x-l1-1-0.dll',
    ])
    const options = { images, bootFileSystem: null, start: 'boot' } as const
    expect(names(services, 'boot', options)).toEqual(names(services, 'boot'))
    const notes = planOrder(services, options).notes.map(({ code, message }) => `${code}: ${message}`)
    expect(notes).toEqual([
      'image-missing: memory has no image of a',
      'image-unknown: whether these images are there is not known: that of d (elsewhere)',
      'import-missing: imported images that are not in memory: gone.sys (for c.sys)',
      'image-unreadable: what these images import is not known: System32\\drivers\\b.sys (it has no PE signature)',
      'contract-unknown: what image implements these API sets is not known: ext-ms-win-x-l1-1-0.dll',
    ])
  })

  it('of the kernel leave it open what it imports', async () => {
    const services = await drivers({ fltmgr: 0 })
    const options = { images: imagesLike({ 'fltmgr.sys': [] }), bootFileSystem: null, start: 'boot' } as const
    const { notes, phases } = planOrder(services, options)
    expect(notes.map(({ code }) => code)).toEqual(['kernel-image-missing'])
    expect(phases[0]?.steps[0]?.reasons.at(-1)?.code).toBe('may-load-earlier')
  })
})

describe('without images', () => {
  it('the boot drivers of Windows 10 that logs show as imports are marked, in their place', async () => {
    const services = await drivers({ CLFS: 0, disk: 0, FltMgr: 0, NDIS: 1 })
    const marked = (['boot', 'system'] as const).flatMap((phase) =>
      steps(services, phase).map(({ service, reasons }) => [service.name, reasons.at(-1)?.message]),
    )
    expect(marked).toEqual([
      ['CLFS', 'may load earlier, as an import'],
      ['disk', expect.stringContaining('untagged')],
      ['FltMgr', 'may load earlier, as an import'],
      ['NDIS', expect.stringContaining('untagged')],
    ])
  })

  it('those of Windows XP and 7 are not: no log shows one', async () => {
    for (const windows of ['xp', '7'] as const) {
      const all = steps(await drivers({ CLFS: 0, FltMgr: 0 }, windows), 'boot')
      expect(all.flatMap(({ reasons }) => reasons).map(({ code }) => code)).not.toContain('may-load-earlier')
    }
  })

  it('of a list of files that tells no imports, the order is the same', async () => {
    const services = await drivers({ CLFS: 0, disk: 0 })
    const list = { ...imagesLike({ 'disk.sys': ['CLFS.sys'] }), tellsImports: false }
    const { phases, notes } = planOrder(services, { images: list, bootFileSystem: null, start: 'boot' })
    expect(phases[0]?.kernelImages).toBeUndefined()
    expect(phases[0]?.steps.map(({ reasons }) => reasons.at(-1)?.code)).toEqual([
      'may-load-earlier',
      'untagged',
    ])
    expect(notes.map(({ message }) => message)).toEqual(['memory has no image of CLFS'])
  })
})

it('the place of an import is what the release does, where no document orders the two', async () => {
  const services = await drivers({ a: 0, b: 0, c: 0 })
  const { steps: all } = phaseOf(services, 'boot', {
    ...kernel,
    'a.sys': ['c.sys'],
    'b.sys': [],
    'c.sys': [],
  })
  expect(all.map(({ service, guarantee }) => [service.name, guarantee])).toEqual([
    ['a', 'documented'],
    // Its group stands after that of a: a document orders these two.
    ['c', 'documented'],
    ['b', 'release'],
  ])
})

describe('any imports', () => {
  const count = 7
  const graph = fc.array(fc.array(fc.nat({ max: count + 2 }), { maxLength: 4 }), {
    minLength: count + 3,
    maxLength: count + 3,
  })
  const fileOf = (index: number): string => (index < count ? `d${index}.sys` : `x${index}.sys`)

  it.each(['boot', 'system'] as const)(
    'give each driver of the %s phase once, others in turn',
    async (phase) => {
      const start = phase === 'boot' ? 0 : 1
      const services = await drivers(
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`d${index}`, start])) as Record<
          string,
          0 | 1
        >,
      )
      fc.assert(
        fc.property(graph, (edges) => {
          const images = Object.fromEntries(edges.map((to, index) => [fileOf(index), to.map(fileOf)]))
          const { steps: all } = phaseOf(services, phase, { ...kernel, ...images })
          const order = all.map(({ service }) => service.name)
          expect(order.toSorted()).toEqual(Array.from({ length: count }, (_, index) => `d${index}`))
          const inTurn = all.filter(({ reasons }) => !reasons.some(({ code }) => code === 'imported'))
          const own = inTurn.map(({ service }) => service.name)
          expect(own).toEqual(own.toSorted())
          const brought = all.flatMap(({ imports = [] }) => imports)
          expect(new Set(brought).size).toBe(brought.length)
          for (const file of brought) expect(file).toMatch(/^x\d\.sys$/)
        }),
        { numRuns: 500 },
      )
    },
  )

  it('of any depth are followed', async () => {
    const services = await drivers({ d0: 0, d1: 0 })
    const depth = 50_000
    const chain = Object.fromEntries(
      Array.from({ length: depth }, (_, at) => [`x${at}.sys`, [`x${at + 1}.sys`]]),
    )
    const images = { ...kernel, ...chain, 'd0.sys': ['x0.sys'], [`x${depth}.sys`]: ['d1.sys'], 'd1.sys': [] }
    const { steps: all } = phaseOf(services, 'boot', images)
    expect(all.map(({ service }) => service.name)).toEqual(['d0', 'd1'])
    expect(all[0]?.imports).toHaveLength(depth + 1)
  })
})
