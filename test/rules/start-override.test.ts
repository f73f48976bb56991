import { describe, expect, test } from 'vitest'
import { type Finding, lint } from '../../src/index.ts'
import { readBytes } from './read.ts'

const set = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet'

/** What a file of these lines causes over Windows 10, on a machine whose hardware configuration is 0. */
async function overlaid(ruleId: string, ...lines: string[]): Promise<readonly Finding[]> {
  const text = ['REGEDIT4', '[HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]', '"LastId"=dword:0', ...lines, '']
  const services = await readBytes(Buffer.from(text.join('\r\n')), { file: 'patch.reg', base: '@windows-10' })
  return lint(services).findings.filter((finding) => finding.ruleId === ruleId)
}

describe('a boot driver that StartOverride disables', () => {
  const override = [`[${set}\\Services\\partmgr\\StartOverride]`, '"0"=dword:4']

  test('is a disabled filter of its class', async () => {
    const [found] = await overlaid('SVC406', ...override)
    expect(found).toMatchObject({ severity: 'error', service: 'partmgr' })
    expect(found?.related).toMatchObject([{ at: { file: 'patch.reg', line: 5 } }])
  })

  test('is a disabled dependency', async () => {
    const driver = [`[${set}\\Services\\acme]`, '"Type"=dword:1', '"Start"=dword:0', '"ErrorControl"=dword:1']
    const dependency = '"DependOnService"=hex(7):70,61,72,74,6d,67,72,00,00'
    const [found, ...others] = await overlaid('SVC304', ...override, ...driver, dependency)
    expect(found).toMatchObject({ service: 'acme', data: { dependency: 'partmgr' } })
    expect(others).toEqual([])
    expect(await overlaid('SVC304', ...driver, dependency)).toEqual([])
  })
})

test('a dependency that StartOverride makes demand-start loads later', async () => {
  const found = await overlaid('SVC305', `[${set}\\Services\\FltMgr\\StartOverride]`, '"0"=dword:3')
  expect(found.map(({ service }) => service)).toContain('FileInfo')
  for (const { data } of found) expect(data['dependencyStart']).toBe(3)
  expect(await overlaid('SVC305')).toEqual([])
})
