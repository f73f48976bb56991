import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReg, writeReg } from '../../src/formats/reg/index.ts'
import {
  applyEdit,
  emptyRoot,
  type RegistryEdit,
  type RegistryKey,
  RegistryPatch,
  valueTypes,
} from '../../src/registry/index.ts'

const at = { file: 'x' }
const flags = { at, written: true, imported: true }

const name = fc.constantFrom('a', 'A', 'b', 'B', 'c')
const keyPath = fc.array(name, { maxLength: 3 }).map((names) => ['HKEY_LOCAL_MACHINE', ...names].join('\\'))
const data = fc.uint8Array({ maxLength: 2 })

const create = (path: string): RegistryEdit => ({ kind: 'create-key', keyPath: path, ...flags })
const set = (path: string, valueName: string, bytes: Uint8Array): RegistryEdit => ({
  kind: 'set-value',
  keyPath: path,
  value: { name: valueName, type: valueTypes.REG_BINARY, data: bytes, at, dataAt: at },
  ...flags,
})
const unset = (path: string, valueName: string): RegistryEdit => ({
  kind: 'delete-value',
  keyPath: path,
  name: valueName,
  ...flags,
})

/** What a section of .reg text comes to: a deletion, or a key line with value lines below it. */
const section: fc.Arbitrary<RegistryEdit[]> = fc.oneof(
  {
    weight: 1,
    arbitrary: keyPath.map((path): RegistryEdit[] => [{ kind: 'delete-key', keyPath: path, ...flags }]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(keyPath, fc.array(fc.tuple(name, fc.option(data, { nil: undefined })), { maxLength: 4 }))
      .map(([path, lines]) => [
        create(path),
        ...lines.map(([valueName, bytes]) => (bytes ? set(path, valueName, bytes) : unset(path, valueName))),
      ]),
  },
)
const edits = fc.array(section, { maxLength: 8 }).map((sections) => sections.flat())

/** Everything that a tree holds: spelling of names, order of values, and keys. */
function contents(root: RegistryKey): string[] {
  const lines: string[] = []
  const visit = (key: RegistryKey): void => {
    lines.push(key.path)
    for (const { name: valueName, data: bytes } of key.values) lines.push(`  ${valueName}=${bytes.join()}`)
    for (const below of key.keys) visit(below)
  }
  visit(root)
  return lines
}

function apply(all: readonly RegistryEdit[], root: RegistryKey = emptyRoot('x')): RegistryKey {
  for (const edit of all) applyEdit(root, edit)
  return root
}

/** A patch as .reg text, and the edits that this text comes to. */
function rewritten(all: readonly RegistryEdit[]): { text: string; edits: readonly RegistryEdit[] } {
  const patch = new RegistryPatch(all, 'x')
  const bytes = Buffer.concat([
    ...writeReg([{ path: '', node: patch.root }], { deletedKeys: patch.deletedKeys }),
  ])
  return {
    text: bytes.toString('utf16le'),
    edits: readReg(bytes, { file: 'x', keepEdits: true }).edits ?? [],
  }
}

describe('a patch', () => {
  it('does to any registry what its edits do', () => {
    let differing = 0
    fc.assert(
      fc.property(edits, edits, (base, patch) => {
        const wanted = contents(apply(patch, apply(base)))
        const { edits: again } = rewritten(patch)
        expect(contents(apply(again, apply(base)))).toEqual(wanted)
        if (wanted.join('\n') !== contents(apply(base)).join('\n')) differing++
      }),
      { numRuns: 3000 },
    )
    expect(differing).toBeGreaterThan(1000)
  })

  it('is the same when it is made of itself', () => {
    fc.assert(
      fc.property(edits, (patch) => {
        const once = rewritten(patch)
        expect(rewritten(once.edits).text).toBe(once.text)
      }),
      { numRuns: 500 },
    )
  })

  it('has deletions of keys first, then those of values', () => {
    const root = 'HKEY_LOCAL_MACHINE'
    const { text } = rewritten([
      create(`${root}\\z`),
      set(`${root}\\z`, 'kept', Uint8Array.of(1)),
      unset(`${root}\\z`, 'gone'),
      unset(`${root}\\z`, ''),
      { kind: 'delete-key', keyPath: `${root}\\y\\old`, ...flags },
      create(`${root}\\y\\old\\new`),
      unset(`${root}\\y\\old\\new`, 'was never there'),
    ])
    expect(text.split('\r\n').slice(2)).toEqual([
      `[-${root}\\y\\old]`,
      '',
      `[${root}\\y\\old\\new]`,
      '',
      `[${root}\\z]`,
      '"gone"=-',
      '@=-',
      '"kept"=hex:01',
      '',
      '',
    ])
  })
})
