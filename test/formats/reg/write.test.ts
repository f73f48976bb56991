import { describe, expect, it } from 'vitest'
import { type RegLoss, readReg, type WriteRegOptions, writeReg } from '../../../src/formats/reg/index.ts'
import { findPath, type RegistryNode, type RegistryValue } from '../../../src/registry/index.ts'
import { made, node, root, sz, written } from './made.ts'
import { version5 } from './read.ts'

/** The lines below `[HKEY_LOCAL_MACHINE\k]`, of one value. */
function lines(value: RegistryValue, options: WriteRegOptions = {}): string[] {
  const all = written(node('', [value]), { encoding: 'utf-8', byteOrderMark: false, ...options })
  const text = all.toString(options.encoding === 'windows-1252' ? 'latin1' : 'utf8')
  expect(text.endsWith('\r\n\r\n')).toBe(true)
  return text.split('\r\n').slice(3, -2)
}

describe('values', () => {
  it.each<[string, number, Uint8Array | number[], string]>([
    ['REG_NONE', 0, [1, 0xab], '"n"=hex(0):01,ab'],
    ['REG_NONE without data', 0, [], '"n"=hex(0):'],
    ['REG_SZ', 1, sz('a b'), '"n"="a b"'],
    ['empty REG_SZ', 1, sz(''), '"n"=""'],
    ['REG_SZ without a byte', 1, [], '"n"=hex(1):'],
    ['REG_SZ with quotes and backslashes', 1, sz('"a\\"\\\\'), '"n"="\\"a\\\\\\"\\\\\\\\"'],
    ['REG_SZ with what comments and keys begin with', 1, sz(';[a]#=@\t'), '"n"=";[a]#=@\t"'],
    ['REG_SZ without its NUL', 1, sz('ab', 0), '"n"=hex(1):61,00,62,00'],
    ['REG_SZ with two NULs', 1, sz('a', 2), '"n"=hex(1):61,00,00,00,00,00'],
    ['REG_SZ with a NUL inside', 1, sz('a\0b'), '"n"=hex(1):61,00,00,00,62,00,00,00'],
    ['REG_SZ with a line feed', 1, sz('a\n'), '"n"=hex(1):61,00,0a,00,00,00'],
    ['REG_SZ with a carriage return', 1, sz('\ra'), '"n"=hex(1):0d,00,61,00,00,00'],
    ['REG_SZ of odd length', 1, [0x61, 0, 0, 0, 0], '"n"=hex(1):61,00,00,00,00'],
    ['REG_SZ of one byte', 1, [0], '"n"=hex(1):00'],
    ['REG_EXPAND_SZ', 2, sz('%a%'), '"n"=hex(2):25,00,61,00,25,00,00,00'],
    ['REG_BINARY', 3, [0xde, 0xad], '"n"=hex:de,ad'],
    ['REG_BINARY without data', 3, [], '"n"=hex:'],
    ['REG_DWORD', 4, [0x78, 0x56, 0x34, 0xff], '"n"=dword:ff345678'],
    ['REG_DWORD of three bytes', 4, [1, 2, 3], '"n"=hex(4):01,02,03'],
    ['REG_DWORD without data', 4, [], '"n"=hex(4):'],
    ['REG_DWORD_BIG_ENDIAN', 5, [0, 0, 0, 1], '"n"=hex(5):00,00,00,01'],
    ['REG_LINK', 6, sz('a', 0), '"n"=hex(6):61,00'],
    ['REG_MULTI_SZ', 7, sz('a\0', 1), '"n"=hex(7):61,00,00,00,00,00'],
    ['REG_RESOURCE_LIST', 8, [8], '"n"=hex(8):08'],
    ['REG_FULL_RESOURCE_DESCRIPTOR', 9, [9], '"n"=hex(9):09'],
    ['REG_RESOURCE_REQUIREMENTS_LIST', 10, [10], '"n"=hex(a):0a'],
    ['REG_QWORD', 11, [1, 2, 3, 4, 5, 6, 7, 8], '"n"=hex(b):01,02,03,04,05,06,07,08'],
    ['a type of drivers', 0xffff0012, [0xff], '"n"=hex(ffff0012):ff'],
  ])('%s', (_, type, data, line) => {
    expect(lines(made('n', type, data))).toEqual([line])
  })

  it.each<[string, string]>([
    ['', '@=hex:01'],
    ['@', '"@"=hex:01'],
    ['a"b\\', '"a\\"b\\\\"=hex:01'],
    ['=;[]', '"=;[]"=hex:01'],
    [' ', '" "=hex:01'],
  ])('the name %j', (name, line) => {
    expect(lines(made(name, 3, [1]))).toEqual([line])
  })

  it('stand in their own order', () => {
    const all = written(node('', [made('b', 3, []), made('', 3, []), made('a', 3, [])]), {
      encoding: 'utf-8',
    })
    expect(all.toString()).toBe(
      `\ufeff${version5}\r\n\r\n[${root}]\r\n"b"=hex:\r\n@=hex:\r\n"a"=hex:\r\n\r\n`,
    )
  })
})

describe('long hex lists', () => {
  it('break as Regedit breaks them', () => {
    const data = Array.from({ length: 51 }, (_, index) => index)
    expect(lines(made('List', 7, data))).toEqual([
      '"List"=hex(7):00,01,02,03,04,05,06,07,08,09,0a,0b,0c,0d,0e,0f,10,11,12,13,14,\\',
      '  15,16,17,18,19,1a,1b,1c,1d,1e,1f,20,21,22,23,24,25,26,27,28,29,2a,2b,2c,2d,\\',
      '  2e,2f,30,31,32',
    ])
  })

  it('keep a last byte, which has no comma, where it ends at column 77', () => {
    const name = 'WinSock 2.0 Provider ID'
    const value = made(name, 3, new Uint8Array(16))
    expect(lines(value)).toEqual([`"${name}"=hex:${'00,'.repeat(15)}00`])
    expect(lines(value)[0]).toHaveLength(77)
    expect(lines(made(`${name}+`, 3, new Uint8Array(16)))).toEqual([
      `"${name}+"=hex:${'00,'.repeat(15)}\\`,
      '  00',
    ])
  })

  it('begin on a line of their own where the name leaves no room', () => {
    expect(lines(made('x'.repeat(68), 3, [1]))).toEqual([`"${'x'.repeat(68)}"=hex:01`])
    expect(lines(made('x'.repeat(69), 3, [1]))).toEqual([`"${'x'.repeat(69)}"=hex:\\`, '  01'])
    expect(lines(made('x'.repeat(300), 3, []))).toEqual([`"${'x'.repeat(300)}"=hex:`])
  })

  it('fill each line as far as it goes, whatever stands before them', () => {
    for (let length = 0; length < 90; length++)
      for (const count of [1, 2, 23, 24, 25, 26, 27, 49, 50, 51, 52]) {
        const found = lines(made('n'.repeat(length), 3, new Uint8Array(count).fill(0xab)))
        const prefix = length === 0 ? '@=hex:' : `"${'n'.repeat(length)}"=hex:`
        const parts = found.map((line, index) => {
          expect(line.startsWith(index === 0 ? prefix : '  ')).toBe(true)
          const isLast = index === found.length - 1
          expect(line.endsWith('\\')).toBe(!isLast)
          return isLast ? line : line.slice(0, -1)
        })
        expect(parts.map((part, index) => part.slice(index === 0 ? prefix.length : 2)).join('')).toBe(
          Array(count).fill('ab').join(','),
        )
        parts.forEach((part, index) => {
          const next = parts[index + 1]
          if (next === undefined) return
          if (index > 0 || part !== prefix) expect(part.length).toBeLessThanOrEqual(77)
          const isLastByte = index + 1 === parts.length - 1 && next === '  ab'
          expect(part.length + (isLastByte ? 2 : 3)).toBeGreaterThan(77)
        })
      }
  })

  it('come in chunks, however large one value is', () => {
    const value = made('big', 3, new Uint8Array(1_000_000).fill(7))
    const chunks = [...writeReg([{ path: root, node: node('', [value]) }])]
    expect(chunks.length).toBeGreaterThan(50)
    for (const chunk of chunks) expect(chunk.length).toBeLessThan(70_000)
    const back = readReg(Buffer.concat(chunks), { file: 'x' })
    const data = findPath(back.root, root)?.value('big')?.data ?? new Uint8Array()
    expect(Buffer.compare(data, value.data)).toBe(0)
  })

  it('of REGEDIT4 hold a byte a character', () => {
    expect(lines(made('n', 7, sz('a\u20ac\0', 1)), { style: 'regedit4', encoding: 'windows-1252' })).toEqual([
      '"n"=hex(7):61,80,00,00',
    ])
  })
})

describe('keys', () => {
  it('come depth first, in their own order, each before a blank line', () => {
    const top = node(
      '',
      [made('v', 4, [1, 0, 0, 0])],
      [node('z', [], [node('y', [made('', 1, sz('t'))])]), node('a]b [c', [])],
    )
    expect(written(top).toString('utf16le')).toBe(
      [
        `\ufeff${version5}`,
        '',
        `[${root}]`,
        '"v"=dword:00000001',
        '',
        `[${root}\\z]`,
        '',
        `[${root}\\z\\y]`,
        '@="t"',
        '',
        `[${root}\\a]b [c]`,
        '',
        '',
      ].join('\r\n'),
    )
    expect(written(top, { style: 'regedit4' }).toString('latin1').split('\r\n').slice(0, 3)).toEqual([
      'REGEDIT4',
      '',
      `[${root}]`,
    ])
  })

  it('of 512 levels are written and read back', () => {
    let deep = node('bottom', [made('v', 3, [1])])
    for (let level = 0; level < 509; level++) deep = node('k', [], [deep])
    const back = readReg(written(node('', [], [deep])), { file: 'x' })
    const path = `${root}\\${'k\\'.repeat(509)}bottom`
    expect(path.split('\\')).toHaveLength(512)
    expect(findPath(back.root, path)?.value('v')?.data).toEqual(Uint8Array.of(1))
  })
})

describe('what .reg text cannot hold', () => {
  function lossesOf(top: RegistryNode, options: WriteRegOptions = {}): { losses: RegLoss[]; text: string } {
    const losses: RegLoss[] = []
    const text = written(top, { byteOrderMark: false, onLoss: (loss) => losses.push(loss), ...options })
    return {
      losses,
      text: text.toString(
        options.style === 'regedit4' ? 'latin1' : ((options.encoding ?? 'utf16le') as 'utf8'),
      ),
    }
  }
  const start = `${version5}\r\n\r\n[${root}]\r\n`

  it('never turns a name into a line of its own', () => {
    const name = 'a"=""\r\n[HKEY_LOCAL_MACHINE\\evil]\r\n"b'
    const key = 'a]\r\n[HKEY_LOCAL_MACHINE\\evil'
    const { losses, text } = lossesOf(
      node('', [made(name, 3, [1]), made('a\r', 3, [])], [node(key, [made('v', 3, [])]), node('a\nb', [])]),
    )
    expect(text).toBe(`${start}\r\n`)
    expect(losses.map(({ kind }) => kind)).toEqual([
      'value-left-out',
      'value-left-out',
      'key-left-out',
      'key-left-out',
    ])
    expect(losses[0]?.at.valueName).toBe(name)
    expect(losses[2]?.at.keyPath).toBe(key)
  })

  it('never puts a key where another would be', () => {
    const { losses, text } = lossesOf(node('', [], [node('a\\b', []), node('', []), node('c', [])]))
    expect(text).toBe(`${start}\r\n[${root}\\c]\r\n\r\n`)
    expect(losses.map(({ kind }) => kind)).toEqual(['key-left-out', 'key-left-out'])
  })

  it('text beyond ASCII in UTF-8: data as bytes, names as they are, but for lone surrogates', () => {
    const { losses, text } = lossesOf(
      node(
        '',
        [made('n', 1, sz('\ud800')), made('\udc00', 1, sz('ab')), made('\ud83d\ude00', 1, sz('\u00e9'))],
        [node('\ud800x', [])],
      ),
      { encoding: 'utf-8' },
    )
    expect(text).toBe(
      `${start}"n"=hex(1):00,d8,00,00\r\n"\ufffd"="ab"\r\n"\u{1f600}"=hex(1):e9,00,00,00\r\n\r\n[${root}\\\ufffdx]\r\n\r\n`,
    )
    expect(losses.map(({ kind }) => kind)).toEqual(['name-altered', 'name-altered'])
  })

  it('characters outside code page 1252 in REGEDIT4: REG_SZ as bytes, the rest with question marks', () => {
    const { losses, text } = lossesOf(
      node('', [
        made('\u0416', 3, [1]),
        made('s', 1, sz('\u0416')),
        made('e', 2, sz('\u0416\u20ac')),
        made('odd', 2, [0x61, 0, 0x62]),
        made('wide', 7, sz('a\0b\0', 2)),
      ]),
      { style: 'regedit4' },
    )
    expect(text.split('\r\n').slice(3, -2)).toEqual([
      '"?"=hex:01',
      '"s"=hex(1):16,04,00,00',
      '"e"=hex(2):3f,80,00',
      '"odd"=hex(2):61',
      '"wide"=hex(7):61,00,62,00,00,00',
    ])
    expect(losses.map(({ kind, at: place }) => `${place.valueName} ${kind}`)).toEqual([
      '\u0416 name-altered',
      'e data-altered',
      'odd data-altered',
      'wide data-altered',
    ])
  })
})
