import { encodeUtf16, type KeySelection, valueTypes } from '../../registry/index.ts'
import type { LineScanner } from './lines.ts'
import { exceedsLimits } from './paths.ts'
import { RegValue } from './reg-value.ts'
import type { Reporter } from './reporter.ts'
import type { ParseSink } from './sink.ts'
import { SEMICOLON, textOf } from './tokens.ts'

const root = 'HKEY_CLASSES_ROOT\\'

/**
 * Reads a line of the Windows 3.1 format, `HKEY_CLASSES_ROOT\key = text`: all that it knows. Returns whether the line
 * names a key, and whether it sets its value.
 */
export function readOldLine(
  scanner: LineScanner,
  reporter: Reporter,
  from: number,
  selection: KeySelection,
  imported: boolean,
  sink: ParseSink,
): 'nothing' | 'key' | 'value' {
  const { units, start, end } = scanner
  const text = textOf(units, from, end)
  if (from !== start || !text.startsWith(root)) {
    if (units[from] !== SEMICOLON) reporter.report('old-format-line', from, end)
    return 'nothing'
  }
  const equals = text.indexOf('=')
  const keyPath = (equals === -1 ? text : text.slice(0, equals)).trimEnd()
  if (exceedsLimits(keyPath)) {
    reporter.report('key-too-deep', from, end)
    return 'nothing'
  }
  const choice = selection(keyPath)
  const kept = choice !== 'pass' && choice !== 'skip'
  const reading = { written: true, imported }
  if (kept) sink.edit({ kind: 'create-key', keyPath, at: reporter.keyPlace(keyPath, from, end), ...reading })
  if (equals === -1) return 'key'
  if (kept) {
    const data = equals + (text.charAt(equals + 1) === ' ' ? 2 : 1)
    const span = reporter.valueSpan(keyPath, '', from, from + data)
    const bytes = encodeUtf16(text.slice(data), 1)
    sink.setValue(keyPath, new RegValue('', valueTypes.REG_SZ, bytes, span, undefined), reading)
  }
  return 'value'
}
