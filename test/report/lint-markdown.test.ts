import { describe, expect, test } from 'vitest'
import { lintMarkdown } from '../../src/report/lint-markdown.ts'
import { sample } from './lint-formats.ts'
import { tool } from './lint-tool.ts'
import { manyFindings } from './samples.ts'

describe('markdown', () => {
  test('sums up, and links rules to their pages', () => {
    const text = lintMarkdown(sample('regular'), { pages: tool.pages })
    expect(text).toMatch(/^### svcsim lint: 1 error, 1 warning, 1 info in 467 services, 1 file\n/)
    expect(text).toContain('[SVC301 dependency-missing](https://example.org/rules/SVC301.md)')
    expect(lintMarkdown(sample('clean'))).toBe('### svcsim lint: no problems in 467 services, 1 file\n')
  })

  test('shows the gravest where there are many, and how many more there are', () => {
    const text = lintMarkdown(manyFindings(3000))
    const rows = text.split('\n').filter((line) => /^\| (?:error|warning|info) /.test(line))
    expect(rows).toHaveLength(100)
    expect(rows.every((row) => row.startsWith('| error '))).toBe(true)
    expect(text).toContain('\n… and 2900 more findings, none graver than those above\n')
  })

  test('has room in a comment whatever the names are', () => {
    const [finding] = sample('names').findings
    const findings = Array.from({ length: 500 }, () => finding).filter((one) => one !== undefined)
    const text = lintMarkdown({ ...sample('names'), findings })
    expect(text.length).toBeLessThan(65_536)
    expect(text).toMatch(/\n… and 4\d\d more findings/)
  })

  test('names are neither syntax nor anything that is looked for in text', () => {
    const rows = lintMarkdown(sample('names'))
      .split('\n')
      .filter((line) => line.startsWith('| error '))
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      expect(row.match(/\|/g)).toHaveLength(6)
      const rest = row.replaceAll(/<\/?code>|<br>|<!-- -->|&#\d+;/g, '\0')
      expect(rest).not.toMatch(/[<>&`*_[\]\\~@#!]|https?:\/|:\w/)
    }
  })
})
