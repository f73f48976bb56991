import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesSource, LineScanner, UnitReader } from '../../../src/formats/reg/index.ts'
import { encode, encodings } from './read.ts'
import { endless, inParts } from './source.ts'

describe('the line scanner', () => {
  const text = fc.array(
    fc.constantFrom('a', 'bc', '\u20ac', '\ud83d\ude00', '\r', '\n', '\r\n', 'long line'),
    { maxLength: 60 },
  )
  it('splits as LF, CRLF and CR say, with a window of any size', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom(...encodings.slice(0, -1)),
        (parts, window, encoding) => {
          const content = `W0${parts.join('')}`
          const source = inParts(encode(content, encoding), endless([1, 3]))
          const scanner = new LineScanner(new UnitReader(source), window)
          const found: [number, string][] = []
          while (scanner.advance())
            found.push([
              scanner.line,
              String.fromCharCode(...scanner.units.subarray(scanner.start, scanner.end)),
            ])
          const lines = content.split(/\r\n|\r|\n/)
          if (lines.at(-1) === '') lines.pop()
          expect(found).toEqual(lines.map((it, index) => [index + 1, it]))
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('joins lines, takes them back, and knows where each unit stands', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 2, max: 20 }),
        fc.nat(4),
        fc.boolean(),
        (parts, window, count, takesBack) => {
          const content = `W0${parts.join('')}`
          const scanner = new LineScanner(
            new UnitReader(bytesSource(encode(content, 'utf-16le with mark'))),
            window,
          )
          scanner.advance()
          let joined = 0
          while (joined < count && scanner.extend()) joined++
          const lines = content.split(/\r\n|\r|\n/)
          for (let index = scanner.start; index < scanner.end; index++) {
            const unit = scanner.units[index] ?? 0
            if (unit === 10 || unit === 13) continue
            const { line: found, column } = scanner.locate(index)
            expect(lines[found - 1]?.charCodeAt(column - 1)).toBe(unit)
          }
          if (takesBack) {
            scanner.retract()
            joined = 0
          }
          const more = scanner.advance()
          expect(more).toBe(lines.length > joined + 2 || (lines.length === joined + 2 && lines.at(-1) !== ''))
          if (more) expect(scanner.line).toBe(joined + 2)
          const next = String.fromCharCode(...scanner.units.subarray(scanner.start, scanner.end))
          if (more) expect(next).toBe(lines[joined + 1])
        },
      ),
      { numRuns: 1000 },
    )
  })
})
