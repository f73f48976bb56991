import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { badDriver, regText, run, soundDriver, temporaryFolder } from './run.ts'

/** An object name is nothing that a driver has: a warning (SVC113). */
const files = {
  sound: { sound: soundDriver },
  warned: { warned: { ...soundDriver, ObjectName: '"LocalSystem"' } },
  bad: { bad: badDriver },
}

describe('JUnit fails where the exit code does', () => {
  test.each([
    ['sound', [], 0],
    ['sound', ['--fail-on', 'info', '--max-warnings', '0'], 0],
    ['warned', [], 0],
    ['warned', ['--fail-on', 'warning'], 1],
    ['warned', ['--fail-on', 'info'], 1],
    ['warned', ['--preset', 'strict'], 1],
    ['warned', ['--max-warnings', '0'], 1],
    ['warned', ['--max-warnings', '1'], 0],
    ['warned', ['--max-warnings', '0', '--min-severity', 'error'], 1],
    ['warned', ['--fail-on', 'warning', '--min-severity', 'error'], 1],
    ['bad', [], 1],
    ['bad', ['--fail-on', 'warning'], 1],
  ] as const)('%s.reg with %j ends with %i', async (name, options, expected) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, `${name}.reg`), regText(files[name]))
    const { code, stdout } = await run(['lint', `${name}.reg`, '--format', 'junit', ...options], { cwd })
    expect(code).toBe(expected)
    expect(stdout.includes('<failure ')).toBe(expected === 1)
    expect(stdout).toMatch(
      expected === 1 ? /^<testsuites [^>]* failures="[1-9]/m : /^<testsuites [^>]* failures="0"/m,
    )
  })

  test('--exit-zero leaves the verdict to who reads the file', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'bad.reg'), regText(files.bad))
    const { code } = await run(['lint', 'bad.reg', '--format', 'junit=j.xml', '--exit-zero'], { cwd })
    expect(code).toBe(0)
    expect(readFileSync(join(cwd, 'j.xml'), 'utf8')).toContain('<failure ')
  })
})

test('a folder that is missing is told before anything is read', async () => {
  const cwd = temporaryFolder()
  const { code, stdout, stderr } = await run(['lint', 'gone.reg', '--format', 'sarif=nodir/x'], { cwd })
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'svcsim: cannot write nodir/x: there is no folder nodir\n',
  })
})
