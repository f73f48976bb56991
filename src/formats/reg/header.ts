import { type Place, quote } from '../../diagnostics/index.ts'
import type { UnitReader } from './decode.ts'
import type { LineScanner } from './lines.ts'
import type { Reporter } from './reporter.ts'
import { skipBlanks, textOf } from './tokens.ts'

/** The headers that Regedit knows, letter for letter. */
const headers = ['Windows Registry Editor Version 5.00', 'REGEDIT4', 'REGEDIT'] as const
export type Header = (typeof headers)[number]

/** Units of a first line that are looked at. */
const longestHeader = 200

export interface ReadHeader {
  readonly header: Header | null
  /** Regedit would import something of this file. */
  readonly importing: boolean
}

/** Reads up to the header line, or up to the first line that should have been one: that is then given once more. */
export function readHeader(scanner: LineScanner, reporter: Reporter): ReadHeader {
  for (let first = true; scanner.advance(); first = false) {
    const { units, end } = scanner
    const from = skipBlanks(units, scanner.start, end)
    if (from >= end) continue
    const text = textOf(units, from, Math.min(end, from + longestHeader))
    const exact = headers.find((header) => header === text)
    if (exact && first) return { header: exact, importing: true }
    // Readable all the same: another letter case, or blanks around it.
    const upper = text.trim().toUpperCase()
    const header = headers.find((known) => known.toUpperCase() === upper) ?? null
    if (exact) reporter.report('late-header', from, end)
    else if (header || /^(?:windows registry editor|regedit)/i.test(text))
      reporter.report('unknown-header', from, end, { header: quote(text) })
    else {
      reporter.report('no-header', from, from + 1)
      scanner.hold()
    }
    return { header, importing: false }
  }
  return { header: null, importing: true }
}

/** Reports, at the end of the file, an encoding that contradicts the header, and what could not be decoded. */
export function reportEncoding(
  header: Header | null,
  reader: UnitReader,
  scanner: LineScanner,
  reporter: Reporter,
): void {
  const encoding = reader.encodingName
  const start: Place = { file: reporter.file, line: 1, column: 1, length: header?.length ?? 1 }
  const isUnicode = header === 'Windows Registry Editor Version 5.00'
  const wide = reader.encoding === 'utf-16le' || reader.encoding === 'utf-16be'
  if (isUnicode && wide && (reader.encoding === 'utf-16be' || !reader.byteOrderMark))
    reporter.reportAt('utf-16-form', start, { header, encoding })
  // Without a byte order mark Regedit reads bytes above 0x7F in the ANSI code page.
  const unmarked = isUnicode && !wide && reader.nonAscii && !reader.byteOrderMark
  const notAnsi =
    (header === 'REGEDIT4' || header === 'REGEDIT') && (wide || (reader.byteOrderMark && reader.nonAscii))
  if (unmarked || notAnsi) reporter.reportAt('header-encoding', start, { header, encoding })
  if (!reader.undecodable) return
  const { count } = reader.undecodable
  reporter.reportAt('undecodable', { ...start, ...scanner.undecodableAt, length: 1 }, { count, encoding })
}
