import { quote } from '../diagnostics/index.ts'
import {
  controlSetNumber,
  type Services,
  type Suppression,
  splitAtControlSet,
  upcase,
} from '../services/index.ts'
import { serviceOf } from './file-diagnostics.ts'
import { directive, ruleIds, SuppressionIndex } from './policy/suppressions.ts'
import { defineRule, type Rule, type RuleContext } from './rule.ts'

type Data = {
  /** Id of the rule. */
  rule: string
  /** What the comment is about. */
  target: Suppression['target']['kind']
}

/** Rules about suppressions themselves: whether one of these is used depends on this rule. */
const ownRules: ReadonlySet<string> = new Set(['SVC030', 'SVC031'])

export const unusedSuppression: Rule = defineRule<Data>({
  id: 'SVC030',
  name: 'unused-suppression',
  severity: 'warning',
  summary: 'a svcsim-ignore comment names a rule that finds nothing there',
  page: {
    problem:
      'A comment asks svcsim to leave the findings of a rule out, and the rule has none where the comment ' +
      'stands: what was wrong is mended, or the comment is not above what it was meant for.',
    fix:
      'Remove the comment, or move it to the line above the value or key that it is about. Before the first ' +
      'key, leave a line empty below it when it is meant for the whole file.',
    why:
      'A comment that suppresses nothing today hides the next defect of that kind without anyone having ' +
      'agreed to it. It also tells readers of a defect that is not there.',
    exceptions:
      'Not reported where the rule could not judge the input, as in a fragment that lacks what the rule needs, ' +
      'in keys that svcsim does not read, in a control set that is not the chosen one, in a base, and for SVC030 ' +
      'and SVC031 themselves.',
    source: ['svcsim: suppression comments in .reg text'],
  },
  bad: {
    fragment: true,
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Type"=dword:00000001
; svcsim-ignore SVC103 -- Start 5 is what our installer waits for
"Start"=dword:00000003
"ErrorControl"=dword:00000001
`,
  },
  good: {
    fragment: true,
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Type"=dword:00000001
; svcsim-ignore SVC103 -- Start 5 is what our installer waits for
"Start"=dword:00000005
"ErrorControl"=dword:00000001
`,
  },
  check(services, report, context) {
    if (services.inputs.every(({ suppressions = [] }) => suppressions.length === 0)) return
    const idOf = ruleIds(context.rules)
    const isUsed = usedTest(services, context, idOf)
    for (const { role, suppressions = [] } of services.inputs) {
      if (role !== 'input') continue
      for (const { directive: word, rules, target, at } of suppressions) {
        if (word !== directive || !isJudged(services, target)) continue
        const service = serviceOf(services, at.keyPath)
        for (const rule of rules) {
          const id = idOf(rule.value)
          if (id === undefined || ownRules.has(id) || isUsed(rule, id)) continue
          report(rule.at, { rule: id, target: target.kind }, service === undefined ? {} : { service })
        }
      }
    }
  },
  message: ({ rule, target }) => messages[target](quote(rule)),
  help: ({ target }) => help[target],
})

const messages: Readonly<Record<Data['target'], (rule: string) => string>> = {
  file: (rule) => `Suppression of ${rule} is not used: the rule finds nothing in this file`,
  key: (rule) => `Suppression of ${rule} is not used: the rule finds nothing in the key below`,
  value: (rule) => `Suppression of ${rule} is not used: the rule finds nothing in the value below`,
  nothing: (rule) => `Suppression of ${rule} is not used: no key or value stands below it`,
}

const remove = 'Remove it, or the rule from its list'
const help: Readonly<Record<Data['target'], string>> = {
  file: remove,
  key: `${remove}; before the first key, an empty line below makes it one for the whole file`,
  value: remove,
  nothing: 'Put it above the key or value that it is about',
}

/** Whether the rules, by their id, find something for a suppression; true too where they cannot tell. */
function usedTest(
  { inputs }: Services,
  { findingsOf }: RuleContext,
  idOf: (idOrName: string) => string | undefined,
): (rule: object, id: string) => boolean {
  const index = new SuppressionIndex(inputs, idOf)
  const used = new Set<object>()
  const complete = new Map<string, boolean>()
  return (rule, id) => {
    if (!complete.has(id)) {
      const found = findingsOf(id)
      complete.set(id, found.complete)
      for (const finding of found.findings) {
        const match = index.match(finding)
        if (match) used.add(match.rule)
      }
    }
    return used.has(rule) || complete.get(id) === false
  }
}

/** Whether rules look at what a suppression is about. */
function isJudged({ controlSet, inputs, mappedFrom }: Services, target: Suppression['target']): boolean {
  if (target.kind === 'file' || target.kind === 'nothing') return true
  if (!target.isRead) return false
  const path = splitAtControlSet(target.keyPath ?? '')
  if (!path) return true
  const set = upcase([...path.root, path.set].join('\\'))
  if (set === upcase([controlSet.root, controlSet.name].join('\\').replace(/^\\/, ''))) return true
  // Over a base, CurrentControlSet is the one that was chosen there.
  const hasBase = inputs.some(({ role }) => role === 'base')
  return hasBase && (controlSetNumber(path.set) === null || mappedFrom.some((known) => upcase(known) === set))
}
