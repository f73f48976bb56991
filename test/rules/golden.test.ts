import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findRule, type Rule, rules } from '../../src/rules/index.ts'
import { lintReg } from './read.ts'

/**
 * fixtures/rules/<id>/*.reg, judged by that rule alone, with the exact lines in the .out file beside each. A file
 * whose name begins with `good` gives none, every other gives some. SVCSIM_UPDATE_GOLDEN=1 writes the .out files.
 */
const folder = new URL('../../fixtures/rules/', import.meta.url)

async function conciseLines(file: URL, rule: Rule): Promise<string> {
  const { findings } = await lintReg(readFileSync(file), { file: 'input.reg', rules: [rule] })
  return findings
    .map(({ at, severity, ruleId, message }) => `${at.line}:${at.column}: ${severity} ${ruleId} ${message}\n`)
    .join('')
}

for (const id of readdirSync(folder).sort())
  describe(id, () => {
    const rule = findRule(id)
    const files = readdirSync(new URL(`${id}/`, folder)).filter((name) => name.endsWith('.reg'))

    test('has a rule and a pair that gives findings', () => {
      expect(rule?.id).toBe(id)
      expect(files.some((name) => !name.startsWith('good'))).toBe(true)
    })

    test.for(files)('%s', async (name) => {
      const source = new URL(`${id}/${name}`, folder)
      const expected = new URL(source.href.replace(/\.reg$/, '.out'))
      const lines = await conciseLines(source, rule as Rule)
      if (process.env['SVCSIM_UPDATE_GOLDEN']) writeFileSync(expected, lines)
      expect(lines).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : undefined)
      expect(lines === '').toBe(name.startsWith('good'))
    })
  })

test('every rule has golden pairs', () => {
  const folders = readdirSync(folder)
  expect(rules.map(({ id }) => id).filter((id) => !folders.includes(id))).toEqual([])
})
