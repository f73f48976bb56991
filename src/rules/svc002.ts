import { reportDiagnostics } from './file-diagnostics.ts'
import { defineRule, type Rule } from './rule.ts'

/** Encoding: a header promises one, the bytes hold another. */
export const regEncoding: Rule = defineRule<{ code: string }>({
  id: 'SVC002',
  name: 'reg-encoding',
  severity: 'warning',
  summary: 'the encoding contradicts the header or cannot be decoded',
  page: {
    problem:
      'The bytes of the file do not fit the header that it begins with, or cannot be decoded in the ' +
      'encoding that they seem to have. Names and paths may be read as other text than the author saw.',
    fix:
      'Save a "Windows Registry Editor Version 5.00" file as UTF-16LE with a byte order mark, as Regedit ' +
      'writes it, and a "REGEDIT4" file in the ANSI code page of the system that will import it. For ' +
      'REGEDIT4 in another code page than 1252, say which with --code-page.',
    why:
      'Version 5.00 stands for Unicode text and REGEDIT4 for ANSI text; Regedit tells them apart by the ' +
      'byte order mark and the header. A service name that was decoded wrongly is another service. Of UTF-16 it ' +
      'knows the little-endian form behind a byte order mark only, and refuses others as no registry script.',
    exceptions:
      'Version 5.00 text without any byte order mark is read as UTF-8 or ANSI without a finding as long as ' +
      'it is plain ASCII, as most hand-written files are. UTF-16 that is big-endian or has no byte order mark is ' +
      'read all the same.',
    source: [
      'Microsoft: How to add, modify, or delete registry subkeys and values by using a .reg file (KB 310516)',
    ],
  },
  bad: {
    encoding: 'utf-16le',
    text: `REGEDIT4

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Start"=dword:00000003
`,
  },
  good: {
    text: `REGEDIT4

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Sample]
"Start"=dword:00000003
`,
  },
  check: reportDiagnostics('SVC002'),
  message: ({ code }) => `The encoding of the file is not the one its header promises (${code})`,
})
