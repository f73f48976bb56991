import { reportDiagnostics } from './file-diagnostics.ts'
import { defineRule, type Rule } from './rule.ts'

/** The same value set twice with different data. */
export const duplicateValue: Rule = defineRule<{ code: string }>({
  id: 'SVC003',
  name: 'duplicate-value',
  severity: 'warning',
  summary: 'the same value is set twice with different data in one file',
  page: {
    problem:
      'One file sets the same value of the same key twice, each time to other data. Only the last one ' +
      'counts; whoever reads the first is misled.',
    fix: 'Remove the one that is not meant.',
    why:
      'An import is a sequence of edits in file order, so the later edit silently replaces the earlier ' +
      'one. Key and value names are compared without case: "start" and "Start" are one value, and a key ' +
      'that appears in two places of the file is one key.',
    exceptions:
      'The same data twice is no finding, nor is a value that was deleted, by itself or with its key, ' +
      'before it is set again. Values of keys that svcsim does not read are not compared, --all-keys or not.',
    source: [
      'Microsoft: How to add, modify, or delete registry subkeys and values by using a .reg file (KB 310516)',
    ],
  },
  bad: {
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Start"=dword:00000003
"start"=dword:00000000
`,
  },
  good: {
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Start"=dword:00000000
`,
  },
  check: reportDiagnostics('SVC003'),
  message: ({ code }) => `The value is set twice with different data (${code})`,
})
