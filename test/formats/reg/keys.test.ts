import { describe, expect, it } from 'vitest'
import { placeOfBytes } from '../../../src/registry/index.ts'
import { diagnosed, encode, file, hexOf, read, tree, value, version5 } from './read.ts'

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
