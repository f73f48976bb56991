import {
  binary,
  dword,
  dwords,
  expandSz,
  type KeyFacts,
  type KeySpec,
  key,
  multiSz,
  newYear2024,
  second,
  symbolicLinkValue,
  sz,
  type ValueSpec,
} from '../../test/formats/hive/builder/index.ts'

/** Numbers of winsvc.h: kinds of services, and when they start. */
export const serviceTypes = { kernelDriver: 1, fileSystemDriver: 2, shareProcess: 0x20 } as const
export const startTypes = { boot: 0, system: 1, auto: 2, demand: 3 } as const

export function driver(
  name: string,
  start: number,
  more: readonly ValueSpec[] = [],
  keys: readonly KeySpec[] = [],
  facts: KeyFacts = {},
): KeySpec {
  const values = [
    dword('ErrorControl', 1),
    expandSz('ImagePath', `system32\\drivers\\${name}.sys`),
    dword('Start', start),
    dword('Type', serviceTypes.kernelDriver),
  ]
  return key(name, [...values, ...more], keys, facts)
}

export function service(name: string, start: number, more: readonly ValueSpec[] = []): KeySpec {
  const values = [
    dword('ErrorControl', 1),
    expandSz('ImagePath', `%SystemRoot%\\system32\\svchost.exe -k ${name}`),
    sz('ObjectName', 'LocalSystem'),
    dword('Start', start),
    dword('Type', serviceTypes.shareProcess),
  ]
  return key(
    name,
    [...values, ...more],
    [key('Parameters', [expandSz('ServiceDll', `%SystemRoot%\\system32\\${name}.dll`)])],
  )
}

export function select(current: number, lastKnownGood = 1): KeySpec {
  const numbers = { Current: current, Default: current, Failed: 0, LastKnownGood: lastKnownGood }
  return key(
    'Select',
    Object.entries(numbers).map(([name, number]) => dword(name, number)),
  )
}

/** A control set with the group order and the tag vectors that decide the order of its drivers. */
export function controlSet(
  name: string,
  services: readonly KeySpec[],
  groups: readonly string[] = ['Boot Bus Extender', 'SCSI miniport', 'Filter', 'Base'],
): KeySpec {
  return key(
    name,
    [],
    [
      key(
        'Control',
        [],
        [
          // Tag 3 comes before tag 1: the vector decides, not the numbers.
          key('GroupOrderList', [
            binary('Base', dwords(2, 2, 1)),
            binary('SCSI miniport', dwords(3, 3, 1, 2)),
          ]),
          key('ServiceGroupOrder', [multiSz('List', ...groups)]),
        ],
      ),
      key('Services', [], services),
    ],
  )
}

const inGroup = (group: string, tag?: number): ValueSpec[] => [
  sz('Group', group),
  ...(tag === undefined ? [] : [dword('Tag', tag)]),
]

/** Six services whose order is not that of their names. */
function sixServices(beepStart: number): KeySpec[] {
  return [
    driver('acpi', startTypes.boot, inGroup('Boot Bus Extender', 1)),
    // Before atapi by the vector, after it by name and by tag.
    driver('storahci', startTypes.boot, inGroup('SCSI miniport', 3)),
    driver('atapi', startTypes.boot, inGroup('SCSI miniport', 1)),
    driver('beep', beepStart, inGroup('Base', 2)),
    service('RpcSs', startTypes.auto, [sz('Group', 'COM Infrastructure')]),
    service('Spooler', startTypes.auto, [multiSz('DependOnService', 'RPCSS')]),
  ]
}

export interface SystemChanges {
  readonly beepStart?: number
  /** Services beside the six of the first control set. */
  readonly moreServices?: readonly KeySpec[]
}

/** A SYSTEM hive in small: two control sets, of which Select names the first, and what lies beside them. */
export function smallSystem({
  beepStart = startTypes.system,
  moreServices = [],
}: SystemChanges = {}): KeySpec {
  return key(
    'ROOT',
    [],
    [
      controlSet('ControlSet001', [...sixServices(beepStart), ...moreServices]),
      // The last known good one knows one service less.
      controlSet('ControlSet002', sixServices(startTypes.system).slice(0, 5)),
      key('HardwareConfig', [dword('LastId', 0)]),
      key('MountedDevices', [binary('\\DosDevices\\C:', dwords(0x1234abcd, 0x100000, 0))]),
      select(1, 2),
      key('Setup', [dword('SystemSetupInProgress', 0)]),
    ],
    { lastWritten: newYear2024 + 60n * second },
  )
}

/** What `CurrentControlSet` is in a running system: a link, of which the hive on the disk seldom has a copy. */
export function currentControlSetLink(target: string): KeySpec {
  return key('CurrentControlSet', [symbolicLinkValue(`\\Registry\\Machine\\System\\${target}`)], [], {
    symbolicLink: true,
  })
}

/** The smallest hive that says something: three services, the middle one for damages. */
export function threeServices(facts: KeyFacts = {}, damaged: KeySpec = damagedService()): KeySpec {
  return key(
    'ROOT',
    [],
    [
      key(
        'ControlSet001',
        [],
        [
          key('Control', [], [key('ServiceGroupOrder', [multiSz('List', 'Base')])]),
          key(
            'Services',
            [],
            [
              driver('Before', startTypes.boot, [], [key('Parameters', [dword('Depth', 1)])]),
              damaged,
              driver('Later', startTypes.boot),
            ],
            facts,
          ),
        ],
      ),
      select(1),
    ],
  )
}

export function damagedService(more: readonly ValueSpec[] = [], facts: KeyFacts = {}): KeySpec {
  return driver('Damaged', startTypes.boot, more, [key('Parameters', [dword('Depth', 2)])], facts)
}
