import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type Fixture,
  generatedFiles,
  replayedSystem,
  soundFixtures,
} from '../../../scripts/hive-fixtures/index.ts'
import { openHive } from '../../../src/formats/hive/index.ts'
import { readReg } from '../../../src/formats/reg/index.ts'
import type { RegistryNode } from '../../../src/registry/index.ts'
import {
  baseBlock,
  buildHive,
  computeChecksum,
  dword,
  type KeySpec,
  key,
  logEntry,
  logSectorLength,
  marvin32,
  nameHash,
  nameHint,
  readU32,
} from './builder/index.ts'

const fixtures = new URL('../../../fixtures/', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'svcsim-builder-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Whether a program can be started; a test that needs it is skipped, saying so, where it is not installed. */
function isInstalled(program: string): boolean {
  return spawnSync(program, ['--help']).error === undefined
}

function exportWithHivex(bytes: Uint8Array): string {
  const file = join(folder, 'built.hive')
  writeFileSync(file, bytes)
  const prefix = 'HKEY_LOCAL_MACHINE\\SYSTEM'
  const run = spawnSync('hivexregedit', ['--export', '--prefix', prefix, file, '\\'], { maxBuffer: 1 << 28 })
  expect(run.stderr.toString()).toBe('')
  expect(run.status).toBe(0)
  return run.stdout.toString()
}

type Tree = readonly [name: string, values: readonly string[], keys: readonly Tree[]]

function valueLine(name: string, type: number, data: Uint8Array): string {
  return `${name} ${type} ${Buffer.from(data).toString('hex')}`
}

function described(spec: KeySpec, name = spec.name): Tree {
  const values = (spec.values ?? []).map((value) => valueLine(value.name, value.type, value.data))
  const keys = (spec.keys ?? []).filter((subkey) => !subkey.unlisted).map((subkey) => described(subkey))
  return [name, values.sort(), keys.sort(byName)]
}

function asRead(key: RegistryNode): Tree {
  const values = Array.from(key.values, (value) => valueLine(value.name, value.type, value.data))
  return [key.name, values.sort(), Array.from(key.keys, asRead).sort(byName)]
}

function byName(a: Tree, b: Tree): number {
  return a[0] < b[0] ? -1 : 1
}

/** Where the cells of all bins begin; throws where one does not end with its bin. */
function walkCells(bytes: Uint8Array, minorVersion: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = 4096 + view.getUint32(40, true)
  const cells: number[] = []
  for (let bin = 4096; bin < end; bin += view.getUint32(bin + 8, true)) {
    expect(Buffer.from(bytes.subarray(bin, bin + 4)).toString()).toBe('hbin')
    expect(view.getUint32(bin + 4, true)).toBe(bin - 4096)
    const binEnd = bin + view.getUint32(bin + 8, true)
    let cell = bin + 32
    for (; cell < binEnd; cell += Math.abs(view.getInt32(cell, true))) {
      expect(Math.abs(view.getInt32(cell, true)) % (minorVersion === 1 ? 16 : 8)).toBe(0)
      expect(view.getInt32(cell, true)).not.toBe(0)
      cells.push(cell)
    }
    expect(cell).toBe(binEnd)
  }
  return cells
}

describe('the generated fixtures', () => {
  it('are what the generator makes: run "npm run fixtures" after a change', () => {
    const files = generatedFiles()
    const differing = [...files].filter(
      ([path, bytes]) => !readFileSync(new URL(path, fixtures)).equals(bytes),
    )
    expect(differing.map(([path]) => path)).toEqual([])
    const stored = ['hive', 'malformed'].flatMap((kind) =>
      readdirSync(new URL(kind, fixtures), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/')),
    )
    expect(stored.length).toBe(files.size)
  })

  it('come out the same every time', () => {
    expect([...generatedFiles()]).toEqual([...generatedFiles()])
  })
})

describe('a built hive', () => {
  const hives = soundFixtures().filter(({ root }) => root)

  it.each(hives)('$file has a right checksum, and cells that fill its bins', ({ bytes }) => {
    expect(readU32(bytes, baseBlock.checksum)).toBe(computeChecksum(bytes))
    expect(walkCells(bytes, readU32(bytes, baseBlock.minorVersion)).length).toBeGreaterThan(5)
  })

  // Hivex knows no cells with an eight-byte header, mixes two encodings of names, and wants a cell for no data.
  const unknownToHivex = ['versions/1.1.hive', 'names.hive', 'empty-data.hive']
  const comparable = hives.filter(({ file }) => !unknownToHivex.includes(file))

  it.skipIf(!isInstalled('hivexregedit')).each(comparable)(
    '$file is to hivexregedit what was described',
    (hive) => {
      const registry = readReg(Buffer.from(exportWithHivex(hive.bytes)), { file: 'export.reg' })
      const system = registry.root.find('HKEY_LOCAL_MACHINE', 'SYSTEM')
      if (!system || !hive.root) throw new Error('hivexregedit wrote no key')
      expect(asRead(system)).toEqual(described(hive.root, 'SYSTEM'))
    },
  )

  it.each(hives)('$file is to the reader what was described', ({ bytes, root, file }) => {
    const hive = openHive(bytes.slice(), { file })
    if (!hive.root || !root) throw new Error(hive.unreadable)
    expect(asRead(hive.root)).toEqual(described(root))
    expect(hive.diagnostics).toEqual([])
  })

  const fixture = (name: string) => soundFixtures().find(({ file }) => file === name) as Fixture

  it.each([
    ['dirty-entries/SYSTEM', 'dirty-entries/SYSTEM.LOG1', 'dirty-entries/SYSTEM.LOG2'],
    ['dirty-pages/SYSTEM', 'dirty-pages/SYSTEM.LOG'],
  ])('%s is after its logs what was described', (name, ...logs) => {
    const hive = openHive(fixture(name).bytes.slice(), {
      file: name,
      logs: logs.map((log) => ({ name: log, bytes: fixture(log).bytes })),
    })
    if (!hive.root) throw new Error(hive.unreadable)
    expect(asRead(hive.root)).toEqual(described(replayedSystem()))
    expect(hive.hive.logs.length).toBe(logs.length)
    expect(hive.diagnostics).toEqual([])
  })

  it('tells where each structure landed', () => {
    const { bytes, places } = buildHive(
      key('ROOT', [], [key('Alpha', [dword('Start', 3)], [], { className: 'Class' }), key('Beta')]),
    )
    const text = (at: number, length: number) =>
      Buffer.from(bytes.subarray(at, at + length)).toString('latin1')
    const { nk, className } = places.key('Alpha')
    expect(text(nk.content, 2)).toBe('nk')
    expect(text(nk.content + 76, 5)).toBe('Alpha')
    expect(text(className?.content ?? 0, 10)).toBe('C\0l\0a\0s\0s\0')
    expect(text(places.value('Alpha', 'Start').vk.content, 2)).toBe('vk')
    expect(text(places.leaf('').content, 2)).toBe('lh')
    expect(readU32(bytes, places.leaf('').content + 4)).toBe(nk.offset)
    expect(text(places.security.content, 2)).toBe('sk')
    expect(readU32(bytes, places.security.content + 12)).toBe(3)
    expect(places.bins).toEqual([{ at: 4096, size: 4096 }])
    expect(() => places.key('alpha')).toThrow('no key "alpha"')
  })

  it('splits long subkey lists where Windows does', () => {
    const keys = Array.from({ length: 1100 }, (_, index) => key(`Key${index}`))
    for (const [minorVersion, signature, most] of [
      [2, 'li', 1013],
      [3, 'lf', 507],
      [5, 'lh', 507],
    ] as const) {
      const { bytes, places } = buildHive(key('ROOT', [], keys), { minorVersion })
      const { leaves, indexRoot } = places.key('')
      expect(leaves.length).toBe(Math.ceil(1100 / most))
      expect(readU32(bytes, leaves[0]?.content ?? 0) >>> 16).toBe(most)
      expect(Buffer.from(bytes).toString('latin1', leaves[0]?.content, (leaves[0]?.content ?? 0) + 2)).toBe(
        signature,
      )
      expect(readU32(bytes, (indexRoot?.content ?? 0) + 4)).toBe(leaves[0]?.offset)
    }
  })
})

describe('hashes', () => {
  it('of names are those that Windows stores', () => {
    // By hand: 37 * (37 * 65 + 66) + 67, of the upper-cased name.
    expect(nameHash('aBc')).toBe(37 * (37 * 65 + 66) + 67)
    expect(nameHint('Select')).toBe(0x656c6553)
    expect(nameHint('ab')).toBe(0x6261)
    expect(nameHint('Żółć')).toBe(0)
  })

  const corpus = process.env['SVCSIM_CORPUS']

  it.skipIf(!corpus)('of log entries are those of a log that Windows wrote (needs SVCSIM_CORPUS)', () => {
    const log = gunzipSync(
      readFileSync(join(corpus ?? '', 'damaged-hives/NewDirtyHive1.NewDirtyHive.LOG2.gz')),
    )
    const entry = log.subarray(
      logSectorLength,
      logSectorLength + readU32(log, logSectorLength + logEntry.size),
    )
    expect(marvin32(entry.subarray(logEntry.pages))).toBe(entry.readBigUInt64LE(logEntry.contentHash))
    expect(marvin32(entry.subarray(0, logEntry.headerHash))).toBe(entry.readBigUInt64LE(logEntry.headerHash))
  })
})
