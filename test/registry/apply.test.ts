import { describe, expect, it } from 'vitest'
import type { Place } from '../../src/diagnostics/index.ts'
import {
  applyEdit,
  emptyRoot,
  findPath,
  openPath,
  placeOfBytes,
  type RegistryKey,
  type RegistryValue,
  splitPath,
  valueTypeName,
  valueTypes,
} from '../../src/registry/index.ts'

const line = (number: number): Place => ({ file: 'x', line: number, column: 1, length: 1 })
const both = { written: true, imported: true } as const
const value = (name: string, data = 0, at: Place = line(1)): RegistryValue => ({
  name,
  type: valueTypes.REG_DWORD,
  data: Uint8Array.of(data, 0, 0, 0),
  at,
  dataAt: at,
})

/** A registry after a few edits: `+path`, `-path`, `path "name" number`, `path "name" -`; each edit's place is its number. */
function edited(...edits: readonly string[]): { root: RegistryKey; replaced: (RegistryValue | undefined)[] } {
  const root = emptyRoot('x')
  const replaced = edits.map((edit, index) => {
    const at = line(index + 1)
    const [keyPath = '', name, data] = edit.split('|')
    if (keyPath.startsWith('+'))
      return applyEdit(root, { kind: 'create-key', keyPath: keyPath.slice(1), at, ...both })
    if (keyPath.startsWith('-'))
      return applyEdit(root, { kind: 'delete-key', keyPath: keyPath.slice(1), at, ...both })
    if (data === '-') return applyEdit(root, { kind: 'delete-value', keyPath, name: name ?? '', at, ...both })
    return applyEdit(root, {
      kind: 'set-value',
      keyPath,
      value: value(name ?? '', Number(data), at),
      at,
      ...both,
    })
  })
  return { root, replaced }
}

function paths(key: RegistryKey): string[] {
  return key.keys.flatMap((below) => [below.path, ...paths(below)])
}

describe('edits', () => {
  it('create every key above', () => {
    const { root } = edited('+HKLM\\a\\b\\c')
    expect(paths(root)).toEqual(['HKLM', 'HKLM\\a', 'HKLM\\a\\b', 'HKLM\\a\\b\\c'])
    expect(findPath(root, 'HKLM\\a')?.at).toEqual(line(1))
  })

  it('find keys and values without case, and keep the first spelling of a key and the last of a value', () => {
    const { root, replaced } = edited(
      '+HKLM\\Abc\\\u00e9',
      'hklm\\aBC|Start|1',
      'HKLM\\ABC|START|2',
      '+HKLM\\abc\\\u00c9\\x',
    )
    expect(paths(root)).toEqual(['HKLM', 'HKLM\\Abc', 'HKLM\\Abc\\\u00e9', 'HKLM\\Abc\\\u00e9\\x'])
    const key = findPath(root, 'hkLM\\\\ABC\\')
    expect(key?.values.map(({ name, data }) => [name, data[0]])).toEqual([['START', 2]])
    expect(key?.value('start')?.at).toEqual(line(3))
    expect(replaced.map((it) => it?.data[0])).toEqual([undefined, undefined, 1, undefined])
  })

  it('delete keys with all below, and only those', () => {
    const { root } = edited('+HKLM\\a\\b\\c', '+HKLM\\ab', '-hklm\\A', '-HKLM\\missing\\x', '-missing')
    expect(paths(root)).toEqual(['HKLM', 'HKLM\\ab'])
  })

  it('create a deleted key anew, without its values', () => {
    const { root } = edited('HKLM\\a|x|1', '+HKLM\\a\\b', '-HKLM\\a', 'HKLM\\a|y|2')
    const key = findPath(root, 'HKLM\\a')
    expect(key?.values.map(({ name }) => name)).toEqual(['y'])
    expect(key?.keys).toEqual([])
    expect(key?.at).toEqual(line(4))
  })

  it('delete values; the default value is the nameless one', () => {
    const { root, replaced } = edited(
      'HKLM\\a|x|1',
      'HKLM\\a||2',
      'HKLM\\a|X|-',
      'HKLM\\a||-',
      'HKLM\\b|x|-',
      'HKLM\\a|x|3',
    )
    expect(findPath(root, 'HKLM\\a')?.values.map(({ data }) => data[0])).toEqual([3])
    expect(findPath(root, 'HKLM\\b'), 'a deletion creates no key').toBeUndefined()
    expect(replaced.every((it) => it === undefined)).toBe(true)
  })

  it('do nothing to the root of all', () => {
    const { root } = edited('+HKLM', '-', '-\\')
    expect(paths(root)).toEqual(['HKLM'])
  })
})

describe('keys', () => {
  it('come in hive order, values in the order in which they were first set', () => {
    const { root } = edited('+b', '+a', '+B\\c', '+_', '+A1', 'b|z|1', 'b|y|2', 'b|Z|3')
    expect(root.keys.map(({ name }) => name)).toEqual(['a', 'A1', 'b', '_'])
    expect(root.key('B')?.values.map(({ name }) => name)).toEqual(['Z', 'y'])
  })

  it('may be named like properties of objects', () => {
    const { root } = edited('+__proto__\\constructor', '__proto__|toString|1')
    expect(paths(root)).toEqual(['__proto__', '__proto__\\constructor'])
    expect(root.key('__PROTO__')?.value('TOSTRING')?.data[0]).toBe(1)
    expect(root.key('constructor')).toBeUndefined()
    expect(root.value('hasOwnProperty')).toBeUndefined()
  })

  it('know their path and the key above', () => {
    const root = emptyRoot('x')
    const key = openPath(root, '\\a\\\\b\\', line(1))
    expect(key.path).toBe('a\\b')
    expect(key.parent?.name).toBe('a')
    expect(root.path).toBe('')
    expect(splitPath('\\\\')).toEqual([])
  })
})

describe('values', () => {
  it('have a place for some of their bytes, or one for all', () => {
    expect(placeOfBytes(value('x'), 2, 2)).toEqual(line(1))
    const exact: RegistryValue = { ...value('x'), placeOf: (offset, length) => line(offset * 10 + length) }
    expect(placeOfBytes(exact, 2, 4)).toEqual(line(24))
  })

  it('have types with and without a name', () => {
    expect([0, 1, 4, 7, 11].map(valueTypeName)).toEqual([
      'REG_NONE',
      'REG_SZ',
      'REG_DWORD',
      'REG_MULTI_SZ',
      'REG_QWORD',
    ])
    expect(valueTypeName(0xffff0012)).toBe('type 0xffff0012')
  })
})
