import { reportDiagnostics } from './file-diagnostics.ts'
import { defineRule, type Rule } from './rule.ts'

/** What the reader of hives noticed on its way to what it read. */
export const hiveDamaged: Rule = defineRule<{ code: string }>({
  id: 'SVC010',
  name: 'hive-damaged',
  severity: 'error',
  severities: ['error', 'warning', 'info'],
  summary: 'cells of a hive that are lost, contradict each other or, with --deep, are reached from no key',
  page: {
    problem:
      'A structure of the hive is not what it should be: a cell lies outside the file, is marked as free, is ' +
      'cut off, belongs to two keys, or holds something else than what refers to it. An error says that keys ' +
      'or values are lost, a warning that two structures contradict each other and all could be read, an info ' +
      'that something is unusual and Windows puts up with it.',
    fix:
      'Copy the hive once more where its disk is at hand, or take it from a backup or a restore point. Where ' +
      'there is no other copy, "svcsim convert" writes what can be read as .reg text, which can be imported ' +
      'into a sound hive.',
    why:
      'Windows checks a hive when it loads it. Damage that it cannot mend stops the boot of a SYSTEM hive ' +
      '(stop code 0x74 or 0xC0000218); what it can mend, it mends by dropping the keys and values that are ' +
      'hit, without asking. A driver whose key is dropped does not load.',
    exceptions:
      'Only what leads to the keys that svcsim reads is judged; the keys that it does not need as well with ' +
      '--all-keys. With --deep the whole hive is judged: cells in use that no key leads to, which may be hidden, ' +
      'and deleted keys that are still legible. These are reported as info, and never used.',
    source: [
      'M. Suhanov: Windows registry file format specification (github.com/msuhanov/regf)',
      'Microsoft: bug check 0x74, BAD_SYSTEM_CONFIG_INFO',
    ],
  },
  bad: {
    hive: {
      fixture: 'malformed/value-list-outside.hive',
      shows: 'hive bins: 0x1000 bytes\nkey Services\\Damaged: its value list is at 0x100020',
    },
  },
  good: {
    hive: {
      fixture: 'hive/versions/1.5.hive',
      shows: 'hive bins: 0x1000 bytes\nkey Services\\Damaged: its value list is inside them',
    },
  },
  check: reportDiagnostics('SVC010'),
  message: ({ code }) => `The hive is damaged here (${code})`,
})
