import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { wantsColour } from '../../src/cli/colour-choice.ts'
import { badDriver, regText, run, soundDriver, temporaryFolder } from './run.ts'

describe('--output', () => {
  test('writes the whole answer to the file, nothing to standard output, and leaves nothing beside it', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'answer.json'), 'an older answer that is longer than nothing')
    const { stdout: direct } = await run(['list', '@windows-7', '--format', 'json'])
    const { code, stdout } = await run(['list', '@windows-7', '--format', 'json', '-o', 'answer.json'], {
      cwd,
    })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(readFileSync(join(cwd, 'answer.json'), 'utf8')).toBe(direct)
    expect(readdirSync(cwd)).toEqual(['answer.json'])
  })

  test('leaves what is there when the answer cannot be made or written', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'answer.txt'), 'old')
    mkdirSync(join(cwd, 'folder'))
    expect((await run(['list', 'gone.reg', '-o', 'answer.txt'], { cwd })).code).toBe(3)
    expect(readFileSync(join(cwd, 'answer.txt'), 'utf8')).toBe('old')
    const { code, stderr } = await run(['list', '@windows-7', '-o', 'folder'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toMatch(/cannot write folder: it is a folder/)
    expect(readdirSync(cwd).sort()).toEqual(['answer.txt', 'folder'])
  })

  test('never replaces an input, not even through a link', async () => {
    const cwd = temporaryFolder()
    const input = regText({ sound: soundDriver })
    writeFileSync(join(cwd, 'in.reg'), input)
    for (const output of ['in.reg', './in.reg']) {
      const { code, stderr } = await run(['lint', 'in.reg', '-o', output], { cwd })
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `svcsim: --output ${output} would replace the input in.reg\n`,
      })
    }
    expect(readFileSync(join(cwd, 'in.reg'), 'utf8')).toBe(input)
  })

  test('is standard output for -, and wants a name', async () => {
    const cwd = temporaryFolder()
    const { stdout } = await run(['rules', '-o', '-'], { cwd })
    expect(stdout).toContain('SVC206')
    expect(readdirSync(cwd)).toEqual([])
    const { code, stderr } = await run(['rules', '-o', ''], { cwd })
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'svcsim: --output takes the name of a file, or - for standard output\n',
    })
  })

  test.runIf(process.platform !== 'win32')('keeps a link and the rights of the file', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'real'), 'old', { mode: 0o600 })
    symlinkSync('real', join(cwd, 'link'))
    expect((await run(['rules', '-o', 'link'], { cwd })).code).toBe(0)
    expect(lstatSync(join(cwd, 'link')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(cwd, 'real'), 'utf8')).toContain('SVC103')
    expect(statSync(join(cwd, 'real')).mode & 0o777).toBe(0o600)
  })

  test('still ends with 1 when there are findings', async () => {
    const cwd = temporaryFolder()
    const { code } = await run(['lint', '-', '-o', 'x.txt'], { cwd, stdin: regText({ Bad: badDriver }) })
    expect(code).toBe(1)
    expect(readFileSync(join(cwd, 'x.txt'), 'utf8')).toContain('SVC103')
  })
})

describe('colour', () => {
  const matrix: readonly (readonly [
    choice: 'auto' | 'always' | 'never',
    env: Record<string, string>,
    terminal: boolean,
    colour: boolean,
  ])[] = [
    ['auto', {}, true, true],
    ['auto', {}, false, false],
    ['auto', { NO_COLOR: '1' }, true, false],
    ['auto', { NO_COLOR: '' }, true, true],
    ['auto', { FORCE_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '0' }, true, false],
    ['auto', { FORCE_COLOR: 'false' }, true, false],
    ['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['auto', { TERM: 'dumb' }, true, false],
    ['always', { NO_COLOR: '1' }, false, true],
    ['never', { FORCE_COLOR: '1' }, true, false],
  ]
  test.each(matrix)('--color %s with %j, terminal %s: %s', (choice, env, isTTY, colour) => {
    expect(wantsColour(choice, env, { isTTY })).toBe(colour)
  })

  test('a file is coloured when the option says so, not by FORCE_COLOR', () => {
    expect(wantsColour('auto', { FORCE_COLOR: '1' }, 'file')).toBe(false)
    expect(wantsColour('always', {}, 'file')).toBe(true)
  })

  const commands = [
    ['lint', '-'],
    ['order', '-'],
    ['list', '-'],
    ['show', '-', 'Bad'],
    ['rules'],
    ['rules', 'SVC103'],
  ]
  test.each(commands)('%s %s is coloured when asked, else not', async (...argv) => {
    const stdin = regText({ Bad: badDriver, Boot: { ...soundDriver, Start: 'dword:0' } })
    const plain = await run(argv, { stdin })
    const coloured = await run([...argv, '--color', 'always'], { stdin })
    expect(plain.stdout).not.toContain('\u001b')
    expect(coloured.stdout).toContain('\u001b[')
    expect((await run(argv, { stdin, terminal: 100 })).stdout).toContain('\u001b[')
    expect((await run(argv, { stdin, terminal: 100, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b')
  })

  test('a machine format is never coloured', async () => {
    for (const format of ['json', 'csv']) {
      const { stdout } = await run(['list', '@windows-7', '--format', format, '--color', 'always'])
      expect(stdout).not.toContain('\u001b')
    }
  })
})

describe('width', () => {
  test('is the terminal, or COLUMNS where there is none', async () => {
    const widest = async (world: object): Promise<number> =>
      Math.max(...(await run(['order', '@windows-7'], world)).stdout.split('\n').map(({ length }) => length))
    expect(await widest({ terminal: 80, env: { NO_COLOR: '1' } })).toBeLessThanOrEqual(80)
    expect(await widest({ env: { COLUMNS: '90' } })).toBeLessThanOrEqual(90)
    expect(await widest({})).toBeGreaterThan(90)
  })
})

test('the same input and options give the same bytes', async () => {
  for (const argv of [['order'], ['list'], ['lint'], ['rules']]) {
    const [first, second] = [
      await run([...argv, '--format', 'json']),
      await run([...argv, '--format', 'json']),
    ]
    expect(first).toEqual(second)
  }
})
