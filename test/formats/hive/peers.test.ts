import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPath, openHive, type RegistryNode, readReg, writeReg } from '../../../src/index.ts'
import { temporaryFolder } from '../../cli/run.ts'
import { buildHive, key } from './builder/index.ts'
import { corpus, linesOf, unpacked } from './corpus.ts'
import { parseRows, rowsOf } from './reglookup.ts'

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
const folder = new URL('../../../fixtures/hive/', import.meta.url)

/** Sound hives of the repository, and what each peer cannot do with them. */
const fixtures: Readonly<Record<string, { readonly hivex?: string; readonly reglookup?: string }>> = {
  'big-data-1.3': {},
  'big-data-1.5': {},
  'class-names': {},
  'deleted-service': {},
  'empty-data': { hivex: 'looks for data where there is none' },
  lists: {},
  names: { hivex: 'ends at a lone surrogate' },
  'select-zero': {},
  'setup-1.3': {},
  'small-system': {},
  'symbolic-link': {},
  values: {},
  'versions/1.1': { hivex: 'does not know version 1.1', reglookup: 'does not know version 1.1' },
  'versions/1.2': {},
  'versions/1.3': {},
  'versions/1.4': {},
  'versions/1.5': {},
  'versions/1.6': {},
}
const machines = corpus ? ['windows-xp-sp3', 'windows-7-sp1', 'windows-8.1', 'windows-10-1709'] : []
const hives = [...Object.keys(fixtures), ...machines]
const noCorpus = corpus ? '' : ' (fixtures alone: SVCSIM_CORPUS is not set)'

function bytesOf(name: string): Uint8Array {
  if (machines.includes(name)) return unpacked(`hives/${name}.SYSTEM`)
  return new Uint8Array(readFileSync(new URL(`${name}.hive`, folder)))
}

/** The root of a hive as it is stored, to be walked once. */
function rootOf(bytes: Uint8Array): RegistryNode {
  const { root } = openHive(bytes, { file: 'SYSTEM' })
  if (!root) throw new Error('no root key')
  return root
}

function textOf(bytes: Uint8Array, encoding?: 'utf-8'): Buffer {
  return Buffer.concat([
    ...writeReg([{ path: system, node: rootOf(bytes) }], encoding === undefined ? {} : { encoding }),
  ])
}

/** The lines of the tree that a .reg file holds below where a SYSTEM hive hangs. */
function linesOfText(text: Uint8Array): string[] {
  const { root, diagnostics } = readReg(text, { file: 'text.reg' })
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const top = findPath(root, system)
  return top ? linesOf(top) : []
}

/** The same lines in the same order; of trees of 100,000 lines only the first that differs is worth showing. */
function expectSame(found: readonly string[], wanted: readonly string[]): void {
  const at = wanted.findIndex((line, index) => line !== found[index])
  if (at !== -1) expect(found[at]).toBe(wanted[at])
  expect(found.length).toBe(wanted.length)
}

interface Ran {
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

function tool(command: string, argv: readonly string[], cwd: string): Ran {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { status, stdout, stderr, error } = spawnSync(command, argv, { cwd, env, maxBuffer: 2 ** 30 })
  if (error) throw error
  return { status, stdout, stderr: stderr.toString() }
}

const installed: ReadonlySet<string> = new Set(
  ['hivexregedit', 'reglookup'].filter(
    (command) => spawnSync(command, ['--help'], { stdio: 'ignore' }).error === undefined,
  ),
)

function whyNot(command: string): string {
  return installed.has(command) ? noCorpus : ` (skipped: ${command} is not installed)`
}

describe(`a hive and its text${noCorpus}`, () => {
  it.each(hives)('%s: read back, the text holds the identical tree', (name) => {
    const wanted = linesOf(rootOf(bytesOf(name)))
    expect(wanted.length).toBeGreaterThan(2)
    expectSame(linesOfText(textOf(bytesOf(name))), wanted)
  })

  it.each(['dirty-entries', 'dirty-pages'])('%s, as it is stored', (name) => {
    const bytes = () => new Uint8Array(readFileSync(new URL(`${name}/SYSTEM`, folder)))
    expectSame(linesOfText(textOf(bytes())), linesOf(rootOf(bytes())))
  })
})

describe.skipIf(!installed.has('hivexregedit'))(`hivexregedit${whyNot('hivexregedit')}`, () => {
  // Real hives are merged by the tests of `svcsim convert`. UTF-8 cannot hold the lone surrogate in `names`.
  it.each(Object.keys(fixtures).filter((name) => name !== 'names'))('merges the text of %s', (name) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'text.reg'), textOf(bytesOf(name), 'utf-8'))
    writeFileSync(join(cwd, 'merged'), buildHive(key('root')).bytes)
    const { status, stderr } = tool(
      'hivexregedit',
      ['--merge', '--prefix', system, 'merged', 'text.reg'],
      cwd,
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const merged = rootOf(new Uint8Array(readFileSync(join(cwd, 'merged'))))
    expectSame(linesOf(merged), linesOf(rootOf(bytesOf(name))))
  })

  it.each(hives.filter((name) => !fixtures[name]?.hivex))('finds the same in %s', (name) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'SYSTEM'), bytesOf(name))
    const { status, stdout, stderr } = tool(
      'hivexregedit',
      ['--export', '--prefix', system, 'SYSTEM', '\\'],
      cwd,
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    // It sorts keys and values in an order of its own.
    expectSame(linesOfText(stdout).sort(), linesOf(rootOf(bytesOf(name))).sort())
  })
})

describe.skipIf(!installed.has('reglookup'))(`reglookup${whyNot('reglookup')}`, () => {
  it.each(hives.filter((name) => !fixtures[name]?.reglookup))(
    'finds the same keys and values in %s, in the same order',
    (name) => {
      const cwd = temporaryFolder()
      writeFileSync(join(cwd, 'SYSTEM'), bytesOf(name))
      const { status, stdout } = tool('reglookup', ['-H', 'SYSTEM'], cwd)
      expect(status).toBe(0)
      const wanted = rowsOf(rootOf(bytesOf(name)))
      const found = parseRows(stdout.toString('latin1'), wanted)
      expectSame(
        found.map((row) => JSON.stringify(row)),
        wanted.map((row) => JSON.stringify(row)),
      )
      // It would prove little if most of them had been left undecided.
      if (machines.includes(name))
        expect(wanted.filter(({ path, data }) => path !== null && data !== null).length).toBeGreaterThan(
          0.8 * wanted.length,
        )
    },
  )
})
