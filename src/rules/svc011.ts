import { reportDiagnostics } from './file-diagnostics.ts'
import { defineRule, type Rule } from './rule.ts'

/** A hive whose last changes are in transaction logs that are absent, do not fit it or break off. */
export const hiveDirty: Rule = defineRule<{ code: string }>({
  id: 'SVC011',
  name: 'hive-dirty',
  severity: 'warning',
  severities: ['warning', 'info'],
  summary: 'a hive lacks its last changes: its transaction logs are absent, do not fit or break off',
  page: {
    problem:
      'The two sequence numbers in the base block of the hive differ, or its checksum is wrong: Windows was ' +
      'writing to the hive when it was copied or when the power went. What was to be written is in the ' +
      "hive's transaction logs. Either none of them was given or fits, and the hive was read as it is stored; " +
      'or one breaks off, and the changes up to there were replayed.',
    fix:
      'Copy the transaction logs together with the hive (for SYSTEM: SYSTEM.LOG1 and SYSTEM.LOG2, or SYSTEM.LOG ' +
      'up to Windows XP) and leave them beside it, or name them with --hive-log. The hive file itself is never ' +
      'changed.',
    why:
      'Windows writes changes to the logs first and raises the first sequence number; when the hive has ' +
      'them too, it makes the second one equal. When it finds them different, it replays the logs before it ' +
      'uses the hive. Since Windows 8.1 it keeps changes in the logs for a while before it writes them to the ' +
      'hive, so a hive that was copied from a running system is usually dirty.',
    exceptions:
      'A hive whose logs were replayed is not reported; which logs these were is said on standard error. A log ' +
      'that is damaged or does not fit is reported at the place in the log: a warning where changes may be lost ' +
      'with it, else an info. With --no-hive-log the hive is read as stored, and reported.',
    source: ['M. Suhanov: Windows registry file format specification (github.com/msuhanov/regf)'],
  },
  bad: {
    hive: {
      fixture: 'malformed/base-block-sequence.hive',
      shows: 'base block: sequence numbers 2 and 1\nbeside it: no transaction log',
    },
  },
  good: {
    hive: { fixture: 'hive/versions/1.5.hive', shows: 'base block: sequence numbers 1 and 1' },
  },
  check: reportDiagnostics('SVC011'),
  message: ({ code }) => `The last changes of the hive are not in it (${code})`,
})
