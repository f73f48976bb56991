import { expect, test } from 'vitest'
import { type Example, type ExampleValue, findRule, type Rule } from '../../src/rules/index.ts'
import { lintExample } from './read.ts'

const select = { Current: 2, Default: 2, Failed: 0, LastKnownGood: 3 }
const exported: Example = {
  services: { Null: { Type: 1, Start: 1, ErrorControl: 1 } },
  groupOrder: ['Base'],
  vectors: { Base: [1] },
  select,
}

async function judge(id: string, example: Example): Promise<{ found: string[]; needs: readonly string[] }> {
  const { findings, notRun } = await lintExample(example, findRule(id) as Rule)
  return {
    found: findings.map(({ severity, data }) => `${severity} ${data['value'] ?? data['defect']}`),
    needs: notRun.flatMap(({ needs }) => needs),
  }
}

test('SVC020 judges Current of an export without SafeBoot, the other values of a whole hive', async () => {
  expect(await judge('SVC020', exported)).toEqual({ found: ['error Current'], needs: ['wholeHive'] })
  expect(await judge('SVC020', { ...exported, keys: { 'Control\\SafeBoot\\Minimal': {} } })).toEqual({
    found: ['error Current', 'info Default', 'info LastKnownGood'],
    needs: [],
  })
  const { vectors: _, ...withoutVectors } = exported
  expect(await judge('SVC020', withoutVectors)).toEqual({ found: [], needs: ['wholeHive'] })
  const current = { ...select, Current: 1 }
  expect(await judge('SVC020', { ...exported, select: current })).toEqual({ found: [], needs: ['wholeHive'] })
})

test('SVC020 does not miss the set that CurrentControlSet links to', async () => {
  const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
  const text = [
    'Windows Registry Editor Version 5.00',
    `[${system}\\ControlSet001\\Services\\Null]`,
    '"Type"=dword:1',
    `[${system}\\CurrentControlSet\\Control\\GroupOrderList]`,
    `[${system}\\CurrentControlSet\\Control\\ServiceGroupOrder]`,
    '"List"=hex(7):41,00,00,00,00,00',
    `[${system}\\CurrentControlSet\\Services\\Null]`,
    '"Type"=dword:1',
    `[${system}\\Select]`,
    '"Current"=dword:2',
  ].join('\r\n')
  expect(await judge('SVC020', { text })).toEqual({ found: [], needs: ['wholeHive'] })
})

test.for([
  ['C:\\ACME\\a.exe', null],
  ['C:\\My Tools\\a.exe', 'C:\\My.exe'],
  ['C:\\v1.2 beta\\a.exe', 'C:\\v1.2'],
  ['C:\\ACME\\a b.exe -k', 'C:\\ACME\\a.exe'],
  ['\t"C:\\My Tools\\a.exe" "C:\\My Data"', null],
  ['"C:\\My Tools\\a.exe', null],
  ['C:\\ACME\\a.exe C:\\My Data\\b.exe', null],
  ['C:\\ACME\\a C:\\My Data\\b.exe', null],
  ['C:\\ACME\\a \\\\server\\My Data\\b.exe', null],
  ['C:\\ACME\\a %ProgramFiles%\\b.exe', null],
  ['C:\\ACME\\a /run b\\c.exe', null],
  ['C:\\ACME\\a run', null],
  ['C:\\My Tools\\a', 'C:\\My.exe'],
  ['C:\\Program Files (x86)\\a -k b', 'C:\\Program.exe'],
  ['%SystemRoot%\\My Tools\\a.exe', '%SystemRoot%\\My.exe'],
] as const)('SVC111 reads the program of %s', async ([ImagePath, first]) => {
  const services = { S: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath } }
  const { findings } = await lintExample({ services }, findRule('SVC111') as Rule)
  expect(findings.map(({ data }) => data['first'])).toEqual(first === null ? [] : [first])
})

test('SVC111 knows the variables that stand for a folder with a space', async () => {
  const variable = async (name: string, windows: string): Promise<unknown> => {
    const services = { S: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: `${name}\\a.exe` } }
    const { findings } = await lintExample({ services, windows }, findRule('SVC111') as Rule)
    return findings[0]?.data['variable']
  }
  expect(await variable('%COMMONPROGRAMFILES%', '10')).toBe('%CommonProgramFiles%')
  expect(await variable('%ProgramW6432%', '7')).toBe('%ProgramW6432%')
  expect(await variable('%AllUsersProfile%\\ACME', 'xp')).toBe('%ALLUSERSPROFILE%')
  for (const name of ['%AllUsersProfile%', '%SystemRoot%', '%windir%', '%ProgramFiles', '%__proto__%'])
    expect(await variable(name, '10'), name).toBeUndefined()
})

test('a program in place of a boot driver is one finding', async () => {
  const services = { S: { Type: 1, Start: 0, ErrorControl: 1, ImagePath: 'C:\\ACME\\a.exe -run' } }
  expect((await lintExample({ services }, findRule('SVC110') as Rule)).findings).toEqual([])
  expect((await lintExample({ services }, findRule('SVC112') as Rule)).findings).toHaveLength(1)
})

test('SVC110 knows what no loader resolves from what the boot loader alone does not', async () => {
  const form = async (Start: number, ImagePath: ExampleValue): Promise<unknown> => {
    const services = { S: { Type: 1, Start, ErrorControl: 1, ImagePath } }
    return (await lintExample({ services }, findRule('SVC110') as Rule)).findings[0]?.data['form']
  }
  const forms: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['C:\\a.sys', 'drive-letter', 'drive-letter'],
    ['%SystemRoot%\\a.sys', 'environment', 'environment'],
    ['\\??\\C:\\a.sys', 'object-manager', undefined],
    ['\\\\server\\share\\a.sys', 'unc', 'unc'],
    ['\\\\?\\C:\\a.sys', 'unc', 'unc'],
    ['system32\\\\drivers\\a.sys', 'doubled', 'doubled'],
    ['\\\\SystemRoot\\a.sys', 'doubled', 'doubled'],
    ['\\\\??\\C:\\a.sys', 'doubled', 'doubled'],
    ['\\SystemRoot\\System32\\drivers\\a.sys', undefined, undefined],
    ['\\Device\\HarddiskVolume1\\a.sys', undefined, undefined],
  ]
  for (const [path, boot, demand] of forms)
    expect([await form(0, path), await form(3, path)], path).toEqual([boot, demand])
  const text = (...units: readonly number[]) => ({ type: 2, data: units.flatMap((unit) => [unit, 0]) })
  expect(await form(3, text(97, 0, 98, 0))).toBe('after-nul')
  expect(await form(3, text(97, 0, 0, 0))).toBeUndefined()
  expect(await form(3, text(97, 98))).toBeUndefined()
})

test('an entry of a fragment without Type may be a driver or a service', async () => {
  const S = {
    ImagePath: 'C:\\My Tools\\a.exe',
    ObjectName: 'LocalSystem',
    DelayedAutostart: 1,
    DisplayName: 'T',
  }
  for (const id of ['SVC111', 'SVC112', 'SVC113', 'SVC114', 'SVC115']) {
    expect(await judge(id, { services: { S }, fragment: true }), id).toEqual({
      found: [],
      needs: ['services'],
    })
    expect(await judge(id, { services: { S } }), id).toEqual({ found: [], needs: [] })
  }
})

test('SVC114 reports a disabled driver and no disabled service', async () => {
  const values = { Start: 4, ErrorControl: 1, DelayedAutostart: 1 }
  const services = { D: { ...values, Type: 1 }, S: { ...values, Type: 0x10, ImagePath: 'a.exe' } }
  const { findings } = await lintExample({ services }, findRule('SVC114') as Rule)
  expect(findings.map(({ service, severity }) => [service, severity])).toEqual([['D', 'warning']])
})

test('SVC116 counts past four bytes', async () => {
  const data = new Array(20).fill(255)
  const services = { S: { Type: 1, Start: 3, ErrorControl: 1, FailureActions: { type: 3, data } } }
  const { findings } = await lintExample({ services }, findRule('SVC116') as Rule)
  expect(findings.map(({ message }) => message)).toEqual([
    'FailureActions of "S" has 20 bytes, expected 34359738380 for 4294967295 actions',
  ])
})

test('SVC118 advises by what the name is like', async () => {
  const RequiredPrivileges = [
    'SeBackupPriviledge',
    'SeServiceLogonRight',
    'Backup',
    `SeTcb${'x'.repeat(9999)}`,
  ]
  const services = { S: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'a.exe', RequiredPrivileges } }
  const { findings } = await lintExample({ services }, findRule('SVC118') as Rule)
  expect(findings.map(({ help }) => help)).toEqual([
    'Did you mean SeBackupPrivilege?',
    'It is an account right: grant it to the account and remove the entry',
    'Write the text of a privilege constant, such as SeChangeNotifyPrivilege',
    'Write the text of a privilege constant, such as SeChangeNotifyPrivilege',
  ])
})

test('SVC107 wants no slash and no great length on any key of Services', async () => {
  const service = { Type: 1, Start: 3, ErrorControl: 1 }
  const long = 'x'.repeat(257)
  const services = { 'A/, B': {}, [long]: {}, 'C/, D': service, [`y${long}`]: service, 'E, F': {} }
  expect((await judge('SVC107', { services })).found).toEqual([
    'error /',
    'error too-long',
    'info ,',
    'error /',
    'info  ',
    'error too-long',
  ])
})

test('SVC106 quotes the path of a value in a subkey, and shortens it for the service', async () => {
  const wrong = { type: 1, data: [] }
  const services = {
    Spy: { Type: 2, Start: 3, ErrorControl: 1, Instances: { 'Spy Instance': { Altitude: 7 } } },
    Ahci: { Type: 1, Start: 3, ErrorControl: 1, StartOverride: { '0': wrong, ['v'.repeat(200)]: wrong } },
  }
  const { findings } = await lintExample({ services }, findRule('SVC106') as Rule)
  expect(findings.map(({ message }) => message)).toEqual([
    '"Instances\\Spy Instance\\Altitude" of "Spy" is REG_DWORD, expected REG_SZ',
    '"StartOverride\\0" of "Ahci" is REG_SZ, expected REG_DWORD',
    `"StartOverride\\${'v'.repeat(43)}\u2026" of "Ahci" is REG_SZ, expected REG_DWORD`,
  ])
})

test('SVC106 tells a list that an empty string cuts, and is mild about keys that are no services', async () => {
  const cut = { type: 7, data: [65, 0, 0, 0, 0, 0, 66, 0, 0, 0, 0, 0] }
  const services = {
    Cut: { Type: 1, Start: 3, ErrorControl: 1, DependOnService: cut },
    Key: { Group: 7 },
  }
  const { findings } = await lintExample({ services }, findRule('SVC106') as Rule)
  expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'error: DependOnService of "Cut" is cut by an empty string, expected a whole list',
    'info: Group of "Key" is REG_DWORD, expected REG_SZ',
  ])
})

test('SVC118 judges services of releases that read the value', async () => {
  const RequiredPrivileges = ['SeNope']
  const services = {
    Own: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'own.exe', RequiredPrivileges },
    Driver: { Type: 1, Start: 3, ErrorControl: 1, RequiredPrivileges },
  }
  for (const [windows, found] of [
    ['xp', []],
    ['7', ['Own']],
  ] as const) {
    const { findings } = await lintExample({ services, windows }, findRule('SVC118') as Rule)
    expect(findings.map(({ service }) => service)).toEqual(found)
  }
})
