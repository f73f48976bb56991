import type { Rule } from '../rules/index.ts'
import { jsonText } from './escape.ts'
import { exampleText } from './example.ts'
import { severityNames } from './terms.ts'

/** The catalogue, each rule with its page and all severities that it may report, the worst first. */
export function rulesJson(rules: readonly Rule[]): string {
  return jsonText({ schemaVersion: 1, rules: rules.map(jsonRule) })
}

function jsonRule(rule: Rule): object {
  const { id, name, summary, needs, page, bad, good } = rule
  return {
    id,
    name,
    severities: severityNames(rule),
    summary,
    needs: needs ?? [],
    page: {
      problem: page.problem,
      bad: exampleText(bad),
      good: exampleText(good),
      fix: page.fix,
      why: page.why,
      exceptions: page.exceptions,
      source: page.source,
    },
  }
}
