import {
  buildHive,
  dword,
  type KeySpec,
  key,
  patternBytes,
  value,
} from '../../test/formats/hive/builder/index.ts'
import { dirtyFixtures } from './dirty.ts'
import type { Fixture } from './fixture.ts'
import { emptyDataHive, nameHive, valueHive } from './forms.ts'
import {
  controlSet,
  currentControlSetLink,
  driver,
  select,
  smallSystem,
  startTypes,
  threeServices,
} from './system.ts'

/** Ten subkeys, so that lists of four need three leaves, the last one not full. */
const tenKeys: readonly KeySpec[] = Array.from({ length: 10 }, (_, index) =>
  key(`Service${index}`, [dword('Start', index % 5)]),
)

const listHive: KeySpec = key(
  'ROOT',
  [],
  [
    // Names in one list each, by kind: NT 3.x wrote li, NT 4 and 2000 lf, XP and later lh.
    key('one-lf', [], tenKeys, { list: 'lf' }),
    key('one-lh', [], tenKeys, { list: 'lh' }),
    key('one-li', [], tenKeys, { list: 'li' }),
    // An index root above several lists, of every kind.
    key('ri-above-lf', [], tenKeys, { list: 'lf', listLength: 4 }),
    key('ri-above-lh', [], tenKeys, { list: 'lh', listLength: 4 }),
    key('ri-above-li', [], tenKeys, { list: 'li', listLength: 4 }),
    // Volatile subkeys are counted, but in no list of the file.
    key('volatile-keys', [], [key('Kept')], { volatileKeys: 3 }),
  ],
)

/** Lengths on both sides of what one cell, two segments and three segments hold. */
function bigDataHive(lengths: readonly number[]): KeySpec {
  const values = lengths.map((length) => value(`${length}`, 3, patternBytes(length)))
  return key('ROOT', [], [key('BigData', values)])
}

const classNameHive: KeySpec = key(
  'ROOT',
  [],
  [
    controlSet('ControlSet001', [driver('Classless', startTypes.boot)]),
    // The class of these keys of Control\Lsa is not text but a part of the boot key in hexadecimal digits.
    key(
      'Lsa',
      [],
      [
        key('Data', [], [], { className: '0a1b2c3d' }),
        key('JD', [], [], { className: 'ффЯ✓' }),
        key('Long', [], [], { className: 'GenericClass'.repeat(20) }),
      ],
    ),
    select(1),
  ],
)

const linkHive: KeySpec = key(
  'ROOT',
  [],
  [
    // A link and no control set: nothing may be counted twice.
    currentControlSetLink('ControlSet001'),
    controlSet('ControlSet001', [driver('acpi', startTypes.boot)]),
    select(1),
  ],
)

const setupHive: KeySpec = key(
  'ROOT',
  [],
  [
    // As on a setup medium: one control set, and no Select key that would name it.
    controlSet('ControlSet001', [driver('setupdd', startTypes.boot), driver('spddlang', startTypes.boot)]),
    key('Setup', [dword('SystemSetupInProgress', 1)]),
  ],
)

const selectZeroHive: KeySpec = key(
  'ROOT',
  [],
  [
    // A hive that was never booted.
    controlSet('ControlSet001', [driver('acpi', startTypes.boot)]),
    select(0, 0),
  ],
)

const deletedHive: KeySpec = key(
  'ROOT',
  [],
  [
    controlSet('ControlSet001', [
      driver('acpi', startTypes.boot),
      // Deleted: whole in free cells, to be reported and never read as a service.
      driver('Ghost', startTypes.boot, [], [key('Parameters', [dword('Deleted', 1)])], { unlisted: 'freed' }),
      // In cells that are in use, but in no list: a root kit or a defect.
      driver('Stray', startTypes.boot, [], [], { unlisted: 'lost' }),
      driver('zebra', startTypes.system),
    ]),
    select(1),
  ],
)

function hive(file: string, about: string, root: KeySpec, minorVersion = 5): Fixture {
  return { file, about, root, bytes: buildHive(root, { minorVersion }).bytes }
}

const versions: ReadonlyMap<number, string> = new Map([
  [1, 'Windows NT 3.1: cells with an eight-byte header in steps of 16 bytes, `li` lists, names in UTF-16'],
  [2, 'Windows NT 3.5: `li` lists'],
  [3, 'Windows NT 4 and 2000, and hives that setup and Windows PE write to this day: `lf` lists'],
  [4, 'betas of Windows XP: `lf` lists'],
  [5, 'Windows XP and later: `lh` lists'],
  [6, 'differencing hives of Windows 10 and later: `lh` lists'],
])

/** Everything below fixtures/hive. */
export function soundFixtures(): Fixture[] {
  return [
    hive('values.hive', 'Values of every type, in every place where data can stand', valueHive),
    hive(
      'names.hive',
      'Names of keys and values: stored in one byte or two a character, long, hostile',
      nameHive,
    ),
    hive('empty-data.hive', 'A value without data, whose data offset is that of no cell', emptyDataHive, 3),
    hive('lists.hive', 'Subkey lists `lf`, `lh`, `li`, each alone and below an index root `ri`', listHive),
    hive(
      'big-data-1.5.hive',
      'Data of 16,344 bytes in one cell, and of 16,345, 32,688 and 40,000 bytes in segments',
      bigDataHive([16344, 16345, 32688, 40000]),
    ),
    hive(
      'big-data-1.3.hive',
      'Data of 16,345 and 32,688 bytes, each in one cell: before 1.4 there are no segments',
      bigDataHive([16345, 32688]),
      3,
    ),
    ...[...versions].map(([minor, about]) =>
      hive(`versions/1.${minor}.hive`, `Three services as ${about}`, threeServices(), minor),
    ),
    hive('class-names.hive', 'Keys with class names', classNameHive),
    hive('symbolic-link.hive', '`CurrentControlSet` as a symbolic link', linkHive),
    hive('setup-1.3.hive', 'A setup hive: version 1.3, no `Select` key', setupHive, 3),
    hive('select-zero.hive', '`Select\\Current` is 0', selectZeroHive),
    hive(
      'deleted-service.hive',
      'A deleted service in free cells, another in cells that no list names',
      deletedHive,
    ),
    hive('small-system.hive', 'Two control sets, six services, group order, tag vectors', smallSystem()),
    ...dirtyFixtures(),
  ]
}
