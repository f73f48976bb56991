import type { Cells } from './cells.ts'
import { subkeyList } from './fields.ts'
import { nameHash, nameHint } from './names.ts'
import type { CellPlace } from './places.ts'

export type ListKind = 'lf' | 'lh' | 'li'

export interface ListElement {
  readonly name: string
  readonly offset: number
}

interface ListForm {
  readonly elementLength: number
  /** Most elements of one list when Windows makes it: so that its cell fits a bin of 4,096 bytes. */
  readonly length: number
  /** What stands in an element behind the offset of the key. */
  readonly hint?: (name: string) => number
}

const forms: Readonly<Record<ListKind, ListForm>> = {
  li: { elementLength: 4, length: 1013 },
  lf: { elementLength: 8, length: 507, hint: nameHint },
  lh: { elementLength: 8, length: 507, hint: nameHash },
}

/** The kind that a Windows of that hive version writes. */
export function usualListKind(minorVersion: number): ListKind {
  if (minorVersion < 3) return 'li'
  return minorVersion < 5 ? 'lf' : 'lh'
}

/** Lists of at most `length` subkeys, and an index root above them where they are several. */
export function writeSubkeyLists(
  cells: Cells,
  elements: readonly ListElement[],
  kind: ListKind,
  length: number = forms[kind].length,
): { leaves: CellPlace[]; indexRoot: CellPlace | undefined } {
  const leaves: CellPlace[] = []
  for (let start = 0; start < elements.length; start += length)
    leaves.push(writeLeaf(cells, elements.slice(start, start + length), kind))
  if (leaves.length < 2) return { leaves, indexRoot: undefined }
  const indexRoot = writeHeader(cells, 'ri', leaves.length, 4)
  leaves.forEach((leaf, index) => {
    cells.u32(indexRoot.content + subkeyList.elements + index * 4, leaf.offset)
  })
  return { leaves, indexRoot }
}

function writeLeaf(cells: Cells, elements: readonly ListElement[], kind: ListKind): CellPlace {
  const { elementLength, hint } = forms[kind]
  const leaf = writeHeader(cells, kind, elements.length, elementLength)
  elements.forEach(({ name, offset }, index) => {
    const at = leaf.content + subkeyList.elements + index * elementLength
    cells.u32(at, offset)
    if (hint) cells.u32(at + 4, hint(name))
  })
  return leaf
}

function writeHeader(cells: Cells, signature: string, count: number, elementLength: number): CellPlace {
  const cell = cells.allocate(subkeyList.elements + count * elementLength)
  cells.put(cell.content + subkeyList.signature, signature)
  cells.u16(cell.content + subkeyList.count, count)
  return cell
}
