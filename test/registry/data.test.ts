import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDword, decodeList, decodeText, decodeUtf16, encodeUtf16 } from '../../src/registry/index.ts'

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
const odd = (text: string): Uint8Array => Buffer.concat([utf16(text), bytes(0x41)])

describe('decodeDword', () => {
  it('reads four bytes, the lowest first, without a sign', () => {
    expect(decodeDword(bytes(1, 0, 0, 0))).toBe(1)
    expect(decodeDword(bytes(0xff, 0xff, 0xff, 0xff))).toBe(0xffffffff)
    expect(decodeDword(bytes(9, 0x78, 0x56, 0x34, 0x12).subarray(1))).toBe(0x12345678)
  })
  it.each([[[]], [[1]], [[1, 0, 0]], [[1, 0, 0, 0, 0]]])('refuses any other length: %j', (values) => {
    expect(decodeDword(bytes(...values))).toBeUndefined()
  })
})

describe('text of UTF-16', () => {
  it('goes both ways for any code units', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), fc.nat(3), (units, terminators) => {
        const text = String.fromCharCode(...units)
        const data = encodeUtf16(text, terminators)
        expect(data.length).toBe((units.length + terminators) * 2)
        expect(decodeUtf16(data)).toBe(text + '\0'.repeat(terminators))
      }),
    )
  })
  it('drops half a code unit, and reads a part of a buffer', () => {
    expect(decodeUtf16(odd('ab'))).toBe('ab')
    expect(decodeUtf16(Buffer.from('__ab', 'utf16le').subarray(4))).toBe('ab')
  })
})

describe('decodeText', () => {
  it.each<[string, Uint8Array, string, string[]]>([
    ['a text', utf16('ab\0'), 'ab', []],
    ['no byte', bytes(), '', []],
    ['one NUL', utf16('\0'), '', []],
    ['NULs behind the end', utf16('ab\0\0\0'), 'ab', []],
    ['no NUL', utf16('ab'), 'ab', ['no-terminator']],
    ['half a unit behind the end', odd('ab\0'), 'ab', ['odd-length']],
    ['half a unit and no NUL', odd('ab'), 'ab', ['odd-length', 'no-terminator']],
    ['one byte', bytes(0x41), '', ['odd-length']],
    ['text behind the end', utf16('ab\0c\0'), 'ab', ['text-after-terminator']],
    ['a lone surrogate', utf16('\ud800\0'), '\ud800', []],
  ])('%s', (_, data, text, defects) => {
    expect(decodeText(data)).toEqual({ text, defects })
  })
})

describe('decodeList', () => {
  it.each<[string, Uint8Array, [string, number, number][], string[]]>([
    [
      'two strings',
      utf16('ab\0c\0\0'),
      [
        ['ab', 0, 4],
        ['c', 6, 2],
      ],
      [],
    ],
    ['no byte', bytes(), [], []],
    ['one NUL', utf16('\0'), [], []],
    ['two NULs', utf16('\0\0'), [], []],
    ['no final empty string', utf16('ab\0'), [['ab', 0, 4]], []],
    [
      'no NUL at all',
      utf16('ab\0c'),
      [
        ['ab', 0, 4],
        ['c', 6, 2],
      ],
      ['no-terminator'],
    ],
    [
      'an empty string first',
      utf16('\0a\0\0'),
      [
        ['', 0, 0],
        ['a', 2, 2],
      ],
      ['empty-element'],
    ],
    [
      'empty strings between',
      utf16('a\0\0\0b\0\0'),
      [
        ['a', 0, 2],
        ['', 4, 0],
        ['', 6, 0],
        ['b', 8, 2],
      ],
      ['empty-element'],
    ],
    ['NULs behind the end', utf16('a\0\0\0\0'), [['a', 0, 2]], []],
    ['half a unit', odd('a\0\0'), [['a', 0, 2]], ['odd-length']],
    ['half a unit alone', bytes(0x41), [], ['odd-length']],
    ['half a unit and no NUL', odd('a'), [['a', 0, 2]], ['odd-length', 'no-terminator']],
  ])('%s', (_, data, elements, defects) => {
    const list = decodeList(data)
    expect(list.elements.map(({ text, byteOffset, byteLength }) => [text, byteOffset, byteLength])).toEqual(
      elements,
    )
    expect(list.defects).toEqual(defects)
  })

  it('says of every element which bytes it stands in, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (data, sparse) => {
        if (sparse) for (let index = 0; index < data.length; index += 3) data[index] = 0
        for (const { text, byteOffset, byteLength } of decodeList(data).elements) {
          expect(decodeUtf16(data.subarray(byteOffset, byteOffset + byteLength))).toBe(text)
          expect(text).not.toContain('\0')
        }
      }),
    )
  })
})
