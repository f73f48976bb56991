import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { badDriver, regText, run, soundDriver, temporaryFolder } from './run.ts'

/** A driver whose only finding is a warning (SVC114). */
const warned = { ...soundDriver, DelayedAutostart: 'dword:1' }

/** A folder with a configuration, and inputs in a folder below. */
function configured(config: object, inputs: Readonly<Record<string, string>>): string {
  const cwd = temporaryFolder()
  mkdirSync(join(cwd, 'drivers', 'deep'), { recursive: true })
  writeFileSync(join(cwd, 'svcsim.config.json'), JSON.stringify(config))
  for (const [name, text] of Object.entries(inputs)) writeFileSync(join(cwd, 'drivers', name), text)
  return cwd
}

const good = regText({ Good: soundDriver })
const bad = regText({ Bad: badDriver })

describe('the configuration', () => {
  test('names the inputs of lint, from wherever below it lint is run', async () => {
    const cwd = configured({ input: ['drivers', '@windows-7'], base: '@windows-10' }, { 'a.reg': bad })
    const { code, stdout, stderr } = await run(['lint', '--format', 'json'], {
      cwd: join(cwd, 'drivers', 'deep'),
    })
    expect(code).toBe(1)
    expect(JSON.parse(stdout).summary.files).toBe(2)
    expect(stderr).toContain('svcsim: no input given: reading .., @windows-7 (../../svcsim.config.json)\n')
    expect(JSON.parse(stdout).findings[0].location.file).toBe('../a.reg')
  })

  test('is not asked for inputs where one is named, or a list of them', async () => {
    const cwd = configured({ input: 'drivers/a.reg' }, { 'a.reg': bad, 'b.reg': good })
    expect((await run(['lint', 'drivers/b.reg'], { cwd })).code).toBe(0)
    expect((await run(['lint', '--files-from', '-'], { cwd, stdin: 'drivers/b.reg\n' })).code).toBe(0)
    expect((await run(['lint'], { cwd })).code).toBe(1)
  })

  test('says the input, the base and the release to other commands, and the command line overrules it', async () => {
    const cwd = configured(
      { input: 'drivers/a.reg', base: '@windows-xp', windows: '7' },
      { 'a.reg': good, 'b.reg': bad },
    )
    const list = async (...argv: string[]) =>
      JSON.parse((await run(['list', '--format', 'json', ...argv], { cwd })).stdout)
    const said = await list()
    expect(said.input).toMatchObject({ file: 'drivers/a.reg', base: { file: '@windows-xp' } })
    expect(said.windows.release).toBe('7')
    const overruled = await list('drivers/b.reg', '--base', '@windows-8.1', '--windows', '10')
    expect(overruled.input).toMatchObject({ file: 'drivers/b.reg', base: { file: '@windows-8.1' } })
    expect(overruled.windows.release).toBe('10')
    const without = await list('drivers/b.reg', '--no-config')
    expect(without.input.base).toBe(null)
    expect((await list('--no-config')).input.file).toBe('@windows-10')
    const { stdout } = await run(['show', 'drivers/a.reg', 'Good', 'ACPI', '--format', 'json'], { cwd })
    expect(JSON.parse(stdout).services).toHaveLength(2)
  })

  test('with several inputs is no default for a command that takes one', async () => {
    const cwd = configured({ input: ['drivers/a.reg', 'drivers/b.reg'] }, { 'a.reg': good, 'b.reg': good })
    const { code, stderr } = await run(['order'], { cwd })
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'svcsim: svcsim.config.json names 2 inputs, and one is needed: name it\n',
    })
  })

  test('of a name is taken from there, and told with --verbose', async () => {
    const cwd = configured({ failOn: 'info' }, { 'a.reg': regText({ Warned: warned }) })
    writeFileSync(join(cwd, 'other.json'), '{"failOn": "error"}')
    const { code, stderr } = await run(['lint', 'drivers/a.reg', '--config', 'other.json', '-v'], { cwd })
    expect(code).toBe(0)
    expect(stderr).toContain('svcsim: configuration: other.json\n')
    expect((await run(['lint', 'drivers/a.reg'], { cwd })).code).toBe(1)
  })

  test('that is wrong ends every command that reads an input, with its place', async () => {
    const cwd = configured({ rule: {} }, { 'a.reg': good })
    for (const argv of [
      ['lint', 'drivers/a.reg'],
      ['list', 'drivers/a.reg'],
      ['boot', '@windows-7'],
      ['convert', 'drivers/a.reg'],
      ['rules', '--config', 'svcsim.config.json'],
    ]) {
      const { code, stdout, stderr } = await run(argv, { cwd })
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toBe('svcsim: svcsim.config.json:1:2: there is no key "rule"; did you mean "rules"?\n')
      const without = argv.filter((word) => !word.includes('config'))
      expect((await run([...without, '--no-config', '-q'], { cwd })).code).toBe(0)
    }
    // It is asked for the name of a rule.
    expect((await run(['rules'], { cwd })).code).toBe(0)
  })

  test('sets severities, what fails and which services count; options overrule it', async () => {
    const inputs = { 'a.reg': regText({ Warned: warned, Bad: badDriver }) }
    const codes = async (config: object, ...argv: string[]): Promise<number> =>
      (await run(['lint', 'drivers', '-q', ...argv], { cwd: configured(config, inputs) })).code
    expect(await codes({ rules: { SVC103: 'off' } })).toBe(0)
    expect(await codes({ rules: { SVC103: 'off', 'delayed-start': 'error' } })).toBe(1)
    expect(await codes({ overrides: [{ services: ['b*'], rules: { SVC103: 'info' } }] })).toBe(0)
    expect(await codes({ only: ['Warned'] })).toBe(0)
    expect(await codes({ only: ['Warned'] }, '--only', 'bad')).toBe(1)
    expect(await codes({ only: ['Warned'], maxWarnings: 0 })).toBe(1)
    expect(await codes({ only: ['Warned'], maxWarnings: 0 }, '--max-warnings', '1')).toBe(0)
    expect(await codes({ only: ['Warned'], failOn: 'warning' })).toBe(1)
    expect(await codes({ only: ['Warned'], failOn: 'warning' }, '--fail-on', 'error')).toBe(0)
    expect(await codes({ only: ['Warned'] }, '--preset', 'strict')).toBe(1)
    expect(await codes({ only: ['Warned'], preset: 'strict' })).toBe(1)
    expect(await codes({ only: ['Warned'], preset: 'strict' }, '--preset', 'recommended')).toBe(0)
  })
})

describe('a baseline', () => {
  const services = { Alpha: badDriver, Warned: warned }
  const lintJson = async (cwd: string, ...argv: string[]) => {
    const { code, stdout } = await run(['lint', 'drivers', '--format', 'json', ...argv], { cwd })
    return { code, report: JSON.parse(stdout) }
  }

  test('hides what it knows: one more defect is the only finding, and moved lines are none', async () => {
    const cwd = configured({ baseline: 'known.json' }, { 'a.reg': regText(services) })
    const updated = await run(['lint', 'drivers', '--update-baseline'], { cwd })
    expect(updated.code).toBe(0)
    expect(updated.stderr).toMatch(/^svcsim: known\.json: \d findings known from now on$/m)
    const clean = await lintJson(cwd)
    expect(clean).toMatchObject({ code: 0, report: { findings: [], summary: { errors: 0, warnings: 0 } } })

    const more = { Zeta: badDriver, ...services }
    const moved = regText(more).replace('5.00\r\n', '5.00\r\n\r\n; moved down\r\n')
    writeFileSync(join(cwd, 'drivers', 'a.reg'), moved)
    const { code, report } = await lintJson(cwd)
    expect(code).toBe(1)
    expect(new Set(report.findings.map((finding: { service: string }) => finding.service))).toEqual(
      new Set(['Zeta']),
    )
  })

  test('is left as it was where an input cannot be read', async () => {
    const cwd = configured({}, { 'a.reg': regText(services) })
    const baseline = ['--baseline', 'known.json', '--update-baseline']
    expect((await run(['lint', 'drivers', ...baseline], { cwd })).code).toBe(0)
    const before = readFileSync(join(cwd, 'known.json'), 'utf8')
    const { code, stderr } = await run(['lint', 'gone.reg', '@windows-7', ...baseline], { cwd })
    expect(code).toBe(3)
    expect(stderr).toContain('svcsim: known.json is left as it was: ')
    expect(readFileSync(join(cwd, 'known.json'), 'utf8')).toBe(before)
  })

  test('that is not there or not named is one line', async () => {
    const cwd = configured({}, { 'a.reg': good })
    const missing = await run(['lint', 'drivers', '--baseline', 'known.json'], { cwd })
    expect(missing).toMatchObject({
      code: 2,
      stderr:
        'svcsim: cannot read the baseline known.json: no such file or folder; --update-baseline writes it\n',
    })
    const unnamed = await run(['lint', 'drivers', '--update-baseline'], { cwd })
    expect(unnamed).toMatchObject({
      code: 2,
      stderr: 'svcsim: --update-baseline needs --baseline FILE, or "baseline" in the configuration\n',
    })
  })
})

describe('several formats', () => {
  test('come from one run', async () => {
    const cwd = configured({}, { 'a.reg': bad, 'b.reg': good })
    const formats = ['concise', 'json=out.json', 'ndjson=out.ndjson', 'sarif=out.sarif']
    const { code, stdout } = await run(
      ['lint', 'drivers', '-q', ...formats.flatMap((format) => ['--format', format])],
      { cwd },
    )
    expect(code).toBe(1)
    expect(stdout).toMatch(/^drivers\/a\.reg:\d+:\d+: error SVC103 /m)
    for (const name of ['out.json', 'out.ndjson', 'out.sarif'])
      expect(readFileSync(join(cwd, name), 'utf8')).toContain('"SVC103"')
  })

  test('do not change the lines of ndjson', async () => {
    const commented = regText({ Bad: badDriver, Warned: warned }).replace(
      '"DelayedAutostart"',
      '; svcsim-ignore SVC114 -- on purpose\r\n"DelayedAutostart"',
    )
    const cwd = configured({}, { 'a.reg': commented, 'b.reg': good, 'c.reg': 'MZ' })
    const names = ['drivers/a.reg', 'drivers/b.reg', 'drivers/c.reg', '@windows-7', '-q']
    for (const more of [[], ['--min-severity', 'error'], ['--deep'], ['--preset', 'strict']]) {
      const alone = await run(['lint', ...names, ...more, '--format', 'ndjson'], { cwd })
      const formats = ['--format', 'ndjson=out.ndjson', '--format', 'json']
      const { code } = await run(['lint', ...names, ...more, ...formats], { cwd })
      expect(code).toBe(alone.code)
      expect(readFileSync(join(cwd, 'out.ndjson'), 'utf8')).toBe(alone.stdout)
      expect(alone.stdout).toContain('"suppressed":1')
    }
  })

  test('leave no file where the run ends with an error', async () => {
    const cwd = configured({}, { 'a.reg': bad, 'b.reg': good })
    const { code } = await run(
      ['lint', 'drivers/a.reg', '@windows-9', '--format', 'ndjson=out.ndjson', '--format', 'json'],
      { cwd },
    )
    expect(code).toBe(2)
    expect(existsSync(join(cwd, 'out.ndjson'))).toBe(false)
  })

  test('never replace an input', async () => {
    const cwd = configured({}, { 'a.reg': bad, 'b.reg': good })
    for (const argv of [['drivers'], ['drivers/a.reg', '--base', 'drivers/b.reg']]) {
      const { code, stderr } = await run(['lint', ...argv, '--format', 'json=drivers/b.reg'], { cwd })
      expect(code).toBe(2)
      expect(stderr).toBe('svcsim: --format json=drivers/b.reg would replace the input drivers/b.reg\n')
    }
    expect(readFileSync(join(cwd, 'drivers', 'b.reg'), 'utf8')).toBe(good)
  })
})

test('a finding of the base that an overlay makes worse is a finding of the overlay', async () => {
  const needy = { ...soundDriver, DependOnService: 'hex(7):4e,00,6f,00,6e,00,65,00,00,00,00,00' }
  const base = regText({
    Needy: needy,
    '..\\Control\\GroupOrderList': {},
    '..\\Control\\ServiceGroupOrder': { List: 'hex(7):41,00,00,00,00,00' },
  }).replaceAll('\\Services\\..', '')
  const lint = async (start: number): Promise<string> => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'base.reg'), base)
    writeFileSync(join(cwd, 'patch.reg'), regText({ Needy: { Start: `dword:${start}` } }))
    return (await run(['lint', 'patch.reg', '--base', 'base.reg', '--format', 'concise'], { cwd })).stdout
  }
  expect(await lint(1)).toMatch(/^base\.reg:\d+:\d+: error SVC301 /)
  // As before.
  expect(await lint(3)).toBe('')
})
