import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { run, temporaryFolder } from './run.ts'
import { writeImages } from './windows-folder.ts'

const corpus = process.env['SVCSIM_CORPUS']
const reason = corpus === undefined ? ' (skipped: SVCSIM_CORPUS is not set)' : ''

/**
 * Imports that give the places of a boot log of build 14393. The log shows what loads with what, not which image imports
 * it by which name: contracts and importers are made up where more than one would do.
 */
const imports: Readonly<Record<string, readonly string[]>> = {
  'System32/ntoskrnl.exe': [
    'HAL.dll',
    'KDCOM.dll',
    'ext-ms-win-ntos-werkernel-l1-1-0.dll',
    'ext-ms-win-ntos-tm-l1-1-0.dll',
    'ext-ms-win-ntos-nowhere-l1-1-0.dll',
    'PSHED.dll',
    'BOOTVID.dll',
    'ext-ms-win-fs-fltmgr-l1-1-0.dll',
    'ext-ms-win-ntos-ksecurity-l1-1-0.dll',
    'ext-ms-win-ntos-clipsp-l1-1-0.dll',
    'cmimcext.sys',
    'ntosext.sys',
    'CI.dll',
  ],
  'System32/hal.dll': ['ntoskrnl.exe', 'KDCOM.dll', 'PSHED.dll'],
  'System32/kd.dll': ['ntoskrnl.exe'],
  'System32/PSHED.dll': ['ntoskrnl.exe'],
  'System32/BOOTVID.dll': ['HAL.dll'],
  'System32/CI.dll': ['ntoskrnl.exe', 'ext-ms-win-ntos-ksecurity-l1-1-0.dll'],
  'werkernel.sys': [],
  'tm.sys': ['CLFS.SYS'],
  'CLFS.SYS': [],
  'FLTMGR.SYS': ['ntoskrnl.exe'],
  'ksecdd.sys': ['msrpc.sys'],
  'msrpc.sys': [],
  'clipsp.sys': [],
  'cmimcext.sys': [],
  'ntosext.sys': [],
  'Wdf01000.sys': ['WDFLDR.SYS'],
  'WDFLDR.SYS': ['Wdf01000.sys'],
  'acpiex.sys': ['WppRecorder.sys', 'WDFLDR.SYS'],
  'WppRecorder.sys': [],
  'cng.sys': ['ksecdd.sys'],
  'ACPI.sys': ['WMILIB.SYS', 'HAL.dll'],
  'WMILIB.SYS': [],
  'pdc.sys': ['CEA.sys'],
  'CEA.sys': [],
  'storahci.sys': ['storport.sys'],
  'storport.sys': [],
  'fileinfo.sys': ['FLTMGR.SYS'],
  'Wof.sys': ['FLTMGR.SYS'],
  'NTFS.sys': ['ext-ms-win-ntos-tm-l1-1-0.dll', 'ksecdd.sys'],
  'ndis.sys': ['NETIO.SYS'],
  'NETIO.SYS': ['ndis.sys'],
  'tcpip.sys': ['NETIO.SYS', 'fwpkclnt.sys'],
  'fwpkclnt.sys': [],
  'wfplwfs.sys': ['fwpkclnt.sys', 'ndis.sys'],
  'disk.sys': ['CLASSPNP.SYS'],
  'CLASSPNP.SYS': [],
  'BasicDisplay.sys': ['dxgkrnl.sys'],
  'dxgkrnl.sys': [],
}

const contracts = [
  { name: 'ext-ms-win-ntos-werkernel-l1-1-0', hosts: { '': 'werkernel.sys' } },
  { name: 'ext-ms-win-ntos-tm-l1-1-0', hosts: { '': 'tm.sys' } },
  { name: 'ext-ms-win-ntos-nowhere-l1-1-0', hosts: { '': '' } },
  { name: 'ext-ms-win-fs-fltmgr-l1-1-0', hosts: { '': 'FLTMGR.SYS' } },
  { name: 'ext-ms-win-ntos-ksecurity-l1-1-0', hosts: { '': 'ksecdd.sys' } },
  { name: 'ext-ms-win-ntos-clipsp-l1-1-0', hosts: { '': 'clipsp.sys' } },
]

/** File names without extension and case, as a log and a plan may write them. */
const nameOf = (path: string): string =>
  path
    .replace(/^.*\\/, '')
    .replace(/\.\w+$/, '')
    .toLowerCase()

describe.skipIf(corpus === undefined)(`a boot log of Windows 10${reason}`, () => {
  const file = (...parts: string[]): Buffer => gunzipSync(readFileSync(join(corpus ?? '', ...parts)))
  const logged = (): string[] => {
    const text = new TextDecoder('utf-16le').decode(file('boot-logs', 'windows-10-14393.ntbtlog.txt.gz'))
    return [...text.matchAll(/^BOOTLOG_LOADED (.*?)\r?$/gm)].map(([, path = '']) => nameOf(path))
  }

  const hive = (): Buffer => file('hives', 'windows-10-1709.SYSTEM.gz')

  /** A volume with an image of every boot and system driver of the hive: with the imports above, or with none. */
  async function volume(): Promise<string> {
    const folder = temporaryFolder()
    const { stdout } = await run(['order', '-', '--measured-boot', '--format', 'json'], { stdin: hive() })
    const { phases } = JSON.parse(stdout) as { phases: { phase: string; steps: { image: string }[] }[] }
    const kernel = phases.filter(({ phase }) => phase === 'boot' || phase === 'system')
    const known = new Set(Object.keys(imports).map((name) => nameOf(name.replaceAll('/', '\\'))))
    const others = kernel
      .flatMap(({ steps }) => steps)
      .map(({ image }) => image.replace(/^\\SystemRoot\\/i, ''))
      .filter((image) => !known.has(nameOf(image)))
      // Some paths differ in case alone, which is one folder to Windows.
      .map((image) => [
        image
          .toLowerCase()
          .replaceAll('\\', '/')
          .replace(/^system32/, 'System32'),
        [],
      ])
    writeImages(join(folder, 'Windows'), { ...Object.fromEntries(others), ...imports }, contracts)
    return folder
  }

  /** Images in the order in which a phase loads them. */
  async function simulated(phase: 'boot' | 'system', ...options: string[]): Promise<string[]> {
    const { code, stdout } = await run(
      ['order', '-', '--start', phase, '--format', 'json', '--system-root', await volume(), ...options],
      { stdin: hive() },
    )
    expect(code).toBe(0)
    const { notes, phases } = JSON.parse(stdout) as {
      notes: { code: string; names: string[] }[]
      phases: [{ images: string[] }]
    }
    const lacking = notes.filter(({ code: note }) => note.includes('image') || note.includes('import'))
    // A definition driver of Windows Defender, which stands in ProgramData.
    expect(lacking.flatMap(({ names }) => names)).toEqual(phase === 'boot' ? [] : ['MpKslb17392d7'])
    return phases[0].images.map(nameOf)
  }

  /** What both have, in the order of each; a log names an image again when its device comes. */
  function common(plan: readonly string[], log: readonly string[]): { plan: string[]; log: string[] } {
    const [inPlan, inLog] = [new Set(plan), new Set(log)]
    return {
      plan: plan.filter((name) => inLog.has(name)),
      log: [...inLog].filter((name) => inPlan.has(name)),
    }
  }

  it('has the boot drivers and all that loads with them in the order of the images', async () => {
    const { plan, log } = common(await simulated('boot', '--measured-boot'), logged())
    expect(plan).toEqual(log)
    expect(plan).toHaveLength(59)
  })

  it('differs from them in msisadrv and pci alone where the boot is not said to be measured', async () => {
    const { plan, log } = common(await simulated('boot'), logged())
    const others = (names: readonly string[]): string[] =>
      names.filter((name) => name !== 'msisadrv' && name !== 'pci')
    expect(others(plan)).toEqual(others(log))
    expect(plan).not.toEqual(log)
  })

  it('has the system drivers in the order of the images', async () => {
    const { plan, log } = common(await simulated('system'), logged())
    expect(plan).toEqual(log)
    expect(plan.length).toBeGreaterThanOrEqual(21)
    expect(plan.indexOf('dxgkrnl')).toBe(plan.indexOf('basicdisplay') - 1)
  })
})
