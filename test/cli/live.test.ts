import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, temporaryFolder } from './run.ts'

const set = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet'

/** What the stand-in knows, as .reg text by key; it fails for other keys as reg.exe does. */
const exportsByKey: Readonly<Record<string, string>> = {
  [`${set}\\Services`]: `[${set}\\Services\\Disk]\r\n"Type"=dword:1\r\n"Start"=dword:0\r\n"ErrorControl"=dword:1\r\n\r\n[${set}\\Services\\RpcSs]\r\n"Type"=dword:20\r\n"Start"=dword:2\r\n"ErrorControl"=dword:1\r\n"ImagePath"="svchost.exe"\r\n`,
  [`${set}\\Control\\ServiceGroupOrder`]: `[${set}\\Control\\ServiceGroupOrder]\r\n"List"=hex(7):41,00,00,00,00,00\r\n`,
  'HKEY_LOCAL_MACHINE\\SYSTEM\\Select': '[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\r\n"Current"=dword:1\r\n',
}

/** A folder with a program `reg.exe` that answers `export` and `query` from a table. */
function standIn(table: Readonly<Record<string, string>> = exportsByKey): string {
  const folder = temporaryFolder()
  const script = `#!${process.execPath}
const [verb, key, file, force] = process.argv.slice(2)
const table = new Map(Object.entries(${JSON.stringify(table)}))
if (verb === 'query') {
  console.log('\\r\\n${set.replaceAll('\\', '\\\\')}\\\\Control\\r\\n    EarlyStartServices    REG_MULTI_SZ    RpcSs\\\\0Power\\r\\n')
} else if (verb === 'export' && force === '/y' && table.has(key)) {
  const text = '\\ufeffWindows Registry Editor Version 5.00\\r\\n\\r\\n' + table.get(key)
  require('node:fs').writeFileSync(file, text, 'utf16le')
} else {
  console.error('ERROR: The system was unable to find the specified registry key or value.')
  process.exit(1)
}
`
  writeFileSync(join(folder, 'reg.exe'), script)
  chmodSync(join(folder, 'reg.exe'), 0o755)
  return folder
}

describe.skipIf(process.platform === 'win32')('@live through a stand-in of reg.exe on the PATH', () => {
  const windows = (path: string) => ({ platform: 'win32', env: { PATH: path } })

  test('is read when no input is named on Windows, and said', async () => {
    const { code, stdout, stderr } = await run(['list', '--format', 'json'], windows(standIn()))
    expect(stderr).toContain('no input given: reading this computer (@live)')
    expect(code).toBe(0)
    const { services, input, controlSet } = JSON.parse(stdout)
    expect(services.map(({ name }: { name: string }) => name)).toEqual(['Disk', 'RpcSs'])
    expect(input.file).toBe('@live')
    expect(controlSet).toMatchObject({ name: 'CurrentControlSet', number: 1 })
    expect(services[0].location).toMatchObject({
      file: '@live',
      keyPath: `${set}\\Services\\Disk`,
      line: null,
    })
  })

  test('has EarlyStartServices, and leaves no temporary files', async () => {
    const before = readdirSync(tmpdir()).filter(
      (name) => name.startsWith('svcsim-') && !name.startsWith('svcsim-test-'),
    )
    const { stdout } = await run(
      ['order', '@live', '--start', 'auto', '--format', 'json'],
      windows(standIn()),
    )
    const { steps } = JSON.parse(stdout).phases[0]
    expect(steps[0]).toMatchObject({ service: 'RpcSs' })
    expect(steps[0].reason).toContain('EarlyStartServices')
    const after = readdirSync(tmpdir()).filter(
      (name) => name.startsWith('svcsim-') && !name.startsWith('svcsim-test-'),
    )
    expect(after).toEqual(before)
  })

  test('is found on the PATH alone, never in the working folder', async () => {
    const folder = standIn()
    const world = { ...windows(['.', temporaryFolder()].join(delimiter)), cwd: folder }
    const { code, stderr } = await run(['list', '@live'], world)
    expect(code).toBe(3)
    expect(stderr).toBe('svcsim: @live needs reg.exe, which is not on the PATH\n')
  })

  test('that cannot export Services says what reg.exe said', async () => {
    const { code, stderr } = await run(['list', '@live'], windows(standIn({})))
    expect(code).toBe(3)
    expect(stderr).toBe(
      `svcsim: reg.exe could not export ${set}\\Services: ERROR: The system was unable to find the specified registry key or value.\n`,
    )
  })
})
