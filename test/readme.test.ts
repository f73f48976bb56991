import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { argumentsOf, blocksOf, Stage, sessionOf } from '../scripts/readme-sessions.ts'
import { profileNames } from '../src/index.ts'

const root = join(import.meta.dirname, '..')
const library = pathToFileURL(join(root, 'src/index.ts')).href
const readme = readFileSync(join(root, 'README.md'), 'utf8').replaceAll('\r\n', '\n')
const blocks = blocksOf(readme)
const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => sessionOf(text))
const shellLines = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'))
const programs = blocks.filter(({ language }) => language === 'ts').map(({ text }) => text)

const stage = new Stage(blocks)
afterAll(() => stage.close())

describe('README', () => {
  it('shows output and names commands', () => {
    expect(sessions.length).toBeGreaterThanOrEqual(2)
    expect(shellLines.length).toBeGreaterThanOrEqual(4)
  })

  for (const { command, shown, whole, withNotes } of sessions)
    it(`shows what this prints: ${command}`, async () => {
      const { code, out } = await stage.run(argumentsOf(command), withNotes)
      expect(code).toBeLessThanOrEqual(1)
      expect(shown.split('\n').length).toBeGreaterThan(8)
      expect(whole ? out : out.slice(0, shown.length)).toBe(shown)
    })

  for (const line of shellLines.filter((line) => line !== 'npm ci && npm test'))
    it(`names commands and options that exist: ${line}`, async () => {
      for (const command of line.split(' && ')) {
        if (command === 'npm ci') continue
        const [name = '', ...rest] = argumentsOf(command)
        const { code, out } = await stage.run([name, '--help'])
        expect(code).toBe(0)
        expect(out).toContain(`svcsim ${name}`)
        for (const option of rest.filter((word) => word.startsWith('--'))) expect(out).toContain(`${option} `)
      }
    })

  it('has programs that run, on a hive and on the text that its shell line makes of it', async () => {
    expect(shellLines).toContain('npx svcsim convert SYSTEM --output system.reg')
    expect((await stage.run(['convert', 'SYSTEM', '--output', 'system.reg'])).code).toBe(0)
    const converted = readFileSync('system.reg')
    expect(programs.length).toBeGreaterThanOrEqual(2)
    for (const [index, text] of programs.entries()) {
      const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
      const file = join(stage.folder, `program-${index}.ts`)
      writeFileSync(file, text.replace("from 'svcsim'", `from '${library}'`))
      await import(/* @vite-ignore */ pathToFileURL(file).href)
      expect(log.mock.calls.length).toBeGreaterThan(4)
      expect(log.mock.calls.flat()).not.toContain(undefined)
      log.mockRestore()
    }
    expect(readFileSync('system.reg').equals(converted)).toBe(true)
  })

  it('has a gate that fails on its sample, and a first command that succeeds', async () => {
    expect(shellLines).toContain('npx svcsim lint driver.reg --base @windows-10')
    expect((await stage.run(['lint', 'driver.reg', '--base', '@windows-10'])).code).toBe(1)
    expect(shellLines[0]).toBe('npm ci && npx svcsim order --start boot')
    expect((await stage.run(['order', '--start', 'boot'])).code).toBe(0)
  })

  it('names every folder below src in its map, and no other', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    const named = [...readme.matchAll(/^\| `src\/(\w+)\/` \|/gm)].map((match) => match[1])
    expect(named.sort()).toEqual(folders.map(({ name }) => name).sort())
  })

  it('names every bundled profile', () => {
    for (const name of profileNames) expect(readme).toContain(`\`@${name.replace('@', '')}\``)
  })
})
