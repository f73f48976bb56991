import { describe, expect, it } from 'vitest'
import { placeOfBytes } from '../../../src/registry/index.ts'
import { c1, diagnosed, encode, encodings, file, hexOf, read, text, tree, value, version5 } from './read.ts'

const lineEnds = { LF: '\n', CRLF: '\r\n', CR: '\r' } as const

/** All that code page 1252 can spell outside ASCII, and some of it in a key name. */
const high = c1 + Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)).join('')

const lines = [
  version5,
  '',
  '; \u20ac: a comment',
  '[HKEY_LOCAL_MACHINE\\k]',
  `"text"="${high}"`,
  '"list"=hex(7):61,00,00,00,\\',
  '  00,00',
  '@=dword:00000007',
  '',
  '[HKEY_LOCAL_MACHINE\\\u0152uvre \xe9]',
  '"\xe9\u20ac"=dword:00000001',
]
const expected = [
  'HKEY_LOCAL_MACHINE',
  'HKEY_LOCAL_MACHINE\\k',
  `  "text" 1 ${text(high)}`,
  '  "list" 7 610000000000',
  '  @ 4 07000000',
  'HKEY_LOCAL_MACHINE\\\u0152uvre \xe9',
  '  "\xe9\u20ac" 4 01000000',
]

describe('rows 1 and 2: every encoding with every line end', () => {
  const mixed = lines.map((line, index) => line + ['\n', '\r\n', '\r'][index % 3]).join('')
  for (const encoding of encodings) {
    for (const [name, end] of Object.entries(lineEnds))
      for (const last of ['', end])
        it(`${encoding}, ${name}, ${last ? 'last line ended' : 'last line without an end'}`, () => {
          const registry = read(encode(lines.join(end) + last, encoding))
          expect(tree(registry.root)).toEqual(expected)
          expect(registry.format.encoding).toBe(encoding.replace(' with mark', ''))
          expect(registry.format.header).toBe(version5)
          expect(registry.counts).toEqual({ keys: 2, values: 4 })
          expect(value(registry, 'list').at).toMatchObject({ line: 6, column: 1, length: 27 })
          const code = encoding.startsWith('utf-16') ? 'utf-16-form' : 'header-encoding'
          const isKnown = encoding === 'utf-16le with mark' || encoding === 'utf-8 with mark'
          expect(diagnosed(registry)).toEqual(isKnown ? [] : [`1:1+36 warning ${code}`])
        })
    it(`${encoding}, mixed line ends`, () => {
      const registry = read(encode(mixed, encoding))
      expect(tree(registry.root)).toEqual(expected)
      expect(value(registry, '').at).toMatchObject({ line: 8, column: 1 })
    })
  }

  it('an ASCII file needs no mark and gets no warning', () => {
    const registry = read(Buffer.from(file('[HKEY_LOCAL_MACHINE\\k]', '"x"="y"')))
    expect(registry.format.encoding).toBe('utf-8')
    expect(diagnosed(registry)).toEqual([])
  })
})

describe('rows 3 and 4: REGEDIT4 and its code page', () => {
  const ansi = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
    Uint8Array.from(
      parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
    )
  const start = 'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\k]\r\n'

  it('maps all of 0x80 to 0xFF of code page 1252', () => {
    const bytes = Array.from({ length: 128 }, (_, index) => 0x80 + index)
    const registry = read(ansi(start, '"x"="', bytes, '"\r\n"y"=hex(2):80,81,8d,9f,ff,00\r\n'))
    expect(registry.format).toEqual({ kind: 'reg', header: 'REGEDIT4', encoding: 'windows-1252' })
    expect(hexOf(value(registry, 'x').data)).toBe(text(high))
    expect(hexOf(value(registry, 'y').data)).toBe(text('\u20ac\x81\x8d\u0178\xff'))
    expect(diagnosed(registry)).toEqual([])
  })

  it('widens hex(2) and hex(7), and nothing else', () => {
    const registry = read(
      ansi(
        start,
        '"2"=hex(2):25,53,25,80,00\r\n"7"=hex(7):61,62,00,e9,00,\\\r\n  00\r\n',
        '"1"=hex(1):61,00,00,00\r\n"3"=hex:61,80\r\n"0"=hex(0):61\r\n"a"=hex(a):80,00\r\n"d"=dword:00000080\r\n',
        '"n"=hex(7):61,00,62\r\n"e"=hex(7):\r\n',
      ),
    )
    const types = registry.root.find('HKEY_LOCAL_MACHINE', 'k')?.values.map(({ type }) => type)
    expect(types).toEqual([2, 7, 1, 3, 0, 10, 4, 7, 7])
    const data = ['2', '7', '1', '3', '0', 'a', 'd', 'n', 'e'].map((name) =>
      hexOf(value(registry, name).data),
    )
    expect(data).toEqual([
      text('%S%\u20ac'),
      text('ab\0\xe9', 2),
      '61000000',
      '6180',
      '61',
      '8000',
      '80000000',
      text('a\0b', 0),
      '',
    ])
    expect(diagnosed(registry)).toEqual(['12:5+15 info text-no-nul'])
  })

  it('says where each widened element stands', () => {
    const found = value(read(ansi(start, '"7"=hex(7):61,62,00,\\\r\n  e9,00,00\r\n')), '7')
    expect(placeOfBytes(found, 0, 4)).toMatchObject({ line: 4, column: 12, length: 5 })
    expect(placeOfBytes(found, 6, 2)).toMatchObject({ line: 5, column: 3, length: 2 })
  })

  it('reads another code page when it is named', () => {
    const bytes = ansi(start, '"', [0xc6], '"="', [0xe6, 0x88], '"\r\n"l"=hex(7):c0,00,00\r\n')
    const registry = read(bytes, { codePage: 1251 })
    expect(registry.format.encoding).toBe('windows-1251')
    expect(hexOf(value(registry, '\u0416').data)).toBe(text('\u0436\u20ac'))
    expect(hexOf(value(registry, 'l').data)).toBe(text('\u0410', 2))
    expect(diagnosed(registry)).toEqual([])
  })

  it('reads a double-byte code page, whose second bytes may be backslashes and quotes', () => {
    // 0x95 0x5C is U+8868 in code page 932: its second byte is the code of a backslash.
    const bytes = ansi(start, '"', [0x95, 0x5c], '"="', [0x83, 0x5c, 0xb1], '"\r\n"l"=hex(2):95,5c,41,00\r\n')
    const registry = read(bytes, { codePage: 932 })
    expect(registry.format.encoding).toBe('shift_jis')
    const found = value(registry, '\u8868')
    expect(hexOf(found.data)).toBe(text('\u30bd\uff71'))
    expect(found.dataAt).toMatchObject({ line: 4, column: 5, length: 4 })
    expect(hexOf(value(registry, 'l').data)).toBe(text('\u8868A'))
    expect(diagnosed(registry)).toEqual([])
  })

  it('in UTF-16 is read, with a warning', () => {
    const registry = read(
      encode(`REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\k]\r\n"x"=hex(2):61,00`, 'utf-16le with mark'),
    )
    expect(hexOf(value(registry, 'x').data)).toBe(text('a'))
    expect(diagnosed(registry)).toEqual(['1:1+8 warning header-encoding'])
  })

  it('refuses a code page that nobody knows', () => {
    expect(() => read(ansi(start), { codePage: 1 })).toThrow(RangeError)
  })
})

describe('what cannot be decoded', () => {
  const start = `${version5}\n\n[HKEY_LOCAL_MACHINE\\k]\n`
  const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Uint8Array.from(part))))
  const undecodable = (input: Uint8Array, codePage?: number): unknown =>
    read(input, codePage === undefined ? {} : { codePage })
      .diagnostics.filter(({ code }) => code === 'undecodable')
      .map(({ at, data }) => [at.line, at.column, data['count']])

  it('is placed where it stands', () => {
    expect(undecodable(bytes(start, '"\u00e9"="a', [0xff], 'b"\n"x"="', [0xc3], '"\n'))).toEqual([[4, 7, 2]])
  })
  it('is placed in a string over several lines', () => {
    expect(undecodable(bytes(start, '"\u00e9"="a\nbc', [0xff], '"\n'))).toEqual([[5, 3, 1]])
  })
  it('is placed in a comment between continuation lines', () => {
    expect(undecodable(bytes(start, '"\u00e9"=hex:00,\\\n; ', [0xfe], '\n00\n'))).toEqual([[5, 3, 1]])
  })
  it('is a character that the end cuts off', () => {
    expect(undecodable(bytes(start, '"\u00e9"="', [0xe2, 0x82]))).toEqual([[4, 6, 2]])
    expect(undecodable(bytes('REGEDIT4\n[HKEY_LOCAL_MACHINE\\k]\n"a"="', [0x95]), 932)).toEqual([[3, 6, 1]])
  })
  it.each(['utf-16le with mark', 'utf-16be with mark'] as const)(
    'is half a code unit at the end: %s',
    (encoding) => {
      expect(undecodable(bytes([...encode(`${start}"a"="b"`, encoding)], [0x20]))).toEqual([[4, 8, 1]])
      expect(undecodable(bytes([...encode(`${start}"a"="b"\n`, encoding)], [0x20]))).toEqual([[5, 1, 1]])
    },
  )
  it('is not lost at the border of two reads', () => {
    // The source gives exactly one block, and only the next read says that it was the last.
    const head = `${start}"\u00e9"="`
    const fill = 'x'.repeat(262_144 - Buffer.byteLength(head) - 1)
    expect(undecodable(bytes(head, fill, [0xc3]))).toEqual([[4, 6 + fill.length, 1]])
  })
})
