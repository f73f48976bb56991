import { describe, expect, it } from 'vitest'
import { placeOfBytes } from '../../../src/registry/index.ts'
import { diagnosed, encode, file, hexOf, read, text, tree, value, version5 } from './read.ts'

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

describe('keys', () => {
  const keys = (...lines: readonly string[]): [string[], string[]] => {
    const registry = read(file(...lines))
    return [tree(registry.root), diagnosed(registry)]
  }

  it('8: are deleted and created in file order', () => {
    expect(
      keys(
        '[HKEY_LOCAL_MACHINE\\a]',
        '"x"=dword:1',
        '[HKEY_LOCAL_MACHINE\\a\\b\\c]',
        '[HKEY_LOCAL_MACHINE\\aa]',
        '[-HKEY_LOCAL_MACHINE\\A]',
        '[-HKEY_LOCAL_MACHINE\\missing]',
        '[HKEY_LOCAL_MACHINE\\a]',
        '"y"=dword:2',
      ),
    ).toEqual([
      ['HKEY_LOCAL_MACHINE', 'HKEY_LOCAL_MACHINE\\a', '  "y" 4 02000000', 'HKEY_LOCAL_MACHINE\\aa'],
      [],
    ])
  })

  it('8: are edits in file order, each with its place', () => {
    const { edits = [] } = read(
      file('[HKEY_LOCAL_MACHINE\\a]', '"x"=dword:1', '"x"=-', '@=-', '[-HKEY_LOCAL_MACHINE\\a]'),
      { keepEdits: true },
    )
    expect(
      edits.map(({ kind, keyPath, at, written, imported }) => [
        kind,
        keyPath,
        at.line,
        at.column,
        at.length,
        written,
        imported,
      ]),
    ).toEqual([
      ['create-key', 'HKEY_LOCAL_MACHINE\\a', 3, 1, 22, true, true],
      ['set-value', 'HKEY_LOCAL_MACHINE\\a', 4, 1, 11, true, true],
      ['delete-value', 'HKEY_LOCAL_MACHINE\\a', 5, 1, 5, true, true],
      ['delete-value', 'HKEY_LOCAL_MACHINE\\a', 6, 1, 3, true, true],
      ['delete-key', 'HKEY_LOCAL_MACHINE\\a', 7, 1, 23, true, true],
    ])
    expect(edits.map((edit) => (edit.kind === 'delete-value' ? edit.name : undefined))).toEqual([
      undefined,
      undefined,
      'x',
      '',
      undefined,
    ])
  })

  it('9: may have every mark in their names', () => {
    const [found, diagnostics] = keys('[HKEY_LOCAL_MACHINE\\a]b;c"d=#{}&~\'$[ ]')
    expect(found[1]).toBe('HKEY_LOCAL_MACHINE\\a]b;c"d=#{}&~\'$[ ')
    expect(diagnostics).toEqual([])
  })

  it('15: may have 255 characters and 512 levels, and no more levels', () => {
    const deep = ['HKEY_LOCAL_MACHINE', ...Array.from({ length: 511 }, () => 'n'.repeat(255))].join('\\')
    const [found, diagnostics] = keys(`[${deep}]`, '"x"=dword:1')
    expect(found).toHaveLength(513)
    expect(found[511]).toBe(deep)
    expect(diagnostics).toEqual([])
    expect(keys(`[HKEY_LOCAL_MACHINE${'\\n'.repeat(512)}]`, '"x"=dword:1')).toEqual([
      [],
      ['3:1+1044 error key-too-deep'],
    ])
  })

  it('15: have values with names of 16,383 characters', () => {
    const name = '\u4e2d'.repeat(16_383)
    const registry = read(file('[HKEY_LOCAL_MACHINE\\k]', `"${name}"=dword:1`))
    expect(value(registry, name).dataAt).toMatchObject({ line: 4, column: 16_387, length: 7 })
  })

  it('16: under an abbreviated root are read under the full one', () => {
    expect(
      keys(
        '[HKLM\\a]',
        '"x"=dword:1',
        '[hklm\\b]',
        '[HKCU]',
        '[HKLM\\c]',
        '[HKU\\d]',
        '[HKCR\\e]',
        '[HKCC\\f]',
      ),
    ).toEqual([
      [
        'HKEY_CLASSES_ROOT',
        'HKEY_CLASSES_ROOT\\e',
        'HKEY_CURRENT_CONFIG',
        'HKEY_CURRENT_CONFIG\\f',
        'HKEY_CURRENT_USER',
        'HKEY_LOCAL_MACHINE',
        'HKEY_LOCAL_MACHINE\\a',
        '  "x" 4 01000000',
        'HKEY_LOCAL_MACHINE\\b',
        'HKEY_LOCAL_MACHINE\\c',
        'HKEY_USERS',
        'HKEY_USERS\\d',
      ],
      [
        '3:2+4 error root-abbreviated',
        '5:2+4 error root-abbreviated',
        '6:2+4 error root-abbreviated',
        '8:2+3 error root-abbreviated',
        '9:2+4 error root-abbreviated',
        '10:2+4 error root-abbreviated',
      ],
    ])
  })

  it('17: may lack their root, which is noted once for each first name', () => {
    expect(
      keys('[ControlSet001\\Services\\x]', '"Start"=dword:0', '[ControlSet001\\Services\\y]', '[Select]'),
    ).toEqual([
      [
        'ControlSet001',
        'ControlSet001\\Services',
        'ControlSet001\\Services\\x',
        '  "Start" 4 00000000',
        'ControlSet001\\Services\\y',
        'Select',
      ],
      ['3:2+13 info root-absent', '6:2+6 info root-absent'],
    ])
  })

  it('17: under an offline root are ordinary keys', () => {
    const [found, diagnostics] = keys('[HKEY_LOCAL_MACHINE\\SYSTEMWIN2K3OFFLINE\\ControlSet003\\Services\\x]')
    expect(found.at(-1)).toBe('HKEY_LOCAL_MACHINE\\SYSTEMWIN2K3OFFLINE\\ControlSet003\\Services\\x')
    expect(diagnostics).toEqual([])
  })

  it('17: under an unknown root are kept and reported', () => {
    expect(keys('[FOO\\x]', '"a"=dword:1')).toEqual([
      ['FOO', 'FOO\\x', '  "a" 4 01000000'],
      ['3:2+3 error root-unknown'],
    ])
  })

  it('19: are found without case and never normalised', () => {
    const [found] = keys(
      '[HKEY_LOCAL_MACHINE\\__proto__]',
      '[HKEY_LOCAL_MACHINE\\constructor\\x]',
      '[HKEY_LOCAL_MACHINE\\\u00e9]',
      '[HKEY_LOCAL_MACHINE\\\u00c9\\sub]',
      '[HKEY_LOCAL_MACHINE\\e\u0301]',
    )
    expect(found).toEqual([
      'HKEY_LOCAL_MACHINE',
      'HKEY_LOCAL_MACHINE\\constructor',
      'HKEY_LOCAL_MACHINE\\constructor\\x',
      'HKEY_LOCAL_MACHINE\\e\u0301',
      'HKEY_LOCAL_MACHINE\\__proto__',
      'HKEY_LOCAL_MACHINE\\\u00e9',
      'HKEY_LOCAL_MACHINE\\\u00e9\\sub',
    ])
  })
})

describe('5: the header', () => {
  const below = '\r\n[HKEY_LOCAL_MACHINE\\k]\r\n"x"=dword:1\r\n'

  it('is missing: everything is read, nothing would be imported', () => {
    const input = encode(below.trimStart(), 'utf-8')
    const registry = read(input)
    expect(registry.format.header).toBeNull()
    expect(diagnosed(registry)).toEqual(['1:1+1 error no-header'])
    expect(tree(registry.root)).toEqual(['HKEY_LOCAL_MACHINE', 'HKEY_LOCAL_MACHINE\\k', '  "x" 4 01000000'])
    expect(tree(read(input, { reading: 'as-imported' }).root)).toEqual([])
  })

  it.each(['Windows Registry Editor Version 5.0', 'REGEDIT5'])('is unknown: %s', (header) => {
    const registry = read(header + below)
    expect(registry.format.header).toBeNull()
    expect(diagnosed(registry)).toEqual([`1:1+${header.length} error unknown-header`])
    expect(value(registry, 'x').type).toBe(4)
  })

  it.each(['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'MZ\x90\0\x03\0', 'PK\x03\x04\x14\0', '{"a": [1]}', ''])(
    'stands in no other file: %j',
    (content) => {
      const registry = read(Buffer.from(content, 'latin1'))
      expect(registry.format.header).toBeNull()
      expect(registry.counts).toEqual({ keys: 0, values: 0 })
      expect(tree(registry.root)).toEqual([])
    },
  )

  it(`is ${version5} without anything after it`, () => {
    const registry = read(version5)
    expect(registry.format.header).toBe(version5)
    expect(diagnosed(registry)).toEqual([])
  })
})

describe('places of bytes', () => {
  it('6: count from the line on which the bytes stand', () => {
    const found = value(
      read(
        file(
          '[HKEY_LOCAL_MACHINE\\k]',
          '"x"=hex(7):61,00,00,00,\\',
          '; comment',
          '  62,00,00,\\',
          '\t00,00,00',
        ),
      ),
      'x',
    )
    expect(placeOfBytes(found, 0, 2)).toMatchObject({ line: 4, column: 12, length: 5 })
    expect(placeOfBytes(found, 2, 2)).toMatchObject({ line: 4, column: 18, length: 5 })
    expect(placeOfBytes(found, 4, 2)).toMatchObject({ line: 6, column: 3, length: 5 })
    expect(placeOfBytes(found, 6, 2), 'cut at the line end').toMatchObject({ line: 6, column: 9, length: 2 })
    expect(placeOfBytes(found, 7, 1)).toMatchObject({ line: 7, column: 2, length: 2 })
    expect(placeOfBytes(found, 10, 1), 'behind the data').toEqual(found.dataAt)
    expect(hexOf(found.data)).toBe('61000000620000000000')
  })

  it('6: follow bytes of one digit and blanks', () => {
    const found = value(read(file('[HKEY_LOCAL_MACHINE\\k]', '"x"=hex:1,02, 3,04')), 'x')
    expect([0, 1, 2, 3].map((byte) => placeOfBytes(found, byte, 1))).toMatchObject([
      { column: 9, length: 1 },
      { column: 11, length: 2 },
      { column: 15, length: 1 },
      { column: 17, length: 2 },
    ])
  })
})
