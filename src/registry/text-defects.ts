import type { Diagnostic, Place, Severity } from '../diagnostics/index.ts'
import { valueTypeName, valueTypes } from './value.ts'

/** What may be wrong with the bytes of a text that can be read all the same. */
export type TextDefectCode = 'text-odd-length' | 'text-no-nul'

interface TextDefectMessage {
  readonly severity: Severity
  readonly text: (data: { readonly type: string }) => string
  readonly help: string
}

/** In words that are true of a line of .reg text and of a value in a hive: the same defect reads the same in both. */
export const textDefectMessages: Readonly<Record<TextDefectCode, TextDefectMessage>> = {
  'text-odd-length': {
    severity: 'info',
    text: ({ type }) => `${type} with an odd number of bytes; the last one is no part of the text`,
    help: 'Text is stored as pairs of bytes (UTF-16)',
  },
  'text-no-nul': {
    severity: 'info',
    text: ({ type }) => `${type} without its final NUL`,
    help: 'End the text with 00,00, as Regedit does when it imports the value',
  },
}

const none: readonly TextDefectCode[] = []

/** Types whose data are text that ends in a NUL. */
export const nulTerminatedTypes: ReadonlySet<number> = new Set([
  valueTypes.REG_SZ,
  valueTypes.REG_EXPAND_SZ,
  valueTypes.REG_MULTI_SZ,
])

/** Defects of the data of a REG_SZ, REG_EXPAND_SZ or REG_MULTI_SZ; other types and no data at all have none. */
export function textDefectsOf(type: number, data: Uint8Array): readonly TextDefectCode[] {
  if (!nulTerminatedTypes.has(type)) return none
  const even = data.length & ~1
  const isOdd = even !== data.length
  const lacksNul = even >= 2 && (data[even - 1] !== 0 || data[even - 2] !== 0)
  if (!isOdd && !lacksNul) return none
  return [...(isOdd ? (['text-odd-length'] as const) : []), ...(lacksNul ? (['text-no-nul'] as const) : [])]
}

/** The same as diagnostics of the data at `at`. */
export function textDiagnostics(type: number, data: Uint8Array, at: Place): Diagnostic[] {
  return textDefectsOf(type, data).map((code) => {
    const { severity, text, help } = textDefectMessages[code]
    const facts = { type: valueTypeName(type) }
    return { ruleId: 'SVC001', code, severity, message: text(facts), help, data: facts, at }
  })
}
