import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { visible } from '../../src/report/escape.ts'
import { builtProgram } from './built.ts'
import { regText, soundDriver } from './run.ts'

const folder = builtProgram('1.2.3')

function start(...argv: readonly string[]): ChildProcess & { said: { stdout: string; stderr: string } } {
  const child = spawn(process.execPath, [join(folder, 'bin', 'svcsim.js'), ...argv], { stdio: 'pipe' })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  return Object.assign(child, { said })
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', resolve))
}

describe('the program', () => {
  test('answers --version', async () => {
    const child = start('--version')
    expect(await ended(child)).toBe(0)
    expect(child.said).toEqual({ stdout: '1.2.3\n', stderr: '' })
  })

  test('ends with the exit code of the command', async () => {
    const child = start('rules', 'SVC999')
    expect(await ended(child)).toBe(2)
    expect(child.said.stderr).toMatch(/^svcsim: there is no rule "SVC999"/)
  })

  test('ends quietly when its reader goes away', async () => {
    const child = start('list', '@windows-10', '--format', 'json', '-q')
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await ended(child)).toBe(0)
    expect(child.said.stderr).toBe('')
  })

  test.each(['reg', 'json'])('ends quietly when its reader goes away while it converts to %s', async (to) => {
    const child = start('convert', '@windows-10', '--to', to, '-q')
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await ended(child)).toBe(0)
    expect(child.said.stderr).toBe('')
  })

  test.runIf(process.platform === 'linux')('says once that the answer cannot be written', async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [join(folder, 'bin', 'svcsim.js'), 'convert', '@windows-10'], {
      stdio: ['ignore', full, 'pipe'],
    })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    expect(await ended(child)).toBe(2)
    closeSync(full)
    expect(said).toBe('svcsim: cannot write the answer: the disk is full\n')
  })

  test.skipIf(process.platform !== 'linux')(
    'says that the disk is full, in the same words for all',
    async () => {
      const says = async (...argv: string[]): Promise<unknown> => {
        const full = openSync('/dev/full', 'w')
        const bin = join(folder, 'bin', 'svcsim.js')
        const child = spawn(process.execPath, [bin, ...argv, '-q'], { stdio: ['ignore', full, 'pipe'] })
        closeSync(full)
        let stderr = ''
        child.stderr?.setEncoding('utf8').on('data', (text: string) => {
          stderr += text
        })
        return { code: await ended(child), stderr }
      }
      const wanted = { code: 2, stderr: 'svcsim: cannot write the answer: the disk is full\n' }
      expect(await says('list', '@windows-7')).toEqual(wanted)
      expect(await says('convert', '@windows-7')).toEqual(wanted)
    },
  )

  test('waits for standard input that comes late and in parts', async () => {
    const child = start('list', '-', '--format', 'csv')
    const text = regText({ Late: soundDriver })
    for (const part of [text.slice(0, 10), text.slice(10, 60), text.slice(60)]) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      child.stdin?.write(part)
    }
    child.stdin?.end()
    expect(await ended(child)).toBe(0)
    expect(child.said.stdout).toMatch(/^name,.*\nLate,driver,1,3,3,1,/)
  })

  test('replaces no file that standard input was redirected from', async () => {
    const input = join(folder, 'input.reg')
    const text = regText({ Sound: soundDriver })
    for (const command of ['convert', 'list', 'lint']) {
      writeFileSync(input, text)
      const from = openSync(input, 'r')
      const argv = [join(folder, 'bin', 'svcsim.js'), command, '-', '-o', input]
      const child = spawn(process.execPath, argv, { stdio: [from, 'ignore', 'pipe'] })
      let said = ''
      child.stderr?.setEncoding('utf8').on('data', (part: string) => {
        said += part
      })
      expect(await ended(child)).toBe(2)
      closeSync(from)
      expect(said).toBe(`svcsim: --output ${visible(input)} would replace the input -\n`)
      expect(readFileSync(input, 'utf8')).toBe(text)
    }
  })

  test('does not read standard input that nobody named', async () => {
    const child = start('rules', '--format', 'json')
    expect(await ended(child)).toBe(0)
    child.stdin?.destroy()
  })
})
