import { expect, test } from 'vitest'
import { type Example, type ExampleValues, findRule, type Rule } from '../../src/rules/index.ts'
import { lintExample } from './read.ts'

const rule = findRule('SVC404') as Rule

const bare: ExampleValues = { Type: 2, Start: 3, ErrorControl: 1, Group: 'FSFilter Activity Monitor' }
const dependent: ExampleValues = { ...bare, DependOnService: ['FltMgr'] }
const Instances: ExampleValues = { DefaultInstance: 'Top', TOP: { Altitude: '385100' } }

async function defects(Spy: ExampleValues, example: Example = {}): Promise<unknown[]> {
  const { findings } = await lintExample({ ...example, services: { Spy } }, rule)
  return findings.map(({ data }) => data['defect'])
}

test('a minifilter is complete with Instances in either place', async () => {
  expect(await defects({ ...dependent, Instances })).toEqual([])
  expect(await defects({ ...dependent, Parameters: { Instances } })).toEqual([])
})

test('releases before Windows 10 do not look for Instances below Parameters', async () => {
  const elsewhere = { ...dependent, Parameters: { Instances } }
  for (const windows of ['xp', '7', '8.1'] as const)
    expect(await defects(elsewhere, { windows })).toEqual(['instances'])
  expect(await defects(elsewhere, { windows: '11' })).toEqual([])
})

test('each defect is a finding of its own', async () => {
  expect(await defects(dependent)).toEqual(['instances'])
  expect(await defects({ ...dependent, Instances: { DefaultInstance: 'Low', Top: {} } })).toEqual(['default'])
  expect(await defects({ ...dependent, Instances: { Top: {} } })).toEqual(['no-default'])
  const noAltitude = { DefaultInstance: 'Top', Top: { Flags: 0 }, Low: { Altitude: '370030' } }
  expect(await defects({ ...dependent, Instances: noAltitude })).toEqual(['altitude'])
  expect(await defects({ ...dependent, Instances: { ...noAltitude, Top: { Altitude: 370030 } } })).toEqual([])
  const others = ['RpcSs', '+FltMgr', 'FltMgr2']
  expect(await defects({ ...bare, DependOnService: others, Instances })).toEqual(['dependency'])
  expect(await defects({ ...dependent, Type: 1, Instances })).toEqual(['type'])
  const all = await defects({ ...bare, Type: 8, Instances: { DefaultInstance: 'Low' } })
  expect(all.sort()).toEqual(['default', 'dependency', 'type'])
})

test('what has neither Instances nor the dependency looks like a legacy filter: one finding', async () => {
  expect(await defects(bare)).toEqual(['legacy'])
})

test('only drivers in groups of file system filters are judged', async () => {
  expect(await defects({ ...bare, Group: 'fsfilter ENCRYPTION' })).toEqual(['legacy'])
  expect(await defects({ ...bare, Group: 'FSFilter Security Monitor' })).toEqual(['legacy'])
  for (const Group of ['Filter', 'FSFilter', 'FSFilter Sample', 'File System', ''])
    expect(await defects({ ...bare, Group })).toEqual([])
  expect(await defects({ ...bare, Type: 0x10 })).toEqual([])
})

test('the filter manager is no minifilter', async () => {
  const manager = { ...bare, Group: 'FSFilter Infrastructure' }
  const { findings } = await lintExample({ services: { FltMgr: manager, FltMgr2: manager } }, rule)
  expect(findings.map(({ service }) => service)).toEqual(['FltMgr2'])
})

test('in a fragment an entry with Type is judged, and one without it is named as unknown', async () => {
  expect(await defects({ ...bare, Instances }, { fragment: true })).toEqual(['dependency'])
  const partial = { services: { Spy: { Start: 0, Group: 'FSFilter Top' } } }
  const fragment = await lintExample({ ...partial, fragment: true }, rule)
  expect(fragment.findings).toEqual([])
  expect(fragment.notRun.map(({ ruleId, needs }) => [ruleId, needs])).toEqual([['SVC404', ['services']]])
  const whole = await lintExample(partial, rule)
  expect([...whole.findings, ...whole.notRun]).toEqual([])
})
