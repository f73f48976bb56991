import { expect, test } from 'vitest'
import {
  applyPolicy,
  type JudgedResult,
  type LintPolicy,
  lint,
  type Rule,
  recommendedPolicy,
  rules,
} from '../../../src/rules/index.ts'
import { readBytes } from '../read.ts'

const head = 'Windows Registry Editor Version 5.00\r\n\r\n'
const services = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services'

async function judge(
  lines: readonly string[],
  policy: Partial<LintPolicy> = {},
  { base, only = rules }: { base?: string; only?: readonly Rule[] } = {},
): Promise<JudgedResult> {
  const model = await readBytes(new TextEncoder().encode(head + lines.join('\r\n')), {
    file: 'test.reg',
    ...(base === undefined ? {} : { base }),
  })
  const inBase =
    base === undefined ? [] : lint(await readBytes(new Uint8Array(), { file: 'none', base })).findings
  const known = new Set(inBase.map(({ message }) => message))
  const result = lint(model, { rules: only })
  const findings = result.findings.filter(({ message }) => !known.has(message))
  return applyPolicy({ ...result, findings }, model, { ...recommendedPolicy, ...policy })
}

/** `SVC103 error`, and of what is suppressed `(SVC103 error: comment@4, reason)`. */
function brief({ findings, suppressed }: JudgedResult): string[] {
  return [
    ...findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`),
    ...suppressed.map(
      ({ finding, by, at, reason }) =>
        `(${finding.ruleId} ${finding.severity}: ${by}${at ? `@${at.line}` : ''}${reason ? `, ${reason}` : ''})`,
    ),
  ]
}

/** SVC103 (error), and nothing else. */
const driver = (name: string, ...above: readonly string[]): string[] => [
  ...above,
  `[${services}\\${name}]`,
  '"Type"=dword:00000001',
  '"Start"=dword:00000007',
  '"ErrorControl"=dword:00000001',
  '',
]
/** SVC108 (info). */
const adapter = [
  `[${services}\\card]`,
  '"Type"=dword:00000004',
  '"Start"=dword:00000003',
  '"ErrorControl"=dword:00000001',
  '"Tag"=dword:00000001',
  '',
]

test('the recommended preset takes the severities of the catalogue, strict raises them by one', async () => {
  const lines = [...driver('acme'), ...adapter]
  const recommended = await judge(lines)
  expect(brief(recommended)).toContain('SVC103 error')
  expect(brief(recommended)).toContain('SVC108 info')
  const strict = await judge(lines, { preset: 'strict' })
  expect(brief(strict)).toContain('SVC103 error')
  expect(brief(strict)).toContain('SVC108 warning')
  expect(brief(await judge([`[${services}\\a]`, '; svcsim-ignore'], { preset: 'strict' }))).toContain(
    'SVC031 error',
  )
})

test('a rule that is set has that severity, whatever the preset; off leaves its findings out', async () => {
  const set = (level: 'off' | 'info' | 'warning'): Partial<LintPolicy> => ({
    preset: 'strict',
    rules: [
      { ruleId: 'SVC103', level: 'error' },
      { ruleId: 'SVC103', level },
    ],
  })
  expect(brief(await judge(driver('acme'), set('info')))).toEqual(['SVC103 info'])
  expect(brief(await judge(driver('acme'), set('warning')))).toEqual(['SVC103 warning'])
  expect(brief(await judge(driver('acme'), set('off')))).toEqual([])
})

test('of overrides that name a service the last one counts, and it counts more than the rules', async () => {
  const lines = [...driver('vioscsi'), ...driver('viostor'), ...driver('other')]
  const policy: Partial<LintPolicy> = {
    rules: [{ ruleId: 'SVC103', level: 'off' }],
    overrides: [
      { services: ['VIO*'], rules: [{ ruleId: 'SVC103', level: 'warning' }] },
      { services: ['x', '*stor'], rules: [{ ruleId: 'SVC103', level: 'off' }], reason: 'agreed' },
      { services: ['viostor'], rules: [{ ruleId: 'SVC101', level: 'error' }] },
    ],
  }
  expect(brief(await judge(lines, policy))).toEqual([
    'SVC103 warning',
    '(SVC103 error: configuration, agreed)',
  ])
})

test('what is suppressed keeps the severity that it would have had', async () => {
  const policy: Partial<LintPolicy> = {
    rules: [{ ruleId: 'SVC103', level: 'warning' }],
    overrides: [{ services: ['*'], rules: [{ ruleId: 'SVC103', level: 'off' }] }],
  }
  expect(brief(await judge(driver('acme'), policy))).toEqual(['(SVC103 warning: configuration)'])
  const commented = driver('acme', '; svcsim-ignore SVC103 -- agreed')
  expect(brief(await judge(commented, { rules: policy.rules ?? [] }))).toEqual([
    '(SVC103 warning: comment@3, agreed)',
  ])
})

test('a comment has the last word', async () => {
  const policy: Partial<LintPolicy> = {
    overrides: [{ services: ['*'], rules: [{ ruleId: 'SVC103', level: 'error' }] }],
  }
  expect(brief(await judge(driver('acme', '; svcsim-ignore start-invalid -- agreed'), policy))).toEqual([
    '(SVC103 error: comment@3, agreed)',
  ])
})

test('rules that are off are not told as not run, unless an override turns them on', async () => {
  const ids = async (policy: Partial<LintPolicy>): Promise<string[]> =>
    (await judge(driver('acme'), policy)).notRun.map(({ ruleId }) => ruleId)
  const off = [{ ruleId: 'SVC201', level: 'off' as const }]
  expect(await ids({})).toContain('SVC201')
  expect(await ids({ rules: off })).not.toContain('SVC201')
  const overrides = [{ services: ['*'], rules: [{ ruleId: 'SVC201', level: 'warning' as const }] }]
  expect(await ids({ rules: off, overrides })).toContain('SVC201')
})

test('a policy can be sent to a worker thread', () => {
  const policy: LintPolicy = {
    preset: 'strict',
    rules: [{ ruleId: 'SVC103', level: 'off' }],
    overrides: [{ services: ['*'], rules: [], reason: 'why' }],
    only: ['a*'],
  }
  expect(structuredClone(policy)).toEqual(policy)
  expect(JSON.parse(JSON.stringify(policy))).toEqual(policy)
})

test('a finding in a base falls under a comment at the edit that brings it about', async () => {
  const deletion = `[-${services}\\RpcEptMapper]`
  const plain = await judge([deletion], {}, { base: '@windows-10' })
  const caused = plain.findings.filter(({ ruleId }) => ruleId === 'SVC301')
  expect(caused.length).toBeGreaterThan(0)
  expect(caused.every(({ at }) => at.file === '@windows-10')).toBe(true)
  const agreed = await judge(
    ['; svcsim-ignore SVC301 -- goes with its dependents', deletion],
    {},
    { base: '@windows-10' },
  )
  expect(agreed.findings.filter(({ ruleId }) => ruleId === 'SVC301' || ruleId === 'SVC030')).toEqual([])
  expect(agreed.suppressed.map(({ by, reason }) => [by, reason])).toEqual(
    caused.map(() => ['comment', 'goes with its dependents']),
  )
})
