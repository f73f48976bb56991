import { quote } from '../../diagnostics/index.ts'
import type { KeySelection, PassedOver, RegistryValue, Suppression } from '../../registry/index.ts'
import { CurrentKey } from './current-key.ts'
import type { UnitReader } from './decode.ts'
import { fastForward, type Passed } from './fast-forward.ts'
import { type Header, readHeader, reportEncoding } from './header.ts'
import { KeyFilter } from './key-filter.ts'
import { LineScanner } from './lines.ts'
import { readOldLine } from './old-format.ts'
import { exceedsLimits, type ReadPath, readPath } from './paths.ts'
import { Reporter } from './reporter.ts'
import type { ParseSink } from './sink.ts'
import { SuppressionComments } from './suppressions.ts'
import {
  AT,
  CLOSE,
  closingQuote,
  endsHere,
  HASH,
  MINUS,
  OPEN,
  QUOTE,
  SEMICOLON,
  skipBlanks,
  textOf,
} from './tokens.ts'
import { ValueLines } from './value-lines.ts'

export interface ParseOptions {
  readonly file: string
  readonly selection: KeySelection
  /** Judge the syntax of values also under keys that are not read. */
  readonly allKeys: boolean
}

/** Distinct unknown roots that are each named once. */
const mostRoots = 64

/**
 * Third stage: lines to edits and diagnostics. It follows two readings of the file at once, as written and as Regedit
 * would import it; see `RegistryEdit`. Values of keys that `selection` does not keep are passed over after a check of
 * what could swallow other lines: strings and continuations.
 */
export class RegParser {
  header: Header | null = null
  keyCount = 0
  valueCount = 0
  /** Once the end is reached. */
  suppressions: readonly Suppression[] = []
  /** Lines that are no key, value or comment, and keys under a root that Regedit or a person knows. */
  private lostCount = 0
  private knownKeyCount = 0
  private readonly reader: UnitReader
  private readonly scanner: LineScanner
  private readonly options: ParseOptions
  private readonly sink: ParseSink
  private readonly reporter: Reporter
  private readonly keys: KeyFilter
  private readonly current: CurrentKey
  private readonly comments: SuppressionComments
  private values: ValueLines
  private readonly passed: Passed = { next: 0, lines: 0, keys: 0, values: 0 }
  private readonly seenRoots: Set<string> = new Set()
  private seenNewerLine = false
  /** Regedit would import something of this file. */
  private importing = true

  constructor(reader: UnitReader, options: ParseOptions, sink: ParseSink) {
    this.reader = reader
    this.scanner = new LineScanner(reader)
    this.options = options
    this.sink = sink
    this.reporter = new Reporter(options.file, this.scanner, (diagnostic) => sink.diagnostic(diagnostic))
    this.keys = new KeyFilter(options.selection)
    this.current = new CurrentKey(sink)
    this.comments = new SuppressionComments(this.scanner, this.reporter)
    this.values = this.valueLines(undefined)
  }

  get passedOver(): readonly PassedOver[] {
    return this.keys.passedOver
  }

  /** Whether this was .reg text at all: it has a header, or keys, and more of them than of lines that mean nothing. */
  get isReg(): boolean {
    return (
      this.header !== null || (this.knownKeyCount > 0 && this.lostCount <= this.keyCount + this.valueCount)
    )
  }

  /** Reads to the end of the input. */
  run(): void {
    const { scanner, reader, reporter } = this
    const { header, importing } = readHeader(scanner, reporter)
    this.header = header
    this.importing = importing
    if (header === 'REGEDIT4') this.values = this.valueLines(reader.codePage)
    while (scanner.advance()) {
      this.readLine()
      if (this.mayFastForward) this.fastForward()
    }
    this.suppressions = this.comments.finish(this.current.standing !== 'before-keys')
    reportEncoding(header, reader, scanner, reporter)
    reporter.finish()
  }

  /** Reports a value that the file sets twice, unless both times to the same. */
  reportDuplicate(first: RegistryValue, second: RegistryValue): void {
    if (first.type === second.type && Buffer.compare(first.data, second.data) === 0) return
    const value = second.name === '' ? '(default)' : quote(second.name)
    const data = { value, line: first.at.line ?? 0 }
    this.reporter.reportAt('duplicate-value', second.at, data, [{ at: first.at, message: 'first set here' }])
  }

  private valueLines(ansiCodePage: number | undefined): ValueLines {
    const { scanner, reporter, current, options } = this
    return new ValueLines(scanner, reporter, current, options.allKeys, ansiCodePage)
  }

  // ---- lines

  private readLine(): void {
    const { scanner, comments, current } = this
    comments.startLine()
    if (scanner.overlong) {
      this.passOverlong()
      return
    }
    const { units, end } = scanner
    const from = skipBlanks(units, scanner.start, end)
    if (from >= end) {
      if (current.standing === 'before-keys') comments.endHead()
      return
    }
    if (this.header === 'REGEDIT' && !this.isNewerLine(from)) {
      const { reporter, options, importing, sink } = this
      const found = readOldLine(scanner, reporter, from, options.selection, importing, sink)
      if (found !== 'nothing') this.keyCount++
      if (found === 'value') this.valueCount++
      return
    }
    const swallowedBy = this.values.takeSwallower()
    switch (units[from]) {
      case OPEN:
        if (swallowedBy === 0) this.readKeyLine(from, this.importing && this.header !== 'REGEDIT')
        else this.readSwallowedKey(from, swallowedBy)
        return
      case QUOTE:
      case AT:
        comments.startValue(
          current.written ?? current.imported,
          current.keepsWritten || current.keepsImported,
        )
        if (this.values.readLine(from, this.importing && swallowedBy === 0)) this.valueCount++
        // What Regedit swallows cannot swallow another line.
        if (swallowedBy !== 0) this.values.takeSwallower()
        return
      case SEMICOLON:
        comments.addComment(from)
        return
      case HASH:
        return
      default:
        this.lostCount++
        this.reporter.report('text-lost', from, end)
    }
  }

  /** A line longer than any value: its beginning tells whether a string is open at its end. */
  private passOverlong(): void {
    const { scanner } = this
    const { units, end } = scanner
    const from = skipBlanks(units, scanner.start, end)
    const data = this.values.dataStart(from)
    const inside = data !== -1 && units[data] === QUOTE && closingQuote(units, data + 1, end) === -1
    this.reporter.report('line-too-long', from, from + 1)
    if (data !== -1) this.valueCount++
    scanner.discard(inside)
  }

  /** Whether a line of the Windows 3.1 format is spelled as in the later ones: then it is read as written alone. */
  private isNewerLine(from: number): boolean {
    const { units, end } = this.scanner
    const unit = units[from]
    if (unit !== OPEN && unit !== QUOTE && unit !== AT) return false
    if (!this.seenNewerLine) this.reporter.report('newer-format-line', from, end)
    this.seenNewerLine = true
    return true
  }

  // ---- unwanted parts

  /** Below a key that is not kept, with nothing pending from the lines before. */
  private get mayFastForward(): boolean {
    const { current } = this
    return (
      current.standing === 'in-key' &&
      !current.keepsWritten &&
      !current.keepsImported &&
      !this.options.allKeys &&
      !this.values.isSwallowing &&
      !this.comments.isWaiting &&
      this.reader.undecodable === undefined
    )
  }

  private fastForward(): void {
    const { scanner, keys, passed } = this
    const { ahead: from, line } = scanner
    const safe = scanner.safeEnd
    if (from >= safe || scanner.isHeld) return
    passed.keys = 0
    passed.values = 0
    fastForward(scanner.units, from, safe, keys.skippedPath, passed)
    scanner.skipTo(passed.next, passed.lines)
    this.keyCount += passed.keys
    this.valueCount += passed.values
    if (passed.keys > 0) {
      this.comments.endKey(line)
      keys.countSkipped(passed.keys)
      this.leave('in-key')
    }
  }

  // ---- key lines

  private readKeyLine(from: number, importable: boolean): void {
    const { reporter, comments } = this
    const { units, end } = this.scanner
    comments.startKey()
    if (this.keys.isBelowSkipped(units, from, end)) {
      this.keyCount++
      this.leave('in-key')
      return
    }
    let close = end - 1
    while (close > from && units[close] !== CLOSE) close--
    if (close === from) {
      reporter.report('key-unclosed', from, end)
      this.leave('lost')
      return
    }
    const deletes = units[from + 1] === MINUS
    const nameFrom = from + (deletes ? 2 : 1)
    const named = skipBlanks(units, nameFrom, close)
    const text = textOf(units, named, close)
    if (exceedsLimits(text)) {
      reporter.report('key-too-deep', from, close + 1)
      this.leave('lost')
      return
    }
    const read = readPath(text)
    const keyPath = read.path
    if (read.root !== 'unknown') this.knownKeyCount++
    if (keyPath === '') {
      reporter.report('key-empty', from, close + 1)
      this.leave('lost')
      return
    }
    this.keyCount++
    reporter.keyPath = null
    if (!endsHere(units, close + 1, end))
      reporter.report('text-after-key', skipBlanks(units, close + 1, end), end)
    const imported = this.judgePath(read, nameFrom, named, close) && importable
    const at = reporter.keyPlace(keyPath, from, close + 1)
    if (deletes) {
      this.leave('below-deleted')
      const isRead = this.options.selection(keyPath) !== 'skip'
      comments.nameKey(keyPath, isRead)
      if (isRead) this.sink.edit({ kind: 'delete-key', keyPath, at, written: true, imported })
      return
    }
    const choice = this.keys.choose(keyPath, text === keyPath && named === from + 1, units, from, () => at)
    const keeps = choice !== 'pass' && choice !== 'skip'
    comments.nameKey(keyPath, choice !== 'skip')
    this.current.enter(keyPath, imported, keeps, typeof choice === 'object' ? choice : undefined)
    reporter.keyPath = keeps ? keyPath : null
    if (keeps) this.sink.edit({ kind: 'create-key', keyPath, at, written: true, imported })
  }

  /** Reports what is odd about a key path; false where Regedit ignores the key. */
  private judgePath(read: ReadPath, nameFrom: number, named: number, close: number): boolean {
    const { reporter, seenRoots } = this
    const { first, root } = read
    if (named !== nameFrom) reporter.report('key-leading-blank', nameFrom, named)
    if (read.doubled) reporter.report('key-doubled-backslash', named, close)
    if (root === 'full') return named === nameFrom
    if (seenRoots.has(first) || seenRoots.size >= mostRoots) return false
    seenRoots.add(first)
    const to = named + first.length
    if (root === 'abbreviated')
      reporter.report('root-abbreviated', named, to, {
        root: quote(first),
        full: read.path.split('\\')[0] ?? '',
      })
    else if (root === 'absent') reporter.report('root-absent', named, to, { first: quote(first) })
    else reporter.report('root-unknown', named, to, { root: quote(first) })
    return false
  }

  /** A key line that Regedit takes for the continuation of a value: for it, what follows belongs to the key before. */
  private readSwallowedKey(from: number, line: number): void {
    const { current } = this
    const { imported, keepsImported } = current
    this.reporter.report('key-swallowed', from, this.scanner.end, { line })
    this.readKeyLine(from, false)
    current.imported = imported
    current.keepsImported = keepsImported
    current.names = undefined
  }

  private leave(standing: 'below-deleted' | 'lost' | 'in-key'): void {
    this.current.leave(standing)
    this.reporter.keyPath = null
  }
}
