import { nearest, type Place, quote } from '../diagnostics/index.ts'
import type { Suppression } from '../services/index.ts'
import { serviceOf } from './file-diagnostics.ts'
import { directive, ruleIds } from './policy/suppressions.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = {
  defect: 'unknown-rule' | 'no-rule' | 'unknown-word' | 'no-reason' | 'mark'
  /** What stands there; the rules where a reason is lacking. */
  text: string
  /** The rule that may have been meant, or one that the comment names. */
  near: string | null
}

export const suppressionInvalid: Rule = defineRule<Data>({
  id: 'SVC031',
  name: 'suppression-invalid',
  severity: 'warning',
  summary: 'a svcsim-ignore comment names no rule, one that does not exist, or no reason',
  page: {
    problem:
      'A comment that is meant for svcsim cannot be understood: it names a rule that does not exist, no rule at ' +
      'all, or begins with another word than svcsim-ignore, and suppresses nothing. Or it does not say why: then ' +
      'it suppresses what it names, and this warning stays.',
    fix:
      'Write "; svcsim-ignore SVC105 -- reason": the ids or names of rules, separated by commas or blanks, then ' +
      'two hyphens and the reason. "svcsim rules" lists all rules.',
    why:
      'A comment that names no rule would hide every defect, also those that come later, so svcsim takes none ' +
      'for all. One with a misspelt rule would look as if a finding had been agreed to that is still reported. ' +
      'Without a reason nobody can tell later whether the finding is still to be put up with.',
    exceptions:
      'Only comments that begin with "svcsim-" are looked at, and those in keys that svcsim does not read as ' +
      'well. Comments of a base are not, nor comments behind a value or between the lines of one.',
    source: ['svcsim: suppression comments in .reg text'],
  },
  bad: {
    fragment: true,
    text: `Windows Registry Editor Version 5.00

; svcsim-ignore SVC1O3, no-such-rule
; svcsim-ignore -- whatever it is
; svcsim-ignores SVC103
; svcsim-ignore start-invalid
; svcsim-ignore SVC002 - the reason behind one hyphen
[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Type"=dword:00000001
"Start"=dword:00000003
"ErrorControl"=dword:00000001
`,
  },
  good: {
    fragment: true,
    text: `Windows Registry Editor Version 5.00

; svcsim-ignore SVC103, partial-service -- our installer completes it
[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Start"=dword:00000005
`,
  },
  check(services, report, { rules }) {
    const idOf = ruleIds(rules)
    const known = rules.flatMap(({ id, name }) => [id, name])
    for (const { role, suppressions = [] } of services.inputs) {
      if (role !== 'input') continue
      for (const comment of suppressions) {
        const service = serviceOf(services, comment.at.keyPath)
        const more = service === undefined ? {} : { service }
        for (const { at, ...data } of defectsOf(comment, idOf, known)) report(at, data, more)
      }
    }
  },
  message({ defect, text }) {
    switch (defect) {
      case 'unknown-rule':
        return `There is no rule ${quote(text)} to suppress`
      case 'no-rule':
        return 'Suppression names no rule, and suppresses nothing'
      case 'unknown-word':
        return `There is no comment ${quote(text)}, and it suppresses nothing`
      case 'no-reason':
        return `Suppression of ${quote(text)} gives no reason`
      case 'mark':
        return `Reason of a suppression stands behind ${quote(text)}, expected "--"`
    }
  },
  help({ defect, near }) {
    if (defect === 'unknown-rule' && near !== null) return `Did you mean ${near}?`
    const form = `as in "; ${directive} ${near ?? 'SVC105'} -- reason"`
    if (defect === 'unknown-word') return `Write it above the value or key, ${form}`
    if (defect === 'no-reason') return `Write it behind two hyphens, ${form}`
    if (defect === 'mark') return `Write two hyphens, ${form}`
    return `Write ids or names of rules, then two hyphens and the reason, ${form}; "svcsim rules" lists them`
  },
})

/** What is wrong with one comment. */
function* defectsOf(
  { at, directive: word, rules, reason, mark }: Suppression,
  idOf: (idOrName: string) => string | undefined,
  known: readonly string[],
): Generator<Data & { at: Place }> {
  const first = rules.map(({ value }) => idOf(value)).find((id) => id !== undefined) ?? null
  if (word !== directive) {
    yield { at, defect: 'unknown-word', text: word, near: first }
    return
  }
  if (rules.length === 0) yield { at, defect: 'no-rule', text: directive, near: null }
  // Of a sentence that lacks the hyphens before it, one word is enough to say so.
  let isSentence = false
  for (const rule of rules) {
    if (idOf(rule.value) !== undefined) continue
    const near = nearest(rule.value, known) ?? null
    if (near !== null || !isSentence) yield { at: rule.at, defect: 'unknown-rule', text: rule.value, near }
    isSentence ||= near === null
  }
  if (mark) yield { at: mark.at, defect: 'mark', text: mark.value, near: first }
  else if (reason === undefined && first !== null && !isSentence)
    yield { at, defect: 'no-reason', text: rules.map(({ value }) => value).join(', '), near: first }
}
