import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparePair,
  type Explanation,
  explain,
  explainPair,
  type KernelAlgorithm,
  type PlanOptions,
  planOrder,
  type Sentence,
} from '../../src/planner/index.ts'
import type { Example } from '../../src/rules/index.ts'
import type { Services } from '../../src/services/index.ts'
import { servicesLike, servicesOf } from './read.ts'

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'order')
const scenario = (name: string): Promise<Services> =>
  servicesOf(readFileSync(join(folder, name, 'input.reg')), 'input.reg', 'nt-3.51')

function why(services: Services, name: string, other?: string, options: PlanOptions = {}): Explanation {
  const plan = planOrder(services, { ...options, start: 'all' })
  const service = services.get(name)
  const second = other === undefined ? undefined : services.get(other)
  if (service === undefined) throw new Error(`there is no ${name}`)
  const context = { services, plan, options }
  return second === undefined ? explain(context, service) : explainPair(context, service, second)
}

function sentencesOf({ sections, whatWouldChange, atStake }: Explanation): Sentence[] {
  return [...sections.flatMap(({ sentences }) => sentences), ...whatWouldChange, ...atStake]
}

function find(explanation: Explanation, code: string): Sentence | undefined {
  return sentencesOf(explanation).find((sentence) => sentence.code === code)
}

const driver = { Type: 1, Start: 0, ErrorControl: 1 } as const
const auto = { Type: 0x10, Start: 2, ErrorControl: 1 } as const
const groupOrder = ['Boot Bus Extender', 'SCSI miniport', 'SCSI Class', 'FSFilter Anti-Virus', 'Base', 'TDI']
const read = (services: NonNullable<Example['services']>, rest: Partial<Example> = {}): Promise<Services> =>
  servicesLike({ services, groupOrder, ...rest })

describe('KB 115486: SAMPLDRV and SCSIDISK', () => {
  it.each([
    ['method-1', 'documented', 'group-order'],
    ['method-2-tags-1-none', 'documented', 'tag-listed-first'],
    ['method-2-tags-2-none', 'documented', 'tag-listed-first'],
    ['method-2-tags-2-1', 'documented', 'tag-order'],
    ['method-2-tags-1-2', 'documented', 'tag-order'],
    ['method-2-tags-none-1', 'documented', 'tag-listed-first'],
    ['method-2-tags-9-1', 'documented', 'tag-listed-first'],
    ['method-2-tags-9-none', 'release', 'no-listed-tag'],
    ['method-2-tags-1-1', 'release', 'tag-shared'],
    ['no-tags', 'release', 'no-listed-tag'],
  ] as const)('%s', async (name, guarantee, code) => {
    const services = await scenario(`kb115486-${name}`)
    for (const algorithm of ['classic', 'modern'] as const) {
      const explanation = why(services, 'sampldrv', 'scsidisk', { algorithm })
      expect(explanation).toMatchObject({ guarantee, code })
      const [answer] = explanation.sections[0]?.sentences ?? []
      expect(answer?.code).toBe(code)
      const isDocumented = guarantee === 'documented'
      expect(answer?.certainty === 'documented').toBe(isDocumented)
      if (isDocumented) expect(answer?.sources).toEqual([expect.stringContaining('KB 115486')])
      expect(find(explanation, 'device-claimed')?.text).toMatch(/first driver to claim a device owns it/)
    }
  })

  it('names the tags that would turn the order round, and whether they are free', async () => {
    const services = await scenario('kb115486-method-2-tags-1-2')
    const { relation, whatWouldChange } = why(services, 'SAMPLDRV', 'SCSIDISK')
    expect(relation).toBe('after')
    expect(whatWouldChange.map(({ text }) => text)).toEqual([
      'Tag 1 of SAMPLDRV, put in the vector of group SCSI class in front of 2, would put SAMPLDRV before SCSIDISK.',
      'A Group that stands before SCSI class (4th) in ServiceGroupOrder, such as Primary disk (3rd), or a new one entered there, would put SAMPLDRV before SCSIDISK.',
    ])
    const used = why(await scenario('kb115486-method-2-tags-none-1'), 'SAMPLDRV', 'SCSIDISK')
    expect(used.whatWouldChange[0]?.text).toBe(
      'A tag that stands before 1 in the vector of group SCSI class would put SAMPLDRV before SCSIDISK: 2, which no member of the group has.',
    )
  })

  it('does not speak of Plug and Play where there was none', async () => {
    const services = await scenario('kb115486-method-1')
    expect(find(why(services, 'SAMPLDRV'), 'plug-and-play')).toBeUndefined()
  })

  it('says what no release was measured for is an inference', async () => {
    const services = await scenario('kb115486-no-tags')
    const explanation = why(services, 'SAMPLDRV', 'SCSIDISK')
    expect(find(explanation, 'no-listed-tag')?.certainty).toBe('inference')
    expect(find(explanation, 'evidence')?.text).toMatch(/not compared with any boot log/)
  })
})

describe('one service', () => {
  it('has its phase, place, neighbours, and what would change it', async () => {
    const services = await read(
      {
        disk: { ...driver, Group: 'SCSI Class', Tag: 4, DependOnGroup: ['SCSI miniport'] },
        first: { ...driver, Group: 'SCSI Class', Tag: 7 },
        second: { ...driver, Group: 'SCSI Class', Tag: 6 },
        last: { ...driver, Group: 'SCSI Class' },
      },
      { vectors: { 'SCSI Class': [7, 5, 6, 4] } },
    )
    const explanation = why(services, 'disk')
    expect(explanation.services[0]?.place).toEqual({ phase: 'boot', position: 3, of: 4 })
    expect(explanation.sections.map(({ topic }) => topic)).toEqual([
      'phase',
      'place',
      'dependencies',
      'neighbours',
    ])
    expect(find(explanation, 'tag-listed')?.text).toBe(
      'Its tag 4 is 4th in the vector of group SCSI Class (7, 5, 6 and 4): a tag is a name, the vector gives the order.',
    )
    expect(find(explanation, 'dependencies-ignored')?.certainty).toBe('documented')
    expect(find(explanation, 'tag')?.text).toMatch(/put it earlier: 5, which no member of the group has/)
    expect(explanation).toMatchObject({ guarantee: 'documented', code: 'tag-order' })
  })

  it('has nothing at stake where nothing is known to be', async () => {
    const services = await read({ a: { ...driver, Group: 'Base' }, b: auto })
    expect(why(services, 'a').atStake).toEqual([])
    expect(why(services, 'b').atStake).toEqual([])
  })

  it('says of a promoted image that no value moves it', async () => {
    const services = await read({
      ACPI: { ...driver, Group: 'Core', Tag: 2 },
      pci: { ...driver, Group: 'Base' },
    })
    const { whatWouldChange } = why(services, 'ACPI')
    expect(whatWouldChange[0]).toMatchObject({ code: 'promoted', certainty: 'measured' })
    const pair = why(services, 'pci', 'ACPI')
    expect(pair).toMatchObject({ relation: 'after', guarantee: 'release', code: 'promoted' })
    expect(pair.whatWouldChange).toHaveLength(1)
    expect(pair.whatWouldChange[0]?.text).toMatch(/^No Group or Tag would put pci before ACPI/)
  })

  it('says that early launch drivers judge the others', async () => {
    const services = await read({
      WdBoot: { ...driver, Group: 'Early-Launch' },
      x: { ...driver, Group: 'Base' },
    })
    expect(find(why(services, 'WdBoot'), 'early-launch')?.certainty).toBe('documented')
    expect(find(why(services, 'x', 'WdBoot'), 'early-launch')).toBeDefined()
    expect(find(why(services, 'x'), 'early-launch')).toBeUndefined()
  })

  it.each(['classic', 'modern'] as const)('tells ties of %s as that loader takes them', async (algorithm) => {
    const services = await read({ a: { ...driver, Group: 'Base' }, b: { ...driver, Group: 'Base' } })
    const rule = { classic: /others in name order/, modern: /others in reverse name order/ }
    expect(find(why(services, 'a', undefined, { algorithm }), 'tie-order')?.text).toMatch(rule[algorithm])
    expect(find(why(services, 'a', undefined, { algorithm }), 'not-promised')?.certainty).toBe('documented')
  })

  it.each([
    ['device', { ...driver, Start: 3 }, 'plug-and-play', /Plug and Play loads such a driver/],
    [
      'file system',
      { ...driver, Type: 2, Start: 3 },
      'file-system-recognized',
      /when a volume .* is mounted/,
    ],
    [
      'redirector',
      { ...driver, Type: 2, Start: 3, Group: 'Network' },
      'file-system-demand',
      /Play does not\.$/,
    ],
    [
      'filter',
      { ...driver, Type: 2, Start: 3, Group: 'FSFilter Top' },
      'file-system-demand',
      /Play does not\.$/,
    ],
    ['recognizer', { ...driver, Type: 8, Start: 3 }, 'file-system-demand', /Play does not\.$/],
    [
      'disabled file system',
      { ...driver, Type: 2, Start: 4 },
      'file-system-disabled',
      /that a recognizer \(Fs_Rec\)/,
    ],
  ])('without a place says who loads it by its Type: %s', async (_, values, code, text) => {
    const explanation = why(await read({ x: values }), 'x')
    expect(find(explanation, code)).toMatchObject({
      certainty: 'documented',
      text: expect.stringMatching(text),
    })
    const spoken = sentencesOf(explanation).map((sentence) => sentence.text)
    expect(spoken.some((one) => one.includes('Plug and Play loads'))).toBe(code === 'plug-and-play')
  })

  it('without a place is compared with a boot driver by what loads it', async () => {
    const services = await read({
      boot: driver,
      fs: { ...driver, Type: 2, Start: 4 },
      off: { ...driver, Start: 4 },
    })
    const last = (name: string) => why(services, name, 'boot').sections.at(-1)?.sentences.at(-1)
    expect(last('fs')).toMatchObject({ code: 'loaded-later', certainty: 'inference' })
    expect(last('off')?.code).toBe('no-place')
  })

  it.each([
    ['demand', { ...driver, Start: 3 }, /it is demand-start\./],
    ['disabled', { ...driver, Start: 4 }, /nothing loads or starts it\./],
    ['container', { DisplayName: 'x' }, /no Type, Start or ErrorControl\./],
  ])('without a place says why: %s', async (_, values, text) => {
    const explanation = why(await read({ x: values }), 'x')
    expect(explanation).toMatchObject({ relation: undefined, guarantee: undefined, code: 'not-in-plan' })
    expect(explanation.services[0]?.place).toBeUndefined()
    expect(find(explanation, 'no-place')?.text).toMatch(text)
  })

  it('tells when BootFlags would make it a boot driver', async () => {
    const services = await read({ TPM: { ...driver, Start: 3, BootFlags: 0x20 } })
    expect(find(why(services, 'TPM'), 'boot-flags')?.text).toBe(
      'Its BootFlags (0x20) make it a boot-start driver when booting with measured boot.',
    )
  })
})

describe('two services', () => {
  it('of different phases are told apart by their start type', async () => {
    const services = await read({ a: driver, b: { ...driver, Start: 1 }, c: auto })
    expect(why(services, 'b', 'a')).toMatchObject({
      relation: 'after',
      guarantee: 'documented',
      code: 'start-type',
    })
    expect(why(services, 'a', 'c')).toMatchObject({ relation: 'before', code: 'start-type' })
  })

  it('of which one is in a phase by another thing than its Start are not guaranteed', async () => {
    const services = await read({ Ntfs: { ...driver, Type: 2, Start: 4 }, b: { ...driver, Start: 1 } })
    expect(why(services, 'b', 'Ntfs')).toMatchObject({ guarantee: 'release', code: 'other-than-start' })
  })

  it('that are one are told so', async () => {
    expect(why(await read({ a: driver }), 'a', 'A')).toMatchObject({ relation: 'same', code: 'same-service' })
  })

  it('of which one has no place are not compared, but Plug and Play is known to come after boot', async () => {
    const services = await read({ a: driver, pnp: { ...driver, Start: 3 } })
    const explanation = why(services, 'a', 'pnp')
    expect(explanation).toMatchObject({ relation: 'unknown', guarantee: undefined })
    expect(sentencesOf(explanation).at(-1)?.text).toMatch(/^If Plug and Play loads pnp, it comes after a:/)
  })

  it('of which one depends on the other, directly or not, are ordered by that', async () => {
    const services = await read({
      a: auto,
      m: { ...auto, DependOnService: ['a'] },
      z: { ...auto, DependOnService: ['M'] },
    })
    const explanation = why(services, 'z', 'a')
    expect(explanation).toMatchObject({ relation: 'after', guarantee: 'documented', code: 'dependency' })
    expect(explanation.sections[0]?.sentences[0]?.text).toMatch(/^z depends on a, through m:/)
    expect(why(services, 'z', 'm').atStake.map(({ code }) => code)).toEqual(['dependency-fails'])
  })

  it('in groups that are drivers of the controller are open: documents disagree', async () => {
    const services = await read({
      a: { ...auto, Type: 1, Group: 'Base' },
      b: { ...auto, Group: 'TDI' },
      c: { ...auto, Group: 'Base' },
    })
    expect(why(services, 'b', 'a')).toMatchObject({ guarantee: 'open', code: 'group-order-disputed' })
    expect(why(services, 'b', 'c')).toMatchObject({ guarantee: 'documented', code: 'group-order' })
  })

  it('of which the later may load as an import are open', async () => {
    const services = await read({ first: { ...driver, Group: 'Base' }, NDIS: { ...driver, Group: 'TDI' } })
    expect(why(services, 'NDIS', 'first')).toMatchObject({ guarantee: 'open', code: 'may-load-earlier' })
  })

  it('of which one has no group are ordered by the registry reference', async () => {
    const services = await read({ a: { ...driver, Group: 'Base' }, b: { ...driver, Group: '' } })
    expect(why(services, 'b', 'a')).toMatchObject({ guarantee: 'documented', code: 'no-group' })
  })

  it('that are minifilters stand by altitude, which is a decimal of any length', async () => {
    const filter = (Altitude: string) => ({
      ...driver,
      Type: 2,
      Group: 'FSFilter Anti-Virus',
      Instances: { DefaultInstance: 'I', I: { Altitude } },
    })
    const services = await read({ a: filter('9.5'), b: filter('10'), c: filter('9.50'), d: filter('9.45') })
    const above = (x: string, y: string) => find(why(services, x, y), 'altitudes')?.text
    expect(above('a', 'b')).toMatch(/b stands above a, whatever loads first/)
    expect(above('a', 'd')).toMatch(/a stands above d/)
    expect(above('a', 'c')).not.toMatch(/stands above/)
  })

  it('of which one loads first by group, and by its image besides, are told both', async () => {
    const services = await read({
      Wdf01000: { ...driver, Group: 'SCSI miniport' },
      acpiex: { ...driver, Group: 'Base' },
    })
    const { guarantee, sections } = why(services, 'acpiex', 'Wdf01000')
    expect(guarantee).toBe('documented')
    expect(sections[0]?.sentences.map(({ code, certainty }) => [code, certainty])).toEqual([
      ['group-order', 'documented'],
      ['promoted', 'measured'],
    ])
  })

  it('are open where a measured boot would turn them round', async () => {
    const services = await read(
      {
        ACPI: { ...driver, Group: 'TDI' },
        Elam: { ...driver, Group: 'Early-Launch' },
        first: { ...driver, Group: 'Boot Bus Extender', Tag: 1 },
        msisadrv: { ...driver, Group: 'SCSI miniport', Tag: 1 },
        pci: { ...driver, Group: 'SCSI miniport', Tag: 2 },
        last: { ...driver, Group: 'SCSI Class' },
        system: { ...driver, Start: 1 },
      },
      { vectors: { 'SCSI miniport': [1, 2] } },
    )
    const judged = (name: string, other: string, options: PlanOptions = {}) => {
      const { guarantee, code } = why(services, name, other, options)
      return `${guarantee} ${code}`
    }
    expect(judged('msisadrv', 'first')).toBe('open measured-boot')
    expect(judged('pci', 'first')).toBe('open measured-boot')
    expect(judged('msisadrv', 'Elam')).toBe('open measured-boot')
    expect(judged('msisadrv', 'ACPI')).toBe('release promoted')
    expect(judged('pci', 'msisadrv')).toBe('documented tag-order')
    expect(judged('last', 'msisadrv')).toBe('documented group-order')
    expect(judged('system', 'msisadrv')).toBe('documented start-type')
    expect(judged('msisadrv', 'first', { algorithm: 'classic' })).toBe('documented group-order')
    expect(judged('msisadrv', 'first', { measuredBoot: true })).toBe('release promoted')
    const explanation = why(services, 'msisadrv', 'first')
    expect(find(explanation, 'measured-boot')?.text).toMatch(/right after ACPI.*--measured-boot/)
    expect(find(explanation, 'group-order')?.certainty).toBe('documented')
    expect(find(why(services, 'pci'), 'may-be-measured')?.certainty).toBe('unknown')
    const marks = planOrder(services, { start: 'boot' }).phases[0]?.steps.map(
      ({ service, guarantee }) => `${service.name} ${guarantee}`,
    )
    expect(marks).toEqual([
      'ACPI documented',
      'Elam release',
      'first release',
      'msisadrv open',
      'pci documented',
      'last documented',
    ])
  })

  it('in a loop of dependencies are not started', async () => {
    const needs = (...DependOnService: string[]) => ({ ...auto, DependOnService })
    const services = await read({
      A: needs('B'),
      B: needs('C'),
      C: { ...needs('A'), Start: 3 },
      after: needs('A'),
      self: needs('self'),
    })
    const pair = why(services, 'C', 'A')
    expect(pair).toMatchObject({ guarantee: 'open', code: 'dependency-loop' })
    expect(find(pair, 'dependency-loop')).toMatchObject({
      certainty: 'documented',
      text: 'Both are in a loop of dependencies (A needs B, B needs C, C needs A): the Service Control Manager starts none of them, and their places here say nothing.',
    })
    expect(pair.whatWouldChange.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Nothing but an end of the loop/),
    ])
    expect(why(services, 'after', 'A')).toMatchObject({ guarantee: 'documented', code: 'dependency' })
    expect(why(services, 'A').whatWouldChange[0]?.code).toBe('dependency-loop')
    expect(find(why(services, 'self'), 'dependency-loop')?.text).toMatch(
      /^self depends on itself: .*not start it/,
    )
    const steps = planOrder(services, { start: 'auto' }).phases[0]?.steps ?? []
    expect(steps.map(({ service, guaranteeCode }) => `${service.name} ${guaranteeCode}`)).toEqual([
      'C first-of-phase',
      'B dependency-loop',
      'A dependency-loop',
      'after dependency',
      'self name-order',
    ])
    for (const { reason } of steps) expect(reason).not.toMatch(/started here because A|because B/)
  })

  it('name five services of a long chain or loop, and count the others', async () => {
    const chain = (length: number, first: string[]) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `s${100 + index}`,
          { ...auto, DependOnService: index === 0 ? first : [`s${99 + index}`] },
        ]),
      )
    const straight = why(await read(chain(12, [])), 's111', 's100')
    expect(straight.sections[0]?.sentences[0]?.text).toMatch(
      /^s111 depends on s100, through s110, s109, s108, s107, s106 and 5 more:/,
    )
    expect(straight.whatWouldChange[0]?.text).toMatch(/through s110, s109, s108, s107, s106 and 5 more\.$/)
    const loop = why(await read(chain(12, ['s111'])), 's111', 's100')
    expect(find(loop, 'dependency-loop')?.text).toMatch(/\(s100, s101, s102, s103, s104 and 7 more\)/)
  })

  it('cite what their release was measured by', async () => {
    const tied = { a: { ...driver, Group: 'Base' }, b: { ...driver, Group: 'Base' } }
    const sourcesOf = async (release: 'xp' | '10' | '2000') => {
      const services = await servicesLike({ services: tied, groupOrder }, release)
      return find(why(services, 'a', 'b'), 'no-listed-tag')?.sources.join('; ') ?? ''
    }
    expect(await sourcesOf('xp')).toMatch(/Windows XP SP2/)
    expect(await sourcesOf('xp')).not.toMatch(/14393|Windows 10/)
    expect(await sourcesOf('10')).toMatch(/14393/)
    expect(await sourcesOf('2000')).toMatch(/of other releases$/)
  })

  it('that agree with comparePair, whatever they are', async () => {
    const service = fc.record({
      Type: fc.constantFrom(1, 2, 0x10),
      Start: fc.constantFrom(0, 1, 2, 3, 4),
      ErrorControl: fc.constant(1),
      Group: fc.constantFrom('', 'Base', 'TDI', 'Network', 'Early-Launch', 'SCSI miniport'),
      Tag: fc.constantFrom(1, 2, 9),
      DependOnService: fc.subarray(['a', 'b', 'ACPI', 'NDIS']),
    })
    const registry = fc.record({ a: service, b: service, ACPI: service, NDIS: service })
    await fc.assert(
      fc.asyncProperty(
        registry,
        fc.constantFrom('classic', 'modern'),
        async (values, algorithm: KernelAlgorithm) => {
          const services = await read(values, { vectors: { Base: [2, 1], Network: [9, 1] } })
          for (const x of services.all)
            for (const y of services.all) {
              if (x === y) continue
              const options = { algorithm }
              const explanation = why(services, x.name, y.name, options)
              const pair = comparePair(services, planOrder(services, options), x.name, y.name)
              expect(explanation).toMatchObject({ relation: pair.relation, guarantee: pair.guarantee })
              for (const { text, certainty, sources } of sentencesOf(explanation)) {
                expect(text).toMatch(/\.$/)
                expect(text).not.toMatch(/undefined|null/)
                if (certainty === 'documented' || certainty === 'measured')
                  expect(sources.length).toBeGreaterThan(0)
              }
            }
        },
      ),
      { numRuns: 60 },
    )
  })
})
