import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rules } from '../../src/index.ts'
import { badDriver, regText, run, soundDriver, temporaryFolder } from './run.ts'

describe('order', () => {
  test('shows the bundled Windows 10 when there is no live registry and no input, and says so', async () => {
    const { code, stdout, stderr } = await run(['order', '--start', 'boot'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Boot start: \d+ entries \(Windows 10, modern algorithm\)$/m)
    expect(stdout).toMatch(/^ *\d+ {2}= {2}NTFS .*boot file system driver/m)
    expect(stderr).toContain('no input given: using the bundled profile @windows-10')
    expect(stderr).toContain('windows: Windows 10')
  })

  test('has the phases that are asked for', async () => {
    const phasesOf = async (start: string): Promise<string[]> => {
      const { stdout } = await run(['order', '@windows-7', '--start', start, '--format', 'json'])
      return JSON.parse(stdout).phases.map(({ phase }: { phase: string }) => phase)
    }
    expect(await phasesOf('boot')).toEqual(['boot'])
    expect(await phasesOf('system')).toEqual(['system'])
    expect(await phasesOf('auto')).toEqual(['auto', 'delayed'])
    expect(await phasesOf('all')).toEqual(['boot', 'system', 'auto', 'delayed'])
  })

  test('passes its options on', async () => {
    const bootOf = async (
      ...options: string[]
    ): Promise<{ algorithm: string; steps: { service: string }[] }> => {
      const { stdout } = await run([
        'order',
        '@windows-10',
        '--start',
        'boot',
        '--format',
        'json',
        ...options,
      ])
      return JSON.parse(stdout).phases[0]
    }
    const names = async (...options: string[]): Promise<string[]> =>
      (await bootOf(...options)).steps.map(({ service }) => service)
    expect((await bootOf()).algorithm).toBe('modern')
    expect((await bootOf('--algorithm', 'classic')).algorithm).toBe('classic')
    expect(await names()).toContain('NTFS')
    expect(await names('--boot-fs', 'none')).not.toContain('NTFS')
    expect((await names('--no-start-override')).length).toBeGreaterThan((await names()).length)
    const measured = await names('--measured-boot')
    expect(measured.indexOf('pci')).toBeLessThan(measured.indexOf('WdBoot'))
  })

  const overridden = ['order', '@windows-10', '--start', 'boot', '--only', 'storahci']

  test('says why a service that was asked for is not among them', async () => {
    const why =
      'svcsim: storahci is not among these: StartOverride\\0 makes it demand-start on this hardware (HardwareConfig\\LastId is 0); Plug and Play loads it when a device needs it, or a program or service asks for it\n'
    expect((await run(overridden)).stderr).toContain(why)
    expect((await run([...overridden, '-q'])).stderr).toBe('')
    expect((await run([...overridden, '--no-start-override'])).stderr).not.toContain('not among these')
    expect(
      (await run([...overridden, '--only', 'cdrom', '--only', 'acpi'])).stderr.match(/ [^ ]* is not .*/g),
    ).toEqual([why.slice('svcsim:'.length, -1), ' cdrom is not among these: it is in the system phase'])
    const { stderr } = await run(['order', '@windows-10', '--start', 'boot', '--only', '*svc'])
    expect(stderr.match(/is not among these/g)).toHaveLength(8)
    expect(stderr).toMatch(/--only \*svc: \d+ more are not among these; svcsim show tells why\n/)
  })

  test('names all drivers that StartOverride takes out with --verbose, and in JSON', async () => {
    const named = (text: string): string[] => text.match(/ takes out (.*)/)?.[1]?.split(/, | and /) ?? []
    const brief = (await run(overridden)).stderr
    expect(brief).toMatch(/ takes out (?:\S+, ){7}\S+ and \d+ more \(--verbose names all\)\n/)
    const all = named((await run([...overridden, '-v'])).stderr)
    expect(all.length).toBeGreaterThan(20)
    expect(brief).toContain(` and ${all.length - 8} more `)
    const { notes } = JSON.parse((await run([...overridden, '--format', 'json'])).stdout)
    const note = notes.find(({ code }: { code: string }) => code === 'start-override-out')
    expect(note.names).toEqual(all)
    expect(named(note.message)).toEqual(all)
  })

  test('keeps positions when only some services are asked for', async () => {
    const { stdout } = await run(['order', '@windows-10', '--start', 'boot', '--format', 'json'])
    const all: { service: string; position: number }[] = JSON.parse(stdout).phases[0].steps
    const only = await run(['order', '@windows-10', '--start', 'boot', '--format', 'json', '--only', 'VOL*'])
    const steps: { service: string; position: number }[] = JSON.parse(only.stdout).phases[0].steps
    expect(steps.length).toBeGreaterThan(1)
    expect(steps).toEqual(all.filter(({ service }) => service.startsWith('vol')))
  })

  test('of a fragment ends with 0 and says what it assumed, each in a line on standard error', async () => {
    const stdin = regText({ viostor: { ...soundDriver, Start: 'dword:0' } })
    const { code, stdout, stderr } = await run(['order', '-'], { stdin, env: { COLUMNS: '60' } })
    expect(code).toBe(0)
    expect(stderr).toContain('svcsim: windows: Windows 10 (assumed: ')
    expect(stderr).toMatch(/^svcsim: the input holds no ServiceGroupOrder: .* in reverse name order$/m)
    expect(stderr.match(/assumed/g)).toHaveLength(1)
    const quiet = await run(['order', '-', '-q'], { stdin, env: { COLUMNS: '60' } })
    expect(quiet).toEqual({ code, stdout, stderr: '' })
    expect(stdout).toMatch(/^Windows 10: 1 boot, /m)
    expect(stdout).not.toContain('the input holds')
    const { notes } = JSON.parse((await run(['order', '-', '--format', 'json'], { stdin })).stdout)
    expect(notes.map(({ code }: { code: string }) => code)).toContain('group-order-missing')
  })

  test('takes the release, control set and base that are given', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.reg'), regText({ viostor: { ...soundDriver, Start: 'dword:0' } }))
    const given = await run(['order', 'a.reg', '--windows', 'xp', '--format', 'json'], { cwd: folder })
    expect(JSON.parse(given.stdout).windows).toMatchObject({ release: 'xp', certainty: 'given' })
    const based = await run(
      ['order', 'a.reg', '--base', '@windows-7', '--start', 'boot', '--format', 'json'],
      { cwd: folder },
    )
    const { phases, input } = JSON.parse(based.stdout)
    expect(input).toMatchObject({ file: 'a.reg', base: { file: '@windows-7', kind: 'profile' } })
    const names = phases[0].steps.map(({ service }: { service: string }) => service)
    expect(names).toContain('viostor')
    expect(names.length).toBeGreaterThan(10)
  })
})

describe('lint', () => {
  const bad = regText({ Bad: badDriver, Good: soundDriver })

  test('finds errors and ends with 1', async () => {
    const { code, stdout } = await run(['lint', '-'], { stdin: bad })
    expect(code).toBe(1)
    expect(stdout).toMatch(/<stdin>:\d+:\d+ {2}error .*SVC103 start-invalid/)
    expect(stdout).toMatch(/^1 error in 2 services, 1 file/m)
  })

  test('names standard input as it is told to', async () => {
    const { stdout } = await run(['lint', '-', '--stdin-filename', 'driver.reg', '--format', 'concise'], {
      stdin: bad,
    })
    expect(stdout).toMatch(/^driver\.reg:\d+:\d+: error SVC103 /)
  })

  test.each([[[]], [['--format', 'concise']]])(
    '%j says what was not judged on standard error',
    async (more) => {
      const stdin = regText({ Good: soundDriver })
      const { stdout, stderr } = await run(['lint', '-', ...more], { stdin, env: { COLUMNS: '60' } })
      expect(stdout).not.toContain('not fully judged')
      expect(stderr).toMatch(/^svcsim: not fully judged: .*SVC201.* --base @windows-10$/m)
      const quiet = await run(['lint', '-', '-q', ...more], { stdin, env: { COLUMNS: '60' } })
      expect(quiet).toEqual({ code: 0, stdout, stderr: '' })
      const { notRun } = JSON.parse((await run(['lint', '-', '--format', 'json'], { stdin })).stdout)
      expect(notRun.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('SVC201')
    },
  )

  test('is quiet about nothing and ends with 0', async () => {
    const { code, stdout } = await run(['lint', '-'], { stdin: regText({ Good: soundDriver }) })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^no problems in 1 service, 1 file/m)
  })

  test('concise puts one line a finding on standard output and the sum on standard error', async () => {
    const { stdout, stderr } = await run(['lint', '-', '--format', 'concise'], { stdin: bad })
    expect(stdout.split('\n')).toHaveLength(2)
    expect(stderr).toContain('svcsim: 1 error in 2 services, 1 file')
    const quiet = await run(['lint', '-', '--format', 'concise', '-q'], { stdin: bad })
    expect(quiet).toEqual({ code: 1, stdout, stderr: '' })
  })

  test.each([
    [[], 1],
    [['--fail-on', 'warning'], 1],
    [['--exit-zero'], 0],
    [['--only', 'Good'], 0],
    [['--only', 'go*', '--only', 'BAD'], 1],
  ])('%j ends with %i', async (options, code) => {
    expect((await run(['lint', '-', ...options], { stdin: bad })).code).toBe(code)
  })

  test('judges warnings by --fail-on and --max-warnings', async () => {
    const stdin = regText({ Tagged: { ...soundDriver, Start: 'dword:0', Tag: 'dword:1' } })
    const codeOf = async (...options: string[]): Promise<number> =>
      (await run(['lint', '-', '--base', '@windows-10', ...options], { stdin })).code
    expect(await codeOf()).toBe(0)
    expect(await codeOf('--fail-on', 'warning')).toBe(1)
    expect(await codeOf('--max-warnings', '0')).toBe(1)
    expect(await codeOf('--max-warnings', '1')).toBe(0)
  })

  test('shows infos to people when they ask, to machines always', async () => {
    const count = async (...options: string[]): Promise<number> =>
      (await run(['lint', '@windows-10', ...options])).stdout.split('info ').length - 1
    expect(await count()).toBe(0)
    expect(await count('-v')).toBeGreaterThan(10)
    expect(await count('--min-severity', 'info')).toBe(await count('-v'))
    const json = JSON.parse((await run(['lint', '@windows-10', '--format', 'json'])).stdout)
    expect(json.summary.infos).toBeGreaterThan(10)
    expect(json.findings.filter(({ severity }: { severity: string }) => severity === 'info')).toHaveLength(
      json.summary.infos,
    )
  })

  test('reports of an overlay what the base alone does not have', async () => {
    const stdin = regText({ Disk: { Start: 'dword:7' } })
    const { findings } = JSON.parse(
      (await run(['lint', '-', '--base', '@windows-10', '--format', 'json'], { stdin })).stdout,
    )
    const alone = JSON.parse((await run(['lint', '@windows-10', '--format', 'json'])).stdout)
    expect(alone.findings.length).toBeGreaterThan(findings.length)
    expect(findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('SVC103')
  })

  test('takes several inputs, folders, patterns and lists, and judges each once', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.reg'), bad)
    writeFileSync(join(folder, 'b.txt'), Buffer.from(`\ufeff${regText({ Good: soundDriver })}`, 'utf16le'))
    writeFileSync(join(folder, 'README.md'), '# no registry file\n')
    writeFileSync(join(folder, 'list'), 'a.reg\r\n\r\nb.txt\n')
    const files = async (...argv: string[]): Promise<number> =>
      JSON.parse((await run(['lint', '--format', 'json', ...argv], { cwd: folder })).stdout).summary.files
    expect(await files('a.reg', 'b.txt')).toBe(2)
    expect(await files('.')).toBe(2)
    expect(await files('*.reg', '?.txt')).toBe(2)
    expect(await files('**/*.reg')).toBe(1)
    expect(await files('--files-from', 'list')).toBe(2)
    expect(await files('a.reg', '.')).toBe(2)
  })

  test('goes on after an input that cannot be read, and ends with 3', async () => {
    const { code, stdout, stderr } = await run(['lint', 'gone.reg', '-'], { stdin: bad })
    expect(code).toBe(3)
    expect(stderr).toContain('svcsim: cannot read gone.reg: no such file or folder\n')
    expect(stdout).toMatch(/SVC103/)
  })

  test('says when --only matches nothing', async () => {
    const { stderr } = await run(['lint', '-', '--only', 'Bda'], { stdin: bad })
    expect(stderr).toContain('--only Bda matches no service')
  })
})

describe('list', () => {
  test('has a table, JSON and CSV of the same services', async () => {
    const argv = ['list', '@windows-7', '--type', 'driver', '--start', 'boot', '--group', 'scsi MINIPORT']
    const { services } = JSON.parse((await run([...argv, '--format', 'json'])).stdout)
    expect(services.length).toBeGreaterThan(2)
    for (const { kind, start, group } of services)
      expect({ kind, start, group: group.toLowerCase() }).toEqual({
        kind: 'driver',
        start: 0,
        group: 'scsi miniport',
      })
    const csv = (await run([...argv, '--format', 'csv'])).stdout.trimEnd().split('\n')
    expect(csv).toHaveLength(services.length + 1)
    expect(csv[0]).toMatch(/^name,kind,type,start,/)
    const { stdout } = await run(argv)
    for (const { name } of services) expect(stdout).toContain(`\n${name} `)
    expect(stdout).toMatch(new RegExp(`\n${services.length} drivers, 0 services\n$`))
  })

  test('leaves out keys that hold no service', async () => {
    const stdin = regText({ Good: soundDriver, Container: {} })
    const { stdout } = await run(['list', '-'], { stdin })
    expect(stdout).not.toContain('Container')
    expect(stdout).toContain('1 driver, 0 services; 1 more key hold no service')
  })

  test('takes any number but 0 for delayed, as the order does', async () => {
    const stdin = regText(
      Object.fromEntries(
        [0, 1, 2].map((number) => [
          `late${number}`,
          { ...soundDriver, Start: 'dword:2', DelayedAutostart: `dword:${number}` },
        ]),
      ),
    )
    const ran = async (...argv: string[]): Promise<string> => (await run(argv, { stdin })).stdout
    const listed = JSON.parse(await ran('list', '-', '--start', 'delayed', '--format', 'json')).services
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(['late1', 'late2'])
    const { phases } = JSON.parse(await ran('order', '-', '--start', 'auto', '--format', 'json'))
    expect(phases[1].steps.map(({ service }: { service: string }) => service)).toEqual(['late1', 'late2'])
    expect(await ran('list', '-')).toMatch(/^late2 .* auto, delayed /m)
  })

  test('tells delayed start', async () => {
    const { services } = JSON.parse(
      (await run(['list', '@windows-10', '--start', 'delayed', '--format', 'json'])).stdout,
    )
    expect(services.length).toBeGreaterThan(2)
    for (const { start, delayedAutostart } of services) expect([start, delayedAutostart]).toEqual([2, 1])
  })
})

describe('rules', () => {
  test('without an id is the catalogue', async () => {
    const { code, stdout } = await run(['rules'])
    expect(code).toBe(0)
    for (const { id } of rules) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'))
  })

  test('with ids or names, in any letter case, is their pages', async () => {
    const { stdout } = await run(['rules', 'svc103', 'Dependency-Missing'])
    expect(stdout).toMatch(/^SVC103 start-invalid \(error\)$/m)
    expect(stdout).toMatch(/^SVC301 dependency-missing /m)
    const { rules: json } = JSON.parse((await run(['rules', 'SVC103', '--format', 'json'])).stdout)
    expect(json).toMatchObject([{ id: 'SVC103', name: 'start-invalid', severities: ['error'] }])
  })
})

describe('--version and help', () => {
  test.each([['--version'], ['-V']])('%s', async (option) => {
    expect(await run([option])).toEqual({ code: 0, stdout: '0.0.0-test\n', stderr: '' })
  })

  test.each(['lint', 'order', 'list', 'show'])('help of %s has no default that is none', async (command) => {
    const { stdout } = await run([command, '--help'])
    expect(stdout).toContain('--only <glob>')
    expect(stdout).not.toContain('default: []')
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /--all-keys judge also .* nothing of them is used --deep judge also .* are not used -/,
    )
  })

  test('help is an answer', async () => {
    const { code, stdout, stderr } = await run(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of ['lint', 'order', 'list', 'show', 'rules'])
      expect(stdout).toContain(`\n  ${command} `)
  })
})
