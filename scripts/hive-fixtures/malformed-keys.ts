import { keyNode, patchBytes, patchU16, patchU32 } from '../../test/formats/hive/builder/index.ts'
import { before, type Damage, damaged } from './malform.ts'
import { damagedService, driver, startTypes, threeServices } from './system.ts'

/** A service of that name instead of the middle one. */
const named = (name: string) => threeServices({}, driver(name, startTypes.boot))
const nameOf =
  (path: string): Damage['damage'] =>
  (_, places) =>
    places.key(path).nk.content + keyNode.name

/** Damages of key nodes. */
export const keyDamages: readonly Damage[] = [
  {
    file: 'key-signature',
    about: 'A service key has the wrong signature',
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content
      patchBytes(bytes, at, 'xx')
      return at
    },
  },
  {
    file: 'key-name-beyond-cell',
    about: 'The name of a service is longer than its cell',
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.nameLength
      patchU16(bytes, at, 0x0fff)
      return at
    },
  },
  {
    file: 'key-name-nul',
    about:
      'The name of a service has a NUL in it, which no program that uses Windows’ text functions can open',
    keys: named('Dam\0ged'),
    damage: nameOf('ControlSet001\\Services\\Dam\0ged'),
  },
  {
    file: 'key-name-backslash',
    about: 'The name of a service has a backslash in it',
    keys: named('Dam\\ged'),
    damage: nameOf('ControlSet001\\Services\\Dam\\ged'),
  },
  {
    file: 'key-name-empty',
    about: 'A service has no name',
    keys: named(''),
    damage: (_, places) => places.key('ControlSet001\\Services\\').nk.content + keyNode.nameLength,
  },
  {
    file: 'key-parent',
    about: 'A service says that another one is its parent',
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.parent
      patchU32(bytes, at, places.key(before).nk.offset)
      return at
    },
  },
  {
    file: 'key-security-outside',
    about: 'The security of a service lies beyond the hive',
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.security
      patchU32(bytes, at, 0x00100020)
      return at
    },
  },
  {
    file: 'key-class-name-outside',
    about: 'The class name of a service lies beyond the hive',
    keys: threeServices({}, damagedService([], { className: 'GenericClass' })),
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.className
      patchU32(bytes, at, 0x00100020)
      return at
    },
  },
  {
    file: 'key-class-name-beyond-cell',
    about: 'The class name of a service is longer than its cell',
    keys: threeServices({}, damagedService([], { className: 'GenericClass' })),
    damage: (bytes, places) => {
      const at = places.key(damaged).nk.content + keyNode.classNameLength
      patchU16(bytes, at, 0x0ffe)
      return at
    },
  },
]
