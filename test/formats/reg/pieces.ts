import fc from 'fast-check'
import { version5 } from './read.ts'

export const lineEnds: fc.Arbitrary<string[]> = fc.constantFrom(
  ['\r\n'],
  ['\n'],
  ['\r'],
  ['\r\n', '\n', '\r'],
)

/** Pieces of which every line of the format and every defect can be put together. */
const pieces = [
  ...[
    '"a"=',
    '"b"=',
    '@=',
    '"',
    '"',
    '\\',
    '\\\\',
    '\\"',
    '\\0',
    '=',
    '=-',
    ' ',
    '\t',
    ';',
    '#',
    ',',
    ',\\',
    ':',
  ],
  ...[
    'hex:',
    'hex(7):',
    'hex(1):',
    'hex(z):',
    'HEX:',
    'str:',
    'str(7):',
    'dword:',
    'dword:1',
    '0x',
    'sx:',
    'hexx:',
  ],
  ...['00', '01,', '02,03', 'a', 'zz', '00,00', 'text', '"text"', '\0', '\u00e9', '\u20ac', '\ud83d\ude00'],
  ...[
    '[HKEY_LOCAL_MACHINE\\a]',
    '[HKEY_LOCAL_MACHINE\\b]',
    '[HKEY_LOCAL_MACHINE\\b\\c]',
    '[-HKEY_LOCAL_MACHINE\\a]',
  ],
  ...[
    '[',
    ']',
    '[-',
    '[HKLM\\a]',
    '[FOO\\x]',
    '[ControlSet001\\x]',
    '[HKEY_LOCAL_MACHINE\\b\\c\\d]',
    '"a"=hex:00,\\',
  ],
] as const
const breaks = ['\r\n', '\n', '\r'] as const
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.constantFrom(...breaks) },
)
const line = fc.oneof(
  fc.constantFrom('"a"="x"', '"b"=dword:00000001', '"c"=hex:00,01', '"d"=hex:00,\\\r\n  01', '', '; c'),
  // What tells a list that goes on from one that does not.
  fc.constantFrom(
    '"c"=hex:00\\',
    '"c"=hex:00,\\',
    '"c"=hex:00 ; c,\\',
    '"c"=hex:00,\\ ; c\\',
    '  01,\\',
    '  01',
    ' ; \\',
  ),
  fc.constantFrom(...pieces.filter((it) => it.startsWith('[HKEY') || it.startsWith('[-HKEY'))),
  fc.array(piece, { maxLength: 6 }).map((list) => list.join('')),
)
/** Text that looks like a .reg file, whole or broken. */
export const looksReal: fc.Arbitrary<string> = fc
  .record({
    header: fc.constantFrom(version5, version5, version5, 'REGEDIT4', 'REGEDIT', 'REGEDIT4 x', ''),
    lines: fc.array(line, { maxLength: 14 }),
    lineEnds,
  })
  .map(({ header, lines, lineEnds: ends }) =>
    [header, ...lines].map((it, index) => it + (ends[index % ends.length] ?? '')).join(''),
  )
