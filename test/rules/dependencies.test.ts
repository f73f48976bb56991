import { expect, test } from 'vitest'
import { type Example, type ExampleValues, findRule, type Rule } from '../../src/rules/index.ts'
import { lintExample } from './read.ts'

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
  for (const id of ['SVC301', 'SVC302', 'SVC303', 'SVC304', 'SVC305', 'SVC309'])
    counts[id] = (await judge(id, { services, groupOrder: ['Base'] })).messages.length
  expect(counts).toEqual({ SVC301: 2, SVC302: 0, SVC303: 1, SVC304: 1, SVC305: 1, SVC309: 1 })
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
  expect((await judge('SVC304', disabled({}))).messages).toHaveLength(1)
  expect((await judge('SVC304', disabled({ StartOverride: { '0': 3 } }))).messages).toEqual([])
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

test('messages keep to 100 characters whatever the names', async () => {
  const long = (letter: string): string => letter.repeat(256)
  const all = ['A', 'B', 'C', 'D'].map(long)
  const tag = 0xffffffff
  const services = {
    [long('A')]: driver(0, {
      Group: long('g'),
      Tag: tag,
      DependOnService: [...all, long('+'), long('x')],
      DependOnGroup: [long('g'), long('y'), long('z')],
    }),
    [long('B')]: driver(0, { Group: long('g'), Tag: tag, DependOnService: [long('A')] }),
    [long('C')]: driver(3, { Group: long('z'), Tag: tag, DependOnService: [long('E'), long('F')] }),
    [long('D')]: driver(4, { Tag: tag }),
    [long('E')]: driver(1, { Group: '', DependOnService: [long('C')] }),
  }
  const vectors = { [long('G')]: [1, 2, 2] }
  for (const id of ['SVC2', 'SVC3'])
    for (let number = 0; number < 13; number++) {
      const rule = findRule(`${id}${String(number).padStart(2, '0')}`)
      for (const groupOrder of [[long('G'), long('g')], []])
        for (const { message } of rule
          ? (await lintExample({ services, vectors, groupOrder }, rule)).findings
          : [])
          expect(message.length, message).toBeLessThanOrEqual(100)
    }
})
