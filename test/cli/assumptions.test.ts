import { expect, test } from 'vitest'
import { regText, run, soundDriver } from './run.ts'

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

test('a release that is detected is told with --verbose alone', async () => {
  expect((await run(['list', '@windows-7'])).stderr).toBe('')
  expect((await run(['list', '@windows-7', '-v'])).stderr).toContain('windows: Windows 7 (detected: ')
})
