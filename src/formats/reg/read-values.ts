import { encodeUtf16, textDefectsOf, valueTypeName, valueTypes } from '../../registry/index.ts'
import { ansiDecoder } from './code-pages.ts'
import { type HexDefect, type HexEnd, HexList } from './hex-list.ts'
import type { LineScanner } from './lines.ts'
import type { MessageCode } from './messages.ts'
import { colonAfter, isHexType, isListPart, passHexList, strTypes } from './pass-values.ts'
import { type HexPlaces, placeOfData, type ValueSpan } from './reg-value.ts'
import type { Reporter } from './reporter.ts'
import { BytePool, NameTable } from './reuse.ts'
import { closeString, reportSingleBackslash } from './strings.ts'
import {
  COLON,
  closingQuoteOfPairs,
  endsHere,
  HASH,
  hexDigit,
  plainEnd,
  QUOTE,
  quotedText,
  SEMICOLON,
  skipBlanks,
  textOf,
} from './tokens.ts'

/** Data of a value as the file gives it: as written, and what Regedit would store (null: nothing). */
export interface ReadData {
  readonly type: number
  readonly written: Uint8Array
  readonly imported: Uint8Array | null
  readonly places: HexPlaces | undefined
}

/**
 * What became of a hex list so far, for the two readings; then whether an oddity, a defect of the bytes and one of the
 * continuation was reported. Each is reported once, those of continuations in any case: they are all that is
 * looked at where values are passed over.
 */
interface HexState {
  readable: boolean
  imported: boolean
  oddity: boolean
  defect: boolean
  broken: boolean
}

/** Reads the data of values: strings, dwords and hex lists, each with what Regedit would make of it. */
export class ValueReader {
  /** Number of the line whose dangling continuation swallows the next one for Regedit; 0 for none. */
  swallowedBy = 0
  private readonly scanner: LineScanner
  private readonly reporter: Reporter
  /** Code page of hex(2) and hex(7) bytes, which REGEDIT4 holds as ANSI text; undefined in other formats. */
  private readonly ansiCodePage: number | undefined
  private readonly hex: HexList = new HexList()
  private readonly pool: BytePool = new BytePool()
  private readonly types: NameTable = new NameTable()

  constructor(scanner: LineScanner, reporter: Reporter, ansiCodePage: number | undefined) {
    this.scanner = scanner
    this.reporter = reporter
    this.ansiCodePage = ansiCodePage
  }

  /** Reads the data at `data`; undefined where it cannot be understood, which was then reported. */
  read(data: number, span: ValueSpan): ReadData | undefined {
    const { scanner, reporter } = this
    const { units, end } = scanner
    if (units[data] === QUOTE && data < end) return this.readString(data)
    const colon = colonAfter(scanner, data)
    const word = colon === -1 ? '' : this.types.text(units, data, colon)
    const type = word.toLowerCase()
    if (type === 'dword') {
      if (word !== type) reporter.report('hex-upper-case', data, colon)
      return this.readDword(colon + 1, span)
    }
    if (isHexType(type)) return this.readHex(data, colon, span, word !== type)
    const str = strTypes.get(type)
    const quote = skipBlanks(units, colon + 1, end)
    if (str !== undefined && units[quote] === QUOTE && quote < end) {
      reporter.report('str-type', data, colon)
      return this.readStr(str, quote)
    }
    reporter.report('data-unknown', Math.min(data, end), end)
    return undefined
  }

  private readString(open: number): ReadData | undefined {
    const { scanner, reporter } = this
    const { units, end } = scanner
    const plain = plainEnd(units, open + 1, end)
    const close = closingQuoteOfPairs(units, plain, end)
    if (close !== -1) {
      const written =
        close === plain
          ? this.pool.terminatedText(units, open + 1, close)
          : this.pool.unescapedText(units, open + 1, close)
      const imported = this.endsClean(close + 1) ? written : null
      return { type: valueTypes.REG_SZ, written, imported, places: undefined }
    }
    const found = closeString(scanner, reporter, open)
    if (!found) return undefined
    const text = quotedText(scanner.units, found.open + 1, found.close)
    if (text.singleAt !== -1) reportSingleBackslash(scanner, reporter, found)
    const written = encodeUtf16(text.written, 1)
    let imported: Uint8Array | null = written
    if (text.imported === null) imported = null
    else if (text.singleAt !== -1) imported = encodeUtf16(text.imported, 1)
    if (!this.endsClean(found.close + 1)) imported = null
    return { type: valueTypes.REG_SZ, written, imported, places: undefined }
  }

  /** `str(7):"a\0b\0"`: nothing says that Regedit knows it, so as imported it is not there. */
  private readStr(type: number, open: number): ReadData | undefined {
    const { scanner, reporter } = this
    const found = closeString(scanner, reporter, open)
    if (!found) return undefined
    const text = textOf(scanner.units, found.open + 1, found.close).replace(
      /\\(["\\0])/g,
      (_, letter: string) => (letter === '0' ? '\0' : letter),
    )
    const isList = type === valueTypes.REG_MULTI_SZ
    const written = encodeUtf16(text, isList && !text.endsWith('\0') ? 2 : 1)
    this.endsClean(found.close + 1)
    return { type, written, imported: null, places: undefined }
  }

  private endsClean(from: number): boolean {
    const { units, end } = this.scanner
    if (endsHere(units, from, end)) return true
    this.reporter.report('text-after-value', skipBlanks(units, from, end), end)
    return false
  }

  private readDword(digitsFrom: number, span: ValueSpan): ReadData | undefined {
    const { reporter } = this
    const { units, end } = this.scanner
    let from = skipBlanks(units, digitsFrom, end)
    let importable = true
    if (units[from] === 48 && from + 1 < end && (units[from + 1] === 120 || units[from + 1] === 88)) {
      reporter.report('dword-prefix', from, from + 2)
      importable = false
      from += 2
    }
    let index = from
    let number = 0
    for (; index < end; index++) {
      const digit = hexDigit(units[index] as number)
      if (digit === 255) break
      number = number * 16 + digit
    }
    if (index === from) {
      reporter.reportAt(endsHere(units, from, end) ? 'dword-empty' : 'dword-invalid', placeOfData(span))
      return undefined
    }
    if (index - from > 8) {
      reporter.report('dword-too-long', from, index)
      return undefined
    }
    const after = skipBlanks(units, index, end)
    if (
      after < end &&
      units[after] !== SEMICOLON &&
      (after === index || hexDigit(units[after] as number) !== 255)
    ) {
      reporter.report('dword-invalid', from, end)
      return undefined
    }
    if (!this.endsClean(index)) importable = false
    const bytes = this.pool.take(4)
    bytes[0] = number
    bytes[1] = number >>> 8
    bytes[2] = number >>> 16
    bytes[3] = number >>> 24
    return {
      type: valueTypes.REG_DWORD,
      written: bytes,
      imported: importable ? bytes : null,
      places: undefined,
    }
  }

  private readHex(tokenAt: number, colon: number, span: ValueSpan, upperCase: boolean): ReadData | undefined {
    const { scanner, reporter, hex } = this
    const { units, end } = scanner
    let type: number = valueTypes.REG_BINARY
    if (units[tokenAt + 3] !== COLON) {
      const digits = textOf(units, tokenAt + 4, colon - 1)
      if (!/^[0-9a-f]{1,8}$/i.test(digits)) {
        reporter.report('hex-type', tokenAt, colon)
        this.swallowedBy = passHexList(scanner, reporter, tokenAt, colon + 1)
        return undefined
      }
      type = Number.parseInt(digits, 16)
    }
    hex.clear()
    hex.upperCase = upperCase
    const firstLine = scanner.line
    const state: HexState = { readable: true, imported: true, oddity: false, defect: false, broken: false }
    const defect = ({ code, at }: HexDefect): void => {
      if (code === 'continuation-comma') {
        this.breakOff(state, code, at, at + 1)
        return
      }
      const known = state.broken || state.defect
      if (code === 'hex-blank' || code === 'continuation-cut') {
        if (!known && !state.oddity) reporter.report(code, at, at + 1)
        state.oddity = true
        return
      }
      if (code === 'hex-digit') state.readable = false
      state.imported = false
      state.defect = true
      if (!known) reporter.report(code, at, at + 1)
    }
    let ending = hex.readLine(units, colon + 1, end, scanner.start, scanner.line, defect)
    while (ending !== 'value') ending = this.readContinuation(ending, firstLine, span, state, defect)
    if (hex.tooLong) {
      reporter.reportAt('value-too-long', placeOfData(span))
      return undefined
    }
    if (!state.readable) return undefined
    if (hex.upperCase) reporter.reportAt('hex-upper-case', placeOfData(span))
    return this.finishHex(type, span, state.imported)
  }

  /** Goes over the lines up to the next part of a hex list, and reads that part. */
  private readContinuation(
    ending: HexEnd,
    firstLine: number,
    span: ValueSpan,
    state: HexState,
    defect: (found: HexDefect) => void,
  ): HexEnd {
    const { scanner, reporter, hex } = this
    for (;;) {
      if (!scanner.advance()) {
        if (ending === 'continued') reporter.reportAt('continuation-at-end', placeOfData(span))
        return 'value'
      }
      const { units, end } = scanner
      if (scanner.overlong) {
        scanner.hold()
        return 'value'
      }
      const from = skipBlanks(units, scanner.start, end)
      if (from >= end || units[from] === SEMICOLON) continue
      if (units[from] === HASH) {
        this.breakOff(state, 'continuation-comment', from, end)
        continue
      }
      if (!isListPart(units[from] as number)) {
        scanner.hold()
        if (ending !== 'continued') return 'value'
        if (!state.broken)
          reporter.reportAt('continuation-dangling', placeOfData(span), { line: scanner.line })
        // Where Regedit gave the value up before, it is no longer looking for its continuation.
        if (state.imported) this.swallowedBy = firstLine
        state.imported = false
        return 'value'
      }
      if (hexDigit(units[from] as number) === 255) this.breakOff(state, 'continuation-start', from, from + 1)
      return hex.readLine(units, from, end, scanner.start, scanner.line, defect)
    }
  }

  /** Regedit gives the value up here, for the want of a proper continuation. */
  private breakOff(state: HexState, code: MessageCode, from: number, to: number): void {
    if (!state.broken) this.reporter.report(code, from, to)
    state.broken = true
    state.imported = false
  }

  private finishHex(type: number, span: ValueSpan, importable: boolean): ReadData {
    const { hex, reporter, ansiCodePage } = this
    const raw = hex.copy(this.pool)
    const isText =
      type === valueTypes.REG_SZ || type === valueTypes.REG_EXPAND_SZ || type === valueTypes.REG_MULTI_SZ
    const holdsAnsi = ansiCodePage !== undefined && isText && type !== valueTypes.REG_SZ
    // Text that was meant for Version 5.00: as written it is what it looks like, Regedit widens each byte of it.
    const meantWide = holdsAnsi && looksWide(raw)
    if (meantWide) reporter.reportAt('ansi-expected', placeOfData(span), { type: valueTypeName(type) })
    const widened = holdsAnsi ? encodeUtf16(ansiDecoder(ansiCodePage).decode(raw, true)) : raw
    const isAnsi = holdsAnsi && !meantWide
    const written = isAnsi ? widened : raw
    let stored = meantWide ? widened : written
    for (const code of meantWide ? [] : textDefectsOf(type, written)) {
      reporter.reportAt(code, placeOfData(span), { type: valueTypeName(type) })
      if (code === 'text-no-nul') stored = withNul(written)
    }
    // Multi-byte code pages do not widen each byte to two: then the list has one place.
    const scale = isAnsi ? 2 : 1
    const hasPlaces = written.length === raw.length * scale && !hex.placesLost
    const places = hasPlaces ? { runs: hex.runs.slice(), byteCount: raw.length, scale } : undefined
    return { type, written, imported: importable ? stored : null, places }
  }
}

/** Text as Regedit stores it: with a NUL behind its last whole character. */
function withNul(text: Uint8Array): Uint8Array {
  const even = text.length & ~1
  const stored = new Uint8Array(even + 2)
  stored.set(text.subarray(0, even))
  return stored
}

/** Whether bytes are UTF-16LE text of ASCII characters with its NUL: every second byte is 0, the first is not. */
export function looksWide(bytes: Uint8Array): boolean {
  const { length } = bytes
  if (length < 6 || length % 2 === 1 || bytes[0] === 0 || bytes[length - 2] !== 0) return false
  for (let index = 1; index < length; index += 2) if (bytes[index] !== 0) return false
  return true
}
