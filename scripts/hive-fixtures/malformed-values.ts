import {
  bigData,
  dword,
  keyNode,
  keyValue,
  nowhere,
  patchBytes,
  patchI32,
  patchU16,
  patchU32,
  patternBytes,
  segmentLength,
  value,
} from '../../test/formats/hive/builder/index.ts'
import { type Damage, damaged } from './malform.ts'
import { damagedService, threeServices } from './system.ts'

/** Changes a field of the value ImagePath, whose data stands in a cell. */
function imagePath(change: (bytes: Uint8Array, vk: number) => number): Damage['damage'] {
  return (bytes, places) => change(bytes, places.value(damaged, 'ImagePath').vk.content)
}

const withData = (length: number) =>
  threeServices({}, damagedService([value('Big', 3, patternBytes(length))]))

/** Damages of value lists, values and their data. */
export const valueDamages: readonly Damage[] = [
  {
    file: 'value-list-outside',
    about: 'The value list of a service lies beyond the hive',
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.valueList
      patchU32(bytes, at, 0x00100020)
      return at
    },
  },
  {
    file: 'value-count-huge',
    about: 'A service has 4,294,967,295 values',
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.valueCount
      patchU32(bytes, at, 0xffffffff)
      return at
    },
  },
  {
    file: 'value-element-outside',
    about: 'The second element of a value list lies beyond the hive',
    damage: (bytes, places) => {
      const at = (places.key(damaged).valueList?.content ?? 0) + 4
      patchU32(bytes, at, nowhere)
      return at
    },
  },
  {
    file: 'value-signature',
    about: 'A value has the wrong signature',
    damage: imagePath((bytes, vk) => {
      patchBytes(bytes, vk, 'xx')
      return vk
    }),
  },
  {
    file: 'value-name-beyond-cell',
    about: 'The name of a value is longer than its cell',
    damage: imagePath((bytes, vk) => {
      patchU16(bytes, vk + keyValue.nameLength, 0x0fff)
      return vk + keyValue.nameLength
    }),
  },
  {
    file: 'value-data-outside',
    about: 'The data of a value lies beyond the hive',
    damage: imagePath((bytes, vk) => {
      patchU32(bytes, vk + keyValue.data, 0x00100020)
      return vk + keyValue.data
    }),
  },
  {
    file: 'value-data-beyond-cell',
    about: 'The data of a value is longer than its cell',
    damage: imagePath((bytes, vk) => {
      patchU32(bytes, vk + keyValue.dataSize, 200)
      return vk + keyValue.dataSize
    }),
  },
  {
    file: 'value-data-huge',
    about: 'The data of a value has 2,147,483,647 bytes',
    damage: imagePath((bytes, vk) => {
      patchU32(bytes, vk + keyValue.dataSize, 0x7fffffff)
      return vk + keyValue.dataSize
    }),
  },
  {
    file: 'value-data-free',
    about: 'The data of a value stands in a cell that is marked as free',
    damage: (bytes, places) => {
      const { at, size } = places.data(damaged, 'ImagePath')
      patchI32(bytes, at, size)
      return at
    },
  },
  {
    file: 'value-inline-too-long',
    about: 'A value has eight bytes of data where four have room',
    damage: (bytes, places) => {
      const at = places.value(damaged, 'Start').vk.content + keyValue.dataSize
      patchU32(bytes, at, 0x80000008)
      return at
    },
  },
  {
    file: 'value-duplicates',
    about: 'Two values of a service have names that differ only in case: `Start` and `START`',
    keys: threeServices({}, damagedService([dword('START', 4)])),
    damage: (_, places) => places.value(damaged, 'START').vk.content + keyValue.name,
  },
  {
    file: 'big-data-segment-missing',
    about: 'The second of two segments of a value lies nowhere',
    keys: withData(segmentLength + 16),
    damage: (bytes, places) => {
      const at = places.bigData(damaged, 'Big').list.content + 4
      patchU32(bytes, at, nowhere)
      return at
    },
  },
  {
    file: 'big-data-count-too-large',
    about: 'A value of two segments speaks of 65,535',
    keys: withData(segmentLength + 16),
    damage: (bytes, places) => {
      const at = places.bigData(damaged, 'Big').db.content + bigData.count
      patchU16(bytes, at, 0xffff)
      return at
    },
  },
  {
    file: 'big-data-count-too-small',
    about: 'A value that needs two segments speaks of one',
    keys: withData(segmentLength + 16),
    damage: (bytes, places) => {
      const at = places.bigData(damaged, 'Big').db.content + bigData.count
      patchU16(bytes, at, 1)
      return at
    },
  },
  {
    file: 'big-data-segment-short',
    about: 'The cell of the first of two segments is half as long as it must be',
    keys: withData(segmentLength + 16),
    damage: (bytes, places) => {
      const segment = places.bigData(damaged, 'Big').segments[0]
      if (!segment) throw new Error('there are no segments')
      const half = segment.size / 2
      patchI32(bytes, segment.at, -half)
      patchI32(bytes, segment.at + half, half)
      return segment.at
    },
  },
]
