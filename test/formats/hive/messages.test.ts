import { describe, expect, test } from 'vitest'
import { logMessages } from '../../../src/formats/hive/logs/problems.ts'
import { messages } from '../../../src/formats/hive/messages.ts'
import { findRule, severitiesOf } from '../../../src/rules/index.ts'

const { 'hive-dirty': dirty, ...damage } = messages

test('the severities of a rule are those that the reader gives', () => {
  const given = (all: readonly { readonly severity: string }[]): string[] => [
    ...new Set(all.map(({ severity }) => severity)),
  ]
  const stated = (id: string): readonly string[] => {
    const rule = findRule(id)
    return rule ? severitiesOf(rule) : []
  }
  expect(given(Object.values(damage)).sort()).toEqual([...stated('SVC010')].sort())
  expect(given([dirty, ...Object.values(logMessages)]).sort()).toEqual([...stated('SVC011')].sort())
})

test.each([
  [0, 'Offset of a value is 0x0, where no cell can be'],
  [0x2000, 'Offset of a value is 0x2000, the hive ends at 0x1000'],
])('an offset of %i outside all cells says why', (cell, text) => {
  expect(messages['cell-outside'].text({ what: 'a value', cell, end: 0x1000 })).toBe(text)
})

describe('help', () => {
  const all = [...Object.entries(messages), ...Object.entries(logMessages)]

  test.each(all)('for %s is one short sentence that fits any hive', (_, { help }) => {
    expect(help).toMatch(/^[A-Z][^.]*(?:\.LOG[^.]*)*$/)
    expect(help.length).toBeLessThanOrEqual(110)
    // A hive is copied; and it may have any name.
    expect(help).not.toMatch(/export|SYSTEM\b/)
  })

  test('for what is cut off is to copy it again', () => {
    for (const code of ['truncated', 'base-block-absent'] as const)
      expect(messages[code].help).toMatch(/^Copy the hive again/)
  })
})
