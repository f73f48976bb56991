import { describe, expect, it } from 'vitest'
import type { Place } from '../../../src/diagnostics/index.ts'
import type { RegRegistry } from '../../../src/formats/reg/index.ts'
import { decodeList, placeOfBytes } from '../../../src/registry/index.ts'
import { frame } from './frame.ts'
import { encode, encodings, type FileEncoding, read, value, version5 } from './read.ts'

const unicode = encodings.filter((encoding) => encoding !== 'windows-1252')

interface Case {
  readonly title: string
  /** Lines of the file, the header being line 1. */
  readonly lines: readonly string[]
  readonly encodings: readonly FileEncoding[]
  readonly places: (registry: RegRegistry) => readonly Place[]
  readonly frames: readonly string[]
}

const syntax = ({ diagnostics }: RegRegistry): Place[] =>
  diagnostics.filter(({ ruleId }) => ruleId === 'SVC001').map(({ at }) => at)
const data =
  (...names: readonly string[]) =>
  (registry: RegRegistry): Place[] =>
    names.flatMap((name) => [value(registry, name).at, value(registry, name).dataAt])
const elements =
  (name: string) =>
  (registry: RegRegistry): Place[] => {
    const found = value(registry, name)
    return decodeList(found.data).elements.map(({ byteOffset, byteLength }) =>
      placeOfBytes(found, byteOffset, byteLength),
    )
  }

const cases: readonly Case[] = [
  {
    title: 'plain text',
    lines: [version5, '[HKEY_LOCAL_MACHINE\\k]', '"Start"=dword:', '"Type"=dword:1 x', '  lost'],
    encodings,
    places: syntax,
    frames: [
      '3 | "Start"=dword:',
      '  |         ^^^^^^',
      '4 | "Type"=dword:1 x',
      '  |                ^',
      '5 |   lost',
      '  |   ^^^^',
    ],
  },
  {
    title: 'tabs before everything',
    lines: [version5, '\t[\tHKEY_LOCAL_MACHINE\\k]', '\t"a"\t=\tdword:\t0x1', '\t\t"b"=\thex:00,\tzz'],
    encodings,
    places: syntax,
    frames: [
      '2 | \t[\tHKEY_LOCAL_MACHINE\\k]',
      '  | \t ^',
      '3 | \t"a"\t=\tdword:\t0x1',
      '  | \t   \t \t      \t^^',
      '4 | \t\t"b"=\thex:00,\tzz',
      '  | \t\t    \t       \t^',
    ],
  },
  {
    title: 'Latin-1 and the euro sign, of one to three bytes in UTF-8',
    lines: [
      version5,
      '[HKEY_LOCAL_MACHINE\\k]',
      '"\xe9\u20ac"="\xfc\u20ac\\x" ; \xe9',
      '"\xe9\xe9"="\u20ac" \xe9',
    ],
    encodings,
    places: syntax,
    frames: [
      '3 | "\xe9\u20ac"="\xfc\u20ac\\x" ; \xe9',
      '  |         ^^',
      '4 | "\xe9\xe9"="\u20ac" \xe9',
      '  |          ^',
    ],
  },
  {
    title: 'wide characters and surrogate pairs',
    lines: [
      version5,
      '; \u{1f600}',
      '[HKEY_LOCAL_MACHINE\\k]',
      '"\u4e2d\u{1f600}"="\u{1f600}\\n\uac00"',
      '"\u{1f600}" \u4e2d',
    ],
    encodings: unicode,
    places: (registry) => [...syntax(registry), ...data('\u4e2d\u{1f600}')(registry)],
    frames: [
      '4 | "\u4e2d\u{1f600}"="\u{1f600}\\n\uac00"',
      '  |           ^^',
      '5 | "\u{1f600}" \u4e2d',
      '  | ^^^^^^^',
      '4 | "\u4e2d\u{1f600}"="\u{1f600}\\n\uac00"',
      '  | ^^^^^^^^^^^^^^^',
      '4 | "\u4e2d\u{1f600}"="\u{1f600}\\n\uac00"',
      '  |        ^^^^^^^^',
    ],
  },
  {
    title: 'elements of a list over continuation lines',
    lines: [
      version5,
      '[HKEY_LOCAL_MACHINE\\k]',
      '"List"=hex(7):61,00,00,00,62,00,63,00,\\',
      '  64,00,00,00,\\',
      '; in between',
      '',
      '\t65,00,66,00,\\ ; why',
      '  00,00,00,00',
    ],
    encodings,
    places: elements('List'),
    frames: [
      '3 | "List"=hex(7):61,00,00,00,62,00,63,00,\\',
      '  |               ^^^^^',
      '3 | "List"=hex(7):61,00,00,00,62,00,63,00,\\',
      '  |                           ^^^^^^^^^^^',
      '7 | \t65,00,66,00,\\ ; why',
      '  | \t^^^^^^^^^^^',
    ],
  },
  {
    title: 'values behind raw line breaks in a string',
    lines: [
      version5,
      '[HKEY_LOCAL_MACHINE\\k]',
      '"Text"="one \u20ac',
      '\ttwo \\x',
      '',
      'four" ; end',
      '"Next"=dword:7',
    ],
    encodings,
    places: (registry) => [...syntax(registry), ...data('Text', 'Next')(registry)],
    frames: [
      '3 | "Text"="one \u20ac',
      '  |        ^^^^^^',
      '4 | \ttwo \\x',
      '  | \t    ^^',
      '3 | "Text"="one \u20ac',
      '  | ^^^^^^^^^^^^^',
      '3 | "Text"="one \u20ac',
      '  |        ^^^^^^',
      '7 | "Next"=dword:7',
      '  | ^^^^^^^^^^^^^^',
      '7 | "Next"=dword:7',
      '  |        ^^^^^^^',
    ],
  },
  {
    title: 'keys and continuations that went wrong',
    lines: [
      version5,
      '[HKLM\\k]',
      '"a"=hex:01,\\',
      '',
      '  [HKEY_LOCAL_MACHINE\\other]',
      '"b"=hex:01 \\ ; c',
      '02',
      '[HKEY_LOCAL_MACHINE\\open',
    ],
    encodings,
    places: syntax,
    frames: [
      '2 | [HKLM\\k]',
      '  |  ^^^^',
      '3 | "a"=hex:01,\\',
      '  |     ^^^^^^^^',
      '5 |   [HKEY_LOCAL_MACHINE\\other]',
      '  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '6 | "b"=hex:01 \\ ; c',
      '  |            ^',
      '8 | [HKEY_LOCAL_MACHINE\\open',
      '  | ^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    title: 'the header',
    lines: ['  REGEDIT5', '[HKEY_LOCAL_MACHINE\\k]'],
    encodings: unicode,
    places: syntax,
    frames: ['1 |   REGEDIT5', '  |   ^^^^^^^^'],
  },
]

describe('places, as code frames', () => {
  for (const { title, lines, encodings: possible, places, frames } of cases)
    for (const encoding of possible)
      for (const [name, end] of Object.entries({ LF: '\n', CRLF: '\r\n', CR: '\r' }))
        it(`${title}: ${encoding}, ${name}`, () => {
          const text = lines.join(end)
          const options = encoding === 'windows-1252' ? { codePage: 1252 } : {}
          const registry = read(encode(text, encoding), options)
          // A text decoded wrongly would have other places as well.
          expect(registry.format.encoding).toBe(encoding.replace(' with mark', ''))
          expect(places(registry).flatMap((place) => frame(text, place))).toEqual(frames)
        })
})

describe('the frame itself', () => {
  it('shows a place that does not exist', () => {
    expect(frame('a', { file: 'x', line: 2, column: 1, length: 1 })).toEqual(['no line 2'])
    expect(frame('a', { file: 'x', line: 1, column: 2, length: 1 })).toEqual(['1 | a', '  |  ^ (nothing)'])
  })
})
