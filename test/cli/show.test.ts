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
      `${meaning}; the boot loader still loads it where it is the boot file system driver`,
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
