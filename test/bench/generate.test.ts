import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
// @ts-expect-error: plain JavaScript, so that the bench runs without a build
import { writeExport } from '../../bench/generate.js'

interface Counts {
  readonly bytes: number
  readonly keys: number
  readonly values: number
}

const folder = mkdtempSync(join(tmpdir(), 'svcsim-bench-'))
afterAll(() => rmSync(folder, { recursive: true }))

function generate(options: Record<string, number>): { bytes: Buffer; counts: Counts } {
  const path = join(folder, 'system.reg')
  const counts = writeExport(path, options) as Counts
  return { bytes: readFileSync(path), counts }
}

describe('the generator of the bench', () => {
  it('gives the same bytes for the same seed, others for another', () => {
    const first = generate({ sizeMb: 4, seed: 7 })
    expect(generate({ sizeMb: 4, seed: 7 }).bytes.equals(first.bytes)).toBe(true)
    expect(generate({ sizeMb: 4, seed: 8 }).bytes.equals(first.bytes)).toBe(false)
  })

  it('writes what Regedit writes, of the size that was asked for', () => {
    const { bytes, counts } = generate({ sizeMb: 12 })
    const text = bytes.toString('utf16le')
    const lines = text.split('\r\n')
    expect(lines[0]).toBe('\ufeffWindows Registry Editor Version 5.00')
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(counts.bytes).toBe(bytes.length)
    expect(Math.abs(bytes.length / 2 ** 20 - 12)).toBeLessThan(0.1)
    expect(lines.filter((line) => line.startsWith('[')).length).toBe(counts.keys)
    expect(lines.filter((line) => /^("|@=)/.test(line)).length).toBe(counts.values)
    expect(
      Math.max(...lines.filter((line) => line.startsWith('  ')).map((line) => line.length)),
    ).toBeLessThanOrEqual(78)
  })

  it('holds 800 services with groups, tags and vectors in every size and control set', () => {
    for (const controlSets of [1, 2]) {
      const text = generate({ sizeMb: 6, controlSets }).bytes.toString('utf16le')
      const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
      expect(count(/^\[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet00\d\\Services\\[^\\\]]+\]/gm)).toBe(
        800 * controlSets,
      )
      expect(count(/^\[.*\\ServiceGroupOrder\]/gm)).toBe(controlSets)
      expect(count(/^"Tag"=dword:/gm)).toBeGreaterThan(100)
      expect(count(/^"Current"=dword:00000001/gm)).toBe(1)
    }
  })
})
