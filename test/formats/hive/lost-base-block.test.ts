import { describe, expect, it } from 'vitest'
import { detectedBytes, detectFormat, openHive, readHive } from '../../../src/index.ts'
import { buildHive, dword, key } from './builder/index.ts'
import { linesOf } from './corpus.ts'

const root = key(
  'ROOT',
  [],
  [key('ControlSet001', [], [key('Services', [], [key('disk', [dword('Start', 0)])])])],
)
const sound = Uint8Array.from(buildHive(root).bytes)

describe('a hive that has lost its base block', () => {
  it.each([
    ['zeroed', (bytes: Uint8Array) => bytes.fill(0, 0, 4096)],
    ['without its signature', (bytes: Uint8Array) => bytes.fill(0, 0, 4)],
    ['cut off', (bytes: Uint8Array) => bytes.subarray(4096)],
  ])('%s is known and read all the same', (_, lose) => {
    const bytes = lose(Uint8Array.from(sound))
    expect(detectFormat(bytes.subarray(0, detectedBytes)).kind).toBe('hive')
    const registry = readHive(bytes, { file: 'SYSTEM' })
    expect(linesOf(registry.root)).toEqual(linesOf(readHive(Uint8Array.from(sound), { file: 'SYSTEM' }).root))
    expect(registry.diagnostics.map(({ code }) => code)).toEqual(['base-block-absent'])
    expect(openHive(bytes, { file: 'SYSTEM' }).path).toBe('HKEY_LOCAL_MACHINE\\SYSTEM')
  })

  it('is not looked for in text or zeros', () => {
    const text = Buffer.from(`REGEDIT4\r\n${'; '.repeat(2043)}hbin; a comment\r\n`)
    expect(text.indexOf('hbin')).toBe(4096)
    expect(detectFormat(text).kind).toBe('reg')
    expect(detectFormat(new Uint8Array(detectedBytes)).kind).toBe('other')
  })
})
