import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type RegEncoding,
  type RegLoss,
  type RegLossKind,
  type RegStyle,
  readReg,
  writeReg,
} from '../../../src/formats/reg/index.ts'
import {
  emptyRoot,
  findPath,
  openPath,
  type RegistryKey,
  type RegistryNode,
  RegistryPatch,
  type RegistryValue,
  upcase,
} from '../../../src/registry/index.ts'
import { bytesOf, corpus, title } from './corpus.ts'
import { made, node, root, sz, written } from './made.ts'
import { tree } from './read.ts'

const place = { file: 'x' }

/** Keys with names and data that mean something to the format; `most` bounds nearly all of their characters. */
function anyKeys(most: number): fc.Arbitrary<{ name: string; values: RegistryValue[] }[]> {
  const unit = fc.oneof(
    {
      weight: 60,
      arbitrary: fc.constantFrom(...'"\\][;=@#,-{}\'~$& \t\0\x01\x0bhexHKEY_0aA\u00e9\u20ac\x81\u0153'),
    },
    { weight: 20, arbitrary: fc.integer({ min: 0xa0, max: most }).map((code) => String.fromCharCode(code)) },
    { weight: 1, arbitrary: fc.constantFrom(...'\r\n\u0130\ufeff\ufffd\u202e\ud83d\ude00') },
  )
  const text = fc.array(unit, { maxLength: 30 }).map((units) => units.join(''))
  const shortName = fc.array(unit, { minLength: 1, maxLength: 6 }).map((units) => units.join(''))
  const data = fc.oneof(
    fc.uint8Array({ maxLength: 120 }),
    text.map((content) => sz(content)),
    text.map((content) => sz(content, 2)),
  )
  const type = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 0xffffffff }))
  const values = fc
    .uniqueArray(fc.record({ name: fc.oneof(fc.constant(''), text), type, data }), {
      maxLength: 5,
      selector: ({ name }) => upcase(name),
    })
    .map((all) => all.map((it) => made(it.name, it.type, it.data)))
  return fc.uniqueArray(fc.record({ name: shortName, values }), {
    maxLength: 4,
    selector: ({ name }) => upcase(name),
  })
}

/** What should come back: everything but what was said to be lost. */
function expected(
  parts: readonly { name: string; values: readonly RegistryValue[] }[],
  losses: RegLoss[],
): string[] {
  const lost = new Set(losses.map(({ at }) => at))
  const top = emptyRoot('x')
  openPath(top, root, place)
  for (const part of parts) {
    const path = `${root}\\${part.name}`
    const found = losses.find((loss) => loss.at.keyPath === part.name)
    if (found) continue
    const key = openPath(top, path, place)
    for (const value of part.values) if (!lost.has(value.at)) key.setValue(value)
  }
  return tree(top)
}

/** Takes out what stands in place of names that were altered. */
function without(
  registry: RegistryKey,
  parts: readonly { name: string; values: readonly RegistryValue[] }[],
): string[] {
  const names = new Set(parts.map(({ name }) => name))
  const top = findPath(registry, root)
  for (const key of top?.keys ?? [])
    if (!names.has(key.name)) top?.deleteKey(key.name)
    else {
      const part = parts.find(({ name }) => name === key.name)
      for (const value of key.values)
        if (!part?.values.some(({ name }) => name === value.name)) key.deleteValue(value.name)
    }
  return tree(registry)
}

/** What a loss must have in it, by encoding: nothing else may be lost. */
const brokenKey = /^$|[\r\n\\]/
const brokenLine = /[\r\n]/
const reasons: Readonly<Record<RegEncoding, Partial<Record<RegLossKind, RegExp>>>> = {
  'utf-16le': { 'key-left-out': brokenKey, 'value-left-out': brokenLine },
  'utf-8': { 'key-left-out': brokenKey, 'value-left-out': brokenLine, 'name-altered': /\p{Cs}/u },
  'windows-1252': {
    'key-left-out': brokenKey,
    'value-left-out': brokenLine,
    'name-altered': /[^\0-\xff\u20ac\u0153]|[\x80\x9c]/,
    'data-altered': /^/,
  },
}

function lossyText({ at }: RegLoss): string {
  return at.valueName ?? at.keyPath ?? ''
}

describe('reads back', () => {
  const forms: readonly [RegStyle, 'utf-16le' | 'utf-8' | 'windows-1252'][] = [
    ['regedit', 'utf-16le'],
    ['regedit', 'utf-8'],
    ['regedit4', 'windows-1252'],
  ]
  it.each(forms)('as it was: %s, %s', (style, encoding) => {
    let compared = 0
    fc.assert(
      fc.property(anyKeys(style === 'regedit4' ? 0xff : 0xffff), (parts) => {
        const losses: RegLoss[] = []
        const top = node(
          '',
          [],
          parts.map((part) => node(part.name, part.values)),
        )
        const text = written(top, { style, encoding, onLoss: (loss) => losses.push(loss) })
        const back = readReg(text, { file: 'x' })
        // Replaced names can coincide with others: such trees say nothing.
        const altered = losses.filter(({ kind }) => kind === 'name-altered')
        if (
          altered.length > 0 &&
          parts.some(({ name, values: of }) => /[?\ufffd]/.test(name + of.map((v) => v.name).join('')))
        )
          return
        const dataLosses = losses.filter(({ kind }) => kind === 'data-altered').map(({ at }) => at)
        for (const part of parts)
          for (const value of part.values)
            if (dataLosses.includes(value.at))
              findPath(back.root, root)?.key(part.name)?.deleteValue(value.name)
        const want = expected(parts, losses)
        compared += want.length
        expect(without(back.root, parts)).toEqual(want)
        for (const loss of losses) expect(lossyText(loss)).toMatch(reasons[encoding][loss.kind] ?? /$^/)
      }),
      { numRuns: 400 },
    )
    expect(compared).toBeGreaterThan(1500)
  })
})

/** Exports of the corpus are sorted by code unit; Windows, and so this project, by upper-cased name. */
function byCodeUnit(key: RegistryNode): RegistryNode {
  const sorted = [...key.keys].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    name: key.name,
    at: key.at,
    lastWritten: undefined,
    values: key.values,
    keys: sorted.map(byCodeUnit),
  }
}

describe.skipIf(!corpus)(title('exports of Regedit'), () => {
  const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
  const inServices = [
    'Select',
    'ControlSet001\\Control\\ServiceGroupOrder',
    'ControlSet001\\Control\\GroupOrderList',
    'ControlSet001\\Services',
  ]
  it.each([
    ['windows-xp-sp3.full.regedit5-utf16', 'regedit'],
    ['windows-7-sp1.full.regedit5-utf16', 'regedit'],
    ['windows-8.1.full.regedit5-utf16', 'regedit'],
    ['windows-10-1709.full.regedit5-utf16', 'regedit'],
    ['windows-xp-sp3.services.regedit5-utf16', 'regedit'],
    ['windows-xp-sp3.services.regedit4-ansi', 'regedit4'],
  ] as const)('%s is written again byte for byte', (name, style) => {
    const original = bytesOf('exports', `${name}.reg.gz`)
    const registry = readReg(original, { file: name })
    const paths = name.includes('.full.') ? [system] : inServices.map((path) => `${system}\\${path}`)
    const parts = paths.map((path) => {
      const key = findPath(registry.root, path)
      if (!key) throw new Error(`no ${path}`)
      return { path, node: byCodeUnit(key) }
    })
    const losses: RegLoss[] = []
    const again = Buffer.concat([...writeReg(parts, { style, onLoss: (loss) => losses.push(loss) })])
    // The tool that made the full exports puts a backslash behind the path of their first key.
    const encoding = style === 'regedit' ? 'utf16le' : 'latin1'
    const wanted = Buffer.from(original).toString(encoding).replace(`[${system}\\]`, `[${system}]`)
    expect(again.equals(Buffer.from(wanted, encoding))).toBe(true)
    expect(losses).toEqual([])
  })

  it('a patch of a whole export is that export', () => {
    const registry = readReg(bytesOf('exports', 'windows-8.1.full.regedit5-utf16.reg.gz'), {
      file: 'x',
      keepEdits: true,
    })
    const patch = new RegistryPatch(
      (registry.edits ?? []).filter(({ written }) => written),
      'x',
    )
    const direct = [...writeReg([{ path: system, node: findPath(registry.root, system) as RegistryKey }])]
    const patched = [...writeReg([{ path: '', node: patch.root }], { deletedKeys: patch.deletedKeys })]
    expect(Buffer.concat(patched).equals(Buffer.concat(direct))).toBe(true)
  })
})
