import { type Severity, severityRank } from '../src/diagnostics/index.ts'
import { ruleHelpUri, rulePagesFolder } from '../src/report/rule-page-uri.ts'
import { listing, severityNames } from '../src/report/terms.ts'
import type { Example, Rule } from '../src/rules/index.ts'
import { presetSeverity, presets } from '../src/rules/policy/policy.ts'
import { exampleReg } from './rule-example.ts'

/** The pages of rules and their index, by path from the root of the project. */
export function rulePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const ids = new Set(rules.map(({ id }) => id))
  return new Map([
    [`${rulePagesFolder}README.md`, indexPage(rules)],
    ...rules.map((rule): [string, string] => [ruleHelpUri(rule.id), rulePage(rule, ids)]),
  ])
}

/** Written into every page: who opens one is to change its source. */
const origin = '<!-- Written by `npm run docs` from the rule: change it there. -->'

function rulePage(rule: Rule, ids: ReadonlySet<string>): string {
  const { id, name, summary, page, bad, good } = rule
  const prose = (text: string): string => linked(markdownProse(text), id, ids)
  return sections([
    `# ${id} ${name}`,
    origin,
    `Reported: ${prose(summary)}.`,
    severityTable(rule),
    '## Problem',
    prose(page.problem),
    '## Bad',
    ...exampleParts(bad, good),
    '## Good',
    ...exampleParts(good, bad),
    '## Fix',
    prose(page.fix),
    '## Why',
    prose(page.why),
    '## Exceptions',
    prose(page.exceptions),
    '## Source',
    page.source.map((source) => `- ${prose(source)}`).join('\n'),
  ])
}

function severityTable(rule: Rule): string {
  const rows = presets.map((preset) => {
    const severities = severityNames(rule).map((severity) => presetSeverity(severity, preset))
    return row(preset, listing([...new Set(severities)].sort(worstFirst), 'or'))
  })
  return [row('preset', 'severity'), '|---|---|', ...rows].join('\n')
}

function worstFirst(a: Severity, b: Severity): number {
  return severityRank[a] - severityRank[b]
}

/** An example, with what its text does not show where that is not the same in the other one. */
function exampleParts(example: Example, other: Example): string[] {
  if (example.hive) return ['In a hive:', fenced('text', example.hive.shows)]
  const notes: string[] = []
  const { windows = '10', encoding = 'utf-8', fragment } = example
  if (encoding !== (other.encoding ?? 'utf-8'))
    notes.push(encoding === 'utf-8' ? 'Stored as UTF-8.' : 'Stored as UTF-16LE, with a byte order mark.')
  if (windows !== '10') notes.push(`Judged for Windows ${windows === 'xp' ? 'XP' : windows}.`)
  if (fragment) notes.push('A fragment: of what it does not hold, nothing is known.')
  return [...(notes.length > 0 ? [notes.join(' ')] : []), fenced('reg', exampleReg(example))]
}

function fenced(language: string, text: string): string {
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(2, ...runs) + 1)
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}

/** Hundreds of ids. */
const chapters: readonly (readonly [first: string, title: string])[] = [
  ['SVC0', 'The file and what is said in it'],
  ['SVC1', 'Values of one service'],
  ['SVC2', 'Groups and tags'],
  ['SVC3', 'Dependencies'],
  ['SVC4', 'What the boot needs, and drivers of special kinds'],
]

function indexPage(rules: readonly Rule[]): string {
  const tables = chapters.flatMap(([first, title]) => {
    const rows = rules
      .filter(({ id }) => id.startsWith(first))
      .map((rule) =>
        row(
          `[${rule.id}](${ruleHelpUri(rule.id, '')})`,
          rule.name,
          severityNames(rule).join(', '),
          markdownProse(rule.summary),
        ),
      )
    return rows.length === 0
      ? []
      : [
          `## ${title}`,
          [row('id', 'name', 'severity', 'reported when'), '|---|---|---|---|', ...rows].join('\n'),
        ]
  })
  return sections([
    '# Rules of svcsim lint',
    origin,
    'Severities are those of the preset `recommended`; `--preset strict` raises every info to a warning and every warning to an error. `svcsim rules SVC206` prints a page in the terminal. Id and name are accepted everywhere.',
    ...tables,
  ])
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function sections(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}

/** Ids of other rules become links to their pages. */
function linked(markdown: string, own: string, ids: ReadonlySet<string>): string {
  return markdown.replace(/\bSVC\d{3}\b/g, (id) =>
    id === own || !ids.has(id) ? id : `[${id}](${ruleHelpUri(id, '')})`,
  )
}

/** A sentence of the project's own as Markdown that reads well as it is: only what would mean something is escaped. */
export function markdownProse(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)|[`*[\]<>|~]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replace(/^(?:[#+-](?=\s|$)|\d+(?=[.)]\s))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
}
