import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../cli/run.ts'

const root = join(import.meta.dirname, '../..')

test('what is packed has no script that runs when it is installed, and package.json is as before', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'scripts'))
  for (const name of ['package.json', 'scripts/pack.js']) copyFileSync(join(root, name), join(folder, name))
  const pack = (when: string): string => {
    execFileSync(process.execPath, [join(folder, 'scripts', 'pack.js'), when])
    return readFileSync(join(folder, 'package.json'), 'utf8')
  }
  const source = readFileSync(join(root, 'package.json'), 'utf8').replaceAll('\r\n', '\n')
  const packed = JSON.parse(pack('before'))
  const { scripts, ...others } = JSON.parse(source)
  expect(scripts.prepare).toBe('node scripts/prepare.js')
  const { prepare: _, ...left } = scripts
  expect(packed).toEqual({ ...others, scripts: left })
  for (const script of ['preinstall', 'install', 'postinstall']) expect(left).not.toHaveProperty(script)
  expect(pack('after')).toBe(source)
  expect(pack('after')).toBe(source)
})
