import { describe, expect, it } from 'vitest'
import { legalTypes, serviceTypeName, startTypeName } from '../../src/services/index.ts'
import { hex, multi, service } from './read.ts'

describe('kind of a service by its Type', () => {
  it.each([
    [0x1, 'driver'],
    [0x2, 'driver'],
    [0x8, 'driver'],
    [0x4, 'adapter'],
    [0x10, 'service'],
    [0x20, 'service'],
    [0x110, 'service'],
    [0x120, 'service'],
    [0x50, 'service'],
    [0x60, 'service'],
    [0xd0, 'service'],
    [0xe0, 'service'],
    [0x0, 'unknown'],
    [0x3, 'unknown'],
    [0x30, 'unknown'],
    [0x102, 'unknown'],
    [0x200, 'unknown'],
  ])('%i is %s', async (type, kind) => {
    expect((await service(`"Type"=dword:${type.toString(16)}`)).kind).toBe(kind)
  })

  it.each([
    ['"DisplayName"="x"', 'container'],
    ['"Start"=dword:2', 'unknown'],
    ['"ErrorControl"=dword:1', 'unknown'],
    ['"Type"="1"', 'unknown'],
  ])('%s alone is %s', async (values, kind) => {
    expect((await service(values)).kind).toBe(kind)
  })
})

describe('words for numbers', () => {
  it.each([
    ['"Type"=dword:1\n"Start"=dword:0\n"ErrorControl"=dword:3', ['kernel driver', 'boot', 'critical']],
    ['"Type"=dword:210\n"Start"=dword:2', ['packaged service, own process', 'auto', 'normal']],
    [
      '"Type"=dword:30\n"Start"=dword:5\n"ErrorControl"=dword:9',
      ['unknown type 0x30', 'unknown start 5', 'unknown 9'],
    ],
    ['"DisplayName"="x"', [undefined, undefined, 'normal']],
  ])('%s', async (values, words) => {
    const { typeName, startName, errorControlName } = (await service(values)).effective
    expect([typeName, startName, errorControlName]).toEqual(words)
  })

  it('name every legal Type, and make an adjective of every Start', () => {
    expect([...legalTypes.keys()].filter((type) => serviceTypeName(type).startsWith('unknown'))).toEqual([])
    expect([0, 1, 2, 3, 4, 5].map(startTypeName)).toEqual([
      'boot-start',
      'system-start',
      'auto-start',
      'demand-start',
      'disabled',
      'Start 5',
    ])
  })
})

describe('numbers', () => {
  it('have a value, a type and the place of their data', async () => {
    const { start } = await service('"Type"=dword:00000001\n"Start"=dword:00000003')
    expect(start).toMatchObject({ value: 3, type: 4, at: { file: 'test.reg', line: 5, column: 9 } })
  })

  it.each([
    [
      '"Start"="2"',
      { valueName: 'Start', defect: 'type', found: 'REG_SZ', expected: 'REG_DWORD', used: false },
    ],
    ['"Start"=hex:02,00,00,00', { valueName: 'Start', defect: 'type', found: 'REG_BINARY', used: false }],
    [
      '"Start"=hex(4):02,00',
      { valueName: 'Start', defect: 'length', found: 'REG_DWORD of 2 bytes', used: false },
    ],
    ['"Tag"=hex(4):', { valueName: 'Tag', defect: 'length', found: 'REG_DWORD of 0 bytes', used: false }],
    ['"TAG"=hex(b):01,00,00,00,00,00,00,00', { valueName: 'Tag', defect: 'type', found: 'REG_QWORD' }],
  ])('%s is not decoded, and noted', async (value, malformed) => {
    const found = await service(value)
    expect(found.malformed).toMatchObject([malformed])
    expect([found.start, found.tag]).toEqual([undefined, undefined])
  })

  it('are found in any letter case: DelayedAutoStart', async () => {
    const found = await service('"DelayedAutoStart"=dword:1\n"svchostsplitdisable"=dword:1')
    expect(found.delayedAutostart?.value).toBe(1)
    expect(found.otherNumbers.get('SvcHostSplitDisable')?.value).toBe(1)
  })
})

describe('texts', () => {
  it.each([
    ['"Group"="Base"', 'Base', []],
    [`"Group"=hex(2):${hex('Base\0')}`, 'Base', [{ defect: 'type', found: 'REG_EXPAND_SZ', used: true }]],
    [`"Group"=${multi('Base', 'Other')}`, 'Base', [{ defect: 'type', found: 'REG_MULTI_SZ', used: true }]],
    [`"Group"=hex(1):${hex('Base')}`, 'Base', [{ defect: 'text', found: 'no final NUL', used: true }]],
    ['"Group"=dword:1', undefined, [{ defect: 'type', found: 'REG_DWORD', used: false }]],
    ['"Group"=hex:42,00,00,00', undefined, [{ defect: 'type', found: 'REG_BINARY', used: false }]],
  ])('%s', async (value, group, malformed) => {
    const found = await service(value)
    expect(found.group?.value).toBe(group)
    expect(found.malformed).toMatchObject(malformed)
    expect(found.malformed).toHaveLength(malformed.length)
  })

  it('ImagePath may be REG_SZ or REG_EXPAND_SZ', async () => {
    expect((await service('"ImagePath"="a.sys"')).malformed).toEqual([])
    expect((await service(`"ImagePath"=hex(2):${hex('a.sys\0')}`)).malformed).toEqual([])
    expect((await service('"ImagePath"=dword:1')).malformed).toMatchObject([
      { expected: 'REG_EXPAND_SZ or REG_SZ', found: 'REG_DWORD' },
    ])
  })

  it('an empty Group is kept, and is no group', async () => {
    const found = await service('"Type"=dword:1\n"Group"=""')
    expect(found.group?.value).toBe('')
    expect(found.effective.group).toBeUndefined()
  })
})

describe('lists', () => {
  it('have a place for every element', async () => {
    const found = await service(`"DependOnService"=hex(7):${hex('A\0')},\\\n  ${hex('Bc\0\0')}`)
    expect(found.dependOnService).toMatchObject([
      { value: 'A', at: { line: 4 } },
      { value: 'Bc', at: { line: 5, column: 1 } },
    ])
  })

  it.each([
    ['hex(7):', [], 0],
    ['hex(7):00,00', [], 0],
    [multi('A', 'B'), ['A', 'B'], 0],
    [`hex(7):${hex('A\0\0B\0\0')}`, ['A'], 1],
    [`hex(7):${hex('A\0B')}`, ['A', 'B'], 1],
    ['"A"', ['A'], 1],
    ['dword:1', [], 1],
  ])('%s', async (data, expected, malformed) => {
    const found = await service(`"DependOnGroup"=${data}`)
    expect(found.dependOnGroup.map(({ value }) => value)).toEqual(expected)
    expect(found.malformed).toHaveLength(malformed)
  })
})

describe('defaults', () => {
  it.each([
    ['"Type"=dword:1', 'System32\\Drivers\\x.sys', 'x.sys', '\\Driver\\x'],
    ['"Type"=dword:2', 'System32\\Drivers\\x.sys', 'x.sys', '\\FileSystem\\x'],
    ['"Type"=dword:8', 'System32\\Drivers\\x.sys', 'x.sys', '\\FileSystem\\x'],
    ['"Type"=dword:10', 'System32\\x.exe', 'x.exe', 'LocalSystem'],
    ['"Type"=dword:60', 'System32\\x.exe', 'x.exe', undefined],
    ['"Type"=dword:4', undefined, undefined, undefined],
    ['"Start"=dword:0', 'System32\\Drivers\\x.sys', 'x.sys', undefined],
    ['"DisplayName"="x"', undefined, undefined, undefined],
    ['"Type"=dword:1\n"ImagePath"=""', 'System32\\Drivers\\x.sys', 'x.sys', '\\Driver\\x'],
  ])('%s', async (values, imagePath, imageFile, objectName) => {
    const { effective } = await service(values)
    expect(effective).toMatchObject({
      imagePath,
      imageFile,
      objectName,
      imagePathDefaulted: imagePath !== undefined,
      objectNameDefaulted: objectName !== undefined,
      errorControl: 1,
      errorControlDefaulted: true,
    })
  })

  it('are not used where there is a value', async () => {
    const { effective } = await service(
      '"Type"=dword:10\n"ErrorControl"=dword:0\n"ImagePath"="C:\\\\a b\\\\c.exe /d"\n"ObjectName"="NT AUTHORITY\\\\LocalService"',
    )
    expect(effective).toEqual({
      imagePath: 'C:\\a b\\c.exe /d',
      imagePathDefaulted: false,
      imageName: 'C',
      imageFile: 'c.exe',
      objectName: 'NT AUTHORITY\\LocalService',
      objectNameDefaulted: false,
      errorControl: 0,
      errorControlDefaulted: false,
      typeName: 'own process',
      startName: undefined,
      errorControlName: 'ignore',
      group: undefined,
    })
  })
})

describe('image file', () => {
  it.each([
    [1, 'System32\\drivers\\disk.sys', 'disk.sys', 'DISK'],
    [1, '\\SystemRoot\\system32\\DRIVERS\\a.b.sys', 'a.b.sys', 'A.B'],
    [1, '\\??\\C:\\Program Files\\x y\\z.sys', 'z.sys', 'Z'],
    [0x20, '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p', 'svchost.exe', 'SVCHOST'],
    [0x20, '%SystemRoot%\\system32\\svchost -k rpcss', 'svchost', 'SVCHOST'],
    [0x10, '"C:\\Program Files\\a\\b.exe" /s "c.exe"', 'b.exe', 'B'],
    [0x10, 'C:\\Program Files\\a.exe /x', 'a.exe', 'A'],
    [0x10, '"unclosed\\q.exe', 'q.exe', 'Q'],
  ])('Type %i, %s', async (type, path, imageFile, imageName) => {
    const escaped = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
    const { effective } = await service(`"Type"=dword:${type.toString(16)}\n"ImagePath"="${escaped}"`)
    expect([effective.imageFile, effective.imageName]).toEqual([imageFile, imageName])
  })
})

describe('subkeys', () => {
  const key = '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\x'

  it('Parameters, Performance, Linkage, TriggerInfo and StartOverride', async () => {
    const found = await service(`
      "Type"=dword:20
      ${key}\\Parameters]
      "ServiceDll"=hex(2):${hex('a.dll\0')}
      ${key}\\Performance]
      "Library"="p.dll"
      "Open"="OpenIt"
      "Close"=dword:1
      ${key}\\Linkage]
      "Bind"=${multi('\\Device\\a', '\\Device\\b')}
      "Export"="one"
      ${key}\\TriggerInfo\\0]
      ${key}\\TriggerInfo\\1]
      ${key}\\StartOverride]
      "0"=dword:3
      "7"="3"
    `)
    expect(found.parameters?.serviceDll?.value).toBe('a.dll')
    expect(found.performance).toMatchObject({ library: { value: 'p.dll' }, open: { value: 'OpenIt' } })
    expect([found.performance?.collect, found.performance?.close]).toEqual([undefined, undefined])
    expect(found.linkage?.bind.map(({ value }) => value)).toEqual(['\\Device\\a', '\\Device\\b'])
    expect(found.linkage?.export.map(({ value }) => value)).toEqual(['one'])
    expect(found.linkage?.route).toEqual([])
    expect(found.triggers).toBe(2)
    expect(found.startOverride).toMatchObject([{ configuration: '0', value: 3 }])
    expect(found.malformed.map(({ valueName }) => valueName)).toEqual([
      'StartOverride\\7',
      'Performance\\Close',
    ])
  })

  it.each(['Instances', 'Parameters\\Instances'])('minifilter instances under %s', async (place) => {
    const found = await service(`
      "Type"=dword:2
      ${key}\\${place}]
      "DefaultInstance"="A"
      ${key}\\${place}\\B]
      "Altitude"="370030.5"
      ${key}\\${place}\\A]
      "Altitude"=dword:1
    `)
    expect(found.instances?.defaultInstance?.value).toBe('A')
    expect(found.instances?.all.map(({ name, altitude }) => [name, altitude?.value])).toEqual([
      ['A', undefined],
      ['B', '370030.5'],
    ])
  })

  it('are absent where the input has none', async () => {
    const found = await service('"Type"=dword:1')
    expect([found.parameters, found.performance, found.linkage, found.instances]).toEqual(
      Array(4).fill(undefined),
    )
    expect([found.triggers, found.startOverride]).toEqual([0, []])
  })
})
