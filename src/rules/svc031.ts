import { nearest, quote } from '../diagnostics/index.ts'
import { serviceOf } from './file-diagnostics.ts'
import { directive, ruleIds } from './policy/suppressions.ts'
import { defineRule, type Rule } from './rule.ts'

type Data = {
  defect: 'unknown-rule' | 'no-rule' | 'unknown-word'
  /** What stands there. */
  text: string
  /** What it may have been meant to be. */
  near: string | null
}

export const suppressionInvalid: Rule = defineRule<Data>({
  id: 'SVC031',
  name: 'suppression-invalid',
  severity: 'warning',
  summary: 'a svcsim-ignore comment names no rule, or one that does not exist',
  page: {
    problem:
      'A comment that is meant for svcsim cannot be understood: it names a rule that does not exist, no rule at ' +
      'all, or begins with another word than svcsim-ignore. It suppresses nothing.',
    fix:
      'Write "; svcsim-ignore SVC105 -- reason": the ids or names of rules, separated by commas or blanks, then ' +
      'two hyphens and the reason. "svcsim rules" lists all rules.',
    why:
      'A comment that names no rule would hide every defect, also those that come later, so svcsim takes none ' +
      'for all. One with a misspelt rule would look as if a finding had been agreed to that is still reported.',
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
    for (const { role, suppressions = [] } of services.inputs) {
      if (role !== 'input') continue
      for (const comment of suppressions) {
        const service = serviceOf(services, comment.at.keyPath)
        const more = service === undefined ? {} : { service }
        if (comment.directive !== directive) {
          report(comment.at, { defect: 'unknown-word', text: comment.directive, near: null }, more)
          continue
        }
        if (comment.rules.length === 0)
          report(comment.at, { defect: 'no-rule', text: directive, near: null }, more)
        for (const { value, at } of comment.rules) {
          if (idOf(value) !== undefined) continue
          const known = rules.flatMap(({ id, name }) => [id, name])
          report(at, { defect: 'unknown-rule', text: value, near: nearest(value, known) ?? null }, more)
        }
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
    }
  },
  help({ defect, near }) {
    if (near !== null) return `Did you mean ${near}?`
    return defect === 'unknown-word'
      ? 'Write "; svcsim-ignore", then the rules'
      : 'Write ids or names of rules, as in "; svcsim-ignore SVC105 -- reason"; "svcsim rules" lists them'
  },
})
