import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawn } from '../../src/report/drawn-table.ts'
import { type Column, table } from '../../src/report/table.ts'
import { displayWidth, wrap } from '../../src/report/wrap.ts'

describe('wrap', () => {
  test('breaks at blanks, and paths after a separator', () => {
    expect(wrap('the loader loads it', 10)).toEqual(['the loader', 'loads it'])
    expect(wrap('\\SystemRoot\\System32\\drivers\\acpi.sys', 24)).toEqual([
      '\\SystemRoot\\System32\\',
      'drivers\\acpi.sys',
    ])
    expect(wrap('', 10)).toEqual([''])
  })

  test('keeps every character that is no blank, in lines that fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrap(text, width)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('displayWidth', () => {
  test.each([
    ['abc', 3],
    ['\u65e5\u672c', 4],
    ['e\u0301', 1],
    ['\u{1f600}', 2],
  ])('%s takes %i cells', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('table', () => {
  const columns: readonly Column[] = [
    { heading: '#', align: 'right' },
    { heading: 'Name' },
    { heading: 'Reason', wrapTo: 10, comfort: 20 },
    { heading: 'Image', drop: 1 },
  ]
  const rows = [
    ['1', 'acpi', 'the loader puts it before all groups', 'acpi.sys'],
    ['10', '\u65e5\u672c', 'short', ''],
  ]

  test('aligns columns, also with wide characters', () => {
    expect(table(columns, rows)).toBe(
      [
        ' #  Name  Reason                                Image',
        ' 1  acpi  the loader puts it before all groups  acpi.sys',
        '10  \u65e5\u672c  short',
        '',
      ].join('\n'),
    )
  })

  test('drops a column before it squeezes another below its comfort, then wraps', () => {
    expect(table(columns, rows, { columns: 39 })).toBe(
      [
        ' #  Name  Reason',
        ' 1  acpi  the loader puts it before all',
        '          groups',
        '10  \u65e5\u672c  short',
        '',
      ].join('\n'),
    )
  })

  test('leaves out a column that is empty in every row', () => {
    expect(table(columns, [['1', 'acpi', '', '']])).toBe('#  Name\n1  acpi\n')
  })

  test('paints every line of a wrapped cell by itself', () => {
    const paint = (text: string): string => `\u001b[31m${text}\u001b[39m`
    const text = table([{ heading: 'Reason', wrapTo: 10 }], [[{ text: 'one two three four five', paint }]], {
      columns: 20,
    })
    expect(text).toBe('Reason\n\u001b[31mone two three four\u001b[39m\n\u001b[31mfive\u001b[39m\n')
  })

  test('cli-table3 sets the same lines', () => {
    const paint = (text: string): string => `\u001b[31m${text}\u001b[39m`
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        'a',
        '12',
        'some words to wrap',
        'C:\\Windows\\System32',
        '\u65e5\u672c',
        'e\u0301',
      ),
      fc.constant({ text: 'coloured words', paint }),
      fc.constant('two\nlines'),
    )
    const row = fc.tuple(cell, cell, cell, cell)
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.option(fc.integer({ min: 30, max: 60 })),
        (some, room) => {
          const width = room === null ? {} : { columns: room }
          expect(table(columns, some, { ...width, setLines: drawn })).toBe(table(columns, some, width))
        },
      ),
      { numRuns: 300 },
    )
  })
})
