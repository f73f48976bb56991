import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvCell, isSafe, jsonText, visible } from '../../src/report/escape.ts'

/** Any sequence of UTF-16 code units, lone surrogates and controls included. */
const anyText = fc
  .array(
    fc.oneof(fc.nat(0xffff), fc.nat(0x9f), fc.integer({ min: 0x2000, max: 0x206f }), fc.constant(0xdb40)),
  )
  .map((units) => String.fromCharCode(...units))

/** What acts on a terminal or hides, listed apart from the escaper's own table. */
function harmful(text: string): string[] {
  return [...text].filter((character) => {
    const code = character.codePointAt(0) ?? 0
    return (
      code < 0x20 ||
      (code >= 0x7f && code <= 0x9f) ||
      [0xad, 0x61c, 0x180e, 0xfeff, 0x3164, 0x115f].includes(code) ||
      (code >= 0x200b && code <= 0x200f) ||
      (code >= 0x2028 && code <= 0x202e) ||
      (code >= 0x2060 && code <= 0x206f) ||
      (code >= 0xd800 && code <= 0xdfff) ||
      (code >= 0xfe00 && code <= 0xfe0f) ||
      (code >= 0xe0000 && code <= 0xe0fff)
    )
  })
}

describe('visible', () => {
  test.each([
    [
      'plain text, \u00e4\u00f6\u00fc \u65e5\u672c\u8a9e \u{1f600} ~!@#',
      'plain text, \u00e4\u00f6\u00fc \u65e5\u672c\u8a9e \u{1f600} ~!@#',
    ],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u009b31m', '\\u{9b}31m'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['a\tb\r\n\0', 'a\\tb\\r\\n\\0'],
    ['\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['\ud800x\udc00', '\\u{d800}x\\u{dc00}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['C:\\Windows\\system32', 'C:\\Windows\\system32'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  test.each([
    ['##vso[task.complete]', '\\u{23}#vso[task.complete]'],
    ['a ##[error]b', 'a \\u{23}#[error]b'],
    ['###[x]##TeamCity[y]', '#\\u{23}#[x]\\u{23}#TeamCity[y]'],
    ['::error::x', '\\u{3a}:error\\u{3a}:x'],
    ['a ::add-mask::x', 'a \\u{3a}:add-mask\\u{3a}:x'],
    ['::warning file=a::x', '\\u{3a}:warning file=a\\u{3a}:x'],
    ['## [x] fe80::1 a:: b', '## [x] fe80::1 a:: b'],
    // What follows it on its line, and where the line is wrapped, this text does not tell.
    ['::warning title=a,x.reg', '\\u{3a}:warning title=a,x.reg'],
    ['std::a b', 'std\\u{3a}:a b'],
  ])('%j is no command of a build server', (text, shown) => {
    expect(visible(text)).toBe(shown)
    expect(visible(shown)).toBe(shown)
    expect(jsonText(text).includes(text)).toBe(shown === text)
    expect(JSON.parse(jsonText(text))).toBe(text)
  })

  test('leaves nothing harmful in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(text)
        expect(harmful(shown)).toEqual([])
        expect(isSafe(shown)).toBe(true)
        expect(visible(shown)).toBe(shown)
      }),
    )
  })
})

describe('jsonText', () => {
  test('is the same value again, without a character that a terminal acts on', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = jsonText({ text })
        expect(JSON.parse(json)).toEqual({ text })
        expect(harmful(json.replaceAll('\n', ''))).toEqual([])
        expect(json.endsWith('}\n')).toBe(true)
      }),
    )
  })
})

describe('csvCell', () => {
  test.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['=1+1', "'=1+1"],
    ['  @SUM(A1)', "'  @SUM(A1)"],
    ['-2', "'-2"],
    ['@%SystemRoot%\\x.dll,-1', '"\'@%SystemRoot%\\x.dll,-1"'],
    ['two\nlines', 'two\\nlines'],
    ['', ''],
  ])('%j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })

  test('is one cell of one line and no formula, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cell = csvCell(text)
        const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
        expect(inner).not.toMatch(/^\s*[=+\-@]/)
        expect(cell).not.toMatch(/[\r\n]/)
        expect(cell.startsWith('"') || !/[",]/.test(cell)).toBe(true)
      }),
    )
  })
})
