import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtProgram } from '../cli/built.ts'
import { driverRepository, has, putSvcsim, runScript } from './shell.ts'
import { pairs } from './yaml.ts'

const root = join(import.meta.dirname, '../..')
const manifest = readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8').replaceAll('\r\n', '\n')
const hook = pairs(manifest.replaceAll(/^(?:- | {2})/gm, ''))
const program = join(builtProgram('2.2.0'), 'bin', 'svcsim.js')

/** Keys of a hook, as pre-commit documents them (https://pre-commit.com/#creating-new-hooks). */
const keys = [
  'additional_dependencies',
  'alias',
  'always_run',
  'args',
  'description',
  'entry',
  'exclude',
  'exclude_types',
  'fail_fast',
  'files',
  'id',
  'language',
  'language_version',
  'log_file',
  'minimum_pre_commit_version',
  'name',
  'pass_filenames',
  'require_serial',
  'stages',
  'types',
  'types_or',
  'verbose',
]

describe('.pre-commit-hooks.yaml', () => {
  it('has one hook with keys that pre-commit knows', () => {
    expect(manifest.match(/^- id: /gm)).toHaveLength(1)
    expect([...hook.keys()].filter((key) => !keys.includes(key))).toEqual([])
    for (const key of ['id', 'name', 'entry', 'language']) expect(hook.get(key)).toBeTruthy()
  })

  it('takes .reg files whatever the case of their names, and no others', () => {
    const files = new RegExp(hook.get('files') ?? '')
    expect(['driver.reg', 'a/b/DRIVER.REG', 'x.reg.txt', 'xreg'].filter((name) => files.test(name))).toEqual([
      'driver.reg',
      'a/b/DRIVER.REG',
    ])
  })

  it.skipIf(!has('bash'))('has an entry that fails on what is wrong (skipped without a POSIX shell)', () => {
    const folder = driverRepository()
    putSvcsim(folder, program)
    const runHook = (files: string): number | null =>
      runScript(['sh'], `${hook.get('entry')} --base @windows-10 ${files}`, folder).code
    expect(runHook('drivers/driver.reg drivers/other.reg')).toBe(1)
    expect(runHook('drivers/other.reg "good drivers/driver.reg"')).toBe(0)
  })

  it.skipIf(!has('pre-commit'))('is valid to pre-commit (skipped where that is not installed)', () => {
    const { status, stdout } = spawnSync('pre-commit', ['validate-manifest', '.pre-commit-hooks.yaml'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, ''])
  })
})
