import { expect, test } from 'vitest'
import type { Finding } from '../../../src/diagnostics/index.ts'
import { fingerprintOf, lint, rules } from '../../../src/rules/index.ts'
import { readBytes } from '../read.ts'
import { renderExample } from '../render-example.ts'

const finding: Finding = {
  ruleId: 'SVC301',
  ruleName: 'dependency-missing',
  severity: 'error',
  message: 'Spooler depends on "Ghost", which does not exist',
  service: 'Spooler',
  data: { service: 'Spooler', dependency: 'Ghost', start: 2 },
  at: {
    file: 'a/b.reg',
    keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Spooler',
    valueName: 'DependOnService',
    line: 7,
    column: 3,
  },
  related: [],
}

/** Whoever has a baseline has these: they never change. */
test('the fingerprint of a finding is 16 digits that stay', () => {
  expect(fingerprintOf(finding)).toBe('ae991f0ee41b3eeb')
})

test('place, file, severity, wording and letter case of names do not count', () => {
  const same: Partial<Finding>[] = [
    { at: { ...finding.at, line: 9, column: 1, file: 'c.reg' } },
    { at: { file: 'x.hive', offset: 4096, valueName: 'dependonservice' } },
    { severity: 'info', message: 'other words', help: 'more', ruleName: 'renamed' },
    { service: 'SPOOLER' },
    { data: { start: 2, dependency: 'Ghost', service: 'Spooler', line: 12, position: 3 } },
    { related: [{ at: finding.at, message: 'here' }] },
  ]
  for (const change of same) expect(fingerprintOf({ ...finding, ...change })).toBe(fingerprintOf(finding))
})

test('rule, service, value name and data count', () => {
  const { service: _, ...withoutService } = finding
  const others: Finding[] = [
    { ...finding, ruleId: 'SVC302' },
    { ...finding, service: 'Spooler2' },
    { ...finding, at: { ...finding.at, valueName: 'DependOnGroup' } },
    { ...finding, data: { ...finding.data, dependency: 'Ghost2' } },
    { ...finding, data: { ...finding.data, line: 'text' } },
    withoutService,
    { ...withoutService, at: { ...finding.at, keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\Select' } },
  ]
  expect(new Set([finding, ...others].map(fingerprintOf)).size).toBe(others.length + 1)
})

test('without a service the key below the control set counts', () => {
  const { service: _, ...rest } = finding
  const of = (keyPath: string): string => fingerprintOf({ ...rest, at: { ...rest.at, keyPath } })
  expect(of('HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\GroupOrderList')).toBe(
    of('HKEY_LOCAL_MACHINE\\OFFLINE\\controlset002\\control\\GroupOrderList'),
  )
})

/** What every rule finds in its bad example, with lines put before it. */
test.for(rules.filter(({ bad }) => bad.hive === undefined).map((rule) => [rule.id, rule] as const))(
  '%s: moving lines about makes no new finding',
  async ([, rule]) => {
    const text = renderExample(rule.bad)
    const moved = text.replace('\n', '\n\n; a comment\n\n')
    const prints = async (of: string, file: string): Promise<string[]> => {
      const bytes =
        rule.bad.encoding === 'utf-16le'
          ? Buffer.from(`\ufeff${of}`, 'utf16le')
          : new TextEncoder().encode(of)
      const services = await readBytes(bytes, { file, windows: rule.bad.windows ?? '10' })
      return lint(services, { rules: [rule] }).findings.map(fingerprintOf)
    }
    const before = await prints(text, 'example.reg')
    expect(before.length).toBeGreaterThan(0)
    expect(await prints(moved, 'elsewhere/renamed.reg')).toEqual(before)
  },
)
