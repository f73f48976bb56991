import { describe, expect, it } from 'vitest'
import { diagnosed, file, read, text, valueLine } from './read.ts'

/** Lines below `[HKEY_LOCAL_MACHINE\k]` on line 3: the values in both readings, and what is reported. */
interface Case {
  readonly lines: readonly string[]
  readonly written: readonly string[]
  /** Where it differs from `written`. */
  readonly imported?: readonly string[]
  readonly reports?: readonly string[]
}

const one = '"x" 4 01000000'
const next = '"n" 4 02000000'
const nextLine = '"n"=dword:2'

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const { lines, written, imported = written, reports = [] } of cases)
      it(JSON.stringify(lines), () => {
        const input = file('[HKEY_LOCAL_MACHINE\\k]', ...lines)
        const values = (reading: 'as-written' | 'as-imported'): string[] =>
          (read(input, { reading }).root.find('HKEY_LOCAL_MACHINE', 'k')?.values ?? []).map(valueLine)
        expect(diagnosed(read(input))).toEqual(reports)
        expect(values('as-written')).toEqual(written)
        expect(values('as-imported')).toEqual(imported)
        expect(diagnosed(read(input, { reading: 'as-imported' }))).toEqual(reports)
      })
  })
}

check('blanks and tabs', [
  { lines: [' \t"x"=dword:1'], written: [one] },
  { lines: ['"x"\t = \t"y"\t '], written: [`"x" 1 ${text('y')}`] },
  { lines: ['"x"=dword: \t1 \t'], written: [one] },
  { lines: [' @ = "y"'], written: [`@ 1 ${text('y')}`] },
])

check('`;`', [
  { lines: ['; "n"=dword:2', '  ; [HKEY_LOCAL_MACHINE\\x]', '"x"=dword:1;c'], written: [one] },
  { lines: ['"x"="y";c', '"z"="a;b" ; "c'], written: [`"x" 1 ${text('y')}`, `"z" 1 ${text('a;b')}`] },
  { lines: ['"x"=hex:01,02;c', '"y"=hex:01 ;c'], written: ['"x" 3 0102', '"y" 3 01'] },
])

check('`#`', [
  { lines: ['# "n"=dword:2', '\t#x', '"x"=dword:1'], written: [one] },
  { lines: ['"x"=dword:1 #c'], written: [one], imported: [], reports: ['4:13+2 error text-after-value'] },
  {
    lines: ['"x"="y" # c', nextLine],
    written: [`"x" 1 ${text('y')}`, next],
    imported: [next],
    reports: ['4:9+3 error text-after-value'],
  },
  { lines: ['"x"=hex:01 #c', nextLine], written: [next], reports: ['4:12+1 error hex-digit'] },
])

check('strings', [
  {
    lines: ['"x"="y" z'],
    written: [`"x" 1 ${text('y')}`],
    imported: [],
    reports: ['4:9+1 error text-after-value'],
  },
  { lines: ['"x"="\\\\ \\""'], written: [`"x" 1 ${text('\\ "')}`] },
  {
    lines: ['"x"="a\\0b"', nextLine],
    written: [`"x" 1 ${text('a\\0b')}`, next],
    imported: [next],
    reports: ['4:7+2 error escaped-nul'],
  },
  {
    lines: ['"x"="\\a\\0b"'],
    written: [`"x" 1 ${text('\\a\\0b')}`],
    imported: [],
    reports: ['4:8+2 error escaped-nul'],
  },
  {
    lines: ['"x"="\\n\\r\\t\\x"'],
    written: [`"x" 1 ${text('\\n\\r\\t\\x')}`],
    imported: [`"x" 1 ${text('\n\rtx')}`],
    reports: ['4:6+2 info single-backslash'],
  },
  {
    lines: ['"a\\b"=dword:1'],
    written: ['"a\\\\b" 4 01000000'],
    imported: ['"ab" 4 01000000'],
    reports: ['4:3+2 info single-backslash'],
  },
  {
    lines: ['"a\\0"=dword:1', '"a\\0"=-'],
    written: [],
    reports: ['4:3+2 error escaped-nul', '5:3+2 error escaped-nul'],
  },
  { lines: ['"x"="y', nextLine], written: [next], reports: ['4:5+2 error string-unclosed'] },
  { lines: ['"x"="y\\"', nextLine], written: [next], reports: ['4:5+4 error string-unclosed'] },
  { lines: ['"x=dword:1', nextLine], written: [next], reports: ['4:1+10 error name-unclosed'] },
  {
    lines: ['"x"', '"x" dword:1', '@1=dword:1', nextLine],
    written: [next],
    reports: ['4:1+3 error no-equals', '5:1+11 error no-equals', '6:1+10 error no-equals'],
  },
])

check('`""=`', [{ lines: ['""=dword:1'], written: ['@ 4 01000000'] }])

check('`dword:`', [
  { lines: ['"x"=dword:1'], written: [one] },
  { lines: ['"x"=dword:abcdefAB'], written: ['"x" 4 abefcdab'] },
  { lines: ['"x"=dword:00000001 ; c'], written: [one] },
  { lines: ['"x"=dword:', nextLine], written: [next], reports: ['4:5+6 error dword-empty'] },
  { lines: ['"x"=dword: ;c'], written: [], reports: ['4:5+9 error dword-empty'] },
  { lines: ['"x"=dword:000000001'], written: [], reports: ['4:11+9 error dword-too-long'] },
  { lines: ['"x"=dword:0x1'], written: [one], imported: [], reports: ['4:11+2 error dword-prefix'] },
  { lines: ['"x"=dword:0 1'], written: [], reports: ['4:11+3 error dword-invalid'] },
  { lines: ['"x"=dword:1,'], written: [], reports: ['4:11+2 error dword-invalid'] },
  { lines: ['"x"=dword:1 x'], written: [one], imported: [], reports: ['4:13+1 error text-after-value'] },
  { lines: ['"x"=dword:-1'], written: [], reports: ['4:5+8 error dword-invalid'] },
])

check('data of no kind', [
  { lines: ['"x"=', nextLine], written: [next], reports: ['4:5+1 error data-unknown'] },
  {
    lines: ['"x"=1', '"y"=word:1', "'z'=1", '"w"=hello:01,\\', nextLine],
    written: [next],
    reports: [
      '4:5+1 error data-unknown',
      '5:5+6 error data-unknown',
      '6:1+5 error text-lost',
      '7:5+10 error data-unknown',
    ],
  },
])

check('`hex(T):`', [
  { lines: ['"x"=hex(12345678):01'], written: ['"x" 305419896 01'] },
  { lines: ['"x"=hex(0x7):01', nextLine], written: [next], reports: ['4:5+8 error hex-type'] },
  { lines: ['"x"=hex(123456789):01'], written: [], reports: ['4:5+14 error hex-type'] },
  { lines: ['"x"=hex():01,\\', '  02', nextLine], written: [next], reports: ['4:5+5 error hex-type'] },
  { lines: ['"x"=hex:1,02,a'], written: ['"x" 3 01020a'] },
  { lines: ['"x"=hex:01,'], written: ['"x" 3 01'] },
  { lines: ['"x"=hex:01,,02'], written: ['"x" 3 0102'], imported: [], reports: ['4:12+1 error hex-comma'] },
  { lines: ['"x"=hex:,01'], written: ['"x" 3 01'], imported: [], reports: ['4:9+1 error hex-comma'] },
  { lines: ['"x"=hex:001'], written: [], reports: ['4:9+1 error hex-digit'] },
  { lines: ['"x"=hex:01,zz', nextLine], written: [next], reports: ['4:12+1 error hex-digit'] },
  { lines: ['"x"=hex:01,0x2'], written: [], reports: ['4:13+1 error hex-digit'] },
])

check('empty lists', [
  { lines: ['"x"=hex:', '"y"=hex(7):', '"z"=hex(0): ; c'], written: ['"x" 3', '"y" 7', '"z" 0'] },
])

check('continuation', [
  { lines: ['"x"=hex:01 , \\ ', '02'], written: ['"x" 3 0102'] },
  { lines: ['"x"=hex:01, \t\\\t;c', '  02'], written: ['"x" 3 0102'] },
  {
    lines: ['"x"=hex:01\\', '  02', nextLine],
    written: ['"x" 3 0102', next],
    imported: [next],
    reports: ['4:11+1 error continuation-comma'],
  },
  {
    lines: ['"x"=hex:01,\\', '  ,02', nextLine],
    written: ['"x" 3 0102', next],
    imported: [next],
    reports: ['5:3+1 error continuation-start'],
  },
  { lines: ['"x"=hex:01,\\02', nextLine], written: [next], reports: ['4:12+1 error hex-digit'] },
  {
    lines: ['"x"=hex:01,\\', '\\', '02', nextLine],
    written: ['"x" 3 0102', next],
    imported: [next],
    reports: ['5:1+1 error continuation-start'],
  },
])

check('between continuation lines', [
  { lines: ['"x"=hex:01,\\', '', ' \t', ' ; \\', '02'], written: ['"x" 3 0102'] },
  {
    lines: ['"x"=hex:01,\\', '# c', '02', nextLine],
    written: ['"x" 3 0102', next],
    imported: [next],
    reports: ['5:1+3 error continuation-comment'],
  },
  {
    // The "#" line is what Regedit swallows: the line after it is read.
    lines: ['"x"=hex:01,\\', '# c', nextLine],
    written: ['"x" 3 01', next],
    imported: [next],
    reports: ['5:1+3 error continuation-comment'],
  },
])

check('`;` in place of the backslash', [
  {
    lines: ['"x"=hex:01, ; 02,\\', nextLine],
    written: ['"x" 3 01', next],
    reports: ['4:13+1 info continuation-cut'],
  },
  { lines: ['"x"=hex:01 ; C:\\', nextLine], written: ['"x" 3 01', next] },
])

check('a file that ends inside a list', [
  { lines: ['"x"=hex:01,\\'], written: ['"x" 3 01'], reports: ['4:5+8 error continuation-at-end'] },
  {
    lines: ['"x"=hex:01,\\', '', '; c'],
    written: ['"x" 3 01'],
    reports: ['4:5+8 error continuation-at-end'],
  },
  {
    lines: ['"x"=hex:01\\'],
    written: ['"x" 3 01'],
    imported: [],
    reports: ['4:11+1 error continuation-comma'],
  },
])

check('after a dangling continuation', [
  {
    lines: ['"x"=hex:01,\\', '"y"=dword:1', nextLine],
    written: ['"x" 3 01', '"y" 4 01000000', next],
    imported: [next],
    reports: ['4:5+8 error continuation-dangling'],
  },
  {
    lines: ['"x"=hex:01,\\', '', '; c', '@=-', nextLine],
    written: ['"x" 3 01', next],
    imported: [next],
    reports: ['4:5+8 error continuation-dangling'],
  },
  {
    // What is swallowed swallows nothing itself.
    lines: ['"x"=hex:01,\\', '"y"=hex:02,\\', nextLine],
    written: ['"x" 3 01', '"y" 3 02', next],
    imported: [next],
    reports: ['4:5+8 error continuation-dangling', '5:5+8 error continuation-dangling'],
  },
  {
    // Regedit gave the value up at the doubled comma.
    lines: ['"x"=hex:01,,\\', nextLine],
    written: ['"x" 3 01', next],
    imported: [next],
    reports: ['4:12+1 error hex-comma', '4:5+9 error continuation-dangling'],
  },
  {
    lines: ['"x"=hex:01\\', nextLine],
    written: ['"x" 3 01', next],
    imported: [next],
    reports: ['4:11+1 error continuation-comma'],
  },
])

check('final NULs', [
  {
    lines: ['"x"=hex(1):61,00'],
    written: ['"x" 1 6100'],
    imported: ['"x" 1 61000000'],
    reports: ['4:5+12 info text-no-nul'],
  },
  {
    lines: ['"x"=hex(2):61,00'],
    written: ['"x" 2 6100'],
    imported: ['"x" 2 61000000'],
    reports: ['4:5+12 info text-no-nul'],
  },
  {
    lines: ['"x"=hex(7):61,00'],
    written: ['"x" 7 6100'],
    imported: ['"x" 7 61000000'],
    reports: ['4:5+12 info text-no-nul'],
  },
  { lines: ['"x"=hex(7):61,00,00,00'], written: ['"x" 7 61000000'] },
  { lines: ['"x"=hex(3):61,00', '"y"=hex(6):61,00'], written: ['"x" 3 6100', '"y" 6 6100'] },
])

check('`=-`', [
  { lines: ['"x"=dword:1', '"x" = - ; c'], written: [] },
  { lines: ['"x"=dword:1', '@=dword:1', '"x"=-', '@=-'], written: [] },
  {
    lines: ['"x"=dword:1', '"x"=-"y"'],
    written: [],
    imported: [one],
    reports: ['5:6+3 error text-after-deletion'],
  },
  {
    lines: ['"x"=dword:1', '"x"=- #'],
    written: [],
    imported: [one],
    reports: ['5:6+2 error text-after-deletion'],
  },
])
