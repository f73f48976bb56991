import { describe, expect, it } from 'vitest'
import { acceptedReleaseNames, parseRelease, releaseTitle } from '../../src/services/index.ts'
import { dwords, multi, services } from './read.ts'

const set = '[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001'
const list = (...groups: string[]) => `${set}\\Control\\ServiceGroupOrder]\n"List"=${multi(...groups)}`
const serviceKey = (name: string) => `${set}\\Services\\${name}]\n"Type"=dword:1`
const select = '[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\n"Current"=dword:1'
const whole = `${select}\n${serviceKey('a')}\n${set}\\Control\\GroupOrderList]\n"Base"=${dwords(0)}`

describe('release detection', () => {
  it.each([
    ['CimFS', serviceKey('CimFS'), '10'],
    ['PerceptionGroup', list('Boot Bus Extender', 'WdfLoadGroup', 'PerceptionGroup'), '10'],
    ['WindowsTrustedRT', serviceKey('windowstrustedrt'), '10'],
    [
      'EarlyStartServices with AppIdSvc',
      `${set}\\Control]\n"EarlyStartServices"=${multi('RpcSs', 'AppIdSvc')}`,
      '10',
    ],
    ['HardwareConfig', `[HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]\n${list('A')}`, '8.1'],
    ['EarlyLaunch', `${set}\\Control\\EarlyLaunch]\n${list('A')}`, '8.1'],
    ['EarlyStartServices', `${set}\\Control]\n"EarlyStartServices"=${multi('RpcSs')}\n${list('A')}`, '8.1'],
    ['WdBoot', `${serviceKey('WdBoot')}\n${list('A')}`, '8.1'],
    ['StartOverride', `${set}\\Services\\b\\StartOverride]\n"0"=dword:3\n${list('A')}`, '8.1'],
    [
      'ProfSvc_Group before AudioGroup',
      list('Boot Bus Extender', 'WdfLoadGroup', 'ProfSvc_Group', 'AudioGroup'),
      '8.1',
    ],
    ['CSDBuildNumber', `${set}\\Control\\Windows]\n"CSDBuildNumber"=dword:446a\n${list('A')}`, '7'],
    ['WdfLoadGroup', list('Boot Bus Extender', 'WdfLoadGroup', 'AudioGroup', 'ProfSvc_Group'), '7'],
    ['FSFilter groups', list('Boot Bus Extender', 'FSFilter Top'), 'xp'],
    ['no FSFilter groups', list('Boot Bus Extender', 'Base'), '2000'],
    ['no Boot Bus Extender', list('SCSI miniport', 'Base'), 'nt-3.51'],
  ])('%s in a whole export', async (_, lines, release) => {
    const { windows, holds } = await services(`${whole}\n${list('A').split('\n')[0]}\n${lines}`)
    expect(holds.fragment).toBe(false)
    expect([windows.release, windows.certainty]).toEqual([release, 'detected'])
    expect(windows.reason).not.toBe('')
  })

  it('assumes 10 for a fragment that tells nothing', async () => {
    const { windows } = await services(serviceKey('viostor'))
    expect(windows).toEqual({
      release: '10',
      title: 'Windows 10',
      reason: 'nothing in the input tells the release',
      certainty: 'assumed',
    })
  })

  it.each([
    ['WdBoot', serviceKey('WdBoot'), 'there is a service WdBoot'],
    ['EarlyLaunch', `${set}\\Control\\EarlyLaunch]`, 'there is a Control\\EarlyLaunch key'],
    [
      'HardwareConfig',
      `[HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]\n${set}]`,
      'there is a HardwareConfig key',
    ],
    ['StartOverride', `${set}\\Services\\b\\StartOverride]\n"0"=dword:3`, 'b has StartOverride'],
  ])('%s in a fragment is detected as 8.1', async (_, lines, reason) => {
    const { windows, holds } = await services(lines)
    expect(holds.fragment).toBe(true)
    expect(windows).toEqual({ release: '8.1', title: 'Windows 8.1', reason, certainty: 'detected' })
  })

  it('believes CSDBuildNumber before the order of two groups', async () => {
    const groups = list('Boot Bus Extender', 'WdfLoadGroup', 'ProfSvc_Group', 'AudioGroup')
    const build = (number: string) => `${groups}\n${set}\\Control\\Windows]\n"CSDBuildNumber"=dword:${number}`
    expect((await services(build('446a'))).windows).toMatchObject({
      release: '7',
      reason: 'CSDBuildNumber is 17514',
    })
    expect((await services(build('1fff'))).windows.release).toBe('8.1')
  })

  it('believes what is given', async () => {
    const { windows } = await services(serviceKey('CimFS'), { windows: 'xp' })
    expect(windows).toMatchObject({ release: 'xp', certainty: 'given' })
  })
})

describe('release names', () => {
  it.each([
    ['xp', 'xp'],
    ['2003', 'xp'],
    ['Vista', '7'],
    ['2008 R2', '7'],
    ['6.1', '7'],
    ['8', '8.1'],
    ['2012R2', '8.1'],
    ['2025', '10'],
    ['Windows 11', '11'],
    ['windows-8.1', '8.1'],
    ['nt-3.51', 'nt-3.51'],
    ['3.5', 'nt-3.51'],
    ['3.51', 'nt-3.51'],
    ['nt4', 'nt-3.51'],
    ['NT-4', 'nt-3.51'],
    ['4.0', 'nt-3.51'],
    ['Windows NT 4.0', 'nt-3.51'],
    ['2000', '2000'],
    ['9', undefined],
    ['', undefined],
    ['__proto__', undefined],
  ])('%s', (text, release) => {
    expect(parseRelease(text)).toBe(release)
  })

  it('are all accepted', () => {
    for (const name of acceptedReleaseNames) expect(parseRelease(name)).toBeDefined()
  })

  it('have titles', () => {
    expect([releaseTitle('xp'), releaseTitle('nt-3.51'), releaseTitle('8.1')]).toEqual([
      'Windows XP',
      'Windows NT 3.51',
      'Windows 8.1',
    ])
  })
})
