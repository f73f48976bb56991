import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { regText, run, soundDriver, temporaryFolder } from './run.ts'

const corpus = process.env['SVCSIM_CORPUS']
const reason = corpus === undefined ? ' (skipped: SVCSIM_CORPUS is not set)' : ''

/** Reverse name order, as there is no group list: b, then a. */
const registry = regText({
  a: { ...soundDriver, Start: 'dword:0' },
  b: { ...soundDriver, Start: 'dword:0' },
})
const agreeing = 'Loaded driver b.sys\r\nLoaded driver a.sys\r\n'
const reversed = 'Loaded driver a.sys\r\nLoaded driver b.sys\r\n'
const kernel = 'Loaded driver ntoskrnl.exe\r\n'

function files(log: string | Uint8Array, input: string | Uint8Array = registry): string {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'system.reg'), input)
  writeFileSync(join(cwd, 'ntbtlog.txt'), log)
  return cwd
}

const logOf = (...options: string[]) => ['log', 'system.reg', 'ntbtlog.txt', '--windows', '10', ...options]

describe('the exit code', () => {
  test.each<[string, string, string[], number]>([
    ['the log agrees', agreeing, [], 0],
    ['a driver is out of place', reversed, [], 1],
    ['no more are than tolerated', reversed, ['--tolerance', '1'], 0],
    ['it is asked for', reversed, ['--exit-zero'], 0],
    ['the newest boot agrees', `${kernel}${reversed}${kernel}${agreeing}`, [], 0],
    ['the worst of all boots does not agree', `${kernel}${reversed}${kernel}${agreeing}`, ['--all'], 1],
    ['an older boot does not agree', `${kernel}${reversed}${kernel}${agreeing}`, ['--boot', '1'], 1],
    ['the one that does not is not asked for', reversed, ['--only', 'a'], 0],
    ['there is nothing to compare', kernel, [], 1],
    ['there is nothing to compare, and it is asked for', kernel, ['--exit-zero'], 0],
  ])('where %s', async (_, log, options, code) => {
    const cwd = files(log)
    expect((await run(logOf(...options), { cwd })).code).toBe(code)
    expect((await run(logOf(...options, '--format', 'json'), { cwd })).code).toBe(code)
  })
})

describe('what cannot be compared', () => {
  const wrong = async (argv: string[], log: string | Uint8Array = agreeing) => {
    const { code, stdout, stderr } = await run(argv, { cwd: files(log), stdin: agreeing })
    expect(stdout).toBe('')
    return `${code}: ${stderr}`
  }

  test.each<[string[], string]>([
    [['log', '-', '-'], '2: svcsim: standard input can be read once only\n'],
    [logOf('--boot', '2'), '2: svcsim: --boot 2: ntbtlog.txt has one boot\n'],
    [logOf('--boot', '0'), '2: svcsim: --boot 0: ntbtlog.txt has one boot\n'],
    [logOf('--boot', '1', '--all'), '2: svcsim: --boot and --all are two answers: give one of them\n'],
    [['log', 'system.reg', 'nobody'], '3: svcsim: cannot read nobody: no such file or folder\n'],
    [['log', 'system.reg', '.'], '3: svcsim: cannot read .: it is a folder\n'],
    [['log', 'system.reg', ''], '2: svcsim: the name of the boot log is empty\n'],
    [logOf('-o', 'ntbtlog.txt'), '2: svcsim: --output ntbtlog.txt would replace the boot log ntbtlog.txt\n'],
  ])('%j', async (argv, expected) => {
    expect(await wrong(argv)).toBe(expected)
  })

  const noLine = 'no line of it says that a driver was loaded, as those of ntbtlog.txt do'
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'ntbtlog.txt is empty'],
    ['text', 'hello\n', `ntbtlog.txt is no boot log: ${noLine}`],
    ['a header alone', ' 1 11 2019 18:59:37.346\n', `ntbtlog.txt is no boot log: ${noLine}`],
    ['a registry file', registry, `ntbtlog.txt is no boot log: ${noLine}`],
    [
      'a hive',
      'regf'.padEnd(5000, '\0'),
      'ntbtlog.txt is no boot log but a registry hive: name the input first, then the log',
    ],
    [
      'an archive',
      new Uint8Array([0x1f, 0x8b, 8, 0]),
      'ntbtlog.txt is no boot log but a gzip archive: unpack it first',
    ],
  ])('a log that is %s', async (_, log, expected) => {
    expect(await wrong(logOf(), log)).toBe(`3: svcsim: ${expected}\n`)
  })

  test('a log that is not read to its end, whatever is silenced', async () => {
    const log = 'Loaded driver x\n'.repeat(100_002)
    const { stderr, stdout } = await run(logOf('-q', '--format', 'json'), { cwd: files(log) })
    expect(stderr).toBe(
      'svcsim: ntbtlog.txt: 2 lines of drivers, the last ones of the file or of a boot, are not read: there are too many\n',
    )
    expect(JSON.parse(stdout).log.entriesLeftOut).toBe(2)
  })

  test('a log larger than any', async () => {
    const stdin = Buffer.alloc(64 * 1024 * 1024 + 1, 'x')
    const { code, stderr } = await run(['log', '@windows-10', '-'], { stdin })
    expect([code, stderr]).toEqual([
      3,
      'svcsim: standard input is larger than the 64 MiB that a boot log is read of\n',
    ])
  })
})

describe('the boots', () => {
  const header = 'Microsoft (R) Windows (R) Version 10.0 (Build 14393)\r\n'

  test('the newest is taken; one with headers alone is passed over, which is said', async () => {
    const { stdout, stderr } = await run(logOf(), { cwd: files(`${header}${agreeing}${header}${agreeing}`) })
    expect(stdout).toContain('Boot 2 of 2: Windows 10, build 14393\n')
    expect(stderr).not.toContain('boot 2')
    const cut = await run(logOf(), { cwd: files(`${header}${agreeing}${header}`) })
    expect(cut.stdout).toContain('Boot 1 of 2')
    expect(cut.stderr).toContain(
      'svcsim: ntbtlog.txt: after boot 1 it has headers without a driver; boot 1 is',
    )
  })

  test('range from the oldest, which is the first', async () => {
    const cwd = files(`${header}${agreeing}`.repeat(3))
    const { stderr } = await run(logOf('--boot', '4'), { cwd })
    expect(stderr).toBe('svcsim: --boot 4: ntbtlog.txt has 3 boots, from 1, the oldest\n')
    expect((await run(logOf('--boot', '1'), { cwd })).stdout).toContain('Boot 1 of 3')
    const { stdout } = await run(logOf('--all', '--format', 'json'), { cwd })
    expect(JSON.parse(stdout).comparisons.map(({ boot }: { boot: number }) => boot)).toEqual([1, 2, 3])
  })
})

test('the log may be standard input, where the input is not', async () => {
  const argv = ['log', 'system.reg', '-', '--windows', '10', '--stdin-filename', 'here', '--format', 'json']
  const { code, stdout } = await run(argv, { cwd: files(''), stdin: agreeing })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ input: { file: 'system.reg' }, log: { file: 'here' } })
  const other = await run(['log', '-', 'ntbtlog.txt', '--windows', '10', '--format', 'json'], {
    cwd: files(agreeing),
    stdin: registry,
  })
  expect(JSON.parse(other.stdout)).toMatchObject({ input: { file: '<stdin>' }, log: { file: 'ntbtlog.txt' } })
})

test('strange lines are said, and a name is matched by --only or said not to be', async () => {
  const { stderr } = await run(logOf('--only', 'zzz'), { cwd: files(`${agreeing}\u001bwhat\r\n`) })
  expect(stderr).toContain(
    'svcsim: ntbtlog.txt: 1 line is none of a boot log: "\\u{1b}what" (ntbtlog.txt:3:1)\n',
  )
  expect(stderr).toContain('svcsim: --only zzz matches no service\n')
})

describe.skipIf(corpus === undefined)(`a real log and its hive${reason}`, () => {
  const unpacked = (folder: string, name: string) =>
    gunzipSync(readFileSync(join(corpus ?? '', folder, `${name}.gz`)))
  const log = (): Uint8Array => unpacked('boot-logs', 'windows-10-14393.ntbtlog.txt')
  const hive = (): Uint8Array => unpacked('hives', 'windows-10-1709.SYSTEM')

  test('the figures, whatever is asked for', async () => {
    const cwd = files(log(), hive())
    const { code, stdout } = await run(logOf('--all', '-q', '--format', 'json'), { cwd })
    expect(code).toBe(1)
    const { comparisons, summary } = JSON.parse(stdout)
    expect(summary).toEqual({ boots: 13, outOfPlace: 5, tolerance: 0, agrees: false })
    for (const { phases } of comparisons)
      expect(phases.slice(0, 2)).toMatchObject([
        { phase: 'boot', common: 39, inOrder: 34, pairs: 741, discordantPairs: 75 },
        { phase: 'system', common: 21, inOrder: 21, discordantPairs: 0 },
      ])
    expect((await run(logOf('-q', '--tolerance', '5'), { cwd })).code).toBe(0)
    const measured = await run(logOf('-q', '--measured-boot'), { cwd })
    expect(measured.stdout).toContain(
      'boot 13: 58 of 61 drivers of boot and system start in the simulated order',
    )
  })
})
