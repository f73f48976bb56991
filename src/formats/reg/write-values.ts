import type { RegistryValue } from '../../registry/index.ts'
import { valueTypes } from '../../registry/index.ts'
import { longestLine } from './lines.ts'
import { looksWide } from './read-values.ts'
import { BACKSLASH, BLANK, COMMA, QUOTE } from './tokens.ts'
import { ansiByte, type EncodingLimits, type RegText } from './write-text.ts'

/** Room for a name on the line of its text: names have at most 32,767 units, each escaped to two. */
const longestName = 1 << 17

/** Regedit goes to a new line of a hex list where another byte, with its comma if it has one, would end beyond it. */
const lastColumn = 77

const lineFeed = 10
const carriageReturn = 13

/** Codes of the hexadecimal digits, as Regedit writes them: in lower case. */
const digits: Uint8Array = Buffer.from('0123456789abcdef', 'latin1')

/** Writes the data of values the way Regedit spells them. */
export class ValueData {
  private readonly out: RegText
  private readonly limits: EncodingLimits
  private readonly isAnsi: boolean

  constructor(out: RegText, limits: EncodingLimits, isAnsi: boolean) {
    this.out = out
    this.limits = limits
    this.isAnsi = isAnsi
  }

  /**
   * Writes a value's data, or what stands before a hex list: then the bytes for {@link hexLines} are returned.
   * `altered` is called where they are not what the value holds.
   */
  begin({ type, data }: RegistryValue, altered: () => void): Uint8Array | undefined {
    const { out } = this
    if (type === valueTypes.REG_SZ && this.isQuotable(data)) {
      this.quoted(data)
      return undefined
    }
    if (type === valueTypes.REG_DWORD && data.length === 4) {
      out.text('dword:')
      for (let index = 3; index >= 0; index--) this.byte(data[index] as number)
      return undefined
    }
    out.text(type === valueTypes.REG_BINARY ? 'hex:' : `hex(${(type >>> 0).toString(16)}):`)
    if (this.isAnsi && (type === valueTypes.REG_EXPAND_SZ || type === valueTypes.REG_MULTI_SZ))
      return this.narrowed(data, altered)
    return data
  }

  /** Writes bytes of a hex list from `from` on, whole lines while there is room; returns how far it came. */
  hexLines(data: Uint8Array, from: number): number {
    const { out } = this
    const last = data.length - 1
    for (let index = from; index <= last; index++) {
      if (out.column + (index === last ? 2 : 3) > lastColumn) {
        out.unit(BACKSLASH)
        out.lineEnd()
        out.unit(BLANK)
        out.unit(BLANK)
        if (out.isFull) return index
      }
      this.byte(data[index] as number)
      if (index < last) out.unit(COMMA)
    }
    return data.length
  }

  /** Whether quoted text reads back as exactly these bytes; escaped it has up to two units for each of its own. */
  private isQuotable(data: Uint8Array): boolean {
    const { limits } = this
    const last = data.length - 2
    if (last < 0 || data.length % 2 === 1 || data.length >= longestLine - longestName) return false
    if (data[last] !== 0 || data[last + 1] !== 0) return false
    for (let index = 0; index < last; index += 2) {
      const unit = unitAt(data, index)
      if (unit === 0 || unit === lineFeed || unit === carriageReturn || !limits.holdsUnit(unit)) return false
    }
    return true
  }

  private quoted(data: Uint8Array): void {
    const { out } = this
    out.reserve(data.length + 2)
    out.unit(QUOTE)
    for (let index = 0; index < data.length - 2; index += 2) {
      const unit = unitAt(data, index)
      if (unit === QUOTE || unit === BACKSLASH) out.unit(BACKSLASH)
      out.unit(unit)
    }
    out.unit(QUOTE)
  }

  private byte(byte: number): void {
    this.out.unit(digits[byte >> 4] as number)
    this.out.unit(digits[byte & 15] as number)
  }

  /** Text as REGEDIT4 holds it: a byte of the code page for each character. */
  private narrowed(data: Uint8Array, altered: () => void): Uint8Array {
    const { limits } = this
    const narrow = new Uint8Array(data.length >> 1)
    let exact = data.length % 2 === 0
    for (let index = 0; index < narrow.length; index++) {
      const unit = unitAt(data, index * 2)
      if (!limits.holdsUnit(unit)) exact = false
      narrow[index] = ansiByte(unit)
    }
    // Such bytes would be taken for text of Version 5.00.
    if (!exact || looksWide(narrow)) altered()
    return narrow
  }
}

function unitAt(data: Uint8Array, index: number): number {
  return (data[index] as number) | ((data[index + 1] as number) << 8)
}
