import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { regText, run, soundDriver, temporaryFolder } from './run.ts'

/** One line, no stack. */
function expectOneLine(stderr: string, line: RegExp): void {
  expect(stderr).toMatch(/^svcsim: [^\n]+\n$/)
  expect(stderr).toMatch(line)
}

const notRoot = process.getuid?.() !== 0

describe.each([['lint'], ['order'], ['list']])('%s of', (command) => {
  const files: readonly (readonly [name: string, bytes: string | readonly number[], says: RegExp])[] = [
    ['an empty file', '', /x\.reg is empty/],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], /is no registry file but a PNG image/],
    ['a ZIP', 'PK\u0003\u0004', /is no registry file but a ZIP archive/],
    ['a program', `MZ\u0090\0\u0003\0${'\0'.repeat(60)}`, /is no registry file but a Windows program/],
    ['a hive of zeros', `regf${'\0'.repeat(4092)}`, /x\.reg is a registry hive, but its root key cannot be/],
    [
      'a transaction log',
      `regf${'\0'.repeat(24)}\u0006${'\0'.repeat(483)}`,
      /x\.reg is a transaction log, which holds changes alone: name its hive/,
    ],
    ['other text', 'hello\nworld\n', /is no registry file: it has no \.reg header/],
  ]
  test.each(files)('%s', async (_, bytes, says) => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'x.reg'),
      typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Uint8Array.from(bytes),
    )
    const { code, stdout, stderr } = await run([command, 'x.reg'], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expectOneLine(stderr, says)
  })

  test('a folder without a registry file', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'empty'))
    const { code, stderr } = await run([command, 'empty'], { cwd: folder })
    expect(code).toBe(3)
    expectOneLine(stderr, /empty.* folder/)
  })

  test('a missing file', async () => {
    const { code, stderr } = await run([command, 'gone.reg'])
    expect(code).toBe(3)
    expectOneLine(stderr, /cannot read gone\.reg: no such file or folder/)
  })

  test('a name that the file system refuses', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'x.reg'), regText({ Sound: soundDriver }))
    for (const name of ['x.reg/y', 'a'.repeat(5000)])
      for (const argv of [
        [name],
        [name, '-o', 'answer'],
        ['x.reg', '--base', name],
        ['x.reg', '--base', name, '-o', 'answer'],
      ]) {
        const { code, stderr } = await run([command, ...argv, '-q'], { cwd })
        expect(code).toBe(3)
        expectOneLine(stderr, /cannot read /)
      }
    const { code, stderr } = await run([command, 'x.reg', '-q', '-o', 'a'.repeat(5000)], { cwd })
    expect(code).toBe(2)
    expectOneLine(stderr, /cannot write a+: /)
  })

  test.runIf(notRoot && process.platform !== 'win32')('what lies in a closed folder', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'closed'))
    writeFileSync(join(cwd, 'x.reg'), regText({ Sound: soundDriver }))
    chmodSync(join(cwd, 'closed'), 0)
    for (const argv of [['closed/x'], ['closed/x', '-o', 'answer']]) {
      const { code, stderr } = await run([command, ...argv], { cwd })
      expect(code).toBe(3)
      expectOneLine(stderr, /cannot read closed\/x: permission denied/)
    }
    expect((await run([command, 'x.reg', '-o', 'closed/x', '-q'], { cwd })).code).toBe(2)
    chmodSync(join(cwd, 'closed'), 0o700)
  })

  test('an empty standard input', async () => {
    const { code, stderr } = await run([command, '-'], { stdin: '' })
    expect(code).toBe(3)
    expectOneLine(stderr, /<stdin> is empty/)
  })

  test.runIf(notRoot && process.platform !== 'win32')('a file that may not be read', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'x.reg'), 'x')
    chmodSync(join(folder, 'x.reg'), 0)
    const { code, stderr } = await run([command, 'x.reg'], { cwd: folder })
    expect(code).toBe(3)
    expectOneLine(stderr, /cannot read x\.reg: permission denied/)
  })

  test('@live on what is not Windows', async () => {
    const { code, stderr } = await run([command, '@live'])
    expect(code).toBe(3)
    expectOneLine(stderr, /@live reads the registry of a running Windows/)
  })

  test('a base that cannot be read', async () => {
    const { code, stderr } = await run([command, '@windows-7', '--base', 'gone.reg'])
    expect(code).toBe(3)
    expectOneLine(stderr, /cannot read gone\.reg/)
  })
})

describe('wrong usage', () => {
  const cases: readonly (readonly [argv: readonly string[], says: RegExp])[] = [
    [['lnt'], /unknown command "lnt"; did you mean "lint"\?/],
    [['lnit', 'x.reg', '--help'], /unknown command "lnit"; did you mean "lint"\?/],
    [['check'], /unknown command "check"; did you mean "lint"\?/],
    [['check', '--help'], /unknown command "check"; did you mean "lint"\?/],
    [['Export', '-h'], /unknown command "Export"; did you mean "convert"\?/],
    [['help', 'check'], /unknown command "check"; did you mean "lint"\?/],
    [['--help', 'lnit'], /unknown command "lnit"; did you mean "lint"\?/],
    [['-h', 'zzzzzz'], /unknown command "zzzzzz"; "svcsim --help" lists all/],
    [['__proto__', '--help'], /unknown command "__proto__"; "svcsim --help" lists all/],
    [['lint', '--fromat', 'json'], /unknown option "--fromat"; did you mean "--format"\?/],
    [['convert', 'x', '--format', 'json'], /unknown option "--format"; did you mean "--to"\?/],
    [['convert', 'x', '--format'], /unknown option "--format"; did you mean "--to"\?/],
    [['lint', '--format', 'jsno'], /lint has no format "jsno"; did you mean "json"\?/],
    [['order', '--start', 'bot'], /did you mean "boot"\?/],
    [['order', '--algorithm', 'clasic'], /did you mean "classic"\?/],
    [['lint', '--fail-on', 'eror'], /did you mean "error"\?/],
    [['lint', '--max-warnings', 'two'], /It is a whole number/],
    [['order', '--windows', 'vista2'], /no Windows release "vista2"; did you mean "vista"\?/],
    [['order', '--control-set', 'curent'], /did you mean "current"\?/],
    [['order', '--control-set', '7'], /--control-set 7: .*; it has ControlSet001/],
    [['order', '--code-page', '12522'], /no code page "12522"; known are 874, 932/],
    [['order', '@windows-1'], /no profile "@windows-1"; did you mean "@windows-1?[07]"\?/],
    [['show', '@windows-10', 'Spoler'], /no service "Spoler" in @windows-10; did you mean "Spooler"\?/],
    [['show', '@windows-10'], /missing required argument "service"/],
    [['rules', 'SVC3055'], /no rule "SVC3055"; did you mean "SVC305"\?/],
    [['rules', 'start-invald'], /did you mean "start-invalid"\?/],
    [['list', '@windows-10', 'extra'], /too many arguments/],
    [['lint', ''], /the name of an input is empty/],
    [['list', '-', '--base', ''], /the name of an input is empty/],
    [['lint', '-', '-', '--base', '-'], /standard input can be read once only/],
    [
      ['list', '@windows-7', '-o', 'no/such/folder/x'],
      /cannot write no\/such\/folder\/x: there is no folder no\/such\/folder/,
    ],
  ]
  test.each(cases)('%j', async (argv, says) => {
    const { code, stdout, stderr } = await run([...argv, ...(argv[0] === 'lnt' ? [] : ['-q'])], {
      stdin: regText({ Good: soundDriver }),
    })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expectOneLine(stderr, says)
  })

  test('no command at all shows the help on standard error', async () => {
    const { code, stdout, stderr } = await run([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage: svcsim')
  })

  test('what is shown of the command line is safe to print', async () => {
    const { stderr } = await run(['order', 'x\u001b[2J\u202e.reg'])
    expect(stderr).toBe('svcsim: cannot read x\\u{1b}[2J\\u{202e}.reg: no such file or folder\n')
    const unknown = await run(['\u001b[2J'])
    expect(unknown.stderr).not.toContain('\u001b')
  })
})

describe('an input from which nothing follows', () => {
  test('is said when it holds no service', async () => {
    const stdin =
      'REGEDIT4\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurentControlSet\\Services\\x]\r\n"Start"=dword:9\r\n'
    const { code, stderr } = await run(['lint', '-'], { stdin })
    expect(code).toBe(0)
    expect(stderr).toBe('svcsim: <stdin>: it holds no control set, and so no service\n')
    const mended = await run(['lint', '-'], { stdin: stdin.replace('Curent', 'Current').replace('\\x', '') })
    expect(mended.stderr).toContain(
      'svcsim: <stdin>: it holds no key under the Services key of a control set',
    )
  })

  test('is an error when a name cannot be one', async () => {
    const { code, stderr } = await run(['lint', '--files-from', '-'], { stdin: 'a\0b\n' })
    expect(code).toBe(3)
    expectOneLine(stderr, /is no file name: it has a NUL in it/)
  })

  test('is an error when a list of inputs is empty', async () => {
    const { code, stderr } = await run(['lint', '--files-from', '-'], { stdin: '\n' })
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'svcsim: --files-from - names no input\n' })
  })
})

describe('a defect of svcsim', () => {
  test('is one line that says how to report it; the stack is for --verbose', async () => {
    const { main } = await import('../../src/cli/main.ts')
    const planted = async (...options: string[]): Promise<{ code: number; stderr: string }> => {
      let stderr = ''
      const write = (text: string): void => {
        stderr += text
      }
      const stdout = {
        write: (): never => {
          throw new TypeError('planted')
        },
      }
      const argv = ['rules', ...options]
      const stdin = { read: () => 0 }
      const code = await main({
        argv,
        stdin,
        stdout,
        stderr: { write },
        env: {},
        platform: 'linux',
        cwd: '/',
      })
      return { code, stderr }
    }
    const short = await planted()
    expect(short.code).toBe(70)
    expectOneLine(short.stderr, /internal error: planted .*report it/)
    expect((await planted('--verbose')).stderr).toMatch(/\n {4}at /)
  })
})
