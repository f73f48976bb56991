import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findRule, type Rule, rules } from '../../src/rules/index.ts'
import { lintReg, readFixture } from './read.ts'

/**
 * fixtures/rules/<id>/*.reg, judged by that rule alone, with the exact lines in the .out file beside each. A file
 * whose name begins with `good` gives none, every other gives some. SVCSIM_UPDATE_GOLDEN=1 writes the .out files.
 * Hives are generated, so they stand in a folder of their own: here, only their .out files.
 */
const folder = new URL('../../fixtures/rules/', import.meta.url)

/** Rules about hives, and the folder below fixtures where the hives of their .out files are. */
const hiveRules: ReadonlyMap<string, string> = new Map([
  ['SVC010', 'malformed'],
  ['SVC011', 'malformed'],
])

async function conciseLines(bytes: Uint8Array, rule: Rule): Promise<string> {
  const { findings } = await lintReg(bytes, { file: 'input.reg', rules: [rule] })
  return findings
    .map(({ at, severity, ruleId, message }) => {
      const place = at.line === undefined ? `0x${at.offset?.toString(16)}` : `${at.line}:${at.column}`
      return `${place}: ${severity} ${ruleId} ${message}\n`
    })
    .join('')
}

for (const id of readdirSync(folder).sort())
  describe(id, () => {
    const rule = findRule(id)
    const hives = hiveRules.get(id)
    const files = readdirSync(new URL(`${id}/`, folder)).filter((name) =>
      name.endsWith(hives === undefined ? '.reg' : '.out'),
    )

    test('has a rule and a pair that gives findings', () => {
      expect(rule?.id).toBe(id)
      expect(files.some((name) => !name.startsWith('good'))).toBe(true)
    })

    test.for(files)('%s', async (name) => {
      const base = name.replace(/\.\w+$/, '')
      const expected = new URL(`${id}/${base}.out`, folder)
      const input = hives === undefined ? `rules/${id}/${name}` : `${hives}/${base}.hive`
      const lines = await conciseLines(readFixture(input), rule as Rule)
      if (process.env['SVCSIM_UPDATE_GOLDEN']) writeFileSync(expected, lines)
      expect(lines).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : undefined)
      expect(lines === '').toBe(name.startsWith('good'))
    })
  })

test('every rule has golden pairs', () => {
  const folders = readdirSync(folder)
  expect(rules.map(({ id }) => id).filter((id) => !folders.includes(id))).toEqual([])
})
