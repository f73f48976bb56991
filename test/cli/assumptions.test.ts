import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildHive, key } from '../formats/hive/builder/index.ts'
import { regText, run, soundDriver, temporaryFolder } from './run.ts'

const commands = [
  ['lint', '-'],
  ['list', '-'],
  ['show', '-', 'x'],
  ['list', '-', '--format', 'json'],
]
const stdin = regText({ x: soundDriver })

test.each(commands)('%s %s says that it assumed the release', async (...argv) => {
  const line = 'svcsim: <stdin>: Windows 10 is assumed (nothing in the input tells the release)\n'
  expect((await run(argv, { stdin })).stderr).toContain(line)
  expect((await run([...argv, '-q'], { stdin })).stderr).toBe('')
  // In full there is a line of it already.
  const { stderr } = await run([...argv, '-v'], { stdin })
  expect(stderr).not.toContain(line)
  expect(stderr).toContain('svcsim: windows: Windows 10 (assumed: ')
  expect((await run([...argv, '--windows', '7'], { stdin })).stderr).not.toContain('Windows')
})

test.each(commands)('%s %s says which root was read where it is not that of Windows', async (...argv) => {
  const noteOf = async (root: string): Promise<string | undefined> => {
    const text = stdin.replaceAll('HKEY_LOCAL_MACHINE\\SYSTEM\\', () => root)
    const { stderr } = await run([...argv, '--windows', '7'], { stdin: text })
    return stderr.split('\n').find((line) => line.includes('control set'))
  }
  expect(await noteOf('HKEY_LOCAL_MACHINE\\SYSTEM\\')).toBeUndefined()
  expect(await noteOf('HKEY_LOCAL_MACHINE\\OFFLINE\\')).toBe(
    'svcsim: <stdin>: control set read: HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet001 (the only one in the input)',
  )
  expect(await noteOf('')).toBe(
    'svcsim: <stdin>: control set read: ControlSet001, without a root (the only one in the input)',
  )
})

describe('an input without a control set', () => {
  const line = 'svcsim: x: it holds no control set, and so no service\n'
  const text = 'REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\x]\n"a"="b"\n'
  const hive = buildHive(key('r', [], [key('Software')])).bytes
  const more = ['--stdin-filename', 'x']

  test.each([
    ['an export', text, 'REGEDIT4, windows-1252'],
    ['a hive', hive, 'registry hive, version 1.5'],
  ])('%s is said to have none, and nothing is said to be assumed', async (_, stdin, kind) => {
    for (const command of ['lint', 'list'])
      expect((await run([command, '-', ...more], { stdin })).stderr).toBe(line)
    const order = await run(['order', '-', ...more], { stdin })
    expect(order.stderr).toBe(`svcsim: input: x (${kind})\n${line}`)
    const show = await run(['show', '-', 'disk', ...more], { stdin })
    const stderr = 'svcsim: there is no service "disk" in x, which holds no control set\n'
    expect(show).toEqual({ code: 2, stdout: '', stderr })
  })

  test('does not keep the rules that others lack something for from being named', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'x'), text)
    writeFileSync(join(cwd, 'y'), regText({ Sound: soundDriver }))
    const { stderr } = await run(['lint', 'x', 'y'], { cwd })
    expect(stderr).toContain(line)
    const lines = stderr.split('\n').filter((of) => of.includes('not fully judged'))
    expect(lines.length).toBeGreaterThan(0)
    for (const of of lines) expect(of).toMatch(/^svcsim: not fully judged in 1 of 2 files: /)
    const { stdout } = await run(['lint', 'x', '--format', 'json'], { cwd })
    expect(JSON.parse(stdout).notRun.length).toBeGreaterThan(0)
  })
})

test('a release that is detected is told with --verbose alone', async () => {
  expect((await run(['list', '@windows-7'])).stderr).toBe('')
  expect((await run(['list', '@windows-7', '-v'])).stderr).toContain('windows: Windows 7 (detected: ')
})
