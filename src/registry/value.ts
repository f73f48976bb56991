import type { Place } from '../diagnostics/index.ts'

/**
 * Registry value types: winnt.h, "Registry value types" in the Windows SDK documentation. Any other 32-bit number
 * may stand in a file and is kept.
 */
export const valueTypes = {
  REG_NONE: 0,
  REG_SZ: 1,
  REG_EXPAND_SZ: 2,
  REG_BINARY: 3,
  REG_DWORD: 4,
  REG_DWORD_BIG_ENDIAN: 5,
  REG_LINK: 6,
  REG_MULTI_SZ: 7,
  REG_RESOURCE_LIST: 8,
  REG_FULL_RESOURCE_DESCRIPTOR: 9,
  REG_RESOURCE_REQUIREMENTS_LIST: 10,
  REG_QWORD: 11,
} as const

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(valueTypes).map(([name, type]) => [type, name]),
)

/** `REG_SZ` for 1 and so on; `type 0xffff0012` for a number without a name. */
export function valueTypeName(type: number): string {
  return names.get(type) ?? `type 0x${type.toString(16)}`
}

/** One value as the registry would hold it. */
export interface RegistryValue {
  /** Original spelling; the empty string is the default value. */
  readonly name: string
  /** 32-bit type number, see {@link valueTypes}. */
  readonly type: number
  /** The bytes as the registry stores them: little-endian numbers, UTF-16LE text with its NULs. */
  readonly data: Uint8Array
  /** The whole edit or cell: from the name on. */
  readonly at: Place
  /** Its data. */
  readonly dataAt: Place
  /**
   * The place of some bytes of the data, for elements of a list. Absent where the reader does not know better
   * than {@link dataAt}.
   */
  readonly placeOf?: (byteOffset: number, byteLength: number) => Place
}

/** The place of `byteLength` bytes at `byteOffset` of a value's data. */
export function placeOfBytes(value: RegistryValue, byteOffset: number, byteLength: number): Place {
  return value.placeOf?.(byteOffset, byteLength) ?? value.dataAt
}
