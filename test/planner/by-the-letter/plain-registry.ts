/**
 * A registry in the plainest form: typed values by name. The second implementation of the orders reads it as it
 * stands; for the planner the same is written as .reg text. Nothing here is shared with the planner.
 */
export type PlainValue =
  | { readonly type: 'REG_SZ' | 'REG_EXPAND_SZ'; readonly text: string }
  | {
      readonly type: 'REG_MULTI_SZ'
      readonly texts: readonly string[]
      /** Ends without a NUL. */
      readonly open?: boolean
    }
  | { readonly type: 'REG_DWORD'; readonly number: number }
  | { readonly type: 'REG_BINARY'; readonly bytes: readonly number[] }

export type PlainValues = Readonly<Record<string, PlainValue | undefined>>

export interface PlainService {
  readonly name: string
  readonly values: PlainValues
  /** Values of the subkey StartOverride. */
  readonly overrides?: PlainValues
}

export interface PlainRegistry {
  /** In any order. */
  readonly services: readonly PlainService[]
  /** `ServiceGroupOrder\List`. */
  readonly list?: PlainValue | undefined
  /** Values of GroupOrderList. */
  readonly vectors?: readonly { readonly group: string; readonly value: PlainValue }[]
  /** `Control\EarlyStartServices`. */
  readonly early?: PlainValue | undefined
  /** `HardwareConfig\LastId`. */
  readonly lastId?: PlainValue | undefined
}

/** Names compare without case. */
export const upper = (name: string): string => name.toUpperCase()

export const sameText = (a: string, b: string): boolean => upper(a) === upper(b)

/** Hive order: by upper-cased name. */
export function inHiveOrder(services: readonly PlainService[]): PlainService[] {
  return services.toSorted((a, b) => (upper(a.name) < upper(b.name) ? -1 : 1))
}

/** The number of a REG_DWORD; undefined for anything else. */
export function dword(value: PlainValue | undefined): number | undefined {
  return value?.type === 'REG_DWORD' ? value.number : undefined
}

/** The tags of a vector: at most as many as its count says, and as there are. */
export function vectorTags(registry: PlainRegistry, group: string): number[] | undefined {
  const vector = registry.vectors?.find((candidate) => sameText(candidate.group, group))
  if (vector === undefined || group === '') return undefined
  if (vector.value.type !== 'REG_BINARY') throw new Error('random vectors are REG_BINARY')
  const words: number[] = []
  const { bytes } = vector.value
  for (let at = 0; at + 4 <= bytes.length; at += 4) words.push(littleEndian(bytes.slice(at, at + 4)))
  const [count = 0, ...tags] = words
  return tags.slice(0, count)
}

/** 1-based position of the first occurrence; undefined where there is none. */
export function positionIn(tags: readonly number[], tag: number): number | undefined {
  const index = tags.indexOf(tag)
  return index === -1 ? undefined : index + 1
}

function littleEndian(bytes: readonly number[]): number {
  return bytes.reduce((number, byte, index) => number + byte * 256 ** index, 0)
}
