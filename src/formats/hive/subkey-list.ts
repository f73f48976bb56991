import type { HiveContext } from './context.ts'
import { subkeyList } from './layout.ts'
import type { Owner } from './reporter.ts'

/** One element of a subkey list. */
export interface SubkeyReference {
  /** Offset of the key's cell, as fields count. */
  readonly offset: number
  /** Absolute offset of the element. */
  readonly at: number
  /** The hash of the name, in lists that hold one. */
  readonly hash: number | undefined
}

/** What a key's subkey list holds, and whether all of it could be read. */
export interface SubkeyReferences {
  readonly found: readonly SubkeyReference[]
  readonly complete: boolean
}

/** The elements of a key's subkey list: `lf`, `lh`, `li`, or an `ri` of such lists; Windows nests no further. */
export function readSubkeyList(
  hive: HiveContext,
  owner: Owner,
  offset: number,
  field: number,
): SubkeyReferences {
  const list = openList(hive, owner, offset, field, true)
  if (list === undefined) return { found: [], complete: false }
  if (list.kind !== subkeyList.root) return { found: elementsOf(hive, list), complete: list.complete }
  const found: SubkeyReference[] = []
  let { complete } = list
  for (const { offset: part, at } of elementsOf(hive, list)) {
    const below = openList(hive, owner, part, at, false)
    if (below) for (const element of elementsOf(hive, below)) found.push(element)
    complete &&= below?.complete ?? false
  }
  return { found, complete }
}

interface OpenList {
  readonly kind: string
  /** Where its elements begin, how many there are, and the bytes of each. */
  readonly from: number
  readonly count: number
  readonly size: number
  /** Whether its cell has room for as many as it says. */
  readonly complete: boolean
}

function openList(
  hive: HiveContext,
  owner: Owner,
  offset: number,
  field: number,
  mayBeRoot: boolean,
): OpenList | undefined {
  const { view, cells, reporter } = hive
  const what = mayBeRoot ? 'the subkey list' : 'a part of the subkey list'
  const list = cells.follow(offset, owner, field, what, subkeyList.elements)
  if (list === undefined) return undefined
  const kind = view.latin1(list.at, 2)
  const size = subkeyList.elementSizes.get(kind)
  if (size === undefined || (kind === subkeyList.root && !mayBeRoot)) {
    cells.reportSignature(list, owner, what, mayBeRoot ? 'lf", "lh", "li" or "ri' : 'lf", "lh" or "li')
    return undefined
  }
  const stated = view.number(list.at, subkeyList.count)
  const count = Math.min(stated, Math.floor((list.length - subkeyList.elements) / size))
  if (count < stated)
    reporter.report('list-count', owner, list.at + subkeyList.count.at, 2, {
      what: 'subkeys',
      expected: stated,
      actual: count,
    })
  return { kind, from: list.at + subkeyList.elements, count, size, complete: count === stated }
}

function elementsOf({ view }: HiveContext, { kind, from, count, size }: OpenList): SubkeyReference[] {
  const elements: SubkeyReference[] = []
  for (let index = 0; index < count; index++) {
    const at = from + index * size
    const hash = kind === subkeyList.hashed ? view.number(at, subkeyList.hash) : undefined
    elements.push({ offset: view.dword(at), at, hash })
  }
  return elements
}
