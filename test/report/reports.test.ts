import { describe, expect, test } from 'vitest'
import { describeService } from '../../src/cli/describe/service.ts'
import { startOf } from '../../src/cli/describe/start.ts'
import { rules } from '../../src/index.ts'
import { isSafe } from '../../src/report/escape.ts'
import { lintConcise } from '../../src/report/lint-concise.ts'
import { lintJson } from '../../src/report/lint-json.ts'
import { lintPretty, notRunLines } from '../../src/report/lint-pretty.ts'
import { listJson } from '../../src/report/list-json.ts'
import { listCsv, listTable } from '../../src/report/list-table.ts'
import { orderJson } from '../../src/report/order-json.ts'
import { orderTable } from '../../src/report/order-table.ts'
import type { Palette } from '../../src/report/palette.ts'
import { rulePages, rulesTable } from '../../src/report/rules-text.ts'
import { showJson } from '../../src/report/show-json.ts'
import { showText } from '../../src/report/show-text.ts'
import { displayWidth } from '../../src/report/wrap.ts'
import { colours, lintReports, models, planOf, withoutColours } from './samples.ts'

interface Look {
  readonly palette?: Palette
  readonly columns?: number
}

/** Every reporter of every result, by the name of its golden file. */
const reports = new Map<string, (look: Look) => string>()
for (const [name, report] of lintReports) {
  reports.set(`lint-${name}.txt`, (look) => lintPretty(report, { ...look, least: 'info' }))
  reports.set(`lint-${name}.concise`, ({ palette }) => lintConcise(report, palette))
  reports.set(`lint-${name}.json`, () => lintJson(report))
}
for (const [name, services] of models) {
  const plan = planOf(services)
  const starts = startOf(services)
  const shown = services.all.map((service) => describeService(services, plan, service))
  reports.set(`order-${name}.txt`, (look) => orderTable(services, plan, look))
  reports.set(`order-${name}.json`, () => orderJson(services, plan))
  reports.set(`list-${name}.txt`, (look) => listTable(services.all, starts, look))
  reports.set(`list-${name}.csv`, () => listCsv(services.all, starts))
  reports.set(`list-${name}.json`, () => listJson(services, services.all, starts))
  reports.set(`show-${name}.txt`, (look) => showText(shown, look))
  reports.set(`show-${name}.json`, () => showJson(services, shown))
}
const human = [...reports].filter(([name]) => /\.(?:txt|concise)$/.test(name))
const machine = [...reports].filter(([name]) => name.endsWith('.json'))

describe('golden', () => {
  test.each([...reports])('%s', async (name, report) => {
    await expect(report({})).toMatchFileSnapshot(`../../fixtures/report/${name}`)
  })

  test.each(['order-regular.txt', 'show-regular.txt', 'lint-regular.txt', 'list-regular.txt'])(
    '%s at 60 columns',
    async (name) => {
      await expect(reports.get(name)?.({ columns: 60 })).toMatchFileSnapshot(
        `../../fixtures/report/narrow-${name}`,
      )
    },
  )
})

describe('every report', () => {
  test.each([...reports])(
    '%s ends in one line end and holds nothing that a terminal acts on',
    (_, report) => {
      const text = report({})
      if (text !== '') expect(text).toMatch(/[^\n]\n$/)
      for (const line of text.split('\n')) expect(isSafe(line)).toBe(true)
    },
  )

  test.each(human)('%s is the same text in colour', (_, report) => {
    expect(withoutColours(report({ palette: colours, columns: 100 }))).toBe(report({ columns: 100 }))
  })

  test.each(machine)('%s is JSON of the schema version that scripts know', (_, report) => {
    expect(JSON.parse(report({}))).toMatchObject({ schemaVersion: 1 })
  })

  test.each(human.filter(([name]) => name.startsWith('order-') || name.startsWith('list-')))(
    '%s keeps within the terminal',
    (_, report) => {
      for (const columns of [80, 120, 200])
        for (const line of report({ columns }).split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(columns)
    },
  )
})

describe('lint', () => {
  const regular = lintReports.get('regular')
  const clean = lintReports.get('clean')

  test('sums up also when all is well', () => {
    expect(clean && lintPretty(clean)).toBe('no problems in 467 services, 1 file\n')
  })

  test('says what was left out', () => {
    const without = regular && { ...regular, findings: regular.findings.slice(0, 1) }
    expect(without && lintPretty(without, { least: 'error' })).toMatch(
      /\n1 error in 467 services, 1 file \(1 warning, 1 info, not shown\)\n$/,
    )
    const graver = regular && { ...regular, findings: regular.findings.slice(0, 2) }
    expect(graver && lintPretty(graver, { least: 'warning' })).toMatch(
      /\n1 error, 1 warning in 467 services, 1 file \(1 info, shown with --verbose\)\n$/,
    )
  })

  test('counts what is shown though it is milder', () => {
    const some = regular && { ...regular, summary: { ...regular.summary, infos: 3 } }
    expect(some && lintPretty(some, { least: 'warning' })).toMatch(
      /\n1 error, 1 warning, 1 info in 467 services, 1 file \(2 more infos, shown with --verbose\)\n$/,
    )
  })

  test('what was not judged is one line for each kind of lack, safe to print', () => {
    const linesOf = (name: string): readonly string[] => {
      const report = lintReports.get(name)
      return report ? notRunLines(report.notRun, report.summary.files) : []
    }
    expect(linesOf('fragment')).toEqual([
      'not fully judged in 1 of 2 files: SVC205. The input lacks the group list',
      'not fully judged in 1 of 2 files: SVC206, SVC207. The input lacks the tag vectors',
    ])
    expect(linesOf('hostile')).toEqual(['not fully judged: SVC201. \\u{1b}[31mred'])
    expect(linesOf('regular')).toEqual([])
  })

  test('concise names the key where there is no line', () => {
    const at = { file: '@windows-10', keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\CDPSvc' }
    const [finding] = regular?.findings ?? []
    expect(regular && finding && lintConcise({ ...regular, findings: [{ ...finding, at }] })).toBe(
      '@windows-10 HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\CDPSvc: error SVC301 Spooler depends on "Ghost", which does not exist\n',
    )
  })

  test('concise is one line a finding', () => {
    expect(regular && lintConcise(regular).split('\n')[0]).toBe(
      'system.reg:812:24: error SVC301 Spooler depends on "Ghost", which does not exist',
    )
  })

  test('JSON has the fields that scripts rely on', () => {
    expect(regular && JSON.parse(lintJson(regular)).findings[0]).toEqual({
      ruleId: 'SVC301',
      ruleName: 'dependency-missing',
      severity: 'error',
      message: 'Spooler depends on "Ghost", which does not exist',
      help: 'Remove the entry, or add the service',
      service: 'Spooler',
      data: { service: 'Spooler', dependency: 'Ghost' },
      location: {
        file: 'system.reg',
        keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Spooler',
        valueName: 'DependOnService',
        line: 812,
        column: 24,
        offset: null,
        length: 17,
      },
      related: [],
    })
  })
})

describe('order', () => {
  const services = models.get('regular')
  const plan = services && planOf(services)
  const linesOf = (keep: (position: number) => boolean): string[] => {
    if (services === undefined || plan === undefined) return []
    const phases = plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.filter(({ position }) => keep(position)),
    }))
    return orderTable(services, { ...plan, phases }).split('\n')
  }
  const marksOf = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => /^\d +([=~?])? +\w/.exec(line)?.slice(1, 2) ?? []).map((mark) => mark ?? '')

  test('a line has a mark only for the line right above it', () => {
    expect(marksOf(linesOf(() => true))).toEqual(['', '?', '='])
    expect(marksOf(linesOf((position) => position > 1))).toEqual(['', '='])
    expect(marksOf(linesOf((position) => position !== 2))).toEqual(['', ''])
  })

  test('the sum counts lines that have one above, and is silent without any', () => {
    const sum = (keep: (position: number) => boolean): string | undefined => linesOf(keep).at(-2)
    expect(sum(() => true)).toBe(
      'Windows 7: 3 boot, 0 delayed; Microsoft documents 1 of 2 places relative to the line above',
    )
    expect(sum((position) => position === 3)).toBe('Windows 7: 1 boot, 0 delayed')
  })
})

describe('rules', () => {
  test('the catalogue names every rule', () => {
    const text = rulesTable(rules)
    for (const { id, name } of rules) expect(text).toContain(`${id}  ${name}`)
  })

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s has a page with every section', (id, rule) => {
    const text = rulePages([rule], { columns: 80 })
    expect(text.startsWith(`${id} ${rule.name} (`)).toBe(true)
    for (const heading of ['Problem', 'Bad', 'Good', 'Fix', 'Why', 'Exceptions', 'Source'])
      expect(text).toMatch(new RegExp(`\\n${heading}\\n  \\S`))
  })
})
