import { describe, expect, it } from 'vitest'
import { services } from './read.ts'

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'

function select(values: Readonly<Record<string, number>>): string {
  const lines = Object.entries(values).map(([name, number]) => `"${name}"=dword:${number}`)
  return [`[${system}\\Select]`, ...lines].join('\n')
}

function sets(...names: readonly string[]): string {
  return names.map((name) => `[${system}\\${name}\\Services\\${name}]\n"Type"=dword:1`).join('\n')
}

describe('choosing a control set', () => {
  it.each([
    [
      'CurrentControlSet comes first',
      `${sets('CurrentControlSet', 'ControlSet001')}\n${select({ Current: 1 })}`,
      'CurrentControlSet',
      1,
    ],
    ['CurrentControlSet without Select', sets('CurrentControlSet'), 'CurrentControlSet', null],
    [
      'Select\\Current',
      `${sets('ControlSet001', 'ControlSet003')}\n${select({ Current: 3 })}`,
      'ControlSet003',
      3,
    ],
    [
      'Select\\Current that is 0',
      `${sets('ControlSet002', 'ControlSet003')}\n${select({ Current: 0 })}`,
      'ControlSet002',
      2,
    ],
    ['the only one', sets('ControlSet004'), 'ControlSet004', 4],
    ['the lowest', sets('ControlSet003', 'ControlSet002'), 'ControlSet002', 2],
    [
      'a set with services before a CurrentControlSet without',
      `[${system}\\CurrentControlSet\\Control\\Windows]\n${sets('ControlSet002')}`,
      'ControlSet002',
      2,
    ],
    [
      'a CurrentControlSet without services where no set has any',
      `[${system}\\CurrentControlSet\\Control\\Windows]`,
      'CurrentControlSet',
      null,
    ],
    ['letter case', sets('CONTROLSET002'), 'CONTROLSET002', 2],
  ])('%s', async (_, lines, name, number) => {
    const { controlSet } = await services(lines)
    expect([controlSet.name, controlSet.number]).toEqual([name, number])
    expect(controlSet.reason).not.toBe('')
  })

  it('says what decided', async () => {
    const reason = async (lines: string) => (await services(lines)).controlSet.reason
    expect(await reason(`${sets('ControlSet001')}\n${select({ Current: 1 })}`)).toBe('Select\\Current is 1')
    expect(await reason(sets('ControlSet001'))).toBe('the only one in the input')
    expect(await reason(`${sets('ControlSet001')}\n${select({ Current: 2 })}`)).toMatch(
      /which the input lacks/,
    )
    expect(await reason('[HKEY_LOCAL_MACHINE\\SYSTEM\\Setup]')).toBe('the input has no control set')
  })

  it.each([
    ['current', 'ControlSet001'],
    ['default', 'ControlSet002'],
    ['last-known-good', 'ControlSet003'],
    ['2', 'ControlSet002'],
    ['002', 'ControlSet002'],
    ['ControlSet003', 'ControlSet003'],
    ['7', undefined],
    ['failed', undefined],
  ])('--control-set %s', async (controlSet, name) => {
    const lines = `${sets('ControlSet001', 'ControlSet002', 'ControlSet003')}
      ${select({ Current: 1, Default: 2, LastKnownGood: 3 })}`
    const model = await services(lines, { controlSet })
    expect(model.controlSet.name).toBe(name)
    expect(model.all.map((service) => service.name)).toEqual(name === undefined ? [] : [name])
  })

  it('asked for by number, CurrentControlSet is the one that Select says it is', async () => {
    const model = await services(`${sets('CurrentControlSet')}\n${select({ Current: 1 })}`, {
      controlSet: '1',
    })
    expect(model.controlSet.name).toBe('CurrentControlSet')
  })

  it('counts no service twice where a set and the link to it are both there', async () => {
    const model = await services(`
      [${system}\\CurrentControlSet\\Services\\a]
      [${system}\\ControlSet001\\Services\\a]
      [${system}\\ControlSet001\\Services\\b]
    `)
    expect(model.all.map(({ name }) => name)).toEqual(['a'])
    expect(model.controlSet.available.map(({ name, services }) => [name, services])).toEqual([
      ['ControlSet001', 2],
      ['CurrentControlSet', 1],
    ])
  })

  it.each([
    ['HKEY_LOCAL_MACHINE\\SYSTEM', true],
    ['hkey_local_machine\\System', true],
    ['HKEY_LOCAL_MACHINE\\OFFLINE_SYSTEM', false],
    ['HKEY_LOCAL_MACHINE\\PE_SYSTEM', false],
  ])('root %s', async (root, standard) => {
    const { controlSet } = await services(`[${root}\\ControlSet003\\Services\\a]`)
    expect([controlSet.root.toUpperCase(), controlSet.name, controlSet.standardRoot]).toEqual([
      root.toUpperCase(),
      'ControlSet003',
      standard,
    ])
  })

  it('prefers the root that Windows uses, and one with services', async () => {
    const offline = '[HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet001\\Services\\a]'
    const both = await services(`${offline}\n${sets('ControlSet002')}`)
    expect([both.controlSet.root, both.controlSet.name]).toEqual([system, 'ControlSet002'])
    expect(both.controlSet.available).toHaveLength(2)
    const empty = await services(`${offline}\n[${system}\\ControlSet001\\Control\\Windows]`)
    expect(empty.controlSet.root).toBe('HKEY_LOCAL_MACHINE\\OFFLINE')
  })
})
