import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Host } from '../../src/cli/host.ts'
import { systemRootImages } from '../../src/cli/system-root.ts'
import { bytesSource, type ImageSource } from '../../src/index.ts'
import { buildImage } from '../formats/image/builder.ts'
import { type Ran, regText, run, soundDriver, temporaryFolder } from './run.ts'
import { writeImage, writeImages } from './windows-folder.ts'

function open(folder: string, cwd = '/'): ImageSource {
  const text = { write: () => true }
  const host: Host = {
    argv: [],
    stdin: bytesSource(new Uint8Array()),
    stdout: text,
    stderr: text,
    env: {},
    platform: 'linux',
    cwd,
  }
  return systemRootImages(folder, host)
}

/** A volume with a Windows folder, and what is found of an ImagePath there. */
function volume(): { folder: string; source: ImageSource } {
  const folder = temporaryFolder()
  writeImages(join(folder, 'Windows'), {
    'ACPI.sys': ['ntoskrnl.exe', 'WMILIB.SYS'],
    'WMILIB.SYS': [],
    'System32/ntoskrnl.exe': [],
    'System32/svchost.exe': [],
    'System32/DriverStore/FileRepository/x.inf_amd64_1/x.sys': ['beside.sys'],
    'System32/DriverStore/FileRepository/x.inf_amd64_1/beside.sys': [],
  })
  writeImages(folder, { 'Program Files/Foo Bar/foo.exe': [] })
  return { folder, source: open(folder) }
}

describe('an ImagePath', () => {
  it.each<[string, 'driver' | 'service', string]>([
    ['System32\\drivers\\acpi.sys', 'driver', 'System32\\drivers\\ACPI.sys'],
    ['\\SystemRoot\\system32\\DRIVERS\\ACPI.SYS', 'driver', 'System32\\drivers\\ACPI.sys'],
    ['\\??\\C:\\WINDOWS\\system32\\drivers\\acpi.sys', 'driver', 'System32\\drivers\\ACPI.sys'],
    ['"\\??\\C:\\Windows\\System32\\drivers\\acpi.sys"', 'driver', 'System32\\drivers\\ACPI.sys'],
    ['system32/drivers/./x/../acpi.sys', 'driver', 'System32\\drivers\\ACPI.sys'],
    [
      '\\SystemRoot\\System32\\DriverStore\\FileRepository\\x.inf_amd64_1\\x.sys',
      'driver',
      'System32\\DriverStore\\FileRepository\\x.inf_amd64_1\\x.sys',
    ],
    ['%SystemRoot%\\system32\\svchost.exe -k netsvcs', 'service', 'System32\\svchost.exe'],
    ['%windir%\\system32\\svchost', 'service', 'System32\\svchost.exe'],
    ['svchost -k x', 'service', 'System32\\svchost.exe'],
    ['"C:\\Program Files\\foo bar\\foo.exe" -service', 'service', '\\Program Files\\Foo Bar\\foo.exe'],
    ['C:\\Program Files\\Foo Bar\\foo.exe /x', 'service', '\\Program Files\\Foo Bar\\foo.exe'],
    ['%ProgramFiles%\\Foo Bar\\foo.exe', 'service', '\\Program Files\\Foo Bar\\foo.exe'],
  ])('%s is found', (imagePath, kind, path) => {
    expect(volume().source.find(imagePath, kind)).toMatchObject({ state: 'read', path })
  })

  it.each<[string, 'driver' | 'service', string]>([
    ['System32\\drivers\\gone.sys', 'driver', 'missing'],
    ['C:\\Tools\\gone.sys', 'driver', 'missing'],
    ['D:\\Tools\\gone.sys', 'driver', 'unknown'],
    ['\\SystemRoot\\..\\..\\etc\\passwd', 'driver', 'unknown'],
    ['..\\Program Files\\Foo Bar\\foo.exe', 'driver', 'unknown'],
    ['C:\\..\\etc\\passwd', 'driver', 'unknown'],
    ['\\Device\\HarddiskVolume1\\x.sys', 'driver', 'unknown'],
    ['%NOWHERE%\\x.exe', 'service', 'unknown'],
    ['System32\\drivers', 'driver', 'missing'],
    ['', 'driver', 'unknown'],
    ['System32\\drivers\\a\0b.sys', 'driver', 'missing'],
  ])('%s is not', (imagePath, kind, state) => {
    expect(volume().source.find(imagePath, kind).state).toBe(state)
  })

  it('of the rest of the volume is not judged where the Windows folder alone was given', () => {
    const source = open('Windows', volume().folder)
    expect(source.find('C:\\Windows\\System32\\svchost.exe', 'service')).toMatchObject({ state: 'read' })
    expect(source.find('C:\\Windows\\System32\\gone.exe', 'service')).toMatchObject({ state: 'missing' })
    expect(source.find('C:\\Program Files\\Foo Bar\\foo.exe', 'service')).toMatchObject({ state: 'unknown' })
  })
})

describe('an import', () => {
  it('is looked for beside its importer, among the drivers, in System32', () => {
    const { source } = volume()
    const store = 'System32\\DriverStore\\FileRepository\\x.inf_amd64_1'
    expect(source.findImport('BESIDE.sys', `${store}\\x.sys`).path).toBe(`${store}\\beside.sys`)
    expect(source.findImport('wmilib.sys', `${store}\\x.sys`).path).toBe('System32\\drivers\\WMILIB.SYS')
    expect(source.findImport('NTOSKRNL.EXE', 'System32\\drivers\\ACPI.sys').path).toBe(
      'System32\\ntoskrnl.exe',
    )
    expect(source.findImport('..\\..\\..\\etc\\passwd', 'System32\\ntoskrnl.exe').state).toBe('missing')
  })

  it('that is a contract is named by its host; what has none is left out, what is not known is told', () => {
    const folder = writeImages(
      temporaryFolder(),
      {
        'a.sys': [
          'ext-ms-win-a-l1-1-0.dll',
          'ext-ms-win-b-l1-1-0.dll',
          'ext-ms-c-l1-1-0.dll',
          'api-d-l1-1-0.dll',
        ],
      },
      [
        { name: 'ext-ms-win-a-l1-1-0', hosts: { '': 'host.sys' } },
        { name: 'ext-ms-win-b-l1-1-0', hosts: { '': '' } },
      ],
    )
    expect(open(folder).find('System32\\drivers\\a.sys', 'driver')).toMatchObject({
      imports: ['host.sys'],
      contracts: ['api-d-l1-1-0.dll'],
    })
  })

  it('that is a contract is not known without a schema', () => {
    const folder = writeImages(temporaryFolder(), { 'a.sys': ['ext-ms-win-a-l1-1-0.dll', 'b.sys'] })
    expect(open(folder).find('System32\\drivers\\a.sys', 'driver')).toMatchObject({
      imports: ['b.sys'],
      contracts: ['ext-ms-win-a-l1-1-0.dll'],
    })
  })
})

describe('what cannot be read', () => {
  it('is there, with why', () => {
    const folder = writeImages(temporaryFolder(), { 'a.sys': [] })
    const drivers = join(folder, 'System32/drivers')
    writeFileSync(join(drivers, 'text.sys'), 'text')
    writeFileSync(join(drivers, 'large.sys'), '')
    truncateSync(join(drivers, 'large.sys'), 64 * 1024 * 1024 + 1)
    const state = (name: string): unknown => open(folder).find(`System32\\drivers\\${name}`, 'driver')
    expect(state('text.sys')).toMatchObject({
      state: 'no-image',
      defect: 'it does not begin with an MZ header',
    })
    expect(state('large.sys')).toMatchObject({ state: 'present', defect: 'it is larger than 64 MiB' })
  })

  it.skipIf(process.platform === 'win32')('is a link that leads out; others are followed', () => {
    const outside = temporaryFolder()
    writeImage(join(outside, 'secret.sys'), buildImage())
    const folder = writeImages(temporaryFolder(), { 'a.sys': [] })
    const drivers = join(folder, 'System32/drivers')
    symlinkSync(join(outside, 'secret.sys'), join(drivers, 'out.sys'))
    symlinkSync(outside, join(drivers, 'away'))
    symlinkSync('a.sys', join(drivers, 'alias.sys'))
    symlinkSync('nowhere.sys', join(drivers, 'broken.sys'))
    const state = (name: string): unknown => open(folder).find(`System32\\drivers\\${name}`, 'driver')
    const refused = { state: 'unknown', defect: 'it is a link that leads out of the folder' }
    expect(state('out.sys')).toMatchObject(refused)
    expect(state('away\\secret.sys')).toMatchObject(refused)
    expect(state('alias.sys')).toMatchObject({ state: 'read' })
    expect(state('broken.sys')).toMatchObject({ state: 'unknown' })
  })
})

describe('--system-root', () => {
  const boot = { ...soundDriver, Start: 'dword:0' }
  const input = regText({ ACPI: boot, pci: boot, volmgr: boot })
  const images = {
    'System32/ntoskrnl.exe': ['hal.dll'],
    'System32/hal.dll': [],
    'acpi.sys': ['WMILIB.SYS'],
    'wmilib.sys': [],
    'pci.sys': [],
    'volmgr.sys': ['acpi.sys'],
  }
  const order = (root: string, ...rest: readonly string[]): Promise<Ran> =>
    run(['order', '-', '--start', 'boot', '--boot-fs', 'none', '--system-root', root, ...rest], {
      stdin: input,
    })

  it.each(['', 'windows', 'WINNT/'])('takes the volume, or the Windows folder itself (%s)', async (name) => {
    const folder = temporaryFolder()
    writeImages(join(folder, name || 'Windows'), images)
    const { code, stdout } = await order(join(folder, name), '--format', 'json')
    const [phase] = JSON.parse(stdout).phases
    expect(code).toBe(0)
    // Without images pci would come before ACPI: reverse name order.
    expect(phase.steps.map(({ service }: { service: string }) => service)).toEqual(['volmgr', 'ACPI', 'pci'])
    expect(phase.steps[1]).toMatchObject({ imports: ['wmilib.sys'], guarantee: 'open' })
    expect(phase.steps[1].reasons.at(-1).message).toBe('imported by volmgr.sys, loaded right after it')
    expect(phase.images).toEqual([
      'ntoskrnl.exe',
      'hal.dll',
      'volmgr.sys',
      'wmilib.sys',
      'acpi.sys',
      'pci.sys',
    ])
  })

  it('shows in the table what loads with the kernel, and what a driver brings', async () => {
    const { stdout } = await order(writeImages(temporaryFolder(), images))
    expect(stdout).toContain('Before them it loads the kernel and what that imports: ntoskrnl.exe, hal.dll.')
    expect(stdout).toContain('brings wmilib.sys')
  })

  it('reads a folder whose names have any case', async () => {
    const upper = Object.entries(images).map(([name, imports]) => [
      (name.includes('/') ? name : `System32/drivers/${name}`).toUpperCase(),
      imports,
    ])
    const folder = writeImages(temporaryFolder(), Object.fromEntries(upper))
    const { stdout, stderr } = await order(folder, '--format', 'json')
    expect(stderr).not.toContain('has no image')
    expect(JSON.parse(stdout).phases[0].steps[1].service).toBe('ACPI')
  })

  it('says what is missing', async () => {
    const folder = writeImages(temporaryFolder(), { 'acpi.sys': ['gone.sys'] })
    const { code, stderr } = await order(folder)
    expect(code).toBe(0)
    expect(stderr).toContain('has no image of volmgr and pci')
    expect(stderr).toContain('gone.sys (for acpi.sys)')
  })

  it.each<[string, (folder: string) => string, RegExp]>([
    ['that is not there', (folder) => join(folder, 'gone'), /cannot read .*: no such file or folder/],
    [
      'that is a file',
      (folder) => {
        writeFileSync(join(folder, 'f'), '')
        return join(folder, 'f')
      },
      /it is no folder/,
    ],
    [
      'without a Windows',
      (folder) => folder,
      /is no Windows folder: neither it nor a folder in it has a System32/,
    ],
    [
      'with two of them',
      (folder) => {
        for (const name of ['WINNT', 'Windows'])
          mkdirSync(join(folder, name, 'System32'), { recursive: true })
        return folder
      },
      /holds several Windows folders \(WINNT, Windows\): name one of them/,
    ],
    ['without a name', () => '', /has no name/],
  ])('ends with 3 for a folder %s', async (_, make, message) => {
    const { code, stdout, stderr } = await order(make(temporaryFolder()))
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(message)
  })
})
