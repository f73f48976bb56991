import { expect, test } from 'vitest'
import { encodeUtf16, textDefectsOf, textDiagnostics, valueTypes } from '../../src/registry/index.ts'

const { REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ, REG_BINARY, REG_LINK } = valueTypes

test('text without its NUL, and text with half a character at its end, have a defect', () => {
  const cases: readonly (readonly [data: Uint8Array, defects: readonly string[]])[] = [
    [new Uint8Array(), []],
    [encodeUtf16('', 1), []],
    [encodeUtf16('a', 1), []],
    [encodeUtf16('a\0b', 1), []],
    [encodeUtf16('a'), ['text-no-nul']],
    [Uint8Array.of(0x61), ['text-odd-length']],
    [Uint8Array.of(0x61, 0, 0, 0, 0), ['text-odd-length']],
    [Uint8Array.of(0x61, 0, 0x62), ['text-odd-length', 'text-no-nul']],
    // The last character of U+6100 has a zero byte, and is no NUL.
    [Uint8Array.of(0, 0x61), ['text-no-nul']],
  ]
  for (const [data, defects] of cases)
    for (const type of [REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ])
      expect(textDefectsOf(type, data)).toEqual(defects)
})

test('what is no text has none', () => {
  for (const type of [REG_BINARY, REG_LINK, 0xffff0012])
    expect(textDefectsOf(type, encodeUtf16('a'))).toEqual([])
})

test('a diagnostic says the type and stands at the place that was given', () => {
  const at = { file: 'SYSTEM', offset: 32, length: 2 }
  expect(textDiagnostics(REG_MULTI_SZ, encodeUtf16('a'), at)).toEqual([
    {
      ruleId: 'SVC001',
      code: 'text-no-nul',
      severity: 'info',
      message: 'REG_MULTI_SZ without its final NUL',
      help: 'End the text with 00,00, as Regedit does when it imports the value',
      data: { type: 'REG_MULTI_SZ' },
      at,
    },
  ])
  expect(textDiagnostics(REG_SZ, encodeUtf16('a', 1), at)).toEqual([])
})
