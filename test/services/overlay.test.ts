import { describe, expect, it } from 'vitest'
import { readProfile, readServices } from '../../src/services/index.ts'
import { reg } from './read.ts'

const base = reg(
  `
  [HKEY_LOCAL_MACHINE\\SYSTEM\\Select]
  "Current"=dword:2
  [HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\other]
  "Type"=dword:1
  [HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Services\\disk]
  "Type"=dword:1
  "Start"=dword:0
  "Group"="SCSI Class"
  [HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Services\\gone]
  "Type"=dword:1
  `,
  'base.reg',
)

async function over(lines: string) {
  return readServices(reg(lines, 'patch.reg'), { base })
}

describe('what an overlay touches', () => {
  it('is told by service and by key below Control, with the last edit', async () => {
    const { touched, touchedControl } = await over(`
      [-HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\gone]
      [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\disk]
      "Type"=-
      [HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\GroupOrderList]
      "x"=-
      [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ServiceGroupOrder]
      "List"=hex(7):00,00
    `)
    const lines = (map: typeof touched) =>
      [...map].map(([id, { value, at }]) => [id, value, at.file, at.line])
    expect(lines(touched)).toEqual([
      ['GONE', 'deleted', 'patch.reg', 3],
      ['DISK', 'changed', 'patch.reg', 5],
    ])
    expect(lines(touchedControl)).toEqual([['SERVICEGROUPORDER', 'changed', 'patch.reg', 9]])
  })

  it('is all that a deletion of Services, of Control or of a key above them takes away', async () => {
    const root = 'HKEY_LOCAL_MACHINE\\SYSTEM'
    const deleted = async (path: string): Promise<unknown[]> =>
      [...(await over(`[-${path}]`)).touched].map(([id, { value, at }]) => [id, value, at.line])
    const both = [
      ['DISK', 'deleted', 3],
      ['GONE', 'deleted', 3],
    ]
    for (const path of ['\\CurrentControlSet\\Services', '\\controlset002', ''])
      expect(await deleted(`${root}${path}`), path).toEqual(both)
    for (const path of ['\\CurrentControlSet\\Control', '\\Select', 'X', '\\ControlSet001\\Enum'])
      expect(await deleted(`${root}${path}`), path).toEqual([])
    const again = await over(`[-${root}\\ControlSet002\\Services]\n[${root}\\ControlSet002\\Services\\disk]`)
    expect(again.all.map(({ name }) => name)).toEqual(['disk'])
    expect([...again.touched.values()].map(({ value }) => value)).toEqual(['changed', 'deleted'])
  })

  it('names sets that were taken for the chosen one under another name', async () => {
    const from = async (...sets: string[]) =>
      (await over(sets.map((set) => `[${set}\\Services\\disk]\n"Start"=dword:1`).join('\n'))).mappedFrom
    expect(await from('HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet003')).toEqual([
      'HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet003',
    ])
    expect(await from('HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001')).toEqual([
      'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001',
    ])
    expect(await from('HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet')).toEqual([])
    expect(await from('hkey_local_machine\\system\\controlset002')).toEqual([])
  })

  it('is nothing without a base', async () => {
    const { touched, touchedControl } = await readServices(base)
    expect([touched.size, touchedControl.size]).toEqual([0, 0])
  })
})

describe('an overlay', () => {
  it.each([
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet',
    'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001',
    'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002',
    'HKEY_LOCAL_MACHINE\\SYSTEMWIN2K3OFFLINE\\ControlSet003',
  ])('for %s meets the chosen set of the base', async (set) => {
    const model = await over(`
      [-${set}\\Services\\gone]
      [${set}\\Services\\DISK]
      "start"=dword:4
      "Group"=-
      [${set}\\Services\\new]
      "Type"=dword:10
    `)
    expect(model.controlSet.name).toBe('ControlSet002')
    expect(model.all.map(({ name }) => name)).toEqual(['disk', 'new'])
    expect(model.get('disk')?.start).toMatchObject({ value: 4, at: { file: 'patch.reg', line: 5 } })
    expect(model.get('disk')?.type?.at.file).toBe('base.reg')
    expect(model.get('disk')?.group).toBeUndefined()
    expect(model.inputs.map(({ file, role }) => [file, role])).toEqual([
      ['base.reg', 'base'],
      ['patch.reg', 'input'],
    ])
  })

  it('with several sets means the one of the same name', async () => {
    const model = await over(`
      [HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\one]
      [HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Services\\two]
    `)
    expect(model.all.map(({ name }) => name)).toEqual(['disk', 'gone', 'two'])
  })

  it('changes neither the base nor anything outside a SYSTEM hive', async () => {
    await over('[-HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services]')
    const model = await over('[HKEY_LOCAL_MACHINE\\SOFTWARE\\Services\\x]\n"Start"=dword:1')
    expect(model.all.map(({ name }) => name)).toEqual(['disk', 'gone'])
  })

  it('is applied as Regedit imports it: a value it would reject is not set', async () => {
    const model = await over(`
      [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\disk]
      "Start"=dword:
      "Type"=dword:000000002
    `)
    expect([model.get('disk')?.start?.value, model.get('disk')?.type?.value]).toEqual([0, 1])
  })

  it('is applied in file order', async () => {
    const model = await over(`
      [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\disk]
      "Start"=dword:3
      [-HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\disk]
      [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\disk]
      "ErrorControl"=dword:1
    `)
    const disk = model.get('disk')
    expect([disk?.type, disk?.start, disk?.errorControl?.value]).toEqual([undefined, undefined, 1])
  })

  it('takes Select and HardwareConfig along', async () => {
    const model = await over('[HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]\n"LastId"=dword:5')
    expect(model.hardwareConfiguration?.value).toBe(5)
  })

  it('makes no other release of the base', async () => {
    const override =
      '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\x\\StartOverride]\n"0"=dword:0'
    const list = (groups: string): string =>
      `[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\ServiceGroupOrder]\n"List"=hex(7):${groups}`
    const wide = [...'WdfLoadGroup\0\0'].map((unit) => `${unit.charCodeAt(0).toString(16)},00`).join(',')
    const seven = reg(list(wide), 'base.reg')
    expect((await readServices(reg(override, 'patch.reg'), { base: seven })).windows.release).toBe('7')
    expect((await over(override)).windows).toMatchObject({ release: '8.1', certainty: 'detected' })
  })

  it('brings services of another set where it says them', async () => {
    const other = await readServices(
      reg(
        '[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet003\\Services\\x]\n[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002]',
        'patch.reg',
      ),
      {
        base: reg(
          `[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet003]\n[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Services\\y]`,
          'base.reg',
        ),
      },
    )
    const files = other.controlSet.available.map(({ name, at }) => [name, at.file])
    expect(files).toEqual([
      ['ControlSet002', 'base.reg'],
      ['ControlSet003', 'patch.reg'],
    ])
  })

  it('on a profile takes its release', async () => {
    const profile = await readProfile('@windows-7')
    const patch = reg('[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\CimFS]\n"Type"=dword:2')
    const model = await readServices(patch, profile ? { base: profile } : {})
    expect(model.windows).toMatchObject({ release: '7', certainty: 'detected' })
    expect(model.has('cimfs')).toBe(true)
  })

  it('without edits is applied as a tree', async () => {
    const { edits: _, ...tree } = reg(
      '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\t]\n"Type"=dword:1',
    )
    const model = await readServices(tree, { base })
    expect(model.get('t')?.type?.value).toBe(1)
  })
})
