import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { RegRegistry } from '../../../src/formats/reg/index.ts'
import { findPath, type RegistryKey } from '../../../src/registry/index.ts'
import { bytesOf, corpus, title } from './corpus.ts'
import { hexOf, read, tree } from './read.ts'

const exported = ['windows-xp-sp3', 'windows-7-sp1', 'windows-8.1', 'windows-10-1709'] as const
const full = (hive: string): Uint8Array => bytesOf('exports', `${hive}.full.regedit5-utf16.reg.gz`)
const part = (hive: string, style = 'hivexregedit'): Uint8Array =>
  bytesOf('exports', `${hive}.services.${style}.reg.gz`)

/** Keys and values of text whose strings have no line break, counted without the reader. */
function counted(content: string): { keys: number; values: number } {
  return {
    keys: content.match(/^\[/gm)?.length ?? 0,
    values: content.match(/^["@]/gm)?.length ?? 0,
  }
}

function errors(registry: RegRegistry): string[] {
  return registry.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

/** Every line of the tree; one digest, for a comparison of 100,000 lines that fails in one. */
function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

describe.skipIf(!corpus)(title('exports of real hives'), () => {
  it.each(exported)('%s: every key and value, and no error', (hive) => {
    const bytes = full(hive)
    const registry = read(bytes)
    expect(registry.counts).toEqual(counted(Buffer.from(bytes).toString('utf16le')))
    expect(errors(registry)).toEqual([])
    const lines = tree(registry.root)
    expect(lines.filter((line) => line.startsWith('  '))).toHaveLength(registry.counts.values)
    // Regedit would add a NUL to the texts that have none, and change nothing else.
    const imported = tree(read(bytes, { reading: 'as-imported' }).root)
    const differing = lines.filter((line, index) => line !== imported[index])
    const texts = registry.diagnostics.filter(({ code }) => code === 'text-no-nul')
    expect(imported).toHaveLength(lines.length)
    expect(differing).toHaveLength(texts.length)
  })

  it.each(exported)('%s: the same bytes in the export of its services', (hive) => {
    const all = read(full(hive))
    const bytes = part(hive)
    const some = read(bytes)
    expect(some.counts).toEqual(counted(Buffer.from(bytes).toString()))
    expect(some.format.encoding).toBe('utf-8')
    expect(errors(some)).toEqual([])
    const system = (registry: RegRegistry): RegistryKey | undefined =>
      findPath(registry.root, 'HKEY_LOCAL_MACHINE\\SYSTEM')
    for (const set of system(some)?.keys ?? []) {
      const same = system(all)?.key(set.name)
      if (set.name === 'Select') {
        expect(same?.values.map(({ data }) => hexOf(data))).toEqual(set.values.map(({ data }) => hexOf(data)))
        continue
      }
      for (const path of [['Services'], ['Control', 'ServiceGroupOrder'], ['Control', 'GroupOrderList']]) {
        const [here, there] = [set.find(...path), same?.find(...path)]
        if (!here) continue
        expect(there, path.join('\\')).toBeDefined()
        if (there) expect(digest(tree(here))).toBe(digest(tree(there)))
      }
    }
  })

  it('windows-xp-sp3: the same tree in every style', () => {
    const styles = ['hivexregedit', 'regedit5-utf16', 'regedit4-ansi'] as const
    const trees = styles.map((style) => {
      const registry = read(part('windows-xp-sp3', style))
      expect(errors(registry)).toEqual([])
      expect(registry.counts).toEqual({ keys: 1035, values: 3726 })
      return tree(registry.root)
    })
    expect(trees[1]).toEqual(trees[0])
    expect(trees[2]).toEqual(trees[0])
    expect(trees[0]?.length).toBeGreaterThan(4700)
  })
})
