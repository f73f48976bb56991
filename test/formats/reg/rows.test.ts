import { describe, expect, it } from 'vitest'
import { diagnosed, file, read, text, tree } from './read.ts'

interface Row {
  readonly title: string
  /** Lines below the key line, which is line 3. */
  readonly lines: readonly string[]
  readonly values: readonly string[]
  readonly diagnostics?: readonly string[]
}

/** Values under one key, as they are written; what Regedit makes of them is in regedit.test.ts. */
const rows: readonly Row[] = [
  {
    title: '6: a list over many lines with blanks and comments between',
    lines: ['"x"=hex(7):61,00,  \\  ', '\t 00,00,\\ ; why', '; between', '', '   ', '00,00'],
    values: ['"x" 7 610000000000'],
  },
  {
    title: '6: a break after the colon',
    lines: ['"x"=hex(7):\\', '  61,00,00,00,00,00'],
    values: ['"x" 7 610000000000'],
  },
  {
    title: '6: a comma missing at the line end',
    lines: ['"x"=hex:01\\', '  02'],
    values: ['"x" 3 0102'],
    diagnostics: ['4:11+1 error continuation-comma'],
  },
  {
    title: '6: a comma doubled at the line end',
    lines: ['"x"=hex:01,,\\', '  02'],
    values: ['"x" 3 0102'],
    diagnostics: ['4:12+1 error hex-comma'],
  },
  {
    title: '6: blanks in the list',
    lines: ['"x"=hex: 01, 02 ,03'],
    values: ['"x" 3 010203'],
    diagnostics: ['4:13+1 info hex-blank'],
  },
  {
    title: '6: a comma missing behind a blank is worse than the blank',
    lines: ['"x"=hex:01 02'],
    values: ['"x" 3 0102'],
    diagnostics: ['4:11+1 info hex-blank', '4:12+1 error hex-comma'],
  },
  {
    title: '7: the default value',
    lines: ['@="text"', '"a"=dword:1'],
    values: [`@ 1 ${text('text')}`, '"a" 4 01000000'],
  },
  { title: '7: the default value as a number', lines: ['@=dword:0000000a'], values: ['@ 4 0a000000'] },
  {
    title: '7: the default value deleted',
    lines: ['@="text"', '@=-', '"a"=dword:1'],
    values: ['"a" 4 01000000'],
  },
  { title: '8: a value deleted', lines: ['"a"=dword:1', '"A"=-', '"b"=-'], values: [] },
  {
    title: '8: a value set again',
    lines: ['"a"=dword:1', '"a"=-', '"a"="x"'],
    values: [`"a" 1 ${text('x')}`],
  },
  {
    title: '9: escapes in names and data',
    lines: ['"a\\"b\\\\"="c\\\\d\\"e"', '"\\\\"="\\""'],
    values: [`"a\\"b\\\\" 1 ${text('c\\d"e')}`, `"\\\\" 1 ${text('"')}`],
  },
  {
    title: '9: every mark that means something elsewhere',
    lines: ['"=;][{}#&~\'$"="=;][{}#&~\'$,-@"', '";[HKEY_LOCAL_MACHINE\\\\x]"="[-x]" ; comment "x"="y"'],
    values: [`"=;][{}#&~'$" 1 ${text("=;][{}#&~'$,-@")}`, `";[HKEY_LOCAL_MACHINE\\\\x]" 1 ${text('[-x]')}`],
  },
  {
    title: '10: a single backslash',
    lines: ['"x"="\\SystemRoot\\x"', '"\\a"=dword:1'],
    values: [`"x" 1 ${text('\\SystemRoot\\x')}`, '"\\\\a" 4 01000000'],
    diagnostics: ['4:6+2 info single-backslash', '5:2+2 info single-backslash'],
  },
  {
    title: '11: numbers of one to eight digits',
    lines: ['"a"=dword:1', '"b"=dword:FFFFFFFF', '"c"=dword:00012345', '"d"=dword: 7'],
    values: ['"a" 4 01000000', '"b" 4 ffffffff', '"c" 4 45230100', '"d" 4 07000000'],
  },
  {
    title: '11: numbers without digits, and with too many',
    lines: ['"a"=dword:', '"b"=dword:123456789', '"c"=dword:000000001', '"d"=dword:g', '"e"=dword:'],
    values: [],
    diagnostics: [
      '4:5+6 error dword-empty',
      '5:11+9 error dword-too-long',
      '6:11+9 error dword-too-long',
      '7:5+7 error dword-invalid',
      '8:5+6 error dword-empty',
    ],
  },
  {
    title: '12: every type',
    lines: [
      '"b"=hex(b):01,02,03,04,05,06,07,08',
      '"0"=hex(0):',
      '"3"=hex:00,ff',
      '"03"=hex(3):ff',
      '"4"=hex(4):01,00',
      '"5"=hex(5):00,00,00,01',
      '"6"=hex(6):5c,00',
      '"8"=hex(8):01',
      '"9"=hex(9):02',
      '"a"=hex(a):03',
      '"u"=hex(ffff0012):04',
      '"m"=hex(ffffffff):05',
    ],
    values: [
      '"b" 11 0102030405060708',
      '"0" 0',
      '"3" 3 00ff',
      '"03" 3 ff',
      '"4" 4 0100',
      '"5" 5 00000001',
      '"6" 6 5c00',
      '"8" 8 01',
      '"9" 9 02',
      '"a" 10 03',
      '"u" 4294901778 04',
      '"m" 4294967295 05',
    ],
  },
  {
    title: '13: lists and texts without their NUL, or of odd length',
    lines: [
      '"a"=hex(7):61,00,00,00,62,00',
      '"b"=hex(7):61,00,00,00,00,00,00',
      '"c"=hex(1):61,00',
      '"d"=hex(2):61',
      '"e"=hex(7):00,00',
      '"f"=hex(7):',
      '"g"=hex(1):',
    ],
    values: [
      '"a" 7 610000006200',
      '"b" 7 61000000000000',
      '"c" 1 6100',
      '"d" 2 61',
      '"e" 7 0000',
      '"f" 7',
      '"g" 1',
    ],
    diagnostics: [
      '4:5+24 info text-no-nul',
      '5:5+27 info text-odd-length',
      '6:5+12 info text-no-nul',
      '7:5+9 info text-odd-length',
    ],
  },
  {
    title: '14: a line break inside quotes, and no key injected by it',
    lines: ['"x"="one', '[HKEY_LOCAL_MACHINE\\evil]', 'three" ; end', '"y"=dword:1'],
    values: [`"x" 1 ${text('one\r\n[HKEY_LOCAL_MACHINE\\evil]\r\nthree')}`, '"y" 4 01000000'],
    diagnostics: ['4:5+4 info string-line-break', '5:20+2 info single-backslash'],
  },
  {
    title: '14: a single backslash on a later line of a string',
    lines: ['"x"="one', ' C:\\two"'],
    values: [`"x" 1 ${text('one\r\n C:\\two')}`],
    diagnostics: ['4:5+4 info string-line-break', '5:4+2 info single-backslash'],
  },
  {
    title: '14: a single backslash at the end of a line of a string',
    lines: ['"x"="one\\', 'two"'],
    values: [`"x" 1 ${text('one\\\r\ntwo')}`],
    diagnostics: ['4:5+5 info string-line-break', '4:9+1 info single-backslash'],
  },
  {
    title: '14: no closing quote before the next value',
    lines: ['"x"="one', '"y"="two"', '"z"=dword:1'],
    values: [`"y" 1 ${text('two')}`, '"z" 4 01000000'],
    diagnostics: ['4:5+4 error string-unclosed'],
  },
  {
    title: '14: no closing quote at all',
    lines: ['"y"=dword:1', '"x"="one', 'two', '[HKEY_LOCAL_MACHINE\\other]'],
    values: ['"y" 4 01000000'],
    diagnostics: ['5:5+4 error string-unclosed', '6:1+3 error text-lost'],
  },
  {
    title: '15: text that no terminal should see',
    lines: ['"\ud800"="\udc00\u202e\x01\x7f\ufeff"', '"a\0b"="c\0d"'],
    values: [`"\\ud800" 1 ${text('\udc00\u202e\x01\x7f\ufeff')}`, `"a\\u0000b" 1 ${text('c\0d')}`],
  },
  {
    title: '18: data as Wine and people write it',
    lines: [
      '"a"=str:"x\\\\y"',
      '"b"=str(1):"x"',
      '"c"=str(2):"%x%"',
      '"d"=str(7):"a\\0b\\0"',
      '"e"=str(7):"a\\0b"',
      '"f"=HEX(7):AA,BB,00,00',
      '"g"=hex:0A',
      '"h"=DWORD:A',
      '"i"=str(7):"C:\\\\0x\\0"',
    ],
    values: [
      `"a" 1 ${text('x\\y')}`,
      `"b" 1 ${text('x')}`,
      `"c" 2 ${text('%x%')}`,
      `"d" 7 ${text('a\0b', 2)}`,
      `"e" 7 ${text('a\0b', 2)}`,
      '"f" 7 aabb0000',
      '"g" 3 0a',
      '"h" 4 0a000000',
      `"i" 7 ${text('C:\\0x', 2)}`,
    ],
    diagnostics: [
      '4:5+3 info str-type',
      '5:5+6 info str-type',
      '6:5+6 info str-type',
      '7:5+6 info str-type',
      '8:5+6 info str-type',
      '9:5+18 info hex-upper-case',
      '10:5+6 info hex-upper-case',
      '11:5+5 info hex-upper-case',
      '12:5+6 info str-type',
    ],
  },
  {
    title: '19: names of JavaScript',
    lines: ['"__proto__"=dword:1', '"constructor"=dword:2', '"toString"=dword:3', '"hasOwnProperty"=dword:4'],
    values: [
      '"__proto__" 4 01000000',
      '"constructor" 4 02000000',
      '"toString" 4 03000000',
      '"hasOwnProperty" 4 04000000',
    ],
  },
  {
    title: '19: names that differ in case are one, those that differ in normalisation are two',
    lines: [
      '"Stra\u00dfe"=dword:1',
      '"STRA\u00dfE"=dword:1',
      '"\u00e9"=dword:3',
      '"\u00c9"=dword:4',
      '"e\u0301"=dword:5',
      '"\u0131"=dword:6',
      '"I"=dword:7',
    ],
    values: [
      '"STRA\u00dfE" 4 01000000',
      '"\u00c9" 4 04000000',
      '"e\u0301" 4 05000000',
      '"\u0131" 4 06000000',
      '"I" 4 07000000',
    ],
    diagnostics: ['7:1+11 warning duplicate-value'],
  },
]

describe('values of one key, as written', () => {
  for (const { title, lines, values, diagnostics = [] } of rows)
    it(title, () => {
      const registry = read(file('[HKEY_LOCAL_MACHINE\\k]', ...lines))
      expect(diagnosed(registry)).toEqual(diagnostics)
      const [, , ...found] = tree(registry.root).map((line) => line.trim())
      expect(found.filter((line) => !line.startsWith('HKEY'))).toEqual(values)
    })
})
