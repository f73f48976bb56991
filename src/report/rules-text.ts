import { count } from '../diagnostics/index.ts'
import type { Rule } from '../rules/index.ts'
import { drawn } from './drawn-table.ts'
import { visible } from './escape.ts'
import { exampleText } from './example.ts'
import { colourless, type Palette } from './palette.ts'
import { type Cell, type Column, table } from './table.ts'
import { listing, severityNames } from './terms.ts'
import { wrap } from './wrap.ts'

export interface RulesTextOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
}

/** Pages are prose: without a terminal they are wrapped at this width all the same. */
const pageWidth = 80

const columns: readonly Column[] = [
  { heading: 'Id' },
  { heading: 'Name' },
  { heading: 'Severity', wrapTo: 8, drop: 1 },
  { heading: 'Finds', wrapTo: 24 },
]

/** Every rule in a line. */
export function rulesTable(rules: readonly Rule[], options: RulesTextOptions = {}): string {
  const palette = options.palette ?? colourless
  const rows = rules.map((rule): Cell[] => [
    { text: rule.id, paint: palette.name },
    rule.name,
    { text: severityNames(rule).join(', '), paint: palette[severityNames(rule)[0] ?? 'info'] },
    rule.summary,
  ])
  const body = table(columns, rows, { palette, columns: options.columns, setLines: drawn })
  return `${body}\n${count(rules.length, 'rule')}; svcsim rules <id> shows one in full\n`
}

/** Rules in full: problem, example, fix, why, exceptions, source. */
export function rulePages(rules: readonly Rule[], options: RulesTextOptions = {}): string {
  return rules.map((rule) => rulePage(rule, options)).join('\n')
}

function rulePage(rule: Rule, options: RulesTextOptions): string {
  const { id, name, summary, page, bad, good } = rule
  const palette = options.palette ?? colourless
  const width = Math.max(30, Math.min(options.columns ?? pageWidth, 100))
  const prose = (text: string): string =>
    wrap(visible(text), width - 2)
      .map((line) => `  ${line}\n`)
      .join('')
  const example = (text: string): string =>
    text
      .split('\n')
      .map((line) => `  ${visible(line)}`.trimEnd().concat('\n'))
      .join('')
  const sections: readonly (readonly [string, string])[] = [
    ['Problem', prose(page.problem)],
    ['Bad', example(exampleText(bad))],
    ['Good', example(exampleText(good))],
    ['Fix', prose(page.fix)],
    ['Why', prose(page.why)],
    ['Exceptions', prose(page.exceptions)],
    ['Source', page.source.map((source) => prose(source)).join('')],
  ]
  const level = listing(
    severityNames(rule).map((severity) => palette[severity](severity)),
    'or',
  )
  const title = `${palette.heading(`${id} ${name}`)} (${level})\n${wrap(visible(summary), width).join('\n')}\n`
  return [title, ...sections.map(([heading, body]) => `${palette.heading(heading)}\n${body}`)].join('\n')
}
