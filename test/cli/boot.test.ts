import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildHive, key } from '../formats/hive/builder/index.ts'
import { corpus, unpacked } from '../formats/hive/corpus.ts'
import { multi } from '../services/read.ts'
import { type Ran, regText, run, temporaryFolder, type World } from './run.ts'

type Values = Readonly<Record<string, string>>

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'

/** .reg text of control sets by number, each with services by name, and of what Select says. */
function setsText(
  sets: Readonly<Record<number, Readonly<Record<string, Values>>>>,
  select: Readonly<Record<string, number>> = { Current: 1, LastKnownGood: 1 },
): string {
  const block = (path: string, values: Values): string =>
    [`[${system}\\${path}]`, ...Object.entries(values).map(([name, data]) => `"${name}"=${data}`)].join(
      '\r\n',
    )
  const blocks = Object.entries(sets).flatMap(([number, services]) => [
    block(`ControlSet00${number}\\Control\\ServiceGroupOrder`, { List: multi('Base') }),
    ...Object.entries(services).map(([name, values]) =>
      block(`ControlSet00${number}\\Services\\${name}`, values),
    ),
  ])
  const chosen = Object.entries(select).map(([name, number]) => [name, `dword:${number}`] as const)
  return [
    'Windows Registry Editor Version 5.00',
    ...blocks,
    block('Select', Object.fromEntries(chosen)),
    '',
  ].join('\r\n\r\n')
}

const driver = (start: number, errorControl: number, more: Values = {}): Values => ({
  Type: 'dword:1',
  Start: `dword:${start}`,
  ErrorControl: `dword:${errorControl}`,
  ...more,
})
const service = (more: Values = {}): Values => ({
  Type: 'dword:10',
  Start: 'dword:2',
  ErrorControl: 'dword:1',
  ImagePath: '"a.exe"',
  ...more,
})

const small = setsText({
  1: {
    vital: driver(0, 3),
    modest: driver(1, 1),
    silent: driver(1, 0),
    spare: driver(3, 1),
    worker: service(),
    guest: service({ DependOnService: multi('worker') }),
  },
})

/** Runs `boot` on text, with files beside it. */
function boot(argv: readonly string[], text = small, world: World = {}): Promise<Ran> {
  return run(['boot', '-', '--windows', '7', '--stdin-filename', 'system.reg', ...argv], {
    ...world,
    stdin: text,
  })
}

const firstLine = ({ stdout }: Ran): string => stdout.split('\n')[0] ?? ''

async function json(argv: readonly string[], text = small, world: World = {}) {
  return JSON.parse((await boot([...argv, '--format', 'json'], text, world)).stdout)
}

describe('svcsim boot', () => {
  test('a sound system comes up', async () => {
    const ran = await boot([])
    expect(ran.code).toBe(0)
    expect(firstLine(ran)).toBe('Windows comes up: all that it attempts runs')
    expect(ran.stdout).not.toContain('Because')
  })

  test.each<[string[], number, string]>([
    [['--fail', 'worker'], 0, 'Windows comes up with errors: 2 services do not start'],
    [['--fail', 'SILENT'], 0, 'Windows comes up: 1 driver is not loaded, and nothing is logged'],
    [['--fail', 'silent', '--fail', 'modest'], 0, 'Windows comes up with errors: 2 drivers are not loaded'],
    [['--fail', 'vital'], 1, 'Windows does not come up: vital does not run with LastKnownGood either'],
    [
      ['--fail', 'vital', '--exit-zero'],
      0,
      'Windows does not come up: vital does not run with LastKnownGood either',
    ],
  ])('%j ends with %i', async (argv, code, line) => {
    const ran = await boot(argv)
    expect(ran.code).toBe(code)
    expect(firstLine(ran)).toBe(line)
  })

  test('JSON tells of every service, and with what it was asked', async () => {
    const answer = await json(['--fail', 'Worker', '--fail', 'worker'])
    expect(answer).toMatchObject({
      schemaVersion: 1,
      input: { file: 'system.reg' },
      windows: { release: '7' },
      options: {
        fail: ['worker'],
        safeMode: null,
        images: null,
        lastKnownGood: { controlSet: 'ControlSet001', reason: 'Select\\LastKnownGood is 1' },
      },
      verdict: 'comes-up-with-errors',
    })
    const [attempt] = answer.attempts
    const outcomes = attempt.phases.flatMap(({ services }: { services: object[] }) => services)
    const byName = new Map(outcomes.map((one: { service: string }) => [one.service, one]))
    expect(byName.get('guest')).toMatchObject({
      outcome: 'not-attempted',
      cause: { on: 'worker', error: 1068, location: { file: 'system.reg' } },
    })
    expect(byName.get('worker')).toMatchObject({ outcome: 'failed', position: expect.any(Number) })
    expect(attempt.others).toMatchObject([{ service: 'spare', outcome: 'demand', position: null }])
  })

  test('--only limits what is shown, not what is simulated', async () => {
    const ran = await boot(['--fail', 'worker', '--only', 'guest'])
    expect(firstLine(ran)).toBe('Windows comes up with errors: 2 services do not start')
    expect(ran.stdout).not.toContain('Failed')
    expect(ran.stdout).toMatch(/guest {2,}not attempted {2,}it needs worker, which failed/)
    const answer = await json(['--fail', 'worker', '--only', 'guest'])
    expect(
      answer.attempts[0].phases.flatMap(({ services }: { services: object[] }) => services),
    ).toHaveLength(1)
  })

  test('--verbose shows every service and the symbols of events', async () => {
    const { stdout } = await boot(['--fail', 'worker', '-v'])
    for (const name of ['vital', 'modest', 'silent', 'spare', 'worker', 'guest'])
      expect(stdout).toMatch(new RegExp(`\\n +(?:\\d+ +)?${name}`))
    expect(stdout).toContain('EVENT_SERVICE_START_FAILED')
    expect((await boot(['--fail', 'worker'])).stdout).not.toContain('EVENT_')
  })

  test('a service that is made to fail and is not attempted is told', async () => {
    const { stderr } = await boot(['--fail', 'spare'])
    expect(stderr).toContain('svcsim: spare is not attempted')
  })

  test('of a fragment it says that it is one', async () => {
    const { stderr } = await boot([], regText({ Sound: driver(2, 1) }))
    expect(stderr).toContain('svcsim: system.reg is a fragment: only what it holds is simulated')
  })
})

describe('--fail-each', () => {
  test('tells what each failure does, and ends with 0', async () => {
    const ran = await boot(['--fail-each'])
    expect(ran.code).toBe(0)
    expect(ran.stdout).toContain('5 drivers and services are attempted.')
    expect(ran.stdout).toMatch(/\nUnnoticed: 1\n {2}silent\n/)
  })

  test('as JSON', async () => {
    const { baseline, failures, notAttempted } = await json(['--fail-each'])
    expect(baseline).toMatchObject({ verdict: 'comes-up', chain: [] })
    expect(
      failures.map(({ service, effect, dependents }: Record<string, unknown>) => [
        service,
        effect,
        dependents,
      ]),
    ).toEqual([
      ['guest', 'degrades', []],
      ['modest', 'degrades', []],
      ['silent', 'unnoticed', []],
      ['vital', 'fatal', []],
      ['worker', 'degrades', ['guest']],
    ])
    expect(notAttempted).toEqual(['spare'])
  })

  test('ends with 1 where Windows does not come up even without it', async () => {
    const ran = await boot(['--fail-each', '--fail', 'vital'])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toMatch(/^With vital failing, Windows does not come up/)
  })
})

describe('the last known good control set', () => {
  const changed = setsText(
    {
      1: { vital: driver(0, 3, { ImagePath: '"new.sys"' }), added: driver(0, 1) },
      2: { vital: driver(0, 3, { ImagePath: '"old.sys"' }), removed: driver(0, 1) },
    },
    { Current: 1, LastKnownGood: 2 },
  )

  test('is started where the images of the current one are not there', async () => {
    const cwd = temporaryFolder()
    writeFileSync(
      join(cwd, 'images.txt'),
      'C:\\Windows\\old.sys\r\nC:\\Windows\\System32\\drivers\\removed.sys\r\n',
    )
    const ran = await boot(['--images', 'images.txt'], changed, { cwd })
    expect(ran.code).toBe(0)
    expect(firstLine(ran)).toBe('Windows comes up, but on LastKnownGood (ControlSet002) only')
    const { options, attempts } = await json(['--images', 'images.txt'], changed, { cwd })
    expect(options.images).toBe('images.txt')
    expect(attempts.map(({ controlSet }: { controlSet: { name: string } }) => controlSet.name)).toEqual([
      'ControlSet001',
      'ControlSet002',
    ])
  })

  test('may hold what --fail names', async () => {
    expect((await boot(['--fail', 'removed'], changed)).code).toBe(0)
    expect((await boot(['--fail', 'gone'], changed)).code).toBe(2)
  })

  test('is that of the base, which an overlay leaves as it is', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'base.reg'), changed)
    const overlay = regText({ vital: driver(0, 3, { ImagePath: '"newer.sys"' }) })
    const { options, attempts } = await json(['--base', 'base.reg', '--fail', 'vital'], overlay, { cwd })
    expect(options.lastKnownGood).toEqual({
      controlSet: 'ControlSet002',
      reason: 'Select\\LastKnownGood is 2',
    })
    expect(attempts[1].phases[0].services.map((one: { service: string }) => one.service)).not.toContain(
      'added',
    )
  })

  test('is the one that an overlay makes it, in a hive too', async () => {
    const cwd = temporaryFolder()
    writeFileSync(
      join(cwd, 'select.reg'),
      `Windows Registry Editor Version 5.00\r\n\r\n[${system}\\Select]\r\n"LastKnownGood"=dword:1\r\n`,
    )
    const small = join(import.meta.dirname, '../../fixtures/hive/small-system.hive')
    const of = async (argv: readonly string[]) =>
      JSON.parse((await run(['boot', ...argv, '--format', 'json'], { cwd })).stdout).options.lastKnownGood
    expect(await of([small])).toEqual({ controlSet: 'ControlSet002', reason: 'Select\\LastKnownGood is 2' })
    expect(await of(['select.reg', '--base', small])).toEqual({
      controlSet: 'ControlSet001',
      reason: 'Select\\LastKnownGood is 1',
    })
  })
})

describe('safe mode', () => {
  const safe = small.replace(
    `[${system}\\Select]`,
    `[${system}\\ControlSet001\\Control\\SafeBoot\\Minimal\\worker]\r\n@="Service"\r\n\r\n[${system}\\Select]`,
  )

  test('leaves out what its list does not hold', async () => {
    const ran = await boot(['--safe-mode', 'minimal'], safe)
    expect(firstLine(ran)).toMatch(/^Windows comes up in safe mode \(minimal\)/)
    expect(ran.stdout).toContain('\nAuto start, excluded by safe mode: 1\n  guest\n')
  })

  test('is refused where the input holds no list of it', async () => {
    const { code, stdout, stderr } = await boot(['--safe-mode', 'network'], safe)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(
      'svcsim: --safe-mode network: system.reg holds no Control\\SafeBoot\\Network, the list of what safe mode starts\n',
    )
    expect((await boot(['--safe-mode', 'minimal'])).code).toBe(2)
  })
})

describe('wrong usage', () => {
  test.each<[string[], string]>([
    [['--fail', 'vitl'], 'there is no service "vitl" in system.reg; did you mean "vital"?'],
    [
      ['--images', 'a', '--system-root', 'b'],
      '--images and --system-root both tell which files are there: give one of them',
    ],
    [['--images', '-'], 'standard input can be read once only'],
  ])('%j', async (argv, message) => {
    expect(await boot(argv)).toEqual({ code: 2, stdout: '', stderr: `svcsim: ${message}\n` })
  })

  test('a list of images that is not there', async () => {
    const { code, stderr } = await boot(['--images', 'none.txt'])
    expect(code).toBe(3)
    expect(stderr).toContain('none.txt')
  })

  test.each([
    ['no control set', key('ROOT', [], [key('Setup')])],
    ['no services', key('ROOT', [], [key('ControlSet001', [], [key('Services')])])],
  ])('there is nothing to simulate in an input with %s', async (what, root) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'SYSTEM'), buildHive(root).bytes)
    const { code, stdout, stderr } = await run(['boot', 'SYSTEM'], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`svcsim: SYSTEM holds ${what}, so there is no boot to simulate\n`)
  })
})

describe.skipIf(corpus === undefined)('real hives (need SVCSIM_CORPUS)', () => {
  test.each([
    ['windows-xp-sp3', 'ControlSet002'],
    ['windows-7-sp1', 'ControlSet002'],
    ['windows-8.1', 'ControlSet001'],
    ['windows-10-1709', 'ControlSet001'],
  ])('%s comes up; its LastKnownGood is %s', async (name, lastKnownGood) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'SYSTEM'), unpacked(`hives/${name}.SYSTEM`))
    const { code, stdout } = await run(['boot', 'SYSTEM', '--format', 'json'], { cwd })
    const answer = JSON.parse(stdout)
    expect(code).toBe(0)
    expect([answer.verdict, answer.chain, answer.attempts.length]).toEqual(['comes-up', [], 1])
    expect(answer.options.lastKnownGood.controlSet).toBe(lastKnownGood)
  })
})
