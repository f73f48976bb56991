import { describe, expect, it } from 'vitest'
import { diagnosed, encode, file, read, text, tree, version5 } from './read.ts'

describe('the header', () => {
  const body = '\r\n[HKEY_LOCAL_MACHINE\\k]\r\n"x"=dword:1\r\n'
  const imports = (start: string): [number, string[]] => {
    const registry = read(encode(start + body, 'utf-8'), { reading: 'as-imported' })
    return [tree(registry.root).length, diagnosed(registry)]
  }

  it.each([version5, 'REGEDIT4', '  REGEDIT4', `\t ${version5}`])('is known: %j', (header) => {
    expect(imports(header)).toEqual([3, []])
  })

  it.each([
    ['REGEDIT3', 1],
    ['regedit4', 1],
    ['REGEDIT4 x', 1],
    ['REGEDIT4 ', 1],
    ['Windows Registry Editor Version 4.00', 1],
    ['Windows Registry Editor Version 5', 1],
    ['windows registry editor version 5.00', 1],
    ['\r\nREGEDIT4', 2],
  ])('is not known: %j', (header, line) => {
    const [length, diagnostics] = imports(header)
    expect(length).toBe(0)
    const code = line === 1 ? 'unknown-header' : 'late-header'
    expect(diagnostics).toEqual([`${line}:1+${header.trimStart().length} error ${code}`])
    expect(tree(read(encode(header + body, 'utf-8')).root)).toHaveLength(3)
  })
})

describe('`REGEDIT`, of Windows 3.1', () => {
  it('knows default values under HKEY_CLASSES_ROOT alone', () => {
    const input = encode(
      [
        'REGEDIT',
        'HKEY_CLASSES_ROOT\\a = text ',
        'HKEY_CLASSES_ROOT\\b =  two blanks',
        'HKEY_CLASSES_ROOT\\c\\d==x',
        'HKEY_CLASSES_ROOT\\e =',
        ' HKEY_CLASSES_ROOT\\f = x',
        'hkey_classes_root\\g = x',
        'HKEY_LOCAL_MACHINE\\h = x',
        '[HKEY_CLASSES_ROOT\\i]',
        '[HKEY_CLASSES_ROOT\\j]',
        '; comment',
      ].join('\r\n'),
      'utf-8',
    )
    const registry = read(input)
    const known = [
      'HKEY_CLASSES_ROOT',
      'HKEY_CLASSES_ROOT\\a',
      `  @ 1 ${text('text ')}`,
      'HKEY_CLASSES_ROOT\\b',
      `  @ 1 ${text(' two blanks')}`,
      'HKEY_CLASSES_ROOT\\c',
      'HKEY_CLASSES_ROOT\\c\\d',
      `  @ 1 ${text('=x')}`,
      'HKEY_CLASSES_ROOT\\e',
      `  @ 1 ${text('')}`,
    ]
    expect(tree(read(input, { reading: 'as-imported' }).root)).toEqual(known)
    // As written, lines of the later formats are understood all the same; that Regedit ignores them is said once.
    expect(tree(registry.root)).toEqual([...known, 'HKEY_CLASSES_ROOT\\i', 'HKEY_CLASSES_ROOT\\j'])
    expect(registry.root.find('HKEY_CLASSES_ROOT', 'a')?.value('')?.dataAt).toMatchObject({
      line: 2,
      column: 23,
      length: 5,
    })
    expect(diagnosed(registry).map((line) => line.split(':')[0])).toEqual(['6', '7', '8', '9'])
  })
})

describe('key lines', () => {
  const both = (
    ...lines: readonly string[]
  ): { written: string[]; imported: string[]; reports: string[] } => {
    const input = file(...lines)
    return {
      written: tree(read(input).root),
      imported: tree(read(input, { reading: 'as-imported' }).root),
      reports: diagnosed(read(input)),
    }
  }
  const a = ['HKEY_LOCAL_MACHINE', 'HKEY_LOCAL_MACHINE\\a', '  "x" 4 01000000']

  it('may stand behind blanks, with any letter case of the root, and backslashes at the end', () => {
    expect(both(' \t[hkey_Local_machine\\a\\\\]', '"x"=dword:1')).toEqual({
      written: a,
      imported: a,
      reports: [],
    })
  })

  it('keep blanks before the bracket', () => {
    expect(both('[HKEY_LOCAL_MACHINE\\a ]').written).toEqual(['HKEY_LOCAL_MACHINE', 'HKEY_LOCAL_MACHINE\\a '])
  })

  it('are invalid with a blank after the bracket', () => {
    expect(both('[ HKEY_LOCAL_MACHINE\\a]', '"x"=dword:1')).toEqual({
      written: a,
      imported: [],
      reports: ['3:2+1 error key-leading-blank'],
    })
    expect(both('[HKEY_LOCAL_MACHINE\\a]', '"x"=dword:1', '[- HKEY_LOCAL_MACHINE\\a]')).toEqual({
      written: ['HKEY_LOCAL_MACHINE'],
      imported: a,
      reports: ['5:3+1 error key-leading-blank'],
    })
  })

  it('need both brackets; what follows is lost', () => {
    expect(both('[HKEY_LOCAL_MACHINE\\b', '"y"=dword:1', '[HKEY_LOCAL_MACHINE\\a]', '"x"=dword:1')).toEqual({
      written: a,
      imported: a,
      reports: ['3:1+21 error key-unclosed'],
    })
  })

  it('need a name', () => {
    expect(both('[]', '"y"=dword:1', '[-]', '[\\]').reports).toEqual([
      '3:1+2 error key-empty',
      '5:1+3 error key-empty',
      '6:1+3 error key-empty',
    ])
  })

  it('of unknown roots, and without one, count for what is written alone', () => {
    expect(
      both('[FOO\\b]', '"x"=dword:1', '[HKEY_LOCAL_MACHINE\\a]', '"x"=dword:1', '[HKLM\\c]', '"y"="z"'),
    ).toEqual({
      written: ['FOO', 'FOO\\b', '  "x" 4 01000000', ...a, 'HKEY_LOCAL_MACHINE\\c', `  "y" 1 ${text('z')}`],
      imported: a,
      reports: ['3:2+3 error root-unknown', '7:2+4 error root-abbreviated'],
    })
    expect(both('[ControlSet001\\Services\\x]', '"Start"=dword:0').imported).toEqual([])
  })

  it('that delete lose the values below', () => {
    expect(both('[-HKEY_LOCAL_MACHINE\\b]', '"y"=dword:1', '[HKEY_LOCAL_MACHINE\\a]', '"x"=dword:1')).toEqual(
      {
        written: a,
        imported: a,
        reports: ['4:1+11 error value-after-deletion'],
      },
    )
  })

  it('are wanted before values', () => {
    expect(both('"x"=dword:1', 'text', '[HKEY_LOCAL_MACHINE]').reports).toEqual([
      '3:1+11 error value-outside-key',
      '4:1+4 error text-lost',
    ])
  })

  it('may be swallowed: then the values below belong to the key before', () => {
    expect(
      both(
        '[HKEY_LOCAL_MACHINE\\a]',
        '"x"=dword:1',
        '"y"=hex:01,\\',
        '[HKEY_LOCAL_MACHINE\\b]',
        '"z"=dword:1',
        '"z"=-',
        '"w"=dword:1',
      ),
    ).toEqual({
      written: [...a, '  "y" 3 01', 'HKEY_LOCAL_MACHINE\\b', '  "w" 4 01000000'],
      imported: [...a, '  "w" 4 01000000'],
      reports: ['5:5+8 error continuation-dangling', '6:1+22 error key-swallowed'],
    })
  })

  it('that delete may be swallowed too', () => {
    const { imported } = both(
      '[HKEY_LOCAL_MACHINE\\a]',
      '"y"=hex:01,\\',
      '[-HKEY_LOCAL_MACHINE\\a]',
      '"x"=dword:1',
    )
    expect(imported).toEqual(a)
  })
})

describe('duplicate values', () => {
  it('are reported with their first place, unless they say the same', () => {
    const { diagnostics } = read(
      file(
        '[HKEY_LOCAL_MACHINE\\k]',
        '"x"=dword:1',
        '"X"=dword:00000001',
        '"x"=hex(4):01,00,00,00',
        '"x"=hex:01',
        '@="a"',
        '@="b"',
      ),
    )
    expect(
      diagnostics.map(({ code, severity, at, related, data }) => [
        code,
        severity,
        at.line,
        related?.[0]?.at.line,
        data['value'],
      ]),
    ).toEqual([
      ['duplicate-value', 'warning', 7, 6, '"x"'],
      ['duplicate-value', 'warning', 9, 8, '(default)'],
    ])
  })

  it('do not outlive a deletion', () => {
    const lines = [
      '[HKEY_LOCAL_MACHINE\\k]',
      '"x"=dword:1',
      '"x"=-',
      '"x"=dword:2',
      '[-HKEY_LOCAL_MACHINE\\k]',
      '[HKEY_LOCAL_MACHINE\\k]',
      '"x"=dword:3',
    ]
    expect(diagnosed(read(file(...lines)))).toEqual([])
  })

  it('across two mentions of the key are duplicates as well', () => {
    const lines = ['[HKEY_LOCAL_MACHINE\\k]', '"x"=dword:1', '[HKEY_LOCAL_MACHINE\\K]', '"x"=dword:2']
    expect(diagnosed(read(file(...lines)))).toEqual(['6:1+11 warning duplicate-value'])
  })
})
