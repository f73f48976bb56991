import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { run, temporaryFolder } from './run.ts'

const corpus = process.env['SVCSIM_CORPUS']
if (!corpus) console.warn('test/cli/hive-corpus.test.ts: SVCSIM_CORPUS is not set, real hives are not read')
const hives = ['windows-xp-sp3', 'windows-7-sp1', 'windows-8.1', 'windows-10-1709']

function unpacked(...names: string[]): Buffer {
  return gunzipSync(readFileSync(join(corpus ?? '', ...names)))
}

/** What depends on the file alone: places, the input itself, times, which text does not have. */
const ofTheFile = new Set(['location', 'input', 'lastWritten', 'lastWrittenUtc', 'summary'])

function withoutFile(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutFile)
    // Findings stand in the order of their places.
    const isFindings = items.some((item) => item !== null && typeof item === 'object' && 'ruleId' in item)
    if (!isFindings) return items
    return items
      .map((item) => JSON.stringify(item))
      .filter((text) => !/"ruleId":"SVC01[01]"/.test(text))
      .sort()
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !ofTheFile.has(name))
      .map(([name, inner]) => [name, withoutFile(inner)]),
  )
}

describe.skipIf(!corpus)('real hives on the command line (need SVCSIM_CORPUS)', () => {
  describe.each(hives)('%s', (hive) => {
    it.each(['lint', 'list', 'order'])('gives the same %s as its full text export', async (command) => {
      const ofHive = await run([command, '-', '--no-hive-log', '--format', 'json'], {
        stdin: unpacked('hives', `${hive}.SYSTEM.gz`),
      })
      const ofText = await run([command, '-', '--format', 'json'], {
        stdin: unpacked('exports', `${hive}.full.regedit5-utf16.reg.gz`),
      })
      const [fromHive, fromText] = [JSON.parse(ofHive.stdout), JSON.parse(ofText.stdout)]
      expect(fromHive.summary?.services).toEqual(fromText.summary?.services)
      expect(JSON.stringify(fromText).length).toBeGreaterThan(1000)
      expect(withoutFile(fromHive)).toEqual(withoutFile(fromText))
    })
  })

  it('windows-10-1709 is replayed from its two logs, which is said', async () => {
    const cwd = temporaryFolder()
    for (const name of ['SYSTEM', 'SYSTEM.LOG1', 'SYSTEM.LOG2'])
      writeFileSync(join(cwd, name), unpacked('hives', `windows-10-1709.${name}.gz`))
    const { stderr, stdout } = await run(['lint', 'SYSTEM', '--format', 'json'], { cwd })
    expect(stderr).toMatch(
      /^svcsim: SYSTEM: \d+ log entries replayed from SYSTEM\.LOG1 and SYSTEM\.LOG2 \(sequence \d+ to \d+\)\n$/,
    )
    const dirty = JSON.parse(stdout).findings.filter(({ ruleId }: { ruleId: string }) => ruleId === 'SVC011')
    expect(dirty.map(({ severity }: { severity: string }) => severity)).not.toContain('warning')
    expect(dirty.map(({ severity }: { severity: string }) => severity)).not.toContain('error')
  })
})
