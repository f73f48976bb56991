import type { Diagnostic } from '../diagnostics/index.ts'
import { type Services, sameName, splitAtControlSet, textDefectMessages } from '../services/index.ts'
import { reportDiagnostics } from './file-diagnostics.ts'
import { defineRule, type Rule } from './rule.ts'

/** What the reader of .reg text noticed: the only rule whose words come from elsewhere, with SVC002 and SVC003. */
export const regSyntax: Rule = defineRule<{ code: string }>({
  id: 'SVC001',
  name: 'reg-syntax',
  severity: 'error',
  severities: ['error', 'info'],
  summary: 'a line that Regedit would reject, ignore or misread',
  page: {
    problem:
      'A line of the .reg file is not what Regedit reads: it would be rejected, ignored, or stored as ' +
      'something else than what is written. An import then changes only part of what the author meant, and ' +
      'Regedit reports success all the same.',
    fix:
      'Write the line as Regedit itself would export it. For text with many bytes, change the value in the ' +
      'registry editor and export it again instead of editing the hex digits.',
    why:
      'Regedit passes over every line that it does not understand, without a word. An empty "dword:" sets ' +
      'nothing, so a driver can end up without its Start value; after a key line that it cannot read, all ' +
      'values up to the next key are lost.',
    exceptions:
      'Key lines, strings and continuation lines are checked in the whole file. The syntax of values is ' +
      'checked under the keys that svcsim reads, and everywhere with --all-keys. Where nothing is lost (a ' +
      'spelling that only other tools write) the severity is info. So it is with a key path without a root, which ' +
      'tools for offline hives write; it is an error where a file has nothing else to lay over a base. Stored ' +
      'text without its final NUL, or with half a character at its end, is reported of the control set that was ' +
      'read alone; of a hive, nothing else is.',
    source: [
      'Microsoft: How to add, modify, or delete registry subkeys and values by using a .reg file (KB 310516)',
      'Behaviour of Regedit as public conformance tests assert it on Windows',
    ],
  },
  bad: {
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Type"=dword:00000001
"Start"=dword:
"ErrorControl"=dword:00000001
`,
  },
  good: {
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Type"=dword:00000001
"Start"=dword:00000003
"ErrorControl"=dword:00000001
`,
  },
  check: reportDiagnostics('SVC001', isOfReadSet, asLaidOver),
  message: ({ code }) => `Regedit does not read this as written (${code})`,
})

/** Keys without a root are read, but not laid over a base. Where the file has no others, nothing of it is judged. */
function asLaidOver(diagnostic: Diagnostic, { inputs, touched, touchedControl }: Services): Diagnostic {
  const hasBase = inputs.some(({ role }) => role === 'base')
  if (diagnostic.code !== 'root-absent' || !hasBase || touched.size + touchedControl.size > 0)
    return diagnostic
  const help =
    'Nothing of the file is laid over the base: add HKEY_LOCAL_MACHINE\\SYSTEM, as Regedit needs it'
  return { ...diagnostic, severity: 'error', help }
}

/** What bytes a text has is judged in the control set that was read, as all else that is stored; syntax everywhere. */
function isOfReadSet({ code, at }: Diagnostic, { controlSet, inputs }: Services): boolean {
  if (!(code in textDefectMessages) || inputs.length > 1 || controlSet.name === undefined) return true
  const path = splitAtControlSet(at.keyPath ?? '')
  if (path === undefined) return true
  return sameName(path.set, controlSet.name) && sameName(path.root.join('\\'), controlSet.root)
}
