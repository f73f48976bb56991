import { describe, expect, it } from 'vitest'
import { readReg } from '../../../src/formats/reg/index.ts'
import { diagnosed, encode, type FileEncoding, hexOf, tree, version5 } from './read.ts'
import { LargeSource } from './source.ts'

const mebibyte = 1 << 20

/** Row 20: what is not asked for must not be kept, however large it is. */
function readLarge(
  { head, block, total, tail }: { head: string; block: string; total: number; tail: string },
  encoding: FileEncoding = 'utf-16le with mark',
): { registry: ReturnType<typeof readReg>; growth: number } {
  const bare = encoding.replace(' with mark', '') as FileEncoding
  const source = new LargeSource(encode(head, encoding), encode(block, bare), total, encode(tail, bare))
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  const selection = (path: string): 'read' | 'pass' | 'skip' =>
    path === 'HKEY_LOCAL_MACHINE\\wanted' ? 'read' : path === 'HKEY_LOCAL_MACHINE' ? 'pass' : 'skip'
  const registry = readReg(source, { file: 'large.reg', selection })
  return { registry, growth: source.peak - heapUsed - arrayBuffers }
}

const start = `${version5}\r\n\r\n`
const wanted = '\r\n[HKEY_LOCAL_MACHINE\\wanted]\r\n"x"="y"\r\n'
const found = ['HKEY_LOCAL_MACHINE', 'HKEY_LOCAL_MACHINE\\wanted', '  "x" 1 79000000']

/** Some 64 KiB of an export: keys, strings and wrapped hex lists. */
const exported = Array.from(
  { length: 150 },
  (_, index) =>
    `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\k${index}]\r\n@="Some text of a usual length"\r\n"flags"=dword:0000000${index % 10}\r\n` +
    `"list"=hex(7):61,00,62,00,63,00,64,00,65,00,66,00,67,00,68,00,69,00,6a,00,6b,00,\\\r\n  6c,00,6d,00,00,00,00,00\r\n\r\n`,
).join('')

describe('row 20: memory', () => {
  it('does not grow with an export of 1 GB', () => {
    const total = 1024 * mebibyte
    const { registry, growth } = readLarge({ head: start, block: exported, total, tail: wanted })
    const blocks = Math.ceil(total / (exported.length * 2))
    expect(tree(registry.root)).toEqual(found)
    expect(diagnosed(registry)).toEqual([])
    expect(registry.counts).toEqual({ keys: blocks * 150 + 1, values: blocks * 450 + 1 })
    expect(registry.passedOver).toMatchObject([
      { prefix: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes', keys: blocks * 150 },
    ])
    expect(registry.root.find('HKEY_LOCAL_MACHINE', 'wanted')?.at.line).toBe(blocks * 150 * 6 + 4)
    expect(growth).toBeLessThan(50 * mebibyte)
  })

  it.each(['utf-8 with mark', 'utf-16be with mark', 'windows-1252'] as const)(
    'nor with 64 MB of %s',
    (encoding) => {
      const { registry, growth } = readLarge(
        { head: start, block: exported, total: 64 * mebibyte, tail: wanted },
        encoding,
      )
      expect(tree(registry.root)).toEqual(found)
      expect(growth).toBeLessThan(50 * mebibyte)
    },
  )

  it('does not grow with a string of 500 MB, and no line of it is a key', () => {
    const { registry, growth } = readLarge({
      head: `${start}[HKEY_LOCAL_MACHINE\\other]\r\n"long"="`,
      block: `${'x'.repeat(30_000)}\r\n[HKEY_LOCAL_MACHINE\\wanted]\r\n\\"evil\\"=dword:1\r\n`,
      total: 500 * mebibyte,
      tail: `"${wanted}`,
    })
    expect(tree(registry.root)).toEqual(found)
    expect(diagnosed(registry)).toEqual(['4:8+30001 error string-too-far'])
    expect(growth).toBeLessThan(100 * mebibyte)
  })

  it('does not grow with a line of 500 MB', () => {
    const { registry, growth } = readLarge({
      head: `${start}[HKEY_LOCAL_MACHINE\\other]\r\n"long"="`,
      // What is looked at once ends between a backslash and its quote.
      block: 'x\\"'.repeat(20_000),
      total: 500 * mebibyte,
      tail: `\r\n[HKEY_LOCAL_MACHINE\\wanted]\r\n\\"evil\\"=dword:1"${wanted}`,
    })
    expect(tree(registry.root)).toEqual(found)
    expect(diagnosed(registry)).toEqual(['4:1+1 error line-too-long'])
    expect(growth).toBeLessThan(100 * mebibyte)
  })

  it.each([
    ['other', []],
    ['wanted', ['  "long" 3 00']],
  ])('does not grow with a list of 80 MB on one line, below %s', (key, values) => {
    const { registry, growth } = readLarge({
      head: `${start}[HKEY_LOCAL_MACHINE\\${key}]\r\n"long"=hex:00,\\\r\n`,
      block: '00,'.repeat(20_000),
      total: 80 * mebibyte,
      tail: `00${wanted}`,
    })
    expect(tree(registry.root)).toEqual([...found.slice(0, 2), ...values, ...found.slice(2)])
    expect(diagnosed(registry)).toEqual(['5:1+1 error line-too-long'])
    expect(registry.root.find('HKEY_LOCAL_MACHINE', 'wanted')?.value('x')?.at.line).toBe(7)
    expect(growth).toBeLessThan(100 * mebibyte)
  })

  it.each(['\n', '\r'])('counts the lines of a string that is too long: %j', (end) => {
    const { registry } = readLarge({
      head: [version5, '[HKEY_LOCAL_MACHINE\\other]', '"long"="'].join(end),
      block: `${'x'.repeat(99_999)}${end}`,
      total: 40_000_000,
      tail: `"${end}[HKEY_LOCAL_MACHINE\\wanted]${end}"x"="y"`,
    })
    expect(tree(registry.root)).toEqual(found)
    expect(registry.root.find('HKEY_LOCAL_MACHINE', 'wanted')?.at.line).toBe(3 + 200 + 1)
  })

  it('does not grow with diagnostics', () => {
    const { registry, growth } = readLarge({
      head: `${start}[HKEY_LOCAL_MACHINE\\wanted]\r\n`,
      block: '"x"=dword:1\r\n"x"=dword:2\r\nlost\r\n'.repeat(500),
      total: 32 * mebibyte,
      tail: wanted,
    })
    expect(tree(registry.root)).toEqual(found)
    expect(registry.diagnostics.length).toBe(10_001)
    expect(registry.diagnostics.at(-1)?.code).toBe('more-defects')
    expect(growth).toBeLessThan(100 * mebibyte)
  })

  it('does not grow with zeros, nor with noise', () => {
    for (const block of ['\0'.repeat(50_000), '"=\\[]{}@;'.repeat(5000)]) {
      const { registry, growth } = readLarge({ head: start, block, total: 64 * mebibyte, tail: wanted })
      expect(registry.diagnostics.length).toBeGreaterThan(0)
      expect(growth).toBeLessThan(100 * mebibyte)
    }
  })
})

describe('lines longer than the window', () => {
  it.each(['utf-16le with mark', 'utf-16be with mark', 'utf-8 with mark'] as const)(
    'are read whole: %s',
    (encoding) => {
      // A pair of surrogates begins on the window's last unit, whatever the window's size.
      for (const before of [131_070, 131_071, 131_072, 300_000]) {
        const head = `${start}[HKEY_LOCAL_MACHINE\\wanted]\r\n`
        const text = `${'x'.repeat(before - 5)}\ud83d\ude00${'y'.repeat(before)}`
        const registry = readReg(encode(`${head}"x"="${text}"\r\n"z"=dword:1`, encoding), { file: 'x' })
        const key = registry.root.find('HKEY_LOCAL_MACHINE', 'wanted')
        expect(
          hexOf(key?.value('x')?.data ?? new Uint8Array(0)) === hexOf(Buffer.from(`${text}\0`, 'utf16le')),
        ).toBe(true)
        expect(key?.value('z')?.at).toMatchObject({ line: 5, column: 1 })
        expect(diagnosed(registry)).toEqual(encoding.includes('be') ? ['1:1+36 warning utf-16-form'] : [])
      }
    },
  )
})
