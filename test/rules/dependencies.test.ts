import { expect, test } from 'vitest'
import { type Example, type ExampleValues, findRule, type Rule } from '../../src/rules/index.ts'
import { isSelected } from '../../src/rules/only.ts'
import { lintExample } from './read.ts'
import { renderExample } from './render-example.ts'

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'

const driver = (start: number, values: ExampleValues = {}): ExampleValues => ({
  Type: 1,
  Start: start,
  ErrorControl: 1,
  ...values,
})

async function judge(
  id: string,
  example: Example,
): Promise<{ messages: string[]; needs: readonly string[] }> {
  const { findings, notRun } = await lintExample(example, findRule(id) as Rule)
  return {
    messages: findings.map(({ severity, message }) => `${severity}: ${message}`),
    needs: notRun.flatMap(({ needs }) => needs),
  }
}

test('SVC301 is milder the later the service starts', async () => {
  const services = Object.fromEntries(
    [0, 1, 2, 3, 4].map((start) => [`S${start}`, driver(start, { DependOnService: ['Ghost'] })]),
  )
  expect((await judge('SVC301', { services })).messages.map((message) => message.split(':')[0])).toEqual([
    'error',
    'error',
    'error',
    'warning',
    'info',
  ])
})

test('a fragment does not know what exists elsewhere', async () => {
  const services = {
    A: driver(0, { DependOnService: ['Ghost'], DependOnGroup: ['Nobody'], Group: 'Filter', Tag: 1 }),
  }
  const fragment: Example = { services, fragment: true }
  for (const [id, need] of [
    ['SVC205', 'groupOrder'],
    ['SVC206', 'vectors'],
    ['SVC207', 'vectors'],
    ['SVC212', 'groupOrder'],
    ['SVC301', 'services'],
    ['SVC302', 'services'],
    ['SVC304', 'services'],
    ['SVC305', 'services'],
    ['SVC307', 'services'],
    ['SVC308', 'services'],
  ] as const)
    expect(await judge(id, fragment), id).toEqual({ messages: [], needs: [need] })
})

test('a fragment is still judged by what it holds', async () => {
  const services = {
    A: driver(1, { DependOnService: ['a', 'B', '+TDI', 'C'] }),
    B: driver(4),
    C: driver(3, { DependOnService: ['A'] }),
  }
  const fragment: Example = { services, fragment: true }
  expect((await judge('SVC302', fragment)).messages).toEqual([
    'error: "A" and "C" depend on each other in a loop',
  ])
  expect((await judge('SVC303', fragment)).messages).toEqual(['error: "A" depends on itself'])
  expect((await judge('SVC304', fragment)).messages).toEqual(['error: "A" depends on "B", which is disabled'])
  expect((await judge('SVC305', fragment)).messages).toEqual([
    'error: "A" is system-start but depends on demand-start "C"',
  ])
  expect((await judge('SVC309', fragment)).messages).toHaveLength(1)
})

test('SVC302 gives each loop once, whatever its length, and does not recurse', async () => {
  const length = 20_000
  const services: Record<string, ExampleValues> = {}
  for (let index = 0; index < length; index++)
    services[`S${index}`] = driver(3, { DependOnService: [`S${(index + 1) % length}`] })
  services['Before'] = driver(3, { DependOnService: ['S7'] })
  const { messages } = await judge('SVC302', { services })
  expect(messages).toEqual([`error: "S0", "S1" and ${length - 2} more depend on each other in a loop`])
})

test('SVC302 names a shortest loop and counts the services of joined loops', async () => {
  const services = {
    B: driver(3, { DependOnService: ['C'] }),
    C: driver(3, { DependOnService: ['D', 'B'] }),
    D: driver(3, { DependOnService: ['C'] }),
  }
  const { findings } = await lintExample({ services }, findRule('SVC302') as Rule)
  expect(findings.map(({ data }) => data)).toEqual([{ services: ['B', 'C'], members: ['B', 'C', 'D'] }])
  expect(findings[0]?.help).toContain('3 services')
})

test('SVC302 follows a group only through its one member that can start', async () => {
  const loop = (others: Record<string, ExampleValues>): Example => ({
    services: {
      A: driver(3, { DependOnGroup: ['g'] }),
      B: driver(3, { Group: 'G', DependOnService: ['A'] }),
      ...others,
    },
  })
  expect((await judge('SVC302', loop({}))).messages).toHaveLength(1)
  expect((await judge('SVC302', loop({ C: driver(4, { Group: 'G' }) }))).messages).toHaveLength(1)
  expect((await judge('SVC302', loop({ C: driver(3, { Group: 'G' }) }))).messages).toEqual([])
})

test('one defect gives one finding', async () => {
  const services = {
    A: driver(0, { DependOnService: ['A', 'Gone', 'Off', 'Svc', '+TDI', 'Later', 'Box'] }),
    Box: { Description: 'no service' },
    Later: driver(1),
    Off: driver(4),
    Svc: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'svc.exe' },
  }
  const counts: Record<string, number> = {}
  for (const id of ['SVC301', 'SVC302', 'SVC303', 'SVC304', 'SVC305', 'SVC308', 'SVC309'])
    counts[id] = (await judge(id, { services, groupOrder: ['Base'] })).messages.length
  expect(counts).toEqual({ SVC301: 2, SVC302: 0, SVC303: 1, SVC304: 1, SVC305: 1, SVC308: 1, SVC309: 1 })
})

test('SVC304 knows what is loaded in spite of Start 4', async () => {
  const disabled = (values: ExampleValues): Example => ({
    services: {
      A: driver(2, { DependOnService: ['ntfs', 'Ahci'] }),
      Ntfs: driver(4),
      Ahci: driver(4, values),
    },
    groupOrder: ['Base'],
  })
  expect((await judge('SVC304', disabled({}))).messages).toEqual([
    'error: "A" depends on "Ahci", which is disabled',
  ])
})

test('SVC304 takes the StartOverride of this machine alone', async () => {
  const count = async (windows: string, lastId: number | null, override: ExampleValues): Promise<number> => {
    const example: Example = {
      services: {
        A: driver(2, { DependOnService: ['Ahci'] }),
        Ahci: driver(4, { StartOverride: override }),
      },
      groupOrder: ['Base'],
    }
    const hardware = lastId === null ? '' : `\r\n[${system}\\HardwareConfig]\r\n"LastId"=dword:${lastId}\r\n`
    const text = `${renderExample(example)}${hardware}`
    return (await judge('SVC304', { text, windows })).messages.length
  }
  expect(await count('10', 0, { '0': 0 })).toBe(0)
  expect(await count('10', 0, { '0': 3 })).toBe(0)
  expect(await count('10', 7, { '0': 4, '7': 1 })).toBe(0)
  expect(await count('10', 0, { '0': 4, '7': 1 })).toBe(1)
  expect(await count('10', 0, { '7': 0 })).toBe(1)
  expect(await count('10', 0, { '00': 0 })).toBe(1)
  expect(await count('10', null, { '0': 0 })).toBe(1)
  expect(await count('7', 0, { '0': 0 })).toBe(1)
})

test('SVC304: a fragment does not say which StartOverride counts', async () => {
  const services = {
    A: driver(2, { DependOnService: ['Ahci'] }),
    Ahci: driver(4, { StartOverride: { '0': 0 } }),
  }
  expect(await judge('SVC304', { services, fragment: true })).toEqual({ messages: [], needs: ['wholeHive'] })
})

test('SVC305 compares places of one start type only where the group list is known', async () => {
  const services = {
    A: driver(0, { Group: 'One', DependOnService: ['B'] }),
    B: driver(0, { Group: 'Two' }),
  }
  expect((await judge('SVC305', { services, groupOrder: ['One', 'Two'] })).messages).toHaveLength(1)
  expect((await judge('SVC305', { services, groupOrder: ['Two', 'One'] })).messages).toEqual([])
  expect(await judge('SVC305', { services })).toEqual({ messages: [], needs: ['groupOrder'] })
})

async function onOther(id: string, start: number, target: ExampleValues): Promise<string[]> {
  const services = { A: driver(start, { DependOnService: ['B'] }), B: target }
  return (await judge(id, { services, groupOrder: ['Base'] })).messages
}
const shared = (start: number): ExampleValues => ({ ...driver(start), Type: 0x120 })

test('SVC305 finds what has no known Type, and leaves Win32 services to SVC308', async () => {
  expect(await onOther('SVC305', 1, { ...driver(2), Type: 0x33 })).toEqual([
    'error: "A" is system-start but depends on auto-start "B"',
  ])
  for (const silent of [shared(0), shared(2), shared(4), { ...driver(0), Type: 0x33 }, { Type: 4 }])
    expect(await onOther('SVC305', 1, silent), JSON.stringify(silent)).toEqual([])
})

test('SVC308 finds Win32 services that an earlier driver depends on; on demand that is legal', async () => {
  for (const later of [2, 3]) {
    for (const start of [0, 1])
      expect(await onOther('SVC308', start, shared(later))).toEqual([
        'error: "A" depends on Win32 service "B", which starts long after',
      ])
    expect(await onOther('SVC308', 2, shared(later))).toEqual([
      'warning: Auto-start driver "A" depends on Win32 service "B"',
    ])
  }
  for (const silent of [
    shared(0),
    shared(1),
    shared(4),
    driver(3),
    { ...driver(2), Type: 0x33 },
    { Type: 4 },
  ])
    for (const start of [0, 1, 2])
      expect(await onOther('SVC308', start, silent), JSON.stringify(silent)).toEqual([])
  for (const start of [3, 4]) expect(await onOther('SVC308', start, shared(2))).toEqual([])
})

test('SVC308 goes by the start type that StartOverride gives on this machine', async () => {
  const judged = async (start: number, override: number): Promise<unknown[]> => {
    const example: Example = {
      services: {
        A: driver(start, { DependOnService: ['B'], StartOverride: { '0': override } }),
        B: shared(2),
      },
      groupOrder: ['Base'],
    }
    const text = `${renderExample(example)}\r\n[${system}\\HardwareConfig]\r\n"LastId"=dword:0\r\n`
    const { findings } = await lintExample({ text }, findRule('SVC308') as Rule)
    return findings.map(({ data }) => data['start'])
  }
  expect(await judged(0, 3)).toEqual([])
  expect(await judged(3, 0)).toEqual([0])
  expect(await judged(4, 1)).toEqual([1])
  expect(await judged(2, 0)).toEqual([0])
})

test('SVC306 lets listed groups go before others, and those before no group', async () => {
  const auto = (Group: string | undefined, values: ExampleValues = {}): ExampleValues => ({
    ...shared(2),
    ...(Group === undefined ? {} : { Group }),
    ...values,
  })
  const count = async (
    own: string | undefined,
    other: string | undefined,
    more: Example = {},
  ): Promise<number> => {
    const services = { A: auto(own, { DependOnService: ['B'] }), B: auto(other) }
    return (await judge('SVC306', { services, groupOrder: ['One', '', 'Two'], ...more })).messages.length
  }
  const inOrder = ['one', 'TWO', 'Unlisted', undefined]
  for (const [index, own] of inOrder.entries())
    for (const [other, group] of inOrder.entries())
      expect(await count(own, group), `${own} on ${group}`).toBe(other > index ? 1 : 0)
  expect(await count('Unlisted', 'Another')).toBe(0)
  const early = (EarlyStartServices: readonly string[]): Example => ({
    keys: { Control: { EarlyStartServices } },
  })
  expect(await count('One', 'Two', early(['b']))).toBe(0)
  expect(await count('One', 'Two', early(['A']))).toBe(0)
  expect(await count('One', 'Two', early(['C']))).toBe(1)
})

test('SVC306 and SVC311 name what a fragment lacks', async () => {
  const A: ExampleValues = { ...shared(2), Group: 'One', DependOnService: ['B'] }
  const fragment: Example = { services: { A, B: shared(2) }, fragment: true }
  expect(await judge('SVC306', fragment)).toEqual({ messages: [], needs: ['groupOrder'] })
  expect(await judge('SVC311', fragment)).toEqual({ messages: [], needs: [] })
  for (const id of ['SVC306', 'SVC311']) {
    const alone: Example = { services: { A }, fragment: true }
    expect(await judge(id, alone), id).toEqual({ messages: [], needs: ['services'] })
    const { Type: _, ...untyped } = A
    expect(await judge(id, { services: { A: untyped }, fragment: true }), id).toEqual({
      messages: [],
      needs: ['services'],
    })
  }
})

test('SVC310 and SVC306 take thousands of entries in one list', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `S${index % 10_000}`)
  const services = { A: { ...shared(2), Group: 'One', DependOnService: names, DependOnGroup: names } }
  const example: Example = { services, groupOrder: ['One', 'Two'] }
  expect((await judge('SVC310', example)).messages).toHaveLength(20_000)
  expect((await judge('SVC306', example)).messages).toEqual([])
})

test('SVC307 tells members that Plug and Play may load from those that nothing starts in time', async () => {
  const severities = async (start: number, members: readonly ExampleValues[]): Promise<string[]> => {
    const services: Record<string, ExampleValues> = { A: driver(start, { DependOnGroup: ['G'] }) }
    for (const [index, values] of members.entries()) services[`L${index}`] = { ...values, Group: 'G' }
    const { messages } = await judge('SVC307', { services, groupOrder: ['Base', 'G'] })
    return messages.map((message) => message.replace('"A" needs group "G", ', ''))
  }
  const service = (start: number): ExampleValues => ({ ...driver(start), Type: 0x10 })
  const info = ['info: which only demand-start members can satisfy']
  const error = ['error: none of whose members loads earlier']
  for (const start of [0, 1]) {
    expect(await severities(start, [service(2), driver(3)])).toEqual(info)
    expect(await severities(start, [driver(2), driver(4), driver(3)])).toEqual(info)
    expect(await severities(start, [service(2), service(3)])).toEqual(error)
    expect(await severities(start, [service(3), driver(2), driver(4)])).toEqual(error)
    expect(await severities(start, [{ ...driver(3), Type: 0x33 }])).toEqual(error)
  }
  expect(await severities(0, [driver(1), service(3)])).toEqual(error)
  expect(await severities(2, [service(3), driver(3)])).toEqual(info)
  expect(await severities(2, [service(2), driver(3)])).toEqual([])
  expect(await severities(0, [driver(4), service(4)])).toEqual(['error: whose members are all disabled'])
})

test('SVC307: the boot file system driver is loaded whatever its Start', async () => {
  for (const start of [0, 1, 2, 3])
    for (const [name, count] of [
      ['Ntfs', 0],
      ['Fastfat', 1],
    ] as const) {
      const services = {
        A: driver(start, { DependOnGroup: ['Boot File System'] }),
        [name]: driver(4, { Type: 2, Group: 'Boot File System' }),
      }
      const { messages } = await judge('SVC307', { services, groupOrder: ['Base'] })
      expect(messages, `${name} for Start ${start}`).toHaveLength(count)
    }
  const services = { A: driver(2, { DependOnGroup: ['G'] }), Ntfs: driver(3, { Type: 2, Group: 'G' }) }
  expect((await judge('SVC307', { services, groupOrder: ['Base'] })).messages).toEqual([])
})

test('SVC309: a + alone is no group to move', async () => {
  const services = { A: driver(3, { DependOnService: ['+', '+TDI'] }) }
  const { findings } = await lintExample({ services }, findRule('SVC309') as Rule)
  expect(findings.map(({ message, help }) => [message, help])).toEqual([
    [
      '"A" depends on "+", which marks a group in the API and names none',
      'Remove the entry, or enter the group that is meant in DependOnGroup',
    ],
    ['"A" depends on "+TDI", a group as only the API spells it', 'Move it to DependOnGroup as "TDI"'],
  ])
})

test('SVC307 needs no member in time from a demand-start service', async () => {
  const example = (start: number): Example => ({
    services: { A: driver(start, { DependOnGroup: ['G'] }), B: driver(3, { Group: 'g' }) },
    groupOrder: ['G'],
  })
  for (const [start, severity] of [
    [0, 'info'],
    [1, 'info'],
    [2, 'info'],
    [3, undefined],
    [4, undefined],
  ] as const)
    expect((await judge('SVC307', example(start))).messages.map((message) => message.split(':')[0])).toEqual(
      severity ? [severity] : [],
    )
})

test('SVC307 does not say what loads later where the group list is missing', async () => {
  const services = {
    A: driver(0, { Group: 'G', DependOnGroup: ['F'] }),
    B: driver(0, { Group: 'F', DependOnGroup: ['G'] }),
    D: driver(0, { DependOnGroup: ['I'] }),
    E: driver(1, { Group: 'I' }),
    C: driver(0, { DependOnGroup: ['H'] }),
  }
  const { messages, needs } = await judge('SVC307', { services, vectors: { G: [1] } })
  expect(messages).toEqual([
    'error: "D" needs group "I", none of whose members loads earlier',
    'error: "C" needs group "H", which has no member',
  ])
  expect(needs).toEqual(['groupOrder'])
})

test('SVC302 is about every service of its loop', async () => {
  const service = (DependOnService: string): ExampleValues => ({
    ...driver(2),
    DependOnService: [DependOnService],
  })
  const services = { A: service('B'), B: service('C'), C: service('A'), D: service('E'), E: service('D') }
  const { findings } = await lintExample({ services }, findRule('SVC302') as Rule)
  const about = (glob: string) => findings.filter((finding) => isSelected(finding, [glob])).length
  expect(['a', 'b', 'C', 'd', 'E', 'f', '*'].map(about)).toEqual([1, 1, 1, 1, 1, 0, 2])
})
