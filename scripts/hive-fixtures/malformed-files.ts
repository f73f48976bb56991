import {
  baseBlock,
  baseBlockLength,
  bin,
  fileTypes,
  key,
  patchBaseBlock,
  patchBytes,
  patchU32,
  truncate,
} from '../../test/formats/hive/builder/index.ts'
import type { Damage } from './malform.ts'
import { damagedService, driver, startTypes, threeServices } from './system.ts'

/** Three services, then one whose subkeys fill a second and a third bin. */
const threeBins = threeServices(
  {},
  key('Damaged', damagedService().values, [
    ...Array.from({ length: 24 }, (_, index) => driver(`Sub${index}`, startTypes.demand)),
  ]),
)

/** Damages of the base block, the hive bins, and the length of the file. */
export const fileDamages: readonly Damage[] = [
  {
    file: 'base-block-checksum',
    about: 'The checksum of the base block is wrong',
    damage: (bytes) => {
      patchU32(bytes, baseBlock.checksum, 0x12345678)
      return baseBlock.checksum
    },
  },
  {
    file: 'base-block-sequence',
    about: 'The two sequence numbers differ, and there is no log',
    damage: (bytes) => {
      patchBaseBlock(bytes, baseBlock.primarySequence, 2)
      return baseBlock.primarySequence
    },
  },
  {
    file: 'base-block-root-outside',
    about: 'The offset of the root key lies beyond the hive',
    damage: (bytes) => {
      patchBaseBlock(bytes, baseBlock.rootCell, 0x00100020)
      return baseBlock.rootCell
    },
  },
  {
    file: 'base-block-root-no-key',
    about: 'The offset of the root key points to a security cell',
    damage: (bytes, places) => {
      patchBaseBlock(bytes, baseBlock.rootCell, places.security.offset)
      return baseBlock.rootCell
    },
  },
  {
    file: 'base-block-version-1.7',
    about: 'A minor version that is not known',
    damage: (bytes) => {
      patchBaseBlock(bytes, baseBlock.minorVersion, 7)
      return baseBlock.minorVersion
    },
  },
  {
    file: 'base-block-version-2.0',
    about: 'A major version that is not known',
    damage: (bytes) => {
      patchBaseBlock(bytes, baseBlock.majorVersion, 2)
      patchBaseBlock(bytes, baseBlock.minorVersion, 0)
      return baseBlock.majorVersion
    },
  },
  {
    file: 'base-block-log-type',
    about: 'The base block says that the file is a transaction log',
    damage: (bytes) => {
      patchBaseBlock(bytes, baseBlock.fileType, fileTypes.entriesLog)
      return baseBlock.fileType
    },
  },
  {
    file: 'base-block-cut',
    about: 'Only the first 512 bytes are there',
    damage: (bytes) => ({ at: 512, bytes: truncate(bytes, 512) }),
  },
  {
    file: 'base-block-alone',
    about: 'Nothing behind the base block, which speaks of hive bins',
    damage: (bytes) => ({ at: baseBlockLength, bytes: truncate(bytes, baseBlockLength) }),
  },
  {
    file: 'bins-zero',
    about: 'Nothing but zeros behind the base block',
    damage: (bytes) => {
      bytes.fill(0, baseBlockLength)
      return baseBlockLength
    },
  },
  {
    file: 'bins-size-beyond-file',
    about: 'The base block speaks of more hive bins than the file has',
    damage: (bytes) => {
      patchBaseBlock(bytes, baseBlock.binsDataSize, 0x00100000)
      return baseBlock.binsDataSize
    },
  },
  {
    file: 'bins-cut',
    about: 'The file ends inside its second hive bin',
    keys: threeBins,
    damage: (bytes, places) => {
      const at = (places.bins[1]?.at ?? 0) + 1000
      return { at, bytes: truncate(bytes, at) }
    },
  },
  {
    file: 'bin-signature',
    about: 'The signature of the second hive bin is wrong',
    keys: threeBins,
    damage: (bytes, places) => {
      const at = (places.bins[1]?.at ?? 0) + bin.signature
      patchBytes(bytes, at, 'hbxx')
      return at
    },
  },
  {
    file: 'bin-size-zero',
    about: 'The size of the second hive bin is 0',
    keys: threeBins,
    damage: (bytes, places) => {
      const at = (places.bins[1]?.at ?? 0) + bin.size
      patchU32(bytes, at, 0)
      return at
    },
  },
  {
    file: 'bin-size-beyond-hive',
    about: 'The second hive bin is larger than what is left of the hive',
    keys: threeBins,
    damage: (bytes, places) => {
      const at = (places.bins[1]?.at ?? 0) + bin.size
      patchU32(bytes, at, 0x7ffff000)
      return at
    },
  },
  {
    file: 'bin-size-odd',
    about: 'The size of the only hive bin is no multiple of 4,096',
    damage: (bytes, places) => {
      const at = (places.bins[0]?.at ?? 0) + bin.size
      patchU32(bytes, at, 4095)
      return at
    },
  },
  {
    file: 'bin-offset',
    about: 'The second hive bin says that it stands elsewhere',
    keys: threeBins,
    damage: (bytes, places) => {
      const at = (places.bins[1]?.at ?? 0) + bin.offset
      patchU32(bytes, at, 0x9000)
      return at
    },
  },
]
