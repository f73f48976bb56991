import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/index.ts'
import { dirtyWords, hiveLines, replayLines } from '../../src/report/hive.ts'
import { ownerText, placeText, positionText } from '../../src/report/place.ts'
import type { ServicesInput } from '../../src/services/index.ts'

type HiveFacts = NonNullable<ServicesInput['hive']>
type AppliedLog = HiveFacts['logs'][number]

const clean: HiveFacts = {
  version: '1.5',
  fileName: 'SYSTEM',
  lastWritten: 0n,
  sequence: { primary: 7, secondary: 7 },
  dirty: false,
  logs: [],
}

function input(facts: Partial<HiveFacts>): ServicesInput {
  return {
    file: 'SYSTEM',
    format: { kind: 'hive', header: null, encoding: null },
    role: 'input',
    diagnostics: [],
    passedOver: [],
    counts: { keys: 0, values: 0 },
    keptKeys: 0,
    hive: { ...clean, ...facts },
  }
}

function log(name: string, entries: number, firstSequence: number, lastSequence: number): AppliedLog {
  return { name, format: 'entries', entries, firstSequence, lastSequence, pages: 3, bytes: 4096 }
}

describe('what was replayed', () => {
  test('is one line for log entries, whatever number of logs they came from', () => {
    expect(
      replayLines(input({ logs: [log('SYSTEM.LOG1', 3, 7, 9), log('SYSTEM.LOG2', 34, 10, 43)] })),
    ).toEqual(['SYSTEM: 37 log entries replayed from SYSTEM.LOG1 and SYSTEM.LOG2 (sequence 7 to 43)'])
    expect(replayLines(input({ logs: [log('SYSTEM.LOG2', 1, 10, 10)] }))).toEqual([
      'SYSTEM: 1 log entry replayed from SYSTEM.LOG2 (sequence 10)',
    ])
    expect(replayLines(input({}))).toEqual([])
  })

  test('is a line for a log of dirty pages', () => {
    const pages = (number: number): AppliedLog => ({
      ...log('a', 1, 7, 7),
      format: 'dirty-pages',
      pages: number,
    })
    expect(replayLines(input({ logs: [pages(12)] }))).toEqual([
      'SYSTEM: 12 dirty pages replayed from a (sequence 7)',
    ])
    expect(replayLines(input({ logs: [pages(1)] }))).toEqual([
      'SYSTEM: 1 dirty page replayed from a (sequence 7)',
    ])
  })

  test('is safe to print', () => {
    expect(replayLines(input({ logs: [log('a\u001b[2J', 1, 1, 1)] }))[0]).toContain('from a\\u{1b}[2J (')
  })
})

test('a dirty hive is said to be one where nothing was replayed', () => {
  const words = 'read as stored: it is dirty, and no transaction log was replayed'
  expect(dirtyWords(input({ dirty: true }))).toBe(words)
  const lacking = { ...input({ dirty: true }), diagnostics: [problem('warning'), problem('info')] }
  expect(dirtyWords(lacking)).toBe(`${words} (a\\u{1b}: a warning)`)
  // What is worse says more of why.
  expect(dirtyWords({ ...lacking, diagnostics: [problem('info'), problem('warning')] })).toContain(
    '(a\\u{1b}: a w',
  )
  expect(dirtyWords({ ...lacking, diagnostics: [problem('info')] })).toBe(`${words} (a\\u{1b}: a info)`)
  expect(dirtyWords(input({ dirty: true, logs: [log('a', 1, 1, 1)] }))).toBeUndefined()
  expect(dirtyWords(input({}))).toBeUndefined()
})

function problem(severity: 'warning' | 'info'): Diagnostic {
  return {
    ruleId: 'SVC011',
    code: 'entry-pages-hash',
    severity,
    message: `a ${severity}`,
    data: {},
    at: { file: 'a\u001b' },
  }
}

test.each([
  ['warning', 'its last changes may be missing (a\\u{1b}: a warning)'],
  ['info', undefined],
] as const)('a log with a %s is said or not, though something was replayed', (severity, words) => {
  const replayed = input({ dirty: true, logs: [log('a', 1, 1, 1)] })
  expect(dirtyWords({ ...replayed, diagnostics: [problem(severity)] })).toBe(words)
})

test('the base block says what it has', () => {
  expect(hiveLines(input({}))).toEqual(['base block of SYSTEM: file name SYSTEM, sequence 7, clean'])
  const dirty = { dirty: true, sequence: { primary: 8, secondary: 7 }, lastWritten: 1n, fileName: '\u202e' }
  expect(hiveLines(input(dirty))).toEqual([
    'base block of SYSTEM: file name \\u{202e}, last written 1601-01-01T00:00:00.0000001Z, sequence 8 and 7, dirty',
  ])
})

describe('a place in a hive', () => {
  const at = { file: 'SYSTEM', offset: 0x1a2c, length: 4, keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\Select' }

  test('is an offset, a key and a value', () => {
    expect(placeText(at)).toBe('SYSTEM@0x1a2c HKEY_LOCAL_MACHINE\\SYSTEM\\Select')
    expect(placeText({ ...at, valueName: 'Current' })).toBe(
      'SYSTEM@0x1a2c HKEY_LOCAL_MACHINE\\SYSTEM\\Select "Current"',
    )
    expect(placeText({ ...at, valueName: '' })).toBe(
      'SYSTEM@0x1a2c HKEY_LOCAL_MACHINE\\SYSTEM\\Select (default)',
    )
    expect(placeText({ file: 'SYSTEM', offset: 4 })).toBe('SYSTEM@0x4')
  })

  test('is safe to print', () => {
    expect(placeText({ ...at, keyPath: 'a\u0007', valueName: '\u202eb' })).toBe(
      'SYSTEM@0x1a2c a\\u{7} "\\u{202e}b"',
    )
  })

  test('is a line alone in text', () => {
    const line = { ...at, offset: undefined as never, line: 3, column: 2 }
    expect([positionText(line), ownerText(line)]).toEqual(['SYSTEM:3:2', ''])
  })
})
