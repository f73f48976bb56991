import type { Cells } from './cells.ts'
import { security } from './fields.ts'
import type { CellPlace } from './places.ts'

/**
 * A self-relative security descriptor: owner and group SYSTEM (S-1-5-18), full access for SYSTEM, inherited by
 * subkeys. Layout: [MS-DTYP] 2.4.6.
 */
const descriptor: Uint8Array = Buffer.from(
  [
    '0100 0480', // revision 1; DACL present, self-relative
    '14000000 20000000 00000000 2c000000', // owner, group, no SACL, DACL
    '010100000000000512000000', // S-1-5-18
    '010100000000000512000000', // S-1-5-18
    '0200 1c00 0100 0000', // ACL of one entry
    '00 02 1400 3f000f00 010100000000000512000000', // allowed, container inherit, KEY_ALL_ACCESS, S-1-5-18
  ]
    .join('')
    .replaceAll(' ', ''),
  'hex',
)

/** The one security cell of the hive; alone in its list, it is its own neighbour. */
export function writeSecurity(cells: Cells): CellPlace {
  const sk = cells.allocate(security.descriptor + descriptor.length)
  cells.put(sk.content + security.signature, 'sk')
  cells.u32(sk.content + security.next, sk.offset)
  cells.u32(sk.content + security.previous, sk.offset)
  cells.u32(sk.content + security.size, descriptor.length)
  cells.put(sk.content + security.descriptor, descriptor)
  return sk
}

export function setReferenceCount(cells: Cells, sk: CellPlace, count: number): void {
  cells.u32(sk.content + security.referenceCount, count)
}
