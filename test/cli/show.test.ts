import { describe, expect, test } from 'vitest'
import { regText, run, soundDriver } from './run.ts'

interface Row {
  readonly name: string
  readonly value: unknown
  readonly meaning: string
  readonly location: unknown
}

/** Rows of a service with these values, by the name of the value. */
async function rowsOf(values: Readonly<Record<string, string>>): Promise<Map<string, Row>> {
  const { stdout } = await run(['show', '-', 'x', '--format', 'json'], { stdin: regText({ x: values }) })
  const rows: Row[] = JSON.parse(stdout).services[0].values
  return new Map(rows.map((row) => [row.name, row]))
}

describe('values', () => {
  test('are decoded, with defaults and relations', async () => {
    const { code, stdout } = await run(['show', '@windows-7', 'lanmanworkstation'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^LanmanWorkstation: service, auto start$/m)
    expect(stdout).toMatch(/Start +2 +auto: started by the Service/)
    expect(stdout).toMatch(/^ {2}bowser +driver, demand start/m)
    expect(stdout).toContain('can be asked to start, stop, pause and continue')
    expect(stdout).toMatch(/may be the front end of bowser/)
  })

  test('are marked as not stored, or have their place', async () => {
    const rows = await rowsOf(soundDriver)
    expect(rows.get('Start')).toMatchObject({ value: 3, defaulted: false, location: { line: 5 } })
    expect(rows.get('ImagePath')).toMatchObject({
      value: 'System32\\Drivers\\x.sys',
      defaulted: true,
      location: null,
    })
    expect(rows.get('ObjectName')).toMatchObject({ value: '\\Driver\\x', defaulted: true })
  })

  test('have a row where they are absent: Group, Tag, and Type and Start of a partial service', async () => {
    const none = { value: null, location: null }
    const sound = await rowsOf(soundDriver)
    expect(sound.get('Group')).toMatchObject({ ...none, meaning: 'default: (null) in KB 103000' })
    expect(sound.get('Tag')).toMatchObject(none)
    const partial = await rowsOf({ ErrorControl: 'dword:1' })
    expect(partial.get('Type')).toMatchObject({ ...none, meaning: expect.stringMatching(/^missing: /) })
    expect(partial.get('Start')).toMatchObject({ ...none, meaning: expect.stringMatching(/^missing: /) })
    const { stdout } = await run(['show', '-', 'x'], { stdin: regText({ x: soundDriver }) })
    expect(stdout).toMatch(/^ {2}Group +none +default: \(null\) in KB 103000 +not stored$/m)
  })

  test('that are there and cannot be decoded are not absent', async () => {
    const rows = await rowsOf({ ...soundDriver, Type: 'hex:01', Group: 'hex:01', Tag: 'hex:01' })
    for (const name of ['Type', 'Group', 'Tag'])
      expect(rows.get(name)).toMatchObject({ value: '01', defect: expect.stringMatching(/^found /) })
  })

  test('Start 4 says that nothing starts it, but the loader may load a file system driver', async () => {
    const meaningOf = async (Type: string): Promise<string | undefined> =>
      (await rowsOf({ ...soundDriver, Type, Start: 'dword:4' })).get('Start')?.meaning
    const meaning = 'disabled: not to be started under any conditions (KB 103000)'
    expect(await meaningOf('dword:20')).toBe(meaning)
    expect(await meaningOf('dword:2')).toBe(
      `${meaning}; the boot loader still loads it where it is the boot file system driver, a file system recognizer where it has one`,
    )
  })

  test('ErrorControl 3 says what happens without LastKnownGood and with it', async () => {
    expect((await rowsOf({ ...soundDriver, ErrorControl: 'dword:3' })).get('ErrorControl')?.meaning).toBe(
      'critical: if it fails, startup begins again with LastKnownGood; where that is in use already, it ends in a bug check',
    )
  })

  test('Linkage says what it is for', async () => {
    const list = 'hex(7):61,00,00,00,00,00'
    const stdin = regText({ x: soundDriver, 'x\\Linkage': { Bind: list, Export: list, Other: list } })
    const { stdout } = await run(['show', '-', 'x'], { stdin, env: { COLUMNS: '200' } })
    expect(stdout).toMatch(/Linkage\\Bind +a +network binding: the objects that it binds to/)
    expect(stdout).toMatch(/Linkage\\Export +a +network binding: the names under which others bind to it/)
    expect(stdout).toMatch(/Linkage\\Other +a +REG_MULTI_SZ/)
  })
})

describe('control', () => {
  test('of a driver is to load and unload', async () => {
    const { services } = JSON.parse((await run(['show', '@windows-10', 'Disk', '--format', 'json'])).stdout)
    expect(services[0].control.controls).toEqual(['load', 'unload'])
    expect(services[0].control.registryPath).toBe(
      '\\Registry\\Machine\\System\\CurrentControlSet\\Services\\Disk',
    )
    expect(services[0].order).toMatchObject({ phase: 'boot' })
  })

  test('of a driver says what no registry shows', async () => {
    const { stdout } = await run(['show', '-', 'x'], { stdin: regText({ x: soundDriver }) })
    expect(stdout).toContain('(DriverUnload), which no registry shows: the driver may clear or set it')
    expect(stdout).toContain('put off while handles to its devices are open')
    expect(stdout).toContain('undocumented in 1999, Windows 98 has only the former')
    expect(stdout).toContain('both take \\Registry\\Machine\\System\\CurrentControlSet\\Services\\x\n')
  })

  test('of a driver that the controller passes over is none', async () => {
    const { stdout } = await run(['show', '-', 'x'], { stdin: regText({ x: { Type: 'dword:1' } }) })
    expect(stdout).toContain('nothing\n  the Service Control Manager would pass it over: it has no Start\n')
    expect(stdout).not.toContain('can be asked')
  })

  test('of an adapter and of a container is none', async () => {
    const stdin = regText({ Adapter: { ...soundDriver, Type: 'dword:4', Start: 'dword:2' }, Empty: {} })
    const { stdout } = await run(['show', '-', 'Adapter', 'Empty'], { stdin })
    expect(stdout).toMatch(/^Adapter: adapter, a set of arguments$/m)
    expect(stdout).toMatch(/^ {2}Start +2 +ignored for an adapter \(KB 103000\) /m)
    expect(stdout).toContain(
      'nothing\n  the Service Control Manager would pass it over: Type 0x4 is an adapter, a set of arguments\n',
    )
    expect(stdout).toContain('the controller does not know it')
  })
})

test('front ends are found by name and by group', async () => {
  const tdi = 'hex(7):54,00,44,00,49,00,00,00,00,00'
  const stdin = regText({
    Driver: { ...soundDriver, Group: '"tdi"' },
    Front: { ...soundDriver, Type: 'dword:20', DependOnGroup: tdi },
    Member: { ...soundDriver, Type: 'dword:20', Group: '"TDI"' },
    Tdi: { ...soundDriver, DependOnGroup: tdi },
  })
  const argv = ['show', '-', 'Driver', 'Front', '--format', 'json']
  const [driver, front] = JSON.parse((await run(argv, { stdin })).stdout).services
  expect(driver.frontEnds).toEqual(['Front'])
  expect(front.frontEndOf).toEqual(['Driver'])
})

describe('StartOverride', () => {
  const overriding = (values: string, configuration: string): string =>
    `${regText({ x: { ...soundDriver, Start: 'dword:0', Group: '"Base"', Tag: 'dword:1' } })}
[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\x\\StartOverride]
${values}
[HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]
${configuration}
`
  const away = overriding('"0"=dword:3\n"7"=dword:1', '"LastId"=dword:0')
  const show = async (stdin: string, ...argv: string[]): Promise<string> =>
    (await run(['show', '-', 'x', '-q', '--windows', '10', ...argv], { stdin, env: { COLUMNS: '300' } }))
      .stdout

  test('is the start that counts, with the reason why there is no place in the order', async () => {
    const why = 'StartOverride\\0 makes it demand-start on this hardware (HardwareConfig\\LastId is 0)'
    const text = await show(away)
    expect(text).toMatch(/^x: driver, boot start, demand by StartOverride\n/)
    expect(text).toContain(`boot as stored, but ${why}: started when it is asked for`)
    expect(text).toContain(`\nLoad order\n  no place: ${why}; Plug and Play loads it when a device needs it`)
    expect(text).toContain("start demand in hardware configuration 0, this machine's")
    expect(text).toContain("start system in hardware configuration 7, not this machine's, which is 0")
    expect(text).toContain('ignored: only boot and system drivers are ordered by it')
    expect(text).not.toContain('loaded by the boot loader')
    expect(text).not.toContain('the boot loader has loaded it')
    const [service] = JSON.parse(await show(away, '--format', 'json')).services
    expect(service).toMatchObject({ effectiveStart: 3, order: null, noPlace: expect.stringContaining(why) })
  })

  test('may also bring a driver into the boot phase', async () => {
    const text = await show(
      overriding('"0"=dword:0', '"LastId"=dword:0').replace('"Start"=dword:0', '"Start"=dword:3'),
    )
    expect(text).toMatch(/^x: driver, demand start, boot by StartOverride\n/)
    expect(text).toMatch(/\nLoad order\n {2}1 of 1 in the boot phase: StartOverride makes it Start 0/)
    expect(text).toContain('the boot loader has loaded it before the controller runs')
  })

  test('is not applied where it does not count, which is said', async () => {
    const boot = /^x: driver, boot start\n/
    const unknown = await show(away.replace('"LastId"', '"Other"'))
    expect(unknown).toMatch(boot)
    expect(unknown).toContain('which counts only if HardwareConfig\\LastId, not in this input, says so')
    const classic = await show(away, '--windows', '7')
    expect(classic).toMatch(boot)
    expect(classic).toContain('hardware configuration 0, which Windows 7 does not look at')
  })

  test('marks the services of a list, which is chosen from by Start as stored', async () => {
    const list = async (...argv: string[]): Promise<string> =>
      (await run(['list', '-', '-q', '--windows', '10', ...argv], { stdin: away })).stdout
    expect(await list()).toMatch(/^x +kernel driver +boot, demand by StartOverride +normal/m)
    expect(await list('--start', 'demand')).not.toMatch(/^x /m)
    const [service] = JSON.parse(await list('--start', 'boot', '--format', 'json')).services
    expect(service).toMatchObject({ name: 'x', start: 0, effectiveStart: 3 })
    const [header = '', line = ''] = (await list('--format', 'csv')).split('\n')
    expect(line.split(',')[header.split(',').indexOf('effectiveStart')]).toBe('3')
    expect((await run(['list', '--help'])).stdout.replaceAll(/\s+/g, ' ')).toContain(
      'the Start that is stored, whatever a StartOverride makes of it',
    )
  })

  test('does not reach the Service Control Manager', async () => {
    const text = await show(away.replace('"Start"=dword:0', '"Start"=dword:2'))
    expect(text).toMatch(/^x: driver, auto start\n/)
    expect(text).toMatch(/\nLoad order\n {2}1 of 1 in the auto phase: /)
  })
})

test.each([
  [
    { ...soundDriver },
    'demand-start: Plug and Play loads it when a device needs it, or a program or service asks for it',
  ],
  [{ ...soundDriver, Type: 'dword:20' }, 'demand-start: it starts when it is asked for'],
  [{ ...soundDriver, Start: 'dword:4' }, 'disabled: nothing loads or starts it'],
  [{ ...soundDriver, Start: 'dword:9' }, 'Start 9'],
  [{ ...soundDriver, Type: 'dword:60', Start: 'dword:2' }, 'a user service: it starts when its user logs on'],
  [{ ...soundDriver, Start: 'dword:2', DeleteFlag: 'dword:1' }, 'it is marked for deletion (DeleteFlag)'],
  [
    { ...soundDriver, Start: 'dword:0', ImagePath: '""' },
    'the loader does not add it: its Group or ImagePath is',
  ],
  [{ Type: 'dword:1' }, 'it has no Start that could be read'],
  [{ Other: 'dword:1' }, 'the key has no Type, Start or ErrorControl'],
])('a service without a place in the order says why: %o', async (values, why) => {
  const { stdout } = await run(['show', '-', 'x', '-q', '--windows', '7'], { stdin: regText({ x: values }) })
  expect(stdout).toContain(`\nLoad order\n  no place: ${why}`)
})
