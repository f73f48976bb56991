import { type Rule, severitiesOf } from '../../src/rules/index.ts'
import { lintExample } from './read.ts'

/**
 * What every rule must fulfil, as functions that give sentences about what is wrong: none for a good rule. The tests
 * apply them to all rules, and to planted broken ones to see that they notice.
 */
export type RuleCheck = (rule: Rule) => Promise<string[]> | string[]

const idPattern = /^SVC\d{3}$/
const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const longestMessage = 100

/** `bad` gives findings of the rule, `good` none, and the rule can judge both. */
export async function checkExamples(rule: Rule): Promise<string[]> {
  const wrong: string[] = []
  if (!rule.bad || !rule.good) return [`${rule.id} lacks an example`]
  const bad = await lintExample(rule.bad, rule)
  const good = await lintExample(rule.good, rule)
  if (bad.findings.length === 0) wrong.push(`${rule.id} finds nothing in its bad example`)
  for (const { message } of good.findings) wrong.push(`${rule.id} finds in its good example: ${message}`)
  for (const { help } of [...bad.notRun, ...good.notRun])
    wrong.push(`${rule.id} cannot judge its example: ${help}`)
  return wrong
}

/** Messages: sentence case, no final period, at most 100 characters; a place in the text; a severity it may give. */
export async function checkFindings(rule: Rule): Promise<string[]> {
  const wrong: string[] = []
  const { findings } = await lintExample(rule.bad, rule)
  for (const { message, help, at, severity } of findings) {
    for (const text of help === undefined ? [message] : [message, help]) {
      if (text.length > longestMessage && text === message)
        wrong.push(`${rule.id}: over 100 characters: ${text}`)
      if (/[.\s]$/.test(text)) wrong.push(`${rule.id}: ends in a period or blank: ${text}`)
      if (/^[a-z]/.test(text)) wrong.push(`${rule.id}: begins in lower case: ${text}`)
      if (/undefined|null|NaN|\[object/.test(text))
        wrong.push(`${rule.id}: a value is not filled in: ${text}`)
    }
    const isPlaced = rule.bad.hive ? at.offset !== undefined && at.length : at.line && at.column
    if (at.file !== 'example.reg' || !isPlaced) wrong.push(`${rule.id}: no place for: ${message}`)
    if (!severitiesOf(rule).includes(severity))
      wrong.push(`${rule.id}: ${severity} is not among its severities`)
  }
  return wrong
}

/** Id, name, summary and every part of the page are there. */
export function checkPage(rule: Rule): string[] {
  const wrong: string[] = []
  if (!idPattern.test(rule.id)) wrong.push(`${rule.id} is no rule id`)
  if (!namePattern.test(rule.name)) wrong.push(`${rule.id}: ${rule.name} is no rule name`)
  if (rule.summary.length < 10 || /[.\n]$/.test(rule.summary))
    wrong.push(`${rule.id}: summary is no short clause`)
  if (severitiesOf(rule).length === 0) wrong.push(`${rule.id} does not say which severities it may give`)
  for (const part of ['problem', 'fix', 'why', 'exceptions'] as const) {
    const text = rule.page?.[part] ?? ''
    if (!/^[A-Z0-9"].*[.]$/s.test(text)) wrong.push(`${rule.id}: page lacks a full sentence for "${part}"`)
  }
  if (!rule.page?.source?.length) wrong.push(`${rule.id}: page names no source`)
  return wrong
}
