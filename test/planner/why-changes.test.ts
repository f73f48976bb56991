import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReg } from '../../src/formats/reg/index.ts'
import { explain, explainPair, type PlanOptions, planOrder, type Sentence } from '../../src/planner/index.ts'
import type { Change } from '../../src/planner/why/change.ts'
import type { Registry } from '../../src/registry/index.ts'
import {
  type Release,
  readServices,
  type Service,
  type Services,
  servicesSelection,
} from '../../src/services/index.ts'
import { encodeExample } from '../rules/render-example.ts'
import { corpus, dwords, multi, reg } from '../services/read.ts'

/** A registry, and what the explanations of it are asked with. */
interface Subject {
  readonly registry: Registry
  readonly services: Services
  readonly options: PlanOptions
  readonly release: Release
}

const readBase = (bytes: Uint8Array): Registry =>
  readReg(bytes, { file: 'base.reg', selection: servicesSelection })

async function subjectOf(registry: Registry, release: Release, options: PlanOptions = {}): Promise<Subject> {
  const services = await readServices(registry, { inBox: false, windows: release })
  return { registry, services, options, release }
}

/** A change as a file that Regedit would import. */
function overlayText({ services }: Subject, change: Change): string {
  const set = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet'
  const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const dword = (value: number | null): string =>
    value === null ? '-' : `dword:${value.toString(16).padStart(8, '0')}`
  const lines: string[] = []
  for (const { service, start, group, tag, delayedAutostart, dependsOn } of change.services ?? []) {
    lines.push(`[${set}\\Services\\${service.name}]`)
    if (start !== undefined) lines.push(`"Start"=${dword(start)}`)
    if (tag !== undefined) lines.push(`"Tag"=${dword(tag)}`)
    if (delayedAutostart !== undefined) lines.push(`"DelayedAutostart"=${dword(delayedAutostart)}`)
    if (group !== undefined) lines.push(`"Group"=${group === null ? '-' : quoted(group)}`)
    const needed = services.get(service.name)?.dependOnService.map(({ value }) => value) ?? []
    if (dependsOn !== undefined) lines.push(`"DependOnService"=${multi(...needed, dependsOn)}`)
  }
  const { vector, groupOrder } = change
  if (vector)
    lines.push(
      `[${set}\\Control\\GroupOrderList]`,
      `${quoted(vector.group)}=${dwords(vector.tags.length, ...vector.tags)}`,
    )
  if (groupOrder) lines.push(`[${set}\\Control\\ServiceGroupOrder]`, `"List"=${multi(...groupOrder)}`)
  return lines.join('\n')
}

/** A changed registry, read as the commands would read it. */
function servicesAfter(subject: Subject, change: Change): Promise<Services> {
  const patch = reg(overlayText(subject, change), 'patch.reg')
  return readServices(patch, { base: subject.registry, inBox: false, windows: subject.release })
}

function ranks(services: Services, options: PlanOptions): Map<string, number> {
  const steps = planOrder(services, { ...options, start: 'all' }).phases.flatMap((phase) => phase.steps)
  // The boot file system driver may stand in two phases: the first counts.
  return new Map(steps.map(({ service }, index) => [service.name, index] as const).reverse())
}

async function expectTurned(subject: Subject, first: Service, second: Service): Promise<Sentence[]> {
  const { services, options } = subject
  const plan = planOrder(services, { ...options, start: 'all' })
  const { relation, whatWouldChange } = explainPair({ services, plan, options }, first, second)
  for (const { text, changes = [] } of whatWouldChange)
    for (const change of changes) {
      const after = ranks(await servicesAfter(subject, change), options)
      const [a = Number.NaN, b = Number.NaN] = [after.get(first.name), after.get(second.name)]
      expect(a < b ? 'before' : a > b ? 'after' : 'unknown', text).toBe(
        relation === 'before' ? 'after' : 'before',
      )
    }
  return [...whatWouldChange]
}

async function expectMoved(subject: Subject, service: Service): Promise<void> {
  const { services, options } = subject
  const plan = planOrder(services, { ...options, start: 'all' })
  const before = placesOf(services, options)
  for (const { text, changes = [] } of explain({ services, plan, options }, service).whatWouldChange)
    for (const change of changes)
      expect(placesOf(await servicesAfter(subject, change), options), text).not.toEqual(before)
}

/** All services in order, phase by phase. */
function placesOf(services: Services, options: PlanOptions): string[] {
  return planOrder(services, { ...options, start: 'all' }).phases.flatMap(({ phase, steps }) =>
    steps.map(({ service }) => `${phase} ${service.name}`),
  )
}

/** Some pairs of a list, the same ones at every run. */
function somePairs<T>(all: readonly T[], count: number): [T, T][] {
  return Array.from({ length: count }, (_, index) => [
    all[(index * 37) % all.length] as T,
    all[(index * 101 + 13) % all.length] as T,
  ])
}

const hives: readonly (readonly [string, Release])[] = [
  ['windows-xp-sp3', 'xp'],
  ['windows-7-sp1', '7'],
  ['windows-8.1', '8.1'],
  ['windows-10-1709', '10'],
]

describe.skipIf(corpus === undefined)('what is said to turn real drivers round', () => {
  it.each(hives)('does so when it is imported: %s', { timeout: 60_000 }, async (hive, release) => {
    const file = join(corpus ?? '', 'exports', `${hive}.full.regedit5-utf16.reg.gz`)
    const subject = await subjectOf(readBase(gunzipSync(readFileSync(file))), release)
    const { phases } = planOrder(subject.services)
    const services = phases.flatMap(({ steps }) => steps.map(({ service }) => service))
    const drivers = phases
      .filter(({ algorithm }) => algorithm !== 'scm')
      .flatMap(({ steps }) => steps.map(({ service }) => service))
    let ways = 0
    for (const [a, b] of [...somePairs(drivers, 16), ...somePairs(services, 8)])
      if (a !== b) ways += (await expectTurned(subject, a, b)).length
    expect(ways).toBeGreaterThan(24)
    for (const [service] of somePairs(services, 4)) await expectMoved(subject, service)
  })
})

describe('what is said to turn two round', () => {
  const groups = ['', 'Base', 'TDI', 'Network', 'Early-Launch', 'SCSI miniport']
  const service = fc.record({
    Type: fc.constantFrom(1, 1, 2, 0x10),
    Start: fc.constantFrom(0, 0, 1, 2, 3),
    ErrorControl: fc.constant(1),
    Group: fc.constantFrom(...groups),
    Tag: fc.constantFrom(1, 2, 9),
    DependOnService: fc.subarray(['a', 'b', 'ACPI', 'pci']),
  })
  const registry = fc.record({ a: service, b: service, ACPI: service, pci: service, NTFS: service })

  it('does so when it is imported', { timeout: 60_000 }, async () => {
    const options = fc.record({
      algorithm: fc.constantFrom('classic' as const, 'modern' as const),
      measuredBoot: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(registry, options, async (services, planOptions) => {
        const bytes = encodeExample({
          services,
          groupOrder: ['SCSI miniport', 'Base', 'TDI'],
          vectors: { Base: [2, 1], Network: [9, 1] },
        })
        const subject = await subjectOf(readBase(bytes), '10', planOptions)
        for (const x of subject.services.all) {
          await expectMoved(subject, x)
          for (const y of subject.services.all) if (x !== y) await expectTurned(subject, x, y)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('does not speak of delayed services before there were any', async () => {
    const bytes = encodeExample({ services: { x: { Type: 0x10, Start: 2, ErrorControl: 1 } } })
    const codes = async (release: Release) => {
      const { services } = await subjectOf(readBase(bytes), release)
      const x = services.get('x')
      if (x === undefined) throw new Error('there is no x')
      return explain({ services, plan: planOrder(services), options: {} }, x).whatWouldChange.map(
        ({ code }) => code,
      )
    }
    expect(await codes('xp')).not.toContain('delayed')
    expect(await codes('2000')).not.toContain('delayed')
    expect(await codes('7')).toContain('delayed')
  })

  it('does not offer a Start that the boot file system driver does not go by', async () => {
    const bytes = encodeExample({
      services: {
        NTFS: { Type: 2, Start: 3, ErrorControl: 1, Group: 'Base' },
        z: { Type: 1, Start: 0, ErrorControl: 1 },
      },
      groupOrder: ['TDI', 'Base'],
    })
    const subject = await subjectOf(readBase(bytes), '10')
    const [ntfs, z] = [subject.services.get('NTFS'), subject.services.get('z')]
    if (!ntfs || !z) throw new Error('a service is missing')
    const ways = await expectTurned(subject, ntfs, z)
    expect(ways.map(({ code }) => code)).not.toContain('start')
    expect(ways.length).toBeGreaterThan(0)
  })

  it('needs no tag where another start type alone does it', async () => {
    const bytes = encodeExample({
      services: {
        early: { Type: 1, Start: 0, ErrorControl: 1, Group: 'Unlisted' },
        late: { Type: 1, Start: 1, ErrorControl: 1 },
      },
      groupOrder: ['Base'],
    })
    const subject = await subjectOf(readBase(bytes), 'xp')
    const [early, late] = [subject.services.get('early'), subject.services.get('late')]
    if (!early || !late) throw new Error('a service is missing')
    const ways = await expectTurned(subject, late, early)
    expect(ways.map(({ text }) => text)).toEqual([
      'Start 0 in late would put late before early, as a boot-start driver.',
    ])
  })
})
