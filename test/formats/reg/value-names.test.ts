import { expect, test } from 'vitest'
import { readReg } from '../../../src/formats/reg/index.ts'
import type { KeySelection } from '../../../src/registry/index.ts'

const key = 'HKEY_LOCAL_MACHINE\\SYSTEM\\Device'
const wanted: KeySelection = (path) => (path.endsWith('\\Device') ? new Set(['SERVICE', 'ÄÖ']) : 'read')

function read(lines: readonly string[], allKeys = false): ReturnType<typeof readReg> {
  const text = ['Windows Registry Editor Version 5.00', ...lines, ''].join('\r\n')
  return readReg(new TextEncoder().encode(`\ufeff${text}`), { file: 'a.reg', selection: wanted, allKeys })
}

const namesOf = ({ root }: ReturnType<typeof readReg>, ...path: string[]): string[] | undefined =>
  root.find('HKEY_LOCAL_MACHINE', 'SYSTEM', ...path)?.values.map(({ name }) => name)

const lines = [
  `[${key}]`,
  '@="none"',
  '"HardwareID"=hex(7):41,00,\\',
  '  00,00,00,00',
  '"service"="disk"',
  '"äö"=dword:1',
  '"Broken"=dword:x',
  '[HKEY_LOCAL_MACHINE\\SYSTEM\\Other]',
  '"HardwareID"="a"',
]

test('of a key whose values are named, those alone are kept, in any letter case', () => {
  const registry = read(lines)
  expect(namesOf(registry, 'Device')).toEqual(['service', 'äö'])
  expect(namesOf(registry, 'Other')).toEqual(['HardwareID'])
  expect(registry.counts).toEqual({ keys: 2, values: 6 })
  expect(registry.keptKeys).toBe(2)
  expect(registry.diagnostics).toEqual([])
})

test('with all keys to be judged, every value is read', () => {
  const registry = read(lines, true)
  expect(registry.diagnostics.map(({ at }) => at.line)).toEqual([8])
  expect(namesOf(registry, 'Device')).toContain('service')
})

test('a continuation among unwanted values still swallows what follows it for Regedit', () => {
  const swallowing = [`[${key}]`, '"HardwareID"=hex(7):41,00,\\', '"Service"="disk"']
  const { diagnostics } = read(swallowing)
  expect(diagnostics.length).toBeGreaterThan(0)
})
