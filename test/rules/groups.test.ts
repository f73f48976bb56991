import { expect, test } from 'vitest'
import { type Example, type ExampleValues, findRule, type Rule } from '../../src/rules/index.ts'
import { lintExample } from './read.ts'

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

test('SVC206 leaves a group without a vector to SVC207 and a malformed vector to SVC203', async () => {
  const services = { A: driver(0, { Group: 'One', Tag: 9 }), B: driver(1, { Group: 'Two', Tag: 9 }) }
  const example: Example = {
    services,
    groupOrder: ['One', 'Two'],
    vectors: { Two: { type: 3, data: [2, 0, 0, 0, 1, 0, 0, 0] } },
  }
  expect(await messages('SVC203', example)).toEqual([
    'error: Tag vector of group "Two" says 2 tags but holds 1',
  ])
  expect(await messages('SVC206', example)).toEqual([])
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
