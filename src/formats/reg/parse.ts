import { type Diagnostic, type Place, quote } from '../../diagnostics/index.ts'
import {
  encodeUtf16,
  type KeySelection,
  type PassedOver,
  type RegistryEdit,
  type RegistryValue,
  valueTypes,
} from '../../registry/index.ts'
import type { UnitReader } from './decode.ts'
import { fastForward, type Passed } from './fast-forward.ts'
import { KeyFilter } from './key-filter.ts'
import { LineScanner } from './lines.ts'
import { passData } from './pass-values.ts'
import { exceedsLimits, type ReadPath, readPath } from './paths.ts'
import { ValueReader } from './read-values.ts'
import { Reporter } from './reporter.ts'
import { NameTable } from './reuse.ts'
import { reportSingleBackslash } from './strings.ts'
import {
  AT,
  CLOSE,
  closingQuote,
  EQUALS,
  endsHere,
  HASH,
  lineKind,
  MINUS,
  OPEN,
  plainEnd,
  QUOTE,
  quotedText,
  SEMICOLON,
  skipBlanks,
  textOf,
} from './tokens.ts'

/** The headers that Regedit knows, letter for letter. */
const headers = ['Windows Registry Editor Version 5.00', 'REGEDIT4', 'REGEDIT'] as const
export type Header = (typeof headers)[number]

export interface ParseOptions {
  readonly file: string
  readonly selection: KeySelection
  /** Judge the syntax of values also under keys that are not read. */
  readonly allKeys: boolean
}

/** Where the parser puts what it finds, in file order. */
export interface ParseSink {
  edit(edit: RegistryEdit): void
  diagnostic(diagnostic: Diagnostic): void
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
  private readonly reader: UnitReader
  private readonly scanner: LineScanner
  private readonly options: ParseOptions
  private readonly sink: ParseSink
  private readonly reporter: Reporter
  private readonly keys: KeyFilter
  private values: ValueReader
  private readonly names: NameTable = new NameTable()
  private readonly passed: Passed = { next: 0, lines: 0, keys: 0, values: 0 }
  private readonly seenRoots: Set<string> = new Set()
  private seenNewerLine = false

  /** Regedit would import something of this file. */
  private importing = true
  /** Where values stand: `lost` below a key line that could not be read, which was reported already. */
  private standing: 'before-keys' | 'below-deleted' | 'lost' | 'in-key' = 'before-keys'
  /** The key that values belong to, as written and for Regedit; null where they are lost or passed over. */
  private writtenKey: string | null = null
  private importedKey: string | null = null
  /** Index of the quote that closes the name of this line's value, and whether the name has no escapes. */
  private nameClose = 0
  private namePlain = true
  /** Whether that key is kept, in either reading. */
  private keepsWritten = false
  private keepsImported = false

  constructor(reader: UnitReader, options: ParseOptions, sink: ParseSink) {
    this.reader = reader
    this.scanner = new LineScanner(reader)
    this.options = options
    this.sink = sink
    this.reporter = new Reporter(options.file, this.scanner, (diagnostic) => sink.diagnostic(diagnostic))
    this.keys = new KeyFilter(options.selection)
    this.values = new ValueReader(this.scanner, this.reporter, undefined)
  }

  get passedOver(): readonly PassedOver[] {
    return this.keys.passedOver
  }

  /** Reads to the end of the input. */
  run(): void {
    const { scanner, reader } = this
    this.readHeader()
    if (this.header === 'REGEDIT4') this.values = new ValueReader(scanner, this.reporter, reader.codePage)
    while (scanner.advance()) {
      this.readLine()
      if (this.mayFastForward) this.fastForward()
    }
    this.finish()
  }

  /** Reports a value that the file sets twice, unless both times to the same. */
  reportDuplicate(first: RegistryValue, second: RegistryValue): void {
    if (first.type === second.type && Buffer.compare(first.data, second.data) === 0) return
    const value = second.name === '' ? '(default)' : quote(second.name)
    const data = { value, line: first.at.line ?? 0 }
    this.reporter.reportAt('duplicate-value', second.at, data, [{ at: first.at, message: 'first set here' }])
  }

  // ---- the file's beginning and end

  private readHeader(): void {
    const { scanner, reporter } = this
    for (let first = true; scanner.advance(); first = false) {
      const { units, end } = scanner
      const from = skipBlanks(units, scanner.start, end)
      if (from >= end) continue
      const text = textOf(units, from, Math.min(end, from + 200))
      const exact = headers.find((header) => header === text)
      if (exact && first) {
        this.header = exact
        return
      }
      this.importing = false
      // Readable all the same: another letter case, or blanks around it.
      const upper = text.trim().toUpperCase()
      this.header = headers.find((header) => header.toUpperCase() === upper) ?? null
      if (this.header || /^(?:windows registry editor|regedit)/i.test(text))
        reporter.report('unknown-header', from, end, { header: quote(text) })
      else {
        reporter.report('no-header', from, from + 1)
        scanner.hold()
      }
      return
    }
  }

  private finish(): void {
    const { reader, reporter, scanner, header } = this
    const encoding = reader.encodingName
    const start: Place = { file: this.options.file, line: 1, column: 1, length: header?.length ?? 1 }
    // Version 5.00 is Unicode: without a byte order mark Regedit reads bytes above 0x7F in the ANSI code page.
    const unmarked =
      header === 'Windows Registry Editor Version 5.00' && reader.nonAscii && !reader.byteOrderMark
    const wide = reader.encoding === 'utf-16le' || reader.encoding === 'utf-16be'
    const notAnsi =
      (header === 'REGEDIT4' || header === 'REGEDIT') && (wide || (reader.byteOrderMark && reader.nonAscii))
    if (unmarked || notAnsi) reporter.reportAt('header-encoding', start, { header, encoding })
    if (reader.undecodable)
      reporter.reportAt(
        'undecodable',
        { ...start, ...scanner.undecodableAt, length: 1 },
        {
          count: reader.undecodable.count,
          encoding,
        },
      )
    reporter.finish()
  }

  // ---- lines

  private readLine(): void {
    const { scanner } = this
    if (scanner.overlong) {
      this.passOverlong()
      return
    }
    const { units, end } = scanner
    const from = skipBlanks(units, scanner.start, end)
    if (from >= end) return
    if (this.header === 'REGEDIT' && !this.isNewerLine(from)) {
      this.readOldLine(from)
      return
    }
    const { swallowedBy } = this.values
    this.values.swallowedBy = 0
    switch (units[from]) {
      case OPEN:
        if (swallowedBy === 0) this.readKeyLine(from, this.importing && this.header !== 'REGEDIT')
        else this.readSwallowedKey(from, swallowedBy)
        return
      case QUOTE:
      case AT:
        this.readValueLine(from, swallowedBy === 0)
        // What Regedit swallows cannot swallow another line.
        if (swallowedBy !== 0) this.values.swallowedBy = 0
        return
      case SEMICOLON:
      case HASH:
        return
      default:
        this.reporter.report('text-lost', from, end)
    }
  }

  /** A line longer than any value: its beginning tells whether a string is open at its end. */
  private passOverlong(): void {
    const { scanner } = this
    const { units, end } = scanner
    const from = skipBlanks(units, scanner.start, end)
    const data = this.dataStart(from)
    const inside = data !== -1 && units[data] === QUOTE && closingQuote(units, data + 1, end) === -1
    this.reporter.report('line-too-long', from, from + 1)
    if (data !== -1) this.valueCount++
    scanner.discard(inside)
  }

  /** Whether a line of the Windows 3.1 format is spelled as in the later ones: then it is read as written alone. */
  private isNewerLine(from: number): boolean {
    const { units, end } = this.scanner
    if (lineKind(units, from, end) !== 'key' && lineKind(units, from, end) !== 'value') return false
    if (!this.seenNewerLine) this.reporter.report('newer-format-line', from, end)
    this.seenNewerLine = true
    return true
  }

  /** `HKEY_CLASSES_ROOT\key = text`: all that the format of Windows 3.1 knows. */
  private readOldLine(from: number): void {
    const { reporter, sink, importing: imported } = this
    const { units, start, end } = this.scanner
    const root = 'HKEY_CLASSES_ROOT'
    const text = textOf(units, from, end)
    if (from !== start || !text.startsWith(`${root}\\`)) {
      if (units[from] !== SEMICOLON) reporter.report('old-format-line', from, end)
      return
    }
    const equals = text.indexOf('=')
    const keyPath = (equals === -1 ? text : text.slice(0, equals)).trimEnd()
    if (exceedsLimits(keyPath)) {
      reporter.report('key-too-deep', from, end)
      return
    }
    this.keyCount++
    const kept = this.options.selection(keyPath) === 'read'
    if (kept)
      sink.edit({
        kind: 'create-key',
        keyPath,
        at: reporter.keyPlace(keyPath, from, end),
        written: true,
        imported,
      })
    if (equals === -1) return
    this.valueCount++
    const data = equals + (text.charAt(equals + 1) === ' ' ? 2 : 1)
    const at = reporter.valuePlace(keyPath, '', from, end)
    const dataAt = reporter.valuePlace(keyPath, '', Math.min(from + data, end), end)
    const value: RegistryValue = {
      name: '',
      type: valueTypes.REG_SZ,
      data: encodeUtf16(text.slice(data), 1),
      at,
      dataAt,
    }
    if (kept) sink.edit({ kind: 'set-value', keyPath, value, at, written: true, imported })
  }

  // ---- unwanted parts

  /** Below a key that is not kept, with nothing pending from the lines before. */
  private get mayFastForward(): boolean {
    return (
      this.standing === 'in-key' &&
      !this.keepsWritten &&
      !this.keepsImported &&
      !this.options.allKeys &&
      this.values.swallowedBy === 0 &&
      this.reader.undecodable === undefined
    )
  }

  private fastForward(): void {
    const { scanner, keys, passed } = this
    const from = scanner.ahead
    const safe = scanner.safeEnd
    if (from >= safe || scanner.isHeld) return
    passed.keys = 0
    passed.values = 0
    fastForward(scanner.units, from, safe, keys.skippedPath, passed)
    scanner.skipTo(passed.next, passed.lines)
    this.keyCount += passed.keys
    this.valueCount += passed.values
    if (passed.keys > 0) {
      keys.countSkipped(passed.keys)
      this.leave('in-key')
    }
  }

  // ---- key lines

  private readKeyLine(from: number, importable: boolean): void {
    const { reporter } = this
    const { units, end } = this.scanner
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
      if (this.options.selection(keyPath) !== 'skip')
        this.sink.edit({ kind: 'delete-key', keyPath, at, written: true, imported })
      return
    }
    const choice = this.keys.choose(keyPath, text === keyPath && named === from + 1, units, from, () => at)
    this.standing = 'in-key'
    this.writtenKey = keyPath
    this.importedKey = imported ? keyPath : null
    this.keepsWritten = choice === 'read'
    this.keepsImported = this.keepsWritten && imported
    reporter.keyPath = this.keepsWritten ? keyPath : null
    if (this.keepsWritten) this.sink.edit({ kind: 'create-key', keyPath, at, written: true, imported })
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
    const { importedKey, keepsImported } = this
    this.reporter.report('key-swallowed', from, this.scanner.end, { line })
    this.readKeyLine(from, false)
    this.importedKey = importedKey
    this.keepsImported = keepsImported
  }

  private leave(standing: 'below-deleted' | 'lost' | 'in-key'): void {
    this.standing = standing
    this.writtenKey = null
    this.importedKey = null
    this.keepsWritten = false
    this.keepsImported = false
    this.reporter.keyPath = null
  }

  // ---- value lines

  /**
   * Index of the data after `name=`, or -1 where the line has none. Notes where the name ends, and whether it has no
   * escapes. Reports nothing.
   */
  private dataStart(from: number): number {
    const { units, end } = this.scanner
    let index = from + 1
    this.namePlain = true
    if (units[from] === QUOTE) {
      index = plainEnd(units, index, end)
      if (index >= end || units[index] !== QUOTE) {
        this.namePlain = false
        index = closingQuote(units, index, end)
        if (index === -1) return -1
      }
      this.nameClose = index++
    } else if (units[from] !== AT) return -1
    index = skipBlanks(units, index, end)
    return index < end && units[index] === EQUALS ? skipBlanks(units, index + 1, end) : -1
  }

  private readValueLine(from: number, importable: boolean): void {
    const { scanner, reporter, standing } = this
    const { units, end } = scanner
    const data = this.dataStart(from)
    if (data === -1) {
      const unclosed = units[from] === QUOTE && closingQuote(units, from + 1, end) === -1
      reporter.report(unclosed ? 'name-unclosed' : 'no-equals', from, end)
      return
    }
    const inKey = standing === 'in-key'
    if (inKey) this.valueCount++
    else if (standing === 'below-deleted') reporter.report('value-after-deletion', from, end)
    else if (standing === 'before-keys') reporter.report('value-outside-key', from, end)
    // Below a deleted key that Regedit swallowed, values belong to the key before, for it.
    if (this.keepsImported || (inKey && (this.keepsWritten || this.options.allKeys)))
      this.readValue(from, data, importable)
    else {
      if (!this.namePlain) reportSingleBackslash(scanner, reporter, { open: from, close: this.nameClose })
      this.values.swallowedBy = passData(scanner, reporter, data)
    }
  }

  private readValue(from: number, data: number, importable: boolean): void {
    const { scanner, reporter } = this
    const { units, end } = scanner
    let name = ''
    let importedName: string | null = ''
    if (units[from] === QUOTE) {
      if (!this.namePlain) {
        const text = quotedText(units, from + 1, this.nameClose)
        name = text.written
        importedName = text.imported
        if (text.singleAt !== -1)
          reportSingleBackslash(scanner, reporter, { open: from, close: this.nameClose })
      } else {
        name = this.names.text(units, from + 1, this.nameClose)
        importedName = name
      }
    }
    const keyPath = this.writtenKey ?? this.importedKey ?? ''
    const at = reporter.valuePlace(keyPath, name, from, end)
    const mayImport = importable && this.importing && importedName !== null
    if (units[data] === MINUS && data < end) {
      const clean = endsHere(units, data + 1, end)
      if (!clean) reporter.report('text-after-deletion', data + 1, end)
      const split = importedName !== name || this.importedKey !== this.writtenKey
      this.emitDeletion(name, at, !split && mayImport && clean, true)
      if (split && mayImport && clean) this.emitDeletion(importedName ?? name, at, true, false)
      return
    }
    const read = this.values.read(data, keyPath, name)
    if (!read) return
    const { type, written, imported, dataAt, placeOf } = read
    const split = importedName !== name || this.importedKey !== this.writtenKey || imported !== written
    const imports = mayImport && imported !== null
    this.emitValue(makeValue(name, type, written, at, dataAt, placeOf), !split && imports, true)
    if (split && imports)
      this.emitValue(makeValue(importedName ?? name, type, imported, at, dataAt, placeOf), true, false)
  }

  /** Gives a value in the readings named; the key is that of the reading. */
  private emitValue(value: RegistryValue, imported: boolean, written: boolean): void {
    const keyPath = written ? this.writtenKey : this.importedKey
    if (keyPath === null || !(written ? this.keepsWritten : this.keepsImported)) return
    this.sink.edit({ kind: 'set-value', keyPath, value, at: value.at, written, imported })
  }

  private emitDeletion(name: string, at: Place, imported: boolean, written: boolean): void {
    const keyPath = written ? this.writtenKey : this.importedKey
    if (keyPath === null || !(written ? this.keepsWritten : this.keepsImported)) return
    this.sink.edit({ kind: 'delete-value', keyPath, name, at, written, imported })
  }
}

function makeValue(
  name: string,
  type: number,
  data: Uint8Array,
  at: Place,
  dataAt: Place,
  placeOf: RegistryValue['placeOf'] | undefined,
): RegistryValue {
  return placeOf ? { name, type, data, at, dataAt, placeOf } : { name, type, data, at, dataAt }
}
