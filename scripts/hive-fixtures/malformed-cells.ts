import {
  keyNode,
  nowhere,
  patchBytes,
  patchI32,
  patchU16,
  patchU32,
  subkeyList,
} from '../../test/formats/hive/builder/index.ts'
import { before, type Damage, damaged, services } from './malform.ts'
import { damagedService, driver, startTypes, threeServices } from './system.ts'

/** Second element of the list of three services, and the length of an element with its hash. */
const elementLength = 8
const secondElement = subkeyList.elements + elementLength

/** Services below an index root with one list each. */
const oneListEach = threeServices({ listLength: 1 })
/** Second element of an index root. */
const secondList = subkeyList.elements + 4

/** Damages of cells, key nodes and subkey lists. */
export const cellDamages: readonly Damage[] = [
  {
    file: 'cell-size-zero',
    about: 'The cell of a service key has the size 0',
    damage: (bytes, places) => {
      const { at } = places.key(damaged).nk
      patchI32(bytes, at, 0)
      return at
    },
  },
  {
    file: 'cell-size-odd',
    about: 'The size of a cell is no multiple of 8',
    damage: (bytes, places) => {
      const { at, size } = places.key(damaged).nk
      patchI32(bytes, at, -(size - 3))
      return at
    },
  },
  {
    file: 'cell-beyond-bin',
    about: 'The cell of a service key reaches beyond its hive bin',
    damage: (bytes, places) => {
      const { at } = places.key(damaged).nk
      patchI32(bytes, at, -0x4000)
      return at
    },
  },
  {
    file: 'cell-free',
    about: 'A service key stands in a cell that is marked as free',
    damage: (bytes, places) => {
      const { at, size } = places.key(damaged).nk
      patchI32(bytes, at, size)
      return at
    },
  },
  {
    file: 'cell-offset-odd',
    about: 'The offset of a service key in its list is no multiple of 8',
    damage: (bytes, places) => {
      const at = places.leaf(services).content + secondElement
      patchU32(bytes, at, places.key(damaged).nk.offset + 3)
      return at
    },
  },
  {
    file: 'list-outside',
    about: 'The subkey list of a service lies beyond the hive',
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.subkeyList
      patchU32(bytes, at, 0x00100020)
      return at
    },
  },
  {
    file: 'list-signature',
    about: 'The subkey list of a service has no known signature',
    damage: (bytes, places) => {
      const at = places.leaf(damaged).content
      patchBytes(bytes, at, 'lx')
      return at
    },
  },
  {
    file: 'list-count-beyond-cell',
    about: 'The list of services has more elements than its cell has room for',
    damage: (bytes, places) => {
      const at = places.leaf(services).content + subkeyList.count
      patchU16(bytes, at, 0xffff)
      return at
    },
  },
  {
    file: 'list-count-differs',
    about: 'The key of the services speaks of more subkeys than its list has',
    damage: (bytes, places) => {
      const at = places.key(services).nk.content + keyNode.subkeyCount
      patchU32(bytes, at, 5)
      return at
    },
  },
  {
    file: 'list-hash',
    about: 'The hash of a service name in the list is wrong, by which Windows would not find it',
    damage: (bytes, places) => {
      const at = places.leaf(services).content + secondElement + 4
      patchU32(bytes, at, 0)
      return at
    },
  },
  {
    file: 'list-element-outside',
    about: 'An element of the list of services lies beyond the hive',
    damage: (bytes, places) => {
      const at = places.leaf(services).content + secondElement
      patchU32(bytes, at, nowhere)
      return at
    },
  },
  {
    file: 'list-loop',
    about: 'The only subkey of a service is the key of all services: a loop',
    damage: (bytes, places) => {
      const at = places.leaf(damaged).content + subkeyList.elements
      patchU32(bytes, at, places.key(services).nk.offset)
      return at
    },
  },
  {
    file: 'list-two-owners',
    about: 'Two services have the same key as their subkey',
    damage: (bytes, places) => {
      const at = places.leaf(damaged).content + subkeyList.elements
      patchU32(bytes, at, places.key(`${before}\\Parameters`).nk.offset)
      return at
    },
  },
  {
    file: 'list-unsorted',
    about: 'The services are not sorted',
    keys: threeServices({ unsorted: true }, driver('zulu', startTypes.boot)),
    damage: (_, places) => places.leaf(services).content + secondElement + elementLength,
  },
  {
    file: 'list-duplicates',
    about: 'Two services have names that differ only in case: `Before` and `BEFORE`',
    keys: threeServices({}, driver('BEFORE', startTypes.demand)),
    damage: (_, places) => places.leaf(services).content + secondElement,
  },
  {
    file: 'index-root-nested',
    about: 'An index root names another index root',
    keys: threeServices(
      { listLength: 1 },
      {
        ...damagedService([], { listLength: 1 }),
        keys: ['Parameters', 'Security'].map((name) => ({ name })),
      },
    ),
    damage: (bytes, places) => {
      const at = indexRootOf(places, services) + secondList
      patchU32(bytes, at, places.key(damaged).indexRoot?.offset ?? 0)
      return at
    },
  },
  {
    file: 'index-root-loop',
    about: 'An index root names itself',
    keys: oneListEach,
    damage: (bytes, places) => {
      const at = indexRootOf(places, services) + secondList
      patchU32(bytes, at, places.key(services).indexRoot?.offset ?? 0)
      return at
    },
  },
]

function indexRootOf(places: Parameters<Damage['damage']>[1], path: string): number {
  const { indexRoot } = places.key(path)
  if (!indexRoot) throw new Error(`key "${path}" has no index root`)
  return indexRoot.content
}
