import { encodeUtf16, valueTypes } from '../../../../src/registry/index.ts'

/** A value as it is to stand in a hive. */
export interface ValueSpec {
  /** The empty string is the default value: it is stored without a name. */
  readonly name: string
  readonly type: number
  readonly data: Uint8Array
  /**
   * Where the data goes; by default as Windows chooses: up to four bytes in the value itself, more than 16,344 bytes
   * in segments (from version 1.4 on), all else in one cell.
   */
  readonly storage?: 'inline' | 'cell' | 'segments'
}

/** A key as it is to stand in a hive. */
export interface KeySpec {
  readonly name: string
  readonly values?: readonly ValueSpec[]
  readonly keys?: readonly KeySpec[]
  readonly className?: string
  /** FILETIME; by default that of the hive. */
  readonly lastWritten?: bigint
  readonly symbolicLink?: boolean
  /** Flags beside those that follow from the rest of the description. */
  readonly flags?: number
  /** How many volatile subkeys the key had when the hive was written; they are never in the file. */
  readonly volatileKeys?: number
  /** Kind of its subkey lists, where it is not to be that of the version. */
  readonly list?: 'lf' | 'lh' | 'li'
  /** Most subkeys in one list; more are spread over several below an index root. */
  readonly listLength?: number
  /** Keep the subkeys in the order in which they are described instead of sorting them. */
  readonly unsorted?: boolean
  /**
   * The key is written but stands in no subkey list: `freed`: all its cells are marked free, as after a deletion;
   * `lost`: they are still marked as in use.
   */
  readonly unlisted?: 'freed' | 'lost'
}

export type KeyFacts = Omit<KeySpec, 'name' | 'values' | 'keys'>

export function key(
  name: string,
  values: readonly ValueSpec[] = [],
  keys: readonly KeySpec[] = [],
  facts: KeyFacts = {},
): KeySpec {
  return { name, values, keys, ...facts }
}

export function value(
  name: string,
  type: number,
  data: Uint8Array | readonly number[],
  storage?: ValueSpec['storage'],
): ValueSpec {
  const bytes = data instanceof Uint8Array ? data : Uint8Array.from(data)
  return { name, type, data: bytes, ...(storage ? { storage } : {}) }
}

export function sz(name: string, text: string): ValueSpec {
  return value(name, valueTypes.REG_SZ, encodeUtf16(text, 1))
}

export function expandSz(name: string, text: string): ValueSpec {
  return value(name, valueTypes.REG_EXPAND_SZ, encodeUtf16(text, 1))
}

export function multiSz(name: string, ...texts: readonly string[]): ValueSpec {
  return value(name, valueTypes.REG_MULTI_SZ, encodeUtf16(texts.map((text) => `${text}\0`).join(''), 1))
}

export function dword(name: string, number: number): ValueSpec {
  return value(name, valueTypes.REG_DWORD, dwords(number))
}

export function binary(name: string, data: Uint8Array | readonly number[]): ValueSpec {
  return value(name, valueTypes.REG_BINARY, data)
}

/** The target of a symbolic link: REG_LINK text has no NUL behind it. */
export function symbolicLinkValue(target: string): ValueSpec {
  return value('SymbolicLinkValue', valueTypes.REG_LINK, encodeUtf16(target))
}

/** Little-endian 32-bit numbers, as in a tag vector. */
export function dwords(...numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 4)
  const view = new DataView(bytes.buffer)
  numbers.forEach((number, index) => {
    view.setUint32(index * 4, number, true)
  })
  return bytes
}

/** Bytes that show where each of them came from: no two places of the same data look alike. */
export function patternBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8) * 13) & 0xff)
}
