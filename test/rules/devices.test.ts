import { describe, expect, test } from 'vitest'
import { findRule, type LintResult, type Rule } from '../../src/rules/index.ts'
import { lintReg } from './read.ts'

const set = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet'

async function judge(id: string, lines: readonly string[], base?: string): Promise<LintResult> {
  const text = ['Windows Registry Editor Version 5.00', ...lines, ''].join('\r\n')
  return lintReg(new TextEncoder().encode(text), {
    file: 'patch.reg',
    rules: [findRule(id) as Rule],
    ...(base === undefined ? {} : { base }),
  })
}

const needsOf = ({ notRun }: LintResult): unknown[] => notRun.map(({ needs }) => needs)
const start = (name: string, value: number): string[] => [
  `[${set}\\Services\\${name}]`,
  `"Start"=dword:${value}`,
]

describe('laid over a release', () => {
  test('a deleted or disabled filter of a boot class is found where the class names it', async () => {
    const deleted = await judge('SVC405', [`[-${set}\\Services\\partmgr]`], '@windows-10')
    const [first] = deleted.findings
    expect(first).toMatchObject({ severity: 'error', service: 'partmgr', at: { file: '@windows-10' } })
    expect(first?.related).toMatchObject([{ at: { file: 'patch.reg', line: 2 } }])
    const disabled = await judge('SVC406', start('rdyboost', 4), '@windows-10')
    expect(disabled.findings).toMatchObject([{ severity: 'error', service: 'rdyboost' }])
    expect(disabled.findings[0]?.related).toMatchObject([{ at: { file: 'patch.reg', line: 3 } }])
    const late = await judge('SVC407', start('fvevol', 3), '@windows-10')
    expect(late.findings).toMatchObject([{ severity: 'warning', at: { file: 'patch.reg', line: 3 } }])
  })

  test('nothing is found, and nothing is unknown, where the input touches no driver of a controller', async () => {
    for (const id of ['SVC405', 'SVC406', 'SVC407', 'SVC408', 'SVC410', 'SVC411'])
      for (const lines of [
        [...start('ContosoFilter', 3), '"Type"=dword:1', '"ErrorControl"=dword:1'],
        start('storahci', 0),
        start('Spooler', 3),
      ])
        expect(await judge(id, lines, '@windows-10'), `${id} ${lines}`).toEqual({ findings: [], notRun: [] })
  })

  test('a profile knows no devices: what takes a driver away is said not to be judged', async () => {
    for (const name of ['storahci', 'Disk'])
      expect(needsOf(await judge('SVC410', start(name, 3), '@windows-10')), name).toEqual([['devices']])
    expect(needsOf(await judge('SVC410', [`[-${set}\\Services\\storahci]`], '@windows-10'))).toEqual([
      ['devices'],
    ])
    const override = [`[${set}\\Services\\iaStorAV\\StartOverride]`, '"0"=dword:3']
    const { findings, notRun } = await judge('SVC408', override, '@windows-10')
    expect(findings).toEqual([])
    expect(notRun).toMatchObject([{ needs: ['devices'], help: expect.stringContaining('for the base') }])
    expect(needsOf(await judge('SVC411', start('atapi', 4), '@windows-xp'))).toEqual([['criticalDevices']])
    expect(needsOf(await judge('SVC411', start('atapi', 4), '@windows-10'))).toEqual([])
  })

  test('what the input takes away is said, not asked for', async () => {
    const classes = await judge('SVC405', [`[-${set}\\Control\\Class]`], '@windows-10')
    expect(classes).toMatchObject({ findings: [], notRun: [{ help: expect.stringContaining('takes away') }] })
    const removed = [`[-${set}\\Control\\ServiceGroupOrder]`, ...start('Disk', 0)]
    const order = await judge('SVC205', removed, '@windows-10')
    expect(order.notRun).toMatchObject([
      {
        help: 'The input takes away the group list (Control\\ServiceGroupOrder), without which they cannot be judged',
      },
    ])
  })

  test('entries of the critical device database are judged by the services of the base', async () => {
    const entry = (id: string, service: string): string[] => [
      `[${set}\\Control\\CriticalDeviceDatabase\\${id}]`,
      `"Service"="${service}"`,
    ]
    const lines = [...entry('pci#cc_0101', 'PCIIDE'), ...entry('a', 'ghost'), ...entry('b', 'GHOST')]
    const { findings, notRun } = await judge('SVC411', lines, '@windows-xp')
    expect(findings).toMatchObject([
      { severity: 'error', service: 'ghost', at: { file: 'patch.reg', line: 5 } },
    ])
    expect(notRun).toEqual([])
  })

  test('an altitude that a filter of Windows has is told of the newcomer', async () => {
    const filter = [
      ...start('ContosoScan', 3),
      '"Type"=dword:2',
      `[${set}\\Services\\ContosoScan\\Instances\\A]`,
      '"Altitude"="328010.000"',
    ]
    const { findings } = await judge('SVC403', filter, '@windows-10')
    const own = findings.filter(({ at }) => at.file === 'patch.reg')
    expect(own).toMatchObject([{ severity: 'warning', data: { other: 'WdFilter' } }])
  })
})

describe('a fragment', () => {
  test('leaves open what it does not hold', async () => {
    const filters = [
      `[${set}\\Control\\Class\\{4d36e967-e325-11ce-bfc1-08002be10318}]`,
      '"UpperFilters"=hex(7):61,00,00,00,00,00',
    ]
    for (const id of ['SVC405', 'SVC406', 'SVC407'])
      expect(needsOf(await judge(id, filters)), id).toEqual([['services']])
    const disabled = [...start('a', 4), '"Type"=dword:1']
    expect(needsOf(await judge('SVC406', disabled))).toEqual([['classes']])
    expect(needsOf(await judge('SVC410', start('storahci', 4)))).toEqual([['devices']])
    expect(needsOf(await judge('SVC402', [`[${set}\\Services\\a]`, '"Group"="Early-Launch"']))).toEqual([
      ['services'],
    ])
    const monitor = [...start('a', 1), '"Type"=dword:1']
    expect(needsOf(await judge('SVC409', monitor))).toEqual([['safeBoot']])
    expect(needsOf(await judge('SVC409', [...start('a', 0), '"Type"=dword:1']))).toEqual([])
  })
})

test('a key that is no service is no filter', async () => {
  const remains = ['Type', 'Start', 'ErrorControl'].map((name) => `"${name}"=-`)
  const { findings } = await judge('SVC405', [`[${set}\\Services\\partmgr]`, ...remains], '@windows-10')
  expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toContain(
    'error: UpperFilters of class "DiskDrive" names "partmgr", a key that is no service',
  )
})
