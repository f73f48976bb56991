import { expect, test } from 'vitest'
import { type Example, type ExampleValues, findRule, type Rule } from '../../src/rules/index.ts'
import { lintExample, lintReg } from './read.ts'

const driver = (start: number, values: ExampleValues = {}): ExampleValues => ({
  Type: 1,
  Start: start,
  ErrorControl: 1,
  ...values,
})

async function messages(id: string, example: Example): Promise<string[]> {
  const { findings } = await lintExample(example, findRule(id) as Rule)
  return findings.map(({ severity, message }) => `${severity}: ${message}`)
}

test('SVC205 leaves out the groups that Windows does not list, in any case', async () => {
  const groups = ['core', 'EARLY-LAUNCH', 'pnp FILTER', 'Network', 'NetworkService', 'Networks']
  const services = Object.fromEntries(groups.map((Group, index) => [`S${index}`, driver(1, { Group })]))
  expect(await messages('SVC205', { services, groupOrder: ['Base'] })).toEqual([
    'warning: Group "Networks" of "S5" is not in ServiceGroupOrder',
  ])
})

test('SVC206 leaves a group without a vector to SVC207', async () => {
  const services = { A: driver(0, { Group: 'One', Tag: 9 }), B: driver(1, { Group: 'Two', Tag: 9 }) }
  const example: Example = {
    services,
    groupOrder: ['One', 'Two'],
    vectors: { Two: { type: 3, data: [2, 0, 0, 0, 1, 0, 0, 0] } },
  }
  expect(await messages('SVC203', example)).toEqual([
    'error: Tag vector of group "Two" says 2 tags but holds 1',
  ])
  expect(await messages('SVC206', example)).toEqual([
    'warning: Tag 9 of "B" is not in the tag vector of "Two"',
  ])
  expect(await messages('SVC207', example)).toEqual(['info: Group "One" has no tag vector for tag 9 of "A"'])
})

test('KB 115486: with a vector of tags 2 and 1, tag 9 is not in it, and two drivers may not share a tag', async () => {
  const example = (sampldrv: number, scsidisk: number): Example => ({
    services: {
      Sampldrv: driver(0, { Group: 'SCSI class', Tag: sampldrv }),
      Scsidisk: driver(0, { Group: 'SCSI class', Tag: scsidisk }),
    },
    groupOrder: ['SCSI class'],
    vectors: { 'scsi CLASS': [2, 1] },
  })
  expect(await messages('SVC206', example(2, 1))).toEqual([])
  expect(await messages('SVC206', example(9, 1))).toEqual([
    'warning: Tag 9 of "Sampldrv" is not in the tag vector of "SCSI class"',
  ])
  expect(await messages('SVC209', example(2, 1))).toEqual([])
  expect(await messages('SVC209', example(2, 2))).toEqual([
    'info: "Sampldrv" and "Scsidisk" share tag 2 of group "SCSI class"',
  ])
})

test('SVC209 compares drivers of one start type only', async () => {
  const services = {
    KSecDD: driver(0, { Group: 'Base', Tag: 1 }),
    Null: driver(1, { Group: 'base', Tag: 1 }),
    Beep: driver(1, { Group: 'BASE', Tag: 1 }),
  }
  expect(await messages('SVC209', { services })).toEqual([
    'info: "Beep" and "Null" share tag 1 of group "base"',
  ])
})

test('SVC206: in a malformed vector the tags within the count are the listed ones', async () => {
  const tagged = (Tag: number, data: readonly number[], type = 3): Example => ({
    services: { A: driver(0, { Group: 'One', Tag }) },
    groupOrder: ['One'],
    vectors: { One: { type, data } },
  })
  const countTooSmall = [1, 0, 0, 0, 5, 0, 0, 0, 9, 0, 0, 0]
  expect(await messages('SVC206', tagged(5, countTooSmall))).toEqual([])
  const { findings } = await lintExample(tagged(9, countTooSmall), findRule('SVC206') as Rule)
  expect(findings.map(({ data, related }) => [data['tag'], related.map(({ at }) => at.valueName)])).toEqual([
    [9, ['One']],
  ])
  const countTooLarge = [3, 0, 0, 0, 5, 0, 0, 0, 9, 0, 0, 0]
  expect(await messages('SVC206', tagged(9, countTooLarge))).toEqual([])
  expect(await messages('SVC206', tagged(7, countTooLarge))).toHaveLength(1)
  for (const [data, type] of [
    [[], 3],
    [[1, 0], 3],
    [[65, 0, 0, 0], 1],
  ] as const)
    expect(await messages('SVC206', tagged(1, data, type))).toHaveLength(1)
})

test('SVC208: in a fragment a group that is not there is unknown, an empty one is none', async () => {
  const services = { A: driver(0, { Tag: 2 }), B: driver(0, { Tag: 2, Group: '' }) }
  const rule = findRule('SVC208') as Rule
  const whole = await lintExample({ services }, rule)
  expect(whole.findings.map(({ service }) => service)).toEqual(['A', 'B'])
  expect(whole.notRun).toEqual([])
  const fragment = await lintExample({ services, fragment: true }, rule)
  expect(fragment.findings.map(({ service }) => service)).toEqual(['B'])
  expect(fragment.notRun.map(({ needs }) => needs)).toEqual([['services']])
})

test('SVC210 leaves Start 0 and 1 alone whatever the Type', async () => {
  const all = [0, 1, 2, 3, 4].flatMap((start) => [
    [`D${start}`, driver(start, { Group: 'Base', Tag: 1 })],
    [`W${start}`, { ...driver(start, { Group: 'Base', Tag: 1 }), Type: 0x20 }],
  ])
  const { findings } = await lintExample({ services: Object.fromEntries(all) }, findRule('SVC210') as Rule)
  expect(findings.map(({ service }) => service)).toEqual(['D2', 'W2', 'D3', 'W3', 'D4', 'W4'])
})

const overlay = (...lines: string[]): Uint8Array => Buffer.from(['REGEDIT4', ...lines, ''].join('\r\n'))
const currentSet = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet'

test('SVC206: a vector written anew over a base takes the places of drivers of Windows, which is no info', async () => {
  const rules = [findRule('SVC206') as Rule]
  const judge = async (base: string, tags: readonly number[]) => {
    const hex = [tags.length, ...tags].map((tag) => `${tag.toString(16)},00,00,00`).join()
    const bytes = overlay(`[${currentSet}\\Control\\GroupOrderList]`, `"SCSI miniport"=hex:${hex}`)
    return (await lintReg(bytes, { file: 'patch.reg', base, rules })).findings
  }
  const ofStorahci = async (tags: readonly number[]) =>
    (await judge('@windows-10', tags)).filter(({ service }) => service === 'storahci')
  const [cut] = await ofStorahci([1, 2, 3])
  expect(cut).toMatchObject({ severity: 'warning', data: { tag: 28 }, at: { file: '@windows-10' } })
  expect(cut?.related).toMatchObject([{ at: { file: 'patch.reg', line: 3 } }])
  expect(await ofStorahci([1, 2, 3, 28])).toEqual([])
})

test('SVC210 says nothing new of a driver whose start type an overlay turns from demand to auto', async () => {
  const rules = [findRule('SVC210') as Rule]
  const of = async (...lines: string[]) => {
    const { findings } = await lintReg(overlay(...lines), { file: 'patch.reg', base: '@windows-10', rules })
    return findings.find(({ service }) => service === 'mrxsmb20')
  }
  const { at, message } = (await of()) ?? {}
  expect(message).toBe('Tag 7 of "mrxsmb20" is ignored, as it is no boot or system driver')
  expect(await of(`[${currentSet}\\Services\\mrxsmb20]`, '"Start"=dword:2')).toMatchObject({ at, message })
})

test('SVC201 misses no final NUL in a fragment, as Regedit adds it', async () => {
  const list = { type: 7, data: [65, 0] }
  const example: Example = {
    services: { A: driver(1, { Group: 'A' }) },
    keys: { 'Control\\ServiceGroupOrder': { List: list } },
  }
  expect(await messages('SVC201', { ...example, fragment: true })).toEqual([])
  expect(await messages('SVC201', example)).toEqual([
    'error: Control\\ServiceGroupOrder\\List is malformed: no final NUL',
  ])
})

test('SVC206 warns of a tag that an overlay gives a driver of Windows', async () => {
  const text = [
    'REGEDIT4',
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Disk]',
    '"Group"="SCSI miniport"',
    '"Tag"=dword:99',
    '',
  ].join('\r\n')
  const { findings } = await lintReg(Buffer.from(text), {
    file: 'patch.reg',
    base: '@windows-xp',
    rules: [findRule('SVC206') as Rule],
  })
  expect(findings.filter(({ at }) => at.file === 'patch.reg')).toMatchObject([
    { severity: 'warning', service: 'Disk' },
  ])
})
