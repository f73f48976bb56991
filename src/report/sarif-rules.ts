import { compareText, type Finding, type Severity } from '../diagnostics/index.ts'
import type { Rule } from '../rules/index.ts'
import { visible } from './escape.ts'
import { exampleText } from './example.ts'
import type { LintTool } from './lint-report.ts'
import { ruleHelpUri } from './rule-page-uri.ts'
import { severityNames } from './terms.ts'

export const sarifLevels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}

/** What a rule's hundred is about: one tag each, of at most 20 that GitHub takes. */
const hundreds: ReadonlyMap<string, string> = new Map([
  ['0', 'file'],
  ['1', 'service-values'],
  ['2', 'load-order'],
  ['3', 'dependencies'],
  ['4', 'boot'],
  ['9', 'configuration'],
])

/**
 * All rules, and those that findings name and the catalogue lacks, in order of id. The whole page stands where there
 * are findings to read it for: those of the others would be most of the log.
 */
export function sarifRules({ rules, pages }: LintTool, findings: readonly Finding[]): SarifRule[] {
  const found = new Set(findings.map(({ ruleId }) => ruleId))
  const described = rules.map((rule) => describeRule(rule, pages, found.has(rule.id)))
  const known = new Set(described.map(({ id }) => id))
  for (const { ruleId, ruleName } of findings) {
    if (known.has(ruleId)) continue
    known.add(ruleId)
    described.push({ id: ruleId, name: pascalCase(ruleName) })
  }
  return described.sort((a, b) => compareText(a.id, b.id))
}

export interface SarifRule {
  readonly id: string
  readonly name: string
}

function describeRule(rule: Rule, pages: string | undefined, isFound: boolean): SarifRule {
  const { id, name, summary, page } = rule
  const level = severityNames(rule)[0] ?? 'warning'
  const tag = hundreds.get(id.charAt('SVC'.length))
  return {
    id,
    name: pascalCase(name),
    ...{
      shortDescription: { text: sentence(summary) },
      fullDescription: { text: visible(page.problem) },
      ...(pages === undefined ? {} : { helpUri: ruleHelpUri(id, pages) }),
      help: isFound ? { text: helpText(rule), markdown: helpMarkdown(rule) } : { text: visible(page.fix) },
      defaultConfiguration: { level: sarifLevels[level] },
      properties: {
        tags: ['windows-services', ...(tag === undefined ? [] : [tag])],
        precision: 'high',
        'problem.severity': level === 'info' ? 'recommendation' : level,
        // A helpUri has to be absolute; without one, the page is below the folder of the package.
        ...(pages === undefined ? { page: ruleHelpUri(id) } : {}),
      },
    },
  }
}

/** `tag-not-in-vector` is `TagNotInVector`. */
function pascalCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

function sentence(text: string): string {
  const shown = visible(text)
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}.`
}

function sections({ page, bad, good }: Rule): readonly (readonly [string, string, 'prose' | 'example'])[] {
  return [
    ['Problem', page.problem, 'prose'],
    ['Bad', exampleText(bad), 'example'],
    ['Good', exampleText(good), 'example'],
    ['Fix', page.fix, 'prose'],
    ['Why', page.why, 'prose'],
    ['Exceptions', page.exceptions, 'prose'],
    ['Source', page.source.map((source) => `- ${source}`).join('\n'), 'prose'],
  ]
}

/** Line ends stay; all else that acts on a terminal is shown. */
function shownLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

function helpText(rule: Rule): string {
  return sections(rule)
    .map(([heading, text]) => `${heading}\n${shownLines(text)}\n`)
    .join('\n')
}

function helpMarkdown(rule: Rule): string {
  return sections(rule)
    .map(([heading, text, kind]) => {
      const shown = shownLines(text)
      return `## ${heading}\n\n${kind === 'example' ? fenced(shown) : shown}\n`
    })
    .join('\n')
}

/** A block of code whose fence is longer than any within it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}
