import { describe, expect, it } from 'vitest'
import { dwords, hex, multi, services } from './read.ts'

const control = '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control'

function groupOrder(data: string) {
  return services(`${control}\\ServiceGroupOrder]\n"List"=${data}`).then((model) => model.groupOrder)
}

function vector(data: string) {
  return services(`${control}\\GroupOrderList]\n"Base"=${data}`).then((model) => model.vector('BASE'))
}

describe('ServiceGroupOrder', () => {
  it('positions count no empty string and no repetition twice', async () => {
    const order = await groupOrder(`hex(7):${hex('A\0\0B\0a\0C\0\0')}`)
    expect(order?.groups.map(({ value }) => value)).toEqual(['A', '', 'B', 'a', 'C'])
    expect(['a', 'b', 'C', '', 'd'].map((group) => order?.position(group))).toEqual([
      0,
      1,
      3,
      undefined,
      undefined,
    ])
    expect(order?.wellFormed).toBe(true)
  })

  it.each([
    [multi('A'), null, ['A']],
    [`hex(7):${hex('A\0B')}`, 'no final NUL', ['A', 'B']],
    ['hex(7):41,00,00', 'an odd number of bytes (3)', ['A']],
    ['hex(7):', 'no group in it', []],
    [`hex:${hex('A\0B\0\0')}`, 'REG_BINARY instead of REG_MULTI_SZ', ['A', 'B']],
    ['"A"', 'REG_SZ instead of REG_MULTI_SZ', ['A']],
    ['dword:1', 'REG_DWORD instead of REG_MULTI_SZ', []],
  ])('%s', async (data, defect, groups) => {
    const order = await groupOrder(data)
    expect(order?.defect).toBe(defect)
    expect(order?.wellFormed).toBe(defect === null)
    expect(order?.groups.map(({ value }) => value)).toEqual(groups)
  })

  it('is undefined without a List', async () => {
    expect((await services(`${control}\\ServiceGroupOrder]\n"Other"="x"`)).groupOrder).toBeUndefined()
  })
})

describe('tag vectors', () => {
  it.each([
    [dwords(2, 9, 4), 2, [9, 4], null],
    [dwords(0), 0, [], null],
    [dwords(3, 9, 4), 3, [9, 4], 'count-too-large'],
    [dwords(0xffffffff, 9), 0xffffffff, [9], 'count-too-large'],
    [dwords(1, 9, 4), 1, [9], 'count-too-small'],
    ['hex:02,00,00,00,09,00,00,00,04,00', 2, [9], 'length'],
    ['hex:02,00', undefined, [], 'length'],
    ['hex:', undefined, [], 'empty'],
    [dwords(1, 9).replace('hex:', 'hex(7):'), undefined, [], 'type'],
    [dwords(1, 9).replace('hex:', 'hex(0):'), 1, [9], 'type'],
  ])('%s', async (data, count, tags, malformed) => {
    const found = await vector(data)
    expect(found?.count).toBe(count)
    expect(found?.tags?.map(({ value }) => value)).toEqual(tags)
    expect(found?.malformed).toBe(malformed)
  })

  it('the first occurrence of a tag is its position', async () => {
    const found = await vector(dwords(4, 7, 0, 7, 1))
    expect([7, 0, 1, 2].map((tag) => found?.position(tag))).toEqual([1, 2, 4, undefined])
  })

  it('every tag has its own place', async () => {
    const found = await vector('hex:02,00,00,00,09,00,00,00,\\\n  04,00,00,00')
    expect(found?.tags).toMatchObject([{ at: { line: 4, column: 24 } }, { at: { line: 5, column: 1 } }])
  })

  it('are found without case and listed by upper-cased group', async () => {
    const model = await services(
      `${control}\\GroupOrderList]\n"b"=${dwords(0)}\n"A"=${dwords(0)}\n"C"=${dwords(0)}`,
    )
    expect(model.vectors.map(({ group }) => group)).toEqual(['A', 'b', 'C'])
    expect(model.vector('B')?.group).toBe('b')
    expect(model.vector('d')).toBeUndefined()
  })
})

describe('the rest of Control', () => {
  it('EarlyStartServices, SafeBoot, HardwareConfig and class filters', async () => {
    const model = await services(`
      ${control}]
      "EarlyStartServices"=${multi('RpcSs', 'LSM')}
      ${control}\\SafeBoot\\Minimal\\Base]
      @="Driver Group"
      ${control}\\Class\\{1}]
      "Class"="DiskDrive"
      "UpperFilters"="EWF"
      "LowerFilters"=${multi('a', 'b')}
      ${control}\\Class\\{2}]
      "Class"="Net"
      [HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig]
      "LastId"=dword:2
    `)
    expect(model.earlyStartServices.map(({ value }) => value)).toEqual(['RpcSs', 'LSM'])
    expect(model.safeBoot?.minimal.entries).toMatchObject([{ name: 'Base', kind: 'Driver Group' }])
    expect([model.safeBoot?.minimal.has('BASE'), model.safeBoot?.network.has('Base')]).toEqual([true, false])
    expect(model.hardwareConfiguration?.value).toBe(2)
    expect(model.classFilters.map((filter) => [filter.className, filter.valueName, filter.type])).toEqual([
      ['DiskDrive', 'UpperFilters', 1],
      ['DiskDrive', 'LowerFilters', 7],
    ])
    expect(model.classFilters[1]?.filters.map(({ value }) => value)).toEqual(['a', 'b'])
  })
})
