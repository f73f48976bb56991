import { expect, test } from 'vitest'
import { type Example, findRule, type Rule } from '../../src/rules/index.ts'
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
