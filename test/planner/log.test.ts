import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readBootLog } from '../../src/formats/bootlog/index.ts'
import {
  type CompareOptions,
  compareWithLog,
  type LogComparison,
  type LoggedBoot,
  type PlanOptions,
  planOrder,
  titleOfBuild,
} from '../../src/planner/index.ts'
import { discordantPairs } from '../../src/planner/log/discordant-pairs.ts'
import { longestPart } from '../../src/planner/log/longest-part.ts'
import type { Example } from '../../src/rules/index.ts'
import type { Release, Services } from '../../src/services/index.ts'
import { withoutHang } from '../hang.ts'
import { renderExample } from '../rules/render-example.ts'
import { servicesLike, servicesOf } from './read.ts'

const corpus = process.env['SVCSIM_CORPUS']
const reason = corpus === undefined ? ' (skipped: SVCSIM_CORPUS is not set)' : ''

const permutation = fc
  .integer({ min: 0, max: 9 })
  .chain((size) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }))

/** All increasing parts, as lists of elements. */
function increasingParts(values: readonly number[]): number[][] {
  const parts: number[][] = [[]]
  for (const value of values)
    parts.push(...parts.filter((part) => (part.at(-1) ?? -1) < value).map((part) => [...part, value]))
  return parts
}

describe('the longest part in order', () => {
  it('is as long as the longest of all parts, with as few doubtful elements as any', () => {
    fc.assert(
      fc.property(permutation, fc.func(fc.boolean()), (values, isDoubtful) => {
        const kept = longestPart(values, isDoubtful)
        const part = values.filter((value) => kept[value])
        const all = increasingParts(values)
        expect(all).toContainEqual(part)
        const longest = Math.max(...all.map(({ length }) => length))
        expect(part).toHaveLength(longest)
        const doubts = (one: readonly number[]): number => one.filter((element) => isDoubtful(element)).length
        const fewest = Math.min(...all.filter(({ length }) => length === longest).map(doubts))
        expect(doubts(part)).toBe(fewest)
      }),
      { numRuns: 300 },
    )
  })

  it('of a long list takes no time to speak of', () => {
    const size = 200_000
    const values = Array.from({ length: size }, (_, index) => (index * 7919) % size)
    expect(withoutHang(() => longestPart(values))).toHaveLength(size)
    expect(withoutHang(() => discordantPairs(values.toReversed()))).toBeGreaterThan(0)
  })
})

test('discordant pairs are those that a look at every pair finds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (values) => {
      let pairs = 0
      values.forEach((value, index) => {
        pairs += values.slice(index + 1).filter((other) => other < value).length
      })
      expect(discordantPairs(values)).toBe(pairs)
    }),
  )
})

/** `+` and a path for what was loaded, `-` for what was not. */
function bootOf(lines: readonly string[], build?: number): LoggedBoot {
  return {
    build,
    entries: lines.map((line, index) => ({
      path: line.slice(1),
      loaded: line.startsWith('+'),
      at: { file: 'log', line: index + 1, column: 1 },
    })),
  }
}

interface Options extends CompareOptions {
  readonly windows?: Release
  readonly build?: number
  readonly plan?: PlanOptions
}

async function compare(
  example: Example,
  lines: readonly string[],
  { windows = '10', build, plan = {}, ...options }: Options = {},
): Promise<LogComparison> {
  const services = await servicesLike(example, windows)
  return compareWithLog(services, planOrder(services, plan), bootOf(lines, build), options)
}

/** Names and reasons of what is out of place in the first two phases. */
function misplaced({ phases }: LogComparison): string[] {
  return phases
    .filter(({ informational }) => !informational)
    .flatMap(({ outOfPlace }) => outOfPlace.map(({ service, reason: { code } }) => `${service.name} ${code}`))
}

function causes({ loadedNotPredicted }: LogComparison): string[] {
  return loadedNotPredicted.map(({ path, cause }) => `${path} ${cause}`)
}

const driver = (group: string | undefined, start = 0, more: object = {}) => ({
  Type: 1,
  Start: start,
  ErrorControl: 1,
  ...(group === undefined ? {} : { Group: group }),
  ...more,
})

/** Loads a, b, c, then the system drivers s, t, u. */
const ordered: Example = {
  groupOrder: ['First', 'Second', 'Third'],
  vectors: {},
  services: {
    a: driver('First'),
    b: driver('Second'),
    c: driver('Third'),
    s: driver('First', 1),
    t: driver('Second', 1),
    u: driver('Third', 1),
  },
}

describe('the comparison', () => {
  test('of a log that agrees', async () => {
    const { phases, outOfPlace, remarks } = await compare(
      ordered,
      ['a', 'b', 'c', 's', 't', 'u'].map((name) => `+\\SystemRoot\\System32\\drivers\\${name}.sys`),
    )
    expect(outOfPlace).toBe(0)
    expect(remarks).toEqual([])
    expect(phases.map(({ phase, common, inOrder, pairs }) => [phase, common, inOrder, pairs])).toEqual([
      ['boot', 3, 3, 3],
      ['system', 3, 3, 3],
      ['auto', 0, 0, 0],
    ])
  })

  test('says where a driver is predicted and where the log has it', async () => {
    const { phases } = await compare(ordered, ['+c.sys', '+x.sys', '+a.sys', '+b.sys'])
    const [boot] = phases
    expect(boot).toMatchObject({ common: 3, inOrder: 2, discordantPairs: 2, pairs: 3 })
    const [one] = boot?.outOfPlace ?? []
    expect(one).toMatchObject({
      moved: 'earlier',
      predicted: { position: 3, rank: 3, after: { name: 'b' } },
      logged: { rank: 1, path: 'c.sys', at: { line: 1 }, before: { name: 'a' } },
    })
    expect(one?.predicted.before).toBeUndefined()
    expect(one?.logged.after).toBeUndefined()
  })

  test('judges each phase among its own members, as a log does not mark where one ends', async () => {
    const { phases } = await compare(ordered, ['+s.sys', '+a.sys', '+t.sys', '+b.sys', '+u.sys', '+c.sys'])
    expect(phases.map(({ inOrder }) => inOrder)).toEqual([3, 3, 0])
  })

  test('counts the first load of an image, and what was not loaded only where it is loaded nowhere', async () => {
    const lines = ['-a.sys', '+A.SYS', '+b.sys', '-b.sys', '+a.sys', '-c.sys', '-c.sys']
    const { phases, outOfPlace } = await compare(ordered, lines)
    expect(outOfPlace).toBe(0)
    expect(phases[0]).toMatchObject({ common: 2, predictedNotLoaded: [{ position: 3, at: { line: 6 } }] })
    expect(phases[1]?.predictedNotLoaded.map(({ service, at }) => [service.name, at])).toEqual([
      ['s', undefined],
      ['t', undefined],
      ['u', undefined],
    ])
  })

  test('knows an image by its file name in any folder', async () => {
    for (const path of [
      'a.sys',
      '\\SystemRoot\\System32\\DRIVERS\\A.SYS',
      '\\WINDOWS\\system32\\drivers\\a.sys',
      '\\??\\C:\\other\\a.sys',
      '\\SystemRoot\\System32\\DriverStore\\FileRepository\\a.inf_amd64_0123456789abcdef\\a.sys',
    ])
      expect((await compare(ordered, [`+${path}`])).phases[0]?.common, path).toBe(1)
  })

  test('tells images of one name apart by their folders', async () => {
    const image = (path: string) => driver('First', 3, { ImagePath: path })
    const services = {
      a: driver('First'),
      one: image('\\??\\C:\\Windows\\System32\\one\\a.sys'),
      two: image('%SystemRoot%\\two\\a.sys'),
    }
    const lines = ['+\\SystemRoot\\two\\A.sys', '+\\SystemRoot\\System32\\one\\a.sys', '+a.sys']
    const { phases, loadedNotPredicted } = await compare({ ...ordered, services }, lines)
    expect(loadedNotPredicted.map(({ service }) => service?.name)).toEqual(['two', 'one'])
    expect(phases[0]).toMatchObject({ common: 1 })
  })

  test('takes one image of several services for one, at its first step', async () => {
    const services = {
      ...ordered.services,
      a2: driver('Third', 0, { ImagePath: 'System32\\Drivers\\a.sys' }),
      a3: driver('First', 1, { ImagePath: 'System32\\Drivers\\a.sys' }),
      z: driver('First', 3, { ImagePath: 'System32\\Drivers\\a.sys' }),
    }
    const { phases, loadedNotPredicted } = await compare({ ...ordered, services }, ['+a.sys', '+b.sys'])
    expect(phases.map(({ common }) => common)).toEqual([2, 0, 0])
    expect(loadedNotPredicted).toEqual([])
    expect(phases[1]?.predictedNotLoaded.map(({ service }) => service.name)).toEqual(['s', 't', 'u'])
  })

  test('can be of some services alone', async () => {
    const lines = ['+c.sys', '+a.sys', '+b.sys', '+nobody.sys']
    const wanted = (name: string) => name !== 'c'
    const { phases, loadedNotPredicted } = await compare(ordered, lines, { wanted })
    expect(phases[0]).toMatchObject({ common: 2, inOrder: 2 })
    expect(loadedNotPredicted).toEqual([])
  })

  test('claims nothing of auto-start drivers', async () => {
    const services = { a: driver('First'), v: driver('First', 2), w: driver('First', 2) }
    const comparison = await compare({ ...ordered, services }, ['+a.sys', '+w.sys', '+v.sys'])
    expect(comparison.outOfPlace).toBe(0)
    expect(comparison.phases[2]).toMatchObject({
      informational: true,
      common: 2,
      inOrder: 1,
      outOfPlace: [{ reason: { code: 'defined' } }],
    })
  })
})

describe('the most likely reason', () => {
  const modern = (services: NonNullable<Example['services']>): Example => ({
    groupOrder: ['Boot Bus Extender', 'FSFilter Infrastructure', 'Base'],
    vectors: { 'Boot Bus Extender': [1, 2, 3] },
    services,
  })

  test('an import, of those that logs show to load earlier', async () => {
    const services = {
      pci: driver('Boot Bus Extender', 0, { Tag: 1 }),
      FltMgr: driver('FSFilter Infrastructure'),
    }
    const lines = ['+fltmgr.sys', '+pci.sys']
    expect(misplaced(await compare(modern(services), lines))).toEqual(['FltMgr import'])
  })

  test('measured boot, where the block stands right after ACPI', async () => {
    const services = {
      ACPI: driver('Core'),
      pcw: driver('Boot Bus Extender', 0, { Tag: 1 }),
      msisadrv: driver('Boot Bus Extender', 0, { Tag: 2 }),
      pci: driver('Boot Bus Extender', 0, { Tag: 3 }),
      TPM: driver(undefined, 3, { BootFlags: 0x20 }),
    }
    const block = ['+ACPI.sys', '+WMILIB.SYS', '+msisadrv.sys', '+pci.sys', '+tpm.sys', '+pcw.sys']
    const comparison = await compare(modern(services), block)
    // To leave out the one that they were pulled before is less than to leave out the two.
    expect(misplaced(comparison)).toEqual(['pcw measured-boot'])
    expect(comparison.phases[0]?.outOfPlace[0]?.reason.message).toContain(
      'has msisadrv, pci and tpm right after ACPI',
    )
    expect(causes(comparison)).toEqual(['WMILIB.SYS import', 'tpm.sys measured-boot'])
    const placed = await compare(modern(services), block, { plan: { measuredBoot: true } })
    expect(misplaced(placed)).toEqual([])
    expect(causes(placed)).toEqual(['WMILIB.SYS import'])

    const elsewhere = ['+ACPI.sys', '+x.sys', '+TPM.sys', '+pcw.sys', '+pci.sys', '+msisadrv.sys']
    expect(misplaced(await compare(modern(services), elsewhere))).not.toContain('pcw measured-boot')
  })

  test('a tie that no document settles', async () => {
    const services = { p: driver('Base'), q: driver('Base') }
    const [{ outOfPlace } = { outOfPlace: [] }] = (await compare(modern(services), ['+p.sys', '+q.sys']))
      .phases
    expect(outOfPlace.map(({ reason: { code, message } }) => [code, message])).toEqual([
      [
        'not-guaranteed',
        'Windows does not guarantee its place: neither q nor p has a tag that the vector of group Base lists',
      ],
    ])
  })

  test('a tag that the vector of the input does not list', async () => {
    const services = {
      first: driver('Nowhere', 0, { Tag: 9 }),
      second: driver(undefined),
      third: driver(undefined),
    }
    const lines = ['+third.sys', '+second.sys', '+first.sys']
    const example = { ...modern(services), vectors: { Nowhere: [1] } }
    expect(misplaced(await compare(example, lines))).toEqual(['first tag-vector'])
  })

  test('another start type, where the log has a boot driver behind the system drivers', async () => {
    const lines = ['+b.sys', '+c.sys', '+s.sys', '+t.sys', '+u.sys', '+a.sys']
    expect(misplaced(await compare(ordered, lines))).toEqual(['a other-start'])
  })

  test('StartOverride of a driver that comes later than documented', async () => {
    const services = { ...ordered.services, a: driver('First', 0, { StartOverride: { '7': 3 } }) }
    const lines = ['+b.sys', '+c.sys', '+a.sys']
    expect(misplaced(await compare({ ...ordered, services }, lines))).toEqual(['a start-override'])
  })

  test('is not known where documents have it otherwise', async () => {
    const [{ outOfPlace } = { outOfPlace: [] }] = (await compare(ordered, ['+c.sys', '+a.sys', '+b.sys']))
      .phases
    expect(outOfPlace.map(({ reason: { code, message } }) => [code, message])).toEqual([
      [
        'unknown',
        'not known: an earlier image may import it, or its group, its tag or the lists of groups and tags differ on the machine of the log (here group Second stands before group Third in ServiceGroupOrder)',
      ],
    ])
  })

  test('the release, where the log is of another', async () => {
    const comparison = await compare(ordered, ['+c.sys', '+a.sys', '+b.sys'], { build: 7601 })
    expect(misplaced(comparison)).toEqual(['c other-release'])
    expect(comparison.remarks.map(({ code, message }) => [code, message])).toContainEqual([
      'other-release',
      'the log is of Windows 7 (build 7601), the input of Windows 10: that alone may move drivers',
    ])
  })
})

test('why drivers are loaded that are not predicted', async () => {
  const example: Example = {
    ...ordered,
    services: {
      a: driver('First'),
      auto: driver('First', 2),
      demand: driver('First', 3),
      off: driver('First', 4),
      overridden: driver('First', 0, { StartOverride: { '0': 3 } }),
      none: { Type: 1, ErrorControl: 1 },
    },
  }
  const lastId = '\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]\r\n"LastId"=dword:0\r\n'
  const services = await servicesOf(Buffer.from(renderExample(example) + lastId), 'example.reg', '10')
  const causesWith = (startOverride: boolean): string[] => {
    const plan = planOrder(services, { startOverride })
    return causes(compareWithLog(services, plan, bootOf(lines), { startOverride }))
  }
  const names = ['auto', 'demand', 'off', 'overridden', 'none', 'wmilib', 'nobody', 'a']
  const lines = ['+ntoskrnl.exe', '+HAL.dll', '+CI.dll', ...names.map((name) => `+\\X\\${name}.sys`)]
  const expected = [
    'ntoskrnl.exe kernel-image',
    'HAL.dll kernel-image',
    'CI.dll import',
    '\\X\\auto.sys auto-start',
    '\\X\\demand.sys demand-start',
    '\\X\\off.sys disabled',
    '\\X\\overridden.sys start-override',
    '\\X\\none.sys no-start',
    '\\X\\wmilib.sys import',
    '\\X\\nobody.sys not-in-input',
  ]
  expect(causesWith(true)).toEqual(expected)
  expect(causesWith(false)).toEqual(expected.filter((line) => !line.includes('start-override')))
})

describe('remarks', () => {
  const codes = ({ remarks }: LogComparison): string[] => remarks.map(({ code }) => code)

  test('a release that the registry does not tell from the input’s is no other', async () => {
    const lines = ['+a.sys', '+s.sys']
    expect(codes(await compare(ordered, lines, { build: 22631 }))).toEqual([])
    expect(codes(await compare(ordered, lines, { build: 6002, windows: '7' }))).toEqual([])
    expect(codes(await compare(ordered, lines, { build: 123456 }))).toEqual([])
    expect(codes(await compare(ordered, lines, { build: 2600 }))).toEqual(['other-release'])
  })

  test('a phase of which the log has nothing', async () => {
    expect(codes(await compare(ordered, ['+a.sys']))).toEqual(['phase-missing'])
    expect(codes(await compare(ordered, []))).toEqual(['phase-missing', 'phase-missing'])
  })

  test('a log that looks like one of safe mode', async () => {
    const names = ['in1', 'in2', 'in3', 'out1', 'out2', 'out3']
    const example: Example = {
      ...ordered,
      services: {
        a: driver('First'),
        ...Object.fromEntries(names.map((name) => [name, driver('Other', 1)])),
      },
      keys: {
        'Control\\SafeBoot\\Minimal': {},
        'Control\\SafeBoot\\Minimal\\in1': { '': 'Driver' },
        'Control\\SafeBoot\\Minimal\\IN2.SYS': { '': 'Driver' },
        'Control\\SafeBoot\\Minimal\\in3.sys': { '': 'Driver' },
        'Control\\SafeBoot\\Network': {},
      },
    }
    const log = (...lines: string[]) => ['+a.sys', ...lines.map((line) => `${line}.sys`)]
    const safe = log('+in1', '+in2', '+in3', '-out1', '-out2', '-out3')
    expect(codes(await compare(example, safe))).toEqual(['safe-mode'])
    const ordinary = [...safe, '+out1.sys']
    expect(codes(await compare(example, ordinary))).toEqual([])
    expect(codes(await compare(example, log('+in1', '+in2', '+in3', '-out1', '-out2')))).toEqual([])
  })
})

test.each([
  [2600, 'Windows XP'],
  [6003, 'Windows Vista'],
  [9200, 'Windows 8'],
  [19045, 'Windows 10'],
  [26100, 'Windows 11'],
  [1, undefined],
  [undefined, undefined],
])('build %s is %s', (build, title) => {
  expect(titleOfBuild(build)).toBe(title)
})

describe.skipIf(corpus === undefined)(`real logs and hives${reason}`, () => {
  const folder = corpus ?? ''

  async function services(hive: string): Promise<Services> {
    return servicesOf(
      gunzipSync(readFileSync(join(folder, 'exports', `${hive}.full.regedit5-utf16.reg.gz`))),
      hive,
    )
  }

  function boots(name: string): readonly LoggedBoot[] {
    const bytes = readFileSync(join(folder, 'boot-logs', name))
    return readBootLog(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, { file: name }).boots
  }

  const figures = ({ phases }: LogComparison): unknown =>
    phases.slice(0, 2).map(({ inOrder, common }) => `${inOrder} of ${common}`)
  const early = ['FltMgr', 'CLFS', 'KSecDD']

  test('Windows 10: each of thirteen boots', async () => {
    const hive = await services('windows-10-1709')
    const logged = boots('windows-10-14393.ntbtlog.txt.gz')
    expect(logged).toHaveLength(13)
    for (const boot of logged) {
      const comparison = compareWithLog(hive, planOrder(hive), boot)
      expect(figures(comparison)).toEqual(['34 of 39', '21 of 21'])
      expect(misplaced(comparison)).toEqual([
        'msisadrv measured-boot',
        'pci measured-boot',
        ...early.map((name) => `${name} import`),
      ])
      expect(comparison.remarks).toEqual([])
      const wanted = (name: string) => !early.includes(name)
      expect(figures(compareWithLog(hive, planOrder(hive), boot, { wanted }))).toEqual([
        '34 of 36',
        '21 of 21',
      ])
      const measured = compareWithLog(hive, planOrder(hive, { measuredBoot: true }), boot)
      expect(figures(measured)).toEqual(['37 of 40', '21 of 21'])
      const [{ predictedNotLoaded } = { predictedNotLoaded: [] }] = comparison.phases.slice(1)
      expect(predictedNotLoaded.filter(({ at }) => at).map(({ service }) => service.name)).toEqual(['cdrom'])
      expect(causes(comparison).filter((line) => line.includes('storahci'))).toEqual([
        '\\SystemRoot\\System32\\drivers\\storahci.sys start-override',
      ])
    }
  })

  test('Windows XP', async () => {
    const hive = await services('windows-xp-sp3')
    const [boot = bootOf([])] = boots('windows-xp-sp2.ntbtlog-excerpt.txt')
    const comparison = compareWithLog(hive, planOrder(hive), boot)
    expect(figures(comparison)).toEqual(['11 of 11', '0 of 0'])
    expect(comparison.remarks.map(({ code }) => code)).toEqual(['phase-missing'])
  })
})
