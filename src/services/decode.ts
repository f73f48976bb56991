import type { Located } from '../diagnostics/index.ts'
import {
  decodeDword,
  decodeList,
  decodeText,
  placeOfBytes,
  type RegistryKey,
  type RegistryValue,
  type TextDefect,
  valueTypeName,
  valueTypes,
} from '../registry/index.ts'
import type { MalformedValue, Setting } from './service.ts'

const { REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_MULTI_SZ } = valueTypes

const textDefects: Readonly<Record<TextDefect, string>> = {
  'no-terminator': 'no final NUL',
  'odd-length': 'an odd number of bytes',
  'text-after-terminator': 'text after the NUL',
}

/** Decodes the standard values of one key and notes what is malformed. */
export class SettingReader {
  readonly malformed: MalformedValue[] = []
  private readonly key: RegistryKey | undefined
  private readonly prefix: string

  /** `prefix` stands before value names in {@link malformed}: `Parameters\` for a subkey. */
  constructor(key: RegistryKey | undefined, prefix = '', malformed: MalformedValue[] = []) {
    this.key = key
    this.prefix = prefix
    this.malformed = malformed
  }

  has(name: string): boolean {
    return this.key?.value(name) !== undefined
  }

  number(name: string): Setting<number> | undefined {
    const value = this.key?.value(name)
    return value && this.numberOf(name, value)
  }

  numberOf(name: string, value: RegistryValue): Setting<number> | undefined {
    if (value.type !== REG_DWORD) {
      this.note(name, value, 'type', valueTypeName(value.type), 'REG_DWORD', false)
      return undefined
    }
    const number = decodeDword(value.data)
    if (number === undefined) {
      const bytes = value.data.length === 1 ? '1 byte' : `${value.data.length} bytes`
      this.note(name, value, 'length', `REG_DWORD of ${bytes}`, 'REG_DWORD of 4 bytes', false)
      return undefined
    }
    return { value: number, at: value.dataAt, type: value.type }
  }

  /** A text stored with one of `types`; other text types are decoded too, and noted. */
  text(name: string, ...types: readonly number[]): Setting<string> | undefined {
    const value = this.key?.value(name)
    if (!value) return undefined
    const isText = value.type === REG_SZ || value.type === REG_EXPAND_SZ || value.type === REG_MULTI_SZ
    if (!types.includes(value.type))
      this.note(name, value, 'type', valueTypeName(value.type), oneOf(types), isText)
    if (!isText) return undefined
    if (value.type === REG_MULTI_SZ) {
      const first = decodeList(value.data).elements[0]
      if (!first) return { value: '', at: value.dataAt, type: value.type }
      const at = placeOfBytes(value, first.byteOffset, first.byteLength)
      return { value: first.text, at, type: value.type }
    }
    const { text, defects } = decodeText(value.data)
    if (defects.length > 0) this.noteText(name, value, defects, oneOf(types))
    return { value: text, at: value.dataAt, type: value.type }
  }

  /**
   * The strings of a REG_MULTI_SZ up to the first empty one, which ends the list; a single text is taken as a list of
   * one, and noted unless `textAllowed`.
   */
  list(name: string, textAllowed = false): readonly Located<string>[] {
    const value = this.key?.value(name)
    if (!value) return []
    if (value.type === REG_MULTI_SZ) {
      const { elements, defects } = decodeList(value.data)
      const others = defects.filter((defect) => defect !== 'empty-element')
      if (others.length > 0) this.noteText(name, value, others, 'REG_MULTI_SZ')
      const end = elements.findIndex(({ text }) => text === '')
      if (end !== -1) this.note(name, value, 'list', 'cut by an empty string', 'a whole list', true)
      return elements
        .slice(0, end === -1 ? elements.length : end)
        .map(({ text, byteOffset, byteLength }) => ({
          value: text,
          at: placeOfBytes(value, byteOffset, byteLength),
        }))
    }
    const isText = value.type === REG_SZ || value.type === REG_EXPAND_SZ
    if (!isText || !textAllowed)
      this.note(name, value, 'type', valueTypeName(value.type), 'REG_MULTI_SZ', isText)
    const text = isText ? decodeText(value.data).text : ''
    return text === '' ? [] : [{ value: text, at: value.dataAt }]
  }

  bytes(name: string): Setting<Uint8Array> | undefined {
    const value = this.key?.value(name)
    if (!value) return undefined
    if (value.type !== REG_BINARY) {
      this.note(name, value, 'type', valueTypeName(value.type), 'REG_BINARY', false)
      return undefined
    }
    return { value: value.data, at: value.dataAt, type: value.type }
  }

  private noteText(
    name: string,
    value: RegistryValue,
    defects: readonly TextDefect[],
    expected: string,
  ): void {
    this.note(name, value, 'text', defects.map((defect) => textDefects[defect]).join(', '), expected, true)
  }

  private note(
    name: string,
    value: RegistryValue,
    defect: MalformedValue['defect'],
    found: string,
    expected: string,
    used: boolean,
  ): void {
    this.malformed.push({ valueName: this.prefix + name, defect, found, expected, at: value.at, used })
  }
}

function oneOf(types: readonly number[]): string {
  return types.map(valueTypeName).join(' or ')
}
