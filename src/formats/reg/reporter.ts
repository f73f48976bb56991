import type { Diagnostic, FindingData, Place, RelatedPlace } from '../../diagnostics/index.ts'
import type { LineScanner } from './lines.ts'
import { type MessageCode, messages } from './messages.ts'
import type { ValueSpan } from './reg-value.ts'

/** Diagnostics after which only a count is kept: a hostile file must not fill the memory with them. */
const mostDiagnostics = 10_000

/** Makes places and diagnostics of the line that a scanner stands on. */
export class Reporter {
  /** The key that diagnostics name; null outside of keys that are read. */
  keyPath: string | null = null
  readonly file: string
  private readonly scanner: LineScanner
  private readonly sink: (diagnostic: Diagnostic) => void
  private count = 0

  constructor(file: string, scanner: LineScanner, sink: (diagnostic: Diagnostic) => void) {
    this.file = file
    this.scanner = scanner
    this.sink = sink
  }

  /** The place of the units from `from` to `to - 1` of this line. */
  place(from: number, to: number): Place {
    const { line, column, left } = this.scanner.locate(from)
    return { file: this.file, line, column, length: Math.max(1, Math.min(to - from, left)) }
  }

  keyPlace(keyPath: string, from: number, to: number): Place {
    const { file, scanner } = this
    const length = to > from ? to - from : 1
    return { file, keyPath, line: scanner.line, column: from - scanner.start + 1, length }
  }

  /** Of a value on this line, the data of which begins at `data`. */
  valueSpan(keyPath: string, valueName: string, from: number, data: number): ValueSpan {
    const { file, scanner } = this
    const { line, start, end } = scanner
    const dataColumn = Math.min(data, end) - start + 1
    return {
      file,
      keyPath,
      valueName,
      line,
      column: from - start + 1,
      dataColumn,
      endColumn: end - start + 1,
    }
  }

  report(code: MessageCode, from: number, to: number, data: FindingData = {}): void {
    const { keyPath } = this
    const at = this.place(from, to)
    this.reportAt(code, keyPath === null ? at : { ...at, keyPath }, data)
  }

  reportAt(code: MessageCode, at: Place, data: FindingData = {}, related?: readonly RelatedPlace[]): void {
    if (this.count++ >= mostDiagnostics) return
    this.emit(code, at, data, related)
  }

  /** Says how many diagnostics were not given, if any. */
  finish(): void {
    const unlisted = this.count - mostDiagnostics
    if (unlisted <= 0) return
    this.emit(
      'more-defects',
      { file: this.file, line: this.scanner.line, column: 1, length: 1 },
      { count: unlisted },
    )
  }

  private emit(code: MessageCode, at: Place, data: FindingData, related?: readonly RelatedPlace[]): void {
    const { ruleId, severity, text, help } = messages[code]
    this.sink({ ruleId, code, severity, message: text(data), help, data, at, ...(related && { related }) })
  }
}
