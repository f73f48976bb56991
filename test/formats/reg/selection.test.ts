import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../src/diagnostics/index.ts'
import type { RegRegistry } from '../../../src/formats/reg/index.ts'
import { placeOfBytes, type RegistryKey } from '../../../src/registry/index.ts'
import { looksReal } from './pieces.ts'
import { brief, encode, hexOf, readWhole, tree, version5 } from './read.ts'

/** Diagnostics that do not depend on whether a value is read. */
function structural(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(
      ({ code }) =>
        /^(?:key-|root-|string-|name-|no-|value-(?:outside|after)|text-lost|single-|escaped-)/.test(code) ||
        /^continuation-(?!cut)/.test(code),
    )
    .map(brief)
    .sort()
}

function placesOf(key: RegistryKey | undefined): unknown {
  return key?.values.map((value) => [
    [value.name, value.type, hexOf(value.data), value.at, value.dataAt],
    Array.from(value.data, (_, index) => placeOfBytes(value, index, 2)),
  ])
}

describe('a selection of keys', () => {
  const choices = ['\\a', '\\b', '\\b\\c', '\\x'] as const
  it('gives the same values, places and structural diagnostics as reading all', () => {
    fc.assert(
      fc.property(looksReal, fc.subarray([...choices]), fc.boolean(), (text, chosen, subtrees) => {
        const bytes = encode(text, 'utf-16le with mark')
        const all = readWhole(bytes)
        const codes = new Set(all.diagnostics.map(({ code }) => code))
        // A defect of the bytes also says what a dangling continuation means to Regedit; nobody looks at those bytes.
        fc.pre(!(codes.has('continuation-dangling') && (codes.has('hex-digit') || codes.has('hex-comma'))))
        const selection = (path: string): 'read' | 'pass' | 'skip' => {
          const [, ...names] = path.toLowerCase().split('\\')
          const below = `\\${names.join('\\')}`
          if (chosen.some((end) => end === below)) return 'read'
          if (!subtrees) return 'pass'
          return names.length === 0 || chosen.some((end) => end.startsWith(`${below}\\`)) ? 'pass' : 'skip'
        }
        const some = readWhole(bytes, { selection })
        expect(some.counts).toEqual(all.counts)
        expect(some.format).toEqual(all.format)
        expect(structural(some.diagnostics)).toEqual(structural(all.diagnostics))
        for (const root of ['HKEY_LOCAL_MACHINE', 'FOO', 'ControlSet001'])
          for (const end of chosen) {
            const names = end.slice(1).split('\\')
            // Keys that were deleted or implied may be there in one reading alone; then they have no values.
            expect(placesOf(some.root.find(root, ...names)) ?? []).toEqual(
              placesOf(all.root.find(root, ...names)) ?? [],
            )
          }
      }),
      { numRuns: 3000 },
    )
  })

  it('tells what it passes over by three names, and asks little of what is below them', () => {
    const below = (top: string, count: number): string =>
      Array.from({ length: count }, (_, index) => `[${top}\\k${index}]\r\n`).join('')
    const lines = [
      below('HKEY_CLASSES_ROOT', 3000),
      '[HKEY_LOCAL_MACHINE\\a]\r\n',
      below('HKEY_LOCAL_MACHINE\\a\\c', 3000),
      below('HKEY_LOCAL_MACHINE\\a\\c\\d', 3000),
      '[HKEY_LOCAL_MACHINE\\a\\e]\r\n',
      below('HKEY_LOCAL_MACHINE\\b\\c\\d\\e', 3000),
      '[HKEY_LOCAL_MACHINE\\a\\c\\f]\r\n',
    ]
    let asked = 0
    const { passedOver } = readWhole(encode(`${version5}\r\n${lines.join('')}`, 'utf-16le with mark'), {
      selection: (path) => {
        asked++
        if (path === 'HKEY_LOCAL_MACHINE' || path === 'HKEY_LOCAL_MACHINE\\b') return 'pass'
        return path.startsWith('HKEY_LOCAL_MACHINE\\b\\c') && path.length < 24 ? 'pass' : 'skip'
      },
    })
    expect(passedOver.map(({ prefix, keys, at }) => [prefix, keys, at.line])).toEqual([
      ['HKEY_CLASSES_ROOT', 3000, 2],
      ['HKEY_LOCAL_MACHINE\\a', 1, 3002],
      ['HKEY_LOCAL_MACHINE\\a\\c', 6001, 3003],
      ['HKEY_LOCAL_MACHINE\\a\\e', 1, 9003],
      ['HKEY_LOCAL_MACHINE\\b\\c', 3000, 9004],
    ])
    expect(asked).toBeLessThan(60)
  })

  it('names at most 1024 parts', () => {
    const lines = Array.from({ length: 3000 }, (_, index) => `[HKEY_LOCAL_MACHINE\\a\\k${index}]\r\n`).join(
      '',
    )
    const { passedOver, counts } = readWhole(encode(`${version5}\r\n${lines}`, 'utf-16le with mark'), {
      selection: (path) => (path === 'HKEY_LOCAL_MACHINE' ? 'pass' : 'skip'),
    })
    expect([passedOver.length, counts.keys]).toEqual([1024, 3000])
  })

  it('knows where the file ends, whatever stood in the window before', () => {
    for (const line of ['"b"="c"', '"b"=hex:0c'])
      for (let before = 0; before < 12; before++) {
        const start = `${version5}\r\n[HKEY_LOCAL_MACHINE\\a]\r\n;${'x'.repeat(before)}\r\n`
        for (const last of ['"a"=', '"a"=hex:', '"a"=hex:00,\\\r\n', '"a"=str:']) {
          const bytes = encode(`${start}${`${line}\r\n`.repeat(20_000)}${last}`, 'utf-16le with mark')
          const { diagnostics, counts } = readWhole(bytes, { selection: () => 'skip' })
          const cutOff = last.includes('\\') ? ['20004:5+8 error continuation-at-end'] : []
          expect(diagnostics.map(brief)).toEqual(cutOff)
          expect(counts).toEqual({ keys: 1, values: 20_001 })
        }
      }
  })

  it('of values that are judged but not kept reports what reading all reports', () => {
    fc.assert(
      fc.property(looksReal, (text) => {
        const bytes = encode(text, 'utf-16le with mark')
        const judged = readWhole(bytes, { selection: () => 'pass', allKeys: true })
        const all = readWhole(bytes)
        const briefs = (registry: RegRegistry): string[] =>
          registry.diagnostics.filter(({ code }) => code !== 'duplicate-value').map(brief)
        expect(briefs(judged)).toEqual(briefs(all))
        expect(tree(judged.root)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
