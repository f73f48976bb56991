import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RegRegistry } from '../../../src/formats/reg/index.ts'
import { looksReal } from './pieces.ts'
import { encode, encodings, hexOf, readWhole, tree, version5 } from './read.ts'
import { endless, inParts } from './source.ts'

/** Everything a reader gives, as text. */
function dump(registry: RegRegistry): string {
  const { root, format, counts, diagnostics, passedOver, edits } = registry
  return JSON.stringify([tree(root), format, counts, diagnostics, passedOver, edits], (_, value: unknown) =>
    value instanceof Uint8Array ? hexOf(value) : value,
  )
}

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.array(fc.integer({ min: 33, max: 64 }), { maxLength: 200 }).map((codes) => Uint8Array.from(codes)),
  fc
    .record({
      text: looksReal,
      encoding: fc.constantFrom(...encodings.slice(0, -1)),
      wound: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
    })
    .map(({ text, encoding, wound }) => {
      const bytes = Uint8Array.from(encode(text, encoding))
      for (const [at, byte] of wound) if (bytes.length > 0) bytes[at % bytes.length] = byte
      return bytes
    }),
  fc.tuple(looksReal, fc.nat(60)).map(([text, cut]) => Buffer.from(text).subarray(0, -cut || undefined)),
)

/** Where both readings differ though nothing is lost for sure. */
const differing = new Set(['text-no-nul', 'root-absent', 'single-backslash'])

describe('any bytes', () => {
  it('end in diagnostics, the same however they come in', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(anyBytes, sizes, fc.constantFrom(undefined, 932, 1251), (bytes, parts, codePage) => {
        const options = codePage === undefined ? {} : { codePage }
        const registry = readWhole(bytes, options)
        for (const { at, message } of registry.diagnostics) {
          expect(message).not.toMatch(/undefined|null|NaN|[\r\n]/)
          for (const number of [at.line, at.column, at.length]) expect(number).toBeGreaterThan(0)
        }
        const expected = dump(registry)
        expect(dump(readWhole(inParts(bytes, endless(parts)), options))).toBe(expected)
        expect(dump(readWhole(inParts(bytes, endless([1])), options))).toBe(expected)
      }),
      { numRuns: 1500 },
    )
  })

  it('read the same wherever the window ends', () => {
    // One comment pushes the text to and fro over the end of the first window.
    const windowUnits = 1 << 17
    fc.assert(
      fc.property(looksReal, fc.nat(160), fc.boolean(), (text, before, skips) => {
        const selection = (path: string): 'read' | 'skip' => (skips && path.endsWith('\\b') ? 'skip' : 'read')
        const behind = (fill: number): string =>
          dump(
            readWhole(encode(`${version5}\n;${'x'.repeat(fill)}\n${text}`, 'utf-16le with mark'), {
              selection,
            }),
          )
        expect(behind(windowUnits - version5.length - before)).toBe(behind(1))
      }),
      { numRuns: 250 },
    )
  })

  it('mean to Regedit what is written, unless an error says otherwise', () => {
    fc.assert(
      fc.property(looksReal, (text) => {
        const bytes = encode(text, 'utf-16le with mark')
        const written = readWhole(bytes)
        if (written.diagnostics.some(({ severity, code }) => severity === 'error' || differing.has(code)))
          return
        expect(tree(readWhole(bytes, { reading: 'as-imported' }).root)).toEqual(tree(written.root))
      }),
      { numRuns: 3000 },
    )
  })
})
