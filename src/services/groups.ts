import type { Located, Place } from '../diagnostics/index.ts'
import {
  decodeDword,
  decodeList,
  decodeText,
  placeOfBytes,
  type RegistryKey,
  type RegistryValue,
  upcase,
  valueTypeName,
  valueTypes,
} from '../registry/index.ts'
import type { GroupOrder, TagVector, TagVectorDefect } from './services.ts'

const { REG_NONE, REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_LINK, REG_MULTI_SZ } = valueTypes

/** `Control\ServiceGroupOrder\List` of a control set. */
export function readGroupOrder(controlSet: RegistryKey | undefined): GroupOrder | undefined {
  const value = controlSet?.find('Control', 'ServiceGroupOrder')?.value('List')
  if (!value) return undefined
  const groups = listedGroups(value)
  const positions = new Map<string, number>()
  let position = 0
  for (const { value: group } of groups) {
    if (group === '') continue
    if (!positions.has(upcase(group))) positions.set(upcase(group), position)
    position++
  }
  const defect = groupOrderDefect(value, positions.size)
  return {
    groups,
    at: value.at,
    type: value.type,
    wellFormed: defect === null,
    terminated: endsInNul(value.data),
    defect,
    position: (group) => positions.get(upcase(group)),
  }
}

function listedGroups(value: RegistryValue): Located<string>[] {
  if (value.type === REG_SZ || value.type === REG_EXPAND_SZ)
    return [{ value: decodeText(value.data).text, at: value.dataAt }]
  if (value.type !== REG_MULTI_SZ && value.type !== REG_BINARY && value.type !== REG_NONE) return []
  return decodeList(value.data).elements.map(({ text, byteOffset, byteLength }) => ({
    value: text,
    at: placeOfBytes(value, byteOffset, byteLength),
  }))
}

function endsInNul(data: Uint8Array): boolean {
  return data.length >= 2 && data.length % 2 === 0 && data.at(-1) === 0 && data.at(-2) === 0
}

function groupOrderDefect({ type, data }: RegistryValue, groups: number): string | null {
  if (type !== REG_MULTI_SZ) return `${valueTypeName(type)} instead of REG_MULTI_SZ`
  if (data.length % 2 === 1) return `an odd number of bytes (${data.length})`
  if (data.length > 0 && (data[data.length - 1] !== 0 || data[data.length - 2] !== 0)) return 'no final NUL'
  return groups === 0 ? 'no group in it' : null
}

/**
 * The values of `Control\GroupOrderList`. `countAlone` says of which files a vector that ends before its first whole
 * tag is one of which only the count is known (the excerpt of KB 115486).
 */
export function readTagVectors(
  controlSet: RegistryKey | undefined,
  countAlone: (file: string) => boolean,
): TagVector[] {
  const values = controlSet?.find('Control', 'GroupOrderList')?.values ?? []
  return values
    .filter(({ name }) => name !== '')
    .map((value) => readTagVector(value, countAlone(value.at.file)))
    .sort((a, b) => (upcase(a.group) < upcase(b.group) ? -1 : 1))
}

function readTagVector(value: RegistryValue, countAlone: boolean): TagVector {
  const { name, type, data } = value
  const isText = type === REG_SZ || type === REG_EXPAND_SZ || type === REG_LINK || type === REG_MULTI_SZ
  const count = isText ? undefined : decodeDword(data.subarray(0, 4))
  const stored = Math.max(0, Math.floor(data.length / 4) - 1)
  const unknown = countAlone && stored === 0 && count !== undefined && count > 0
  const tags: Located<number>[] = []
  const positions = new Map<number, number>()
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  for (let index = 0; index < Math.min(count ?? 0, stored); index++) {
    const offset = 4 + index * 4
    const tag = view.getUint32(offset, true)
    tags.push(new LocatedTag(tag, value, offset))
    if (!positions.has(tag)) positions.set(tag, index + 1)
  }
  return {
    group: name,
    at: value.at,
    type,
    byteLength: data.length,
    count,
    tags: unknown ? null : tags,
    malformed: unknown ? null : vectorDefect(value, count, stored),
    position: (tag) => positions.get(tag),
  }
}

/** A tag of a vector; its place is made when it is asked for. */
class LocatedTag implements Located<number> {
  readonly value: number
  private readonly vector: RegistryValue
  private readonly offset: number

  constructor(tag: number, vector: RegistryValue, offset: number) {
    this.value = tag
    this.vector = vector
    this.offset = offset
  }

  get at(): Place {
    return placeOfBytes(this.vector, this.offset, 4)
  }
}

function vectorDefect(
  value: RegistryValue,
  count: number | undefined,
  stored: number,
): TagVectorDefect | null {
  if (value.type !== REG_BINARY) return 'type'
  if (value.data.length === 0) return 'empty'
  if (value.data.length % 4 !== 0 || count === undefined) return 'length'
  if (count > stored) return 'count-too-large'
  return count < stored ? 'count-too-small' : null
}
