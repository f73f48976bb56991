import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readHive } from '../../../src/index.ts'

const folder = new URL('../../../fixtures/malformed/', import.meta.url)

/**
 * What must come out of each malformed hive: keys, values, and `code@offset` of all that a deep walk tells of it
 * beside the summary of unreachable cells.
 */
const expected: Readonly<Record<string, readonly [keys: number, values: number, ...told: string[]]>> = {
  'base-block-alone': [0, 0, 'truncated@0x28', 'cell-outside@0x24', 'root-lost@0x24'],
  'base-block-checksum': [11, 19, 'base-checksum@0x1fc', 'hive-dirty@0x4'],
  'base-block-cut': [0, 0, 'truncated@0x28', 'cell-outside@0x24', 'root-lost@0x24'],
  'base-block-log-type': [0, 0],
  'base-block-root-no-key': [11, 19, 'cell-signature@0x107c', 'root-moved@0x24'],
  'base-block-root-outside': [11, 19, 'cell-outside@0x24', 'root-moved@0x24'],
  'base-block-sequence': [11, 19, 'hive-dirty@0x4'],
  'base-block-version-1.7': [11, 19, 'base-version@0x14'],
  'base-block-version-2.0': [11, 19, 'base-version@0x14'],
  'big-data-count-too-large': [11, 20, 'list-count@0x15d6'],
  'big-data-count-too-small': [11, 20, 'data-cut@0x15d4'],
  'big-data-segment-missing': [11, 20, 'cell-outside@0x15e8', 'data-cut@0x15d4'],
  'big-data-segment-short': [11, 20, 'data-cut@0x15d4'],
  'bin-offset': [34, 114, 'bin-offset@0x2004'],
  'bin-signature': [34, 114, 'bin-signature@0x2000'],
  'bin-size-beyond-hive': [34, 114, 'bin-size@0x2008'],
  'bin-size-odd': [11, 19, 'bin-size@0x1008'],
  'bin-size-zero': [34, 114, 'bin-size@0x2008'],
  'bins-cut': [1, 0, 'truncated@0x28', 'cell-outside@0x1040', 'cell-size@0x23e0'],
  'bins-size-beyond-file': [11, 19, 'truncated@0x28'],
  'bins-zero': [0, 0, 'bin-signature@0x1000', 'cell-size@0x1020', 'root-lost@0x24'],
  'cell-beyond-bin': [11, 19, 'cell-size@0x1470'],
  'cell-free': [9, 14, 'cell-free@0x1470'],
  'cell-offset-odd': [9, 14, 'cell-misaligned@0x1798'],
  'cell-size-odd': [11, 19, 'cell-size@0x1470'],
  'cell-size-zero': [9, 14, 'cell-size@0x1470'],
  'index-root-loop': [9, 14, 'cell-shared@0x17c4'],
  'index-root-nested': [9, 14, 'cell-signature@0x168c'],
  'key-class-name-beyond-cell': [11, 19, 'name-cut@0x14cc'],
  'key-class-name-outside': [11, 19, 'cell-outside@0x14a4'],
  'key-name-backslash': [10, 18, 'name-separator@0x14c0'],
  'key-name-beyond-cell': [11, 19, 'name-cut@0x14bc', 'name-nul@0x14c0', 'subkey-hash@0x179c'],
  'key-name-empty': [10, 18, 'name-empty@0x12e4'],
  'key-name-nul': [10, 18, 'name-nul@0x14c0'],
  'key-parent': [11, 19, 'key-parent@0x1484'],
  'key-security-outside': [11, 19, 'cell-outside@0x14a0'],
  'key-signature': [9, 14, 'cell-signature@0x1474'],
  'list-count-beyond-cell': [11, 19, 'list-count@0x178e'],
  'list-count-differs': [11, 19, 'subkey-count@0x1258'],
  'list-duplicates': [9, 14, 'subkey-duplicate@0x1700'],
  'list-element-outside': [9, 14, 'cell-outside@0x1798'],
  'list-hash': [11, 19, 'subkey-hash@0x179c'],
  'list-loop': [10, 18, 'cell-shared@0x1640'],
  'list-outside': [10, 18, 'cell-outside@0x1490'],
  'list-signature': [10, 18, 'cell-signature@0x163c'],
  'list-two-owners': [10, 18, 'cell-shared@0x1640'],
  'list-unsorted': [10, 18, 'subkey-order@0x1700'],
  'value-count-huge': [11, 19, 'value-count@0x1498', 'cell-outside@0x14dc'],
  'value-data-beyond-cell': [11, 19, 'data-cut@0x1534'],
  'value-data-free': [11, 18, 'cell-free@0x1530'],
  'value-data-huge': [11, 19, 'data-cut@0x1534'],
  'value-data-outside': [11, 18, 'cell-outside@0x1514'],
  'value-duplicates': [11, 19, 'value-duplicate@0x14dc'],
  'value-element-outside': [11, 18, 'cell-outside@0x14d0'],
  'value-inline-too-long': [11, 19, 'data-inline@0x1578'],
  'value-list-outside': [11, 15, 'cell-outside@0x149c'],
  'value-name-beyond-cell': [11, 19, 'name-cut@0x150e', 'name-nul@0x1520'],
  'value-signature': [11, 18, 'cell-signature@0x150c'],
}

/** Those of which nothing can be read, and why. */
const unreadable: Readonly<Record<string, string>> = {
  'base-block-alone': 'its root key cannot be found',
  'base-block-cut': 'its root key cannot be found',
  'base-block-log-type':
    'it is the transaction log of a hive, which is read together with its hive (--hive-log)',
  'bins-zero': 'its root key cannot be found',
}

const files = readdirSync(folder).filter((name) => name.endsWith('.hive'))

describe('malformed hives', () => {
  it('are all in the table', () => {
    expect(files.map((name) => name.replace(/\.hive$/, '')).sort()).toEqual(Object.keys(expected).sort())
  })

  it.each(Object.entries(expected))('%s', (name, [keys, values, ...told]) => {
    const bytes = new Uint8Array(readFileSync(new URL(`${name}.hive`, folder)))
    const registry = readHive(bytes, { file: name, deep: true })
    const codes = registry.diagnostics
      .filter(({ code }) => !['unreachable', 'unreachable-key', 'deleted-key'].includes(code))
      .map(({ code, at }) => `${code}@0x${at.offset?.toString(16)}`)
    expect({ keys: registry.counts.keys, values: registry.counts.values, codes }).toEqual({
      keys,
      values,
      codes: told,
    })
    expect(registry.unreadable).toBe(unreadable[name])
  })
})
