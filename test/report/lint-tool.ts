import type { Rule } from '../../src/index.ts'
import type { LintTool } from '../../src/report/lint-report.ts'
import { fingerprintOf } from '../../src/rules/policy/fingerprint.ts'

/** A catalogue of two rules, so that a golden file does not change with the words of the real one. */
const rules: readonly Rule[] = [
  {
    id: 'SVC206',
    name: 'tag-not-in-vector',
    severity: () => 'warning',
    severities: ['warning', 'info'],
    summary: 'a tag is not in its vector',
    page: {
      problem: 'The tag is absent.',
      fix: 'Add it.',
      why: 'It loads last.',
      exceptions: 'None.',
      source: ['KB 115486', 'measured'],
    },
    bad: { text: 'Windows Registry Editor Version 5.00\r\n```\r\n' },
    good: { services: { viostor: { Tag: 1 } } },
    check: () => undefined,
    message: () => '',
  },
]

export const tool: LintTool = {
  version: '1.2.3',
  rules,
  fingerprint: fingerprintOf,
  folder: '/home/ci/driver',
  pages: 'https://example.org/rules/',
}
