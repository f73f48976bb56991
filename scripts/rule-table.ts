import { type Rule, severitiesOf } from '../src/rules/index.ts'

const begin = '<!-- rules -->'
const end = '<!-- /rules -->'

/** The README with the block between its two markers made from the rules. */
export function replaceRuleTable(readme: string, rules: readonly Rule[]): string {
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md lacks the lines ${begin} and ${end}`)
  return `${readme.slice(0, from + begin.length)}\n\n${ruleTable(rules)}\n\n${readme.slice(to)}`
}

/** One row a rule: id, name, severities, summary. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => row(rule.id, rule.name, severitiesOf(rule).join(', '), rule.summary))
  return [row('id', 'name', 'severity', 'reported when'), '|---|---|---|---|', ...rows].join('\n')
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
