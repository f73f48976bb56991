import { expect, test } from 'vitest'
import { applyPolicy, lint, recommendedPolicy } from '../../../src/rules/index.ts'
import { readBytes } from '../read.ts'

const services = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services'

/** Lines of what is found, and in brackets of what is suppressed: `5 SVC103`, `(5 SVC103 by 4)`. */
async function judged(...lines: readonly string[]): Promise<string[]> {
  const text = ['Windows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n')
  const model = await readBytes(new TextEncoder().encode(text), { file: 'test.reg' })
  const { findings, suppressed } = applyPolicy(lint(model), model, recommendedPolicy)
  return [
    ...findings.map(({ at, ruleId }) => `${at.line} ${ruleId}`),
    ...suppressed.map(({ finding, at }) => `(${finding.at.line} ${finding.ruleId} by ${at?.line})`),
  ]
}

const values = ['"Type"=dword:00000001', '"ErrorControl"=dword:00000001']

test('above a value: its findings alone, on all of its lines', async () => {
  expect(
    await judged(
      `[${services}\\acme]`,
      ...values,
      '; svcsim-ignore SVC103 -- agreed',
      '"Start"=dword:00000007',
      `[${services}\\acme2]`,
      ...values,
      '"Start"=dword:00000007',
    ),
  ).toEqual(['11 SVC103', '(7 SVC103 by 6)'])
  expect(
    await judged(
      `[${services}\\acme]`,
      ...values,
      '"Start"=dword:00000003',
      '; svcsim-ignore SVC303 -- agreed',
      '"DependOnService"=hex(7):58,00,00,00,\\',
      '  61,00,63,00,6d,00,65,00,00,00,00,00',
    ),
  ).toEqual(['(9 SVC303 by 7)'])
})

test('above a key: its values, the keys below it, and its other lines elsewhere in the file', async () => {
  expect(
    await judged(
      '; svcsim-ignore SVC103, SVC001 -- all of acme',
      `[${services}\\acme]`,
      ...values,
      '"Start"=dword:00000007',
      '"broken"=dword:',
      `[${services}\\acme\\Parameters]`,
      '"broken"=dword:',
      `[${services}\\acme2]`,
      '"broken"=dword:',
      `[${services.toLowerCase()}\\ACME]`,
      '"other"=dword:',
    ),
  ).toEqual(['12 SVC001', '(7 SVC103 by 3)', '(8 SVC001 by 3)', '(10 SVC001 by 3)', '(14 SVC001 by 3)'])
})

test('at the top: the whole file', async () => {
  expect(
    await judged(
      '; svcsim-ignore SVC001 -- agreed',
      '',
      `[${services}\\acme]`,
      '"a"=dword:',
      '[HKLM\\x',
      '',
      'lost',
    ),
  ).toEqual(['(6 SVC001 by 3)', '(7 SVC001 by 3)', '(9 SVC001 by 3)'])
})

test('of several the one that is about the least is used; the others are told', async () => {
  expect(
    await judged(
      '; svcsim-ignore SVC103 -- agreed',
      '',
      '; svcsim-ignore SVC103 -- agreed',
      `[${services}\\acme]`,
      ...values,
      '; svcsim-ignore SVC103 -- agreed',
      '; svcsim-ignore start-invalid -- agreed',
      '"Start"=dword:00000007',
    ),
  ).toEqual(['3 SVC030', '5 SVC030', '10 SVC030', '(11 SVC103 by 9)'])
})

test('findings about suppressions can be suppressed; that is never told to be unused', async () => {
  expect(
    await judged(
      '; svcsim-ignore SVC030, SVC031 -- shared by many packages',
      '',
      `[${services}\\acme]`,
      ...values,
      '; svcsim-ignore SVC103, SVC9 -- agreed',
      '"Start"=dword:00000003',
    ),
  ).toEqual(['(8 SVC030 by 3)', '(8 SVC031 by 3)'])
  expect(await judged('; svcsim-ignore SVC030, SVC031 -- agreed', '', `[${services}\\acme]`)).toEqual([])
})

test('a control set that is not the chosen one is not judged, so nothing is unused in it', async () => {
  const start = (set: string): string[] => [
    `[HKEY_LOCAL_MACHINE\\SYSTEM\\${set}\\Services\\acme]`,
    ...values,
    '; svcsim-ignore SVC103 -- agreed',
    '"Start"=dword:00000003',
  ]
  const select = ['[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]', '"Current"=dword:00000001']
  expect(
    (await judged(...start('ControlSet001'), ...start('ControlSet002'), ...select)).filter((line) =>
      line.includes('SVC030'),
    ),
  ).toEqual(['6 SVC030'])
})

test('a suppression is used though only other services are asked for, and told with its service', async () => {
  const text = [
    'Windows Registry Editor Version 5.00',
    '; svcsim-ignore SVC103 -- agreed',
    '',
    `[${services}\\acme]`,
    ...values,
    '"Start"=dword:00000007',
    `[${services}\\other]`,
    ...values,
    '; svcsim-ignore SVC103 -- agreed',
    '"Start"=dword:00000003',
  ].join('\n')
  const model = await readBytes(new TextEncoder().encode(text), { file: 'test.reg' })
  expect(lint(model, { only: ['acme'] }).findings.map(({ ruleId }) => ruleId)).toEqual(['SVC103'])
  expect(lint(model, { only: ['oth*'] }).findings.map(({ ruleId, service }) => [ruleId, service])).toEqual([
    ['SVC030', 'other'],
  ])
})

test('many comments and many findings take no time to match', async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => [
    `; svcsim-ignore SVC104, SVC105 -- agreed`,
    `[${services}\\a${index}]`,
    '; svcsim-ignore SVC001 -- agreed',
    '"a"=dword:',
  ]).flat()
  const started = performance.now()
  const found = await judged(...lines)
  expect(found.filter((line) => line.includes('SVC001 by')).length).toBe(2000)
  expect(performance.now() - started).toBeLessThan(5000)
})
