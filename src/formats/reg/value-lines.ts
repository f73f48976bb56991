import { upcase } from '../../registry/index.ts'
import { type CurrentKey, readings } from './current-key.ts'
import type { LineScanner } from './lines.ts'
import { passData } from './pass-values.ts'
import { ValueReader } from './read-values.ts'
import { placeOfValue, RegValue } from './reg-value.ts'
import type { Reporter } from './reporter.ts'
import { NameTable } from './reuse.ts'
import { reportSingleBackslash } from './strings.ts'
import {
  AT,
  closingQuote,
  EQUALS,
  endsHere,
  MINUS,
  plainEnd,
  QUOTE,
  quotedText,
  skipBlanks,
} from './tokens.ts'

/** Reads value lines into the current key, or passes over them where it is not kept. */
export class ValueLines {
  private readonly scanner: LineScanner
  private readonly reporter: Reporter
  private readonly key: CurrentKey
  private readonly allKeys: boolean
  private readonly values: ValueReader
  private readonly names: NameTable = new NameTable()
  /** Index of the quote that closes the name of this line's value, and whether the name has no escapes. */
  private nameClose = 0
  private namePlain = true

  /** `allKeys`: judge the syntax of values also under keys that are not kept; `ansiCodePage` as in {@link ValueReader}. */
  constructor(
    scanner: LineScanner,
    reporter: Reporter,
    key: CurrentKey,
    allKeys: boolean,
    ansiCodePage: number | undefined,
  ) {
    this.scanner = scanner
    this.reporter = reporter
    this.key = key
    this.allKeys = allKeys
    this.values = new ValueReader(scanner, reporter, ansiCodePage)
  }

  /** Number of the line whose dangling continuation swallows the next one for Regedit, which is then forgotten; 0 for none. */
  takeSwallower(): number {
    const { swallowedBy } = this.values
    this.values.swallowedBy = 0
    return swallowedBy
  }

  get isSwallowing(): boolean {
    return this.values.swallowedBy !== 0
  }

  /**
   * Index of the data after `name=`, or -1 where the line has none. Notes where the name ends, and whether it has no
   * escapes. Reports nothing.
   */
  dataStart(from: number): number {
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

  /** Reads a value line; `importable` where Regedit looks at it. Returns whether the key has this value. */
  readLine(from: number, importable: boolean): boolean {
    const { scanner, reporter, key } = this
    const { standing } = key
    const { units, end } = scanner
    const data = this.dataStart(from)
    if (data === -1) {
      const unclosed = units[from] === QUOTE && closingQuote(units, from + 1, end) === -1
      reporter.report(unclosed ? 'name-unclosed' : 'no-equals', from, end)
      return false
    }
    const inKey = standing === 'in-key'
    if (standing === 'below-deleted') reporter.report('value-after-deletion', from, end)
    else if (standing === 'before-keys') reporter.report('value-outside-key', from, end)
    // Below a key line that Regedit swallowed, values belong to the key before, for it.
    const belongs = inKey || key.imported !== null
    const keeps = key.keepsWritten || key.keepsImported
    if ((keeps && this.isWanted(from)) || (belongs && this.allKeys)) this.readValue(from, data, importable)
    else {
      if (!this.namePlain) reportSingleBackslash(scanner, reporter, { open: from, close: this.nameClose })
      this.values.swallowedBy = passData(scanner, reporter, data)
    }
    return inKey
  }

  /** Whether the value of this line is one of those that are wanted of its key. */
  private isWanted(from: number): boolean {
    const { names } = this.key
    if (names === undefined || !this.namePlain) return true
    const { units } = this.scanner
    return names.has(units[from] === QUOTE ? upcase(this.names.text(units, from + 1, this.nameClose)) : '')
  }

  private readValue(from: number, data: number, importable: boolean): void {
    const { scanner, reporter, key } = this
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
    const keyPath = key.written ?? key.imported ?? ''
    const span = reporter.valueSpan(keyPath, name, from, data)
    const mayImport = importable && importedName !== null
    const otherName = importedName !== name || key.imported !== key.written
    if (units[data] === MINUS && data < end) {
      const clean = endsHere(units, data + 1, end)
      if (!clean) reporter.report('text-after-deletion', data + 1, end)
      const imports = mayImport && clean
      const at = placeOfValue(span)
      key.deleteValue(name, at, imports && !otherName ? readings.both : readings.asWritten)
      if (imports && otherName) key.deleteValue(importedName ?? name, at, readings.asImported)
      return
    }
    const read = this.values.read(data, span)
    if (!read) return
    const { type, written, imported, places } = read
    const imports = mayImport && imported !== null
    const differs = otherName || imported !== written
    const value = new RegValue(name, type, written, span, places)
    key.setValue(value, imports && !differs ? readings.both : readings.asWritten)
    if (imports && differs)
      key.setValue(new RegValue(importedName ?? name, type, imported, span, places), readings.asImported)
  }
}
