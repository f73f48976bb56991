import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReg } from '../../../src/formats/reg/index.ts'
import { type RegistryKey, upcase } from '../../../src/registry/index.ts'
import { lineEnds } from './pieces.ts'
import { c1, encode, encodings, type FileEncoding, hexOf, version5 } from './read.ts'
import { type MadeKey, render, widened } from './render.ts'

/** Names and texts with everything that means something to the format. */
function hostile(encoding: FileEncoding, exclude: RegExp): fc.Arbitrary<string> {
  const ansi = `${c1}\xe9\xff`
  const unit = fc.oneof(
    fc.constantFrom(...'"\\][;=@#,-{}\'~$& \t\0\x01\x0bhexHKEY_0aA'),
    encoding === 'windows-1252'
      ? fc.constantFrom(...ansi)
      : fc.constantFrom(...'\u00e9\u20ac\u0130\u0131\ufeff\ufffd\u202e'),
  )
  const wide = encoding.startsWith('utf-16')
    ? [fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))]
    : encoding.startsWith('utf-8')
      ? [fc.constantFrom('\u{1f600}', '\u{10ffff}', '\u4e2d')]
      : []
  return fc
    .array(fc.oneof(unit, ...wide), { minLength: 1, maxLength: 12 })
    .map((units) => units.join('').replace(exclude, '_'))
}

function made(encoding: FileEncoding, header: string): fc.Arbitrary<MadeKey[]> {
  const type = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 0xffffffff }))
  const text = hostile(encoding, /[\0]/g).map((value) => Buffer.from(`${value}\0`, 'utf16le'))
  const bytes = fc.uint8Array({ maxLength: 80 })
  const value = fc
    .record({
      name: fc.oneof(fc.constant(''), hostile(encoding, /[\r\n]/g)),
      type,
      bytes,
      text,
      isText: fc.boolean(),
    })
    .map((it) => {
      const ansiText = header === 'REGEDIT4' && (it.type === 2 || it.type === 7)
      const data = ansiText
        ? widened(it.bytes)
        : it.isText
          ? it.text
          : it.type === 4
            ? it.bytes.slice(0, 4)
            : it.bytes
      return { name: it.name, type: it.type, data }
    })
  const key = fc.record({
    path: fc
      .array(hostile(encoding, /[\r\n\\]/g), { maxLength: 3 })
      .map((names) => ['HKEY_LOCAL_MACHINE', ...names]),
    values: fc.uniqueArray(value, { maxLength: 4, selector: ({ name }) => upcase(name) }),
  })
  return fc.uniqueArray(key, { maxLength: 4, selector: ({ path }) => upcase(path.join('\\')) })
}

/** Upper-cased path and values of every key; keys that only a subkey implies have no values. */
function madeText(keys: readonly MadeKey[]): string[] {
  const values = new Map<string, string[]>()
  for (const { path } of keys)
    path.forEach((_, index) => {
      values.set(upcase(path.slice(0, index + 1).join('\\')), [])
    })
  for (const { path, values: list } of keys)
    values.set(
      upcase(path.join('\\')),
      list.map(({ name, type, data }) => `${name} ${type} ${hexOf(data)}`),
    )
  return [...values].map(([path, list]) => JSON.stringify([path, ...list])).sort()
}

function readText(root: RegistryKey): string[] {
  const lines: string[] = []
  const visit = (key: RegistryKey, path: string): void => {
    if (path)
      lines.push(
        JSON.stringify([upcase(path), ...key.values.map((it) => `${it.name} ${it.type} ${hexOf(it.data)}`)]),
      )
    for (const below of key.keys) visit(below, path ? `${path}\\${below.name}` : below.name)
  }
  visit(root, '')
  return lines.sort()
}

const madeFile = fc
  .record({ encoding: fc.constantFrom(...encodings), header: fc.constantFrom(version5, 'REGEDIT4') })
  .chain(({ encoding, header }) =>
    fc.record({
      encoding: fc.constant(encoding),
      header: fc.constant(header as typeof version5 & 'REGEDIT4'),
      keys: made(encoding, header),
      lineEnds,
      choices: fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }),
    }),
  )

describe('a tree', () => {
  it('that is written in any style is read again, without an error', () => {
    fc.assert(
      fc.property(madeFile, ({ encoding, keys, ...style }) => {
        const bytes = encode(render(keys, style), encoding)
        // The bytes of some ANSI text are UTF-8 by chance: the code page has to be named.
        const ansi = encoding === 'windows-1252' ? { codePage: 1252 } : {}
        const marked =
          style.header === 'REGEDIT4' && encoding === 'utf-8'
            ? Buffer.from([0xef, 0xbb, 0xbf, ...bytes])
            : bytes
        const written = readReg(marked, { file: 'x', ...ansi })
        expect(written.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
        expect(readText(written.root)).toEqual(madeText(keys))
        expect(written.counts.keys).toBe(keys.length)
        if (written.diagnostics.some(({ code }) => code === 'text-no-nul')) return
        const imported = readReg(marked, { file: 'x', ...ansi, reading: 'as-imported' })
        expect(readText(imported.root)).toEqual(madeText(keys))
      }),
      { numRuns: 600 },
    )
  })
})
