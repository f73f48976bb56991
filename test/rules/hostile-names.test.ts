import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { type Example, type ExampleValues, type Rule, rules } from '../../src/rules/index.ts'
import { buildHive, key, sz } from '../formats/hive/builder/index.ts'
import { hostileDevices } from './hostile-devices.ts'
import { lintExample, lintReg } from './read.ts'

/** Every text of these registries begins with the mark, so what is left of it outside of quotes is not quoted. */
const mark = '\u00a7'
const longestMessage = 100
const tag = 0xffffffff

/** A text of that many characters which differs from those of any other seed, but for case. */
const long = (seed: string, length = 256): string => `${mark}${seed.repeat(length)}`.slice(0, length)
const bytes = (...data: number[]): { type: number; data: number[] } => ({ type: 3, data })
const text16 = (text: string): number[] =>
  [...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])

function driver(start: number, values: ExampleValues = {}): ExampleValues {
  return { Type: 1, Start: start, ErrorControl: 1, ...values }
}
function service(start: number, values: ExampleValues = {}): ExampleValues {
  return { Type: 0x10, Start: start, ErrorControl: 1, ImagePath: 'a.exe', ...values }
}

/** The longest name of a registry type, and a number that has none. */
const wrongTypes = [10, 0xffffffff].map((type) => ({ type, data: [...text16('A'), 0, 0, 1] }))
const standardValues = [
  'Type',
  'Start',
  'ErrorControl',
  'Tag',
  'Group',
  'ImagePath',
  'ObjectName',
  'DisplayName',
  'Description',
  'DelayedAutostart',
  'LaunchProtected',
  'ServiceSidType',
  'BootFlags',
  'DeleteFlag',
  'SvcHostSplitDisable',
  'PreshutdownTimeout',
  'UserServiceFlags',
  'DependOnService',
  'DependOnGroup',
  'RequiredPrivileges',
  'FailureActions',
]

function wrongValues(name: string, type: { type: number; data: number[] }): ExampleValues {
  const instance = long('i', 240)
  return {
    ...Object.fromEntries(standardValues.map((value) => [value, type])),
    Type: name.length % 2 === 0 ? 0x10 : type,
    StartOverride: { [long('v')]: type, [`${mark}7`]: type },
    Instances: { DefaultInstance: type, [instance]: { Altitude: type } },
    Parameters: { ServiceDll: type, Instances: { DefaultInstance: type, [instance]: { Altitude: type } } },
    Performance: { Library: type, Open: type, Collect: type, Close: type },
    Linkage: { Bind: type, Export: type, Route: type },
  }
}

const groups = {
  ours: long('g'),
  unlisted: long('u'),
  typed: long('t'),
  empty: long('e'),
  odd: long('o'),
  few: long('f'),
  many: long('m'),
}

const everyDependency: ExampleValues = {
  DependOnService: ['A', 'B', 'C', 'D', 'W', 'X', 'K', 'n', '+']
    .map((letter) => long(letter))
    .concat([`+${long('p')}`]),
  DependOnGroup: [groups.ours, long('y'), long('z'), groups.few],
}

const services: Record<string, ExampleValues> = {
  [long('A')]: driver(0, { Group: groups.ours, Tag: tag, ...everyDependency, ImagePath: `%${long('x')}%` }),
  [long('B')]: driver(1, { Group: groups.ours.toUpperCase(), Tag: tag, ...everyDependency }),
  [long('C')]: driver(1, { Group: groups.ours, Tag: tag, ImagePath: `/${long('x')}` }),
  [long('D')]: driver(4, { Group: long('y'), Tag: tag, ...everyDependency }),
  [long('E')]: driver(3, { Group: long('z'), Tag: tag, DependOnService: [long('F'), long('E')] }),
  [long('F')]: driver(3, { Group: '', Tag: tag, DependOnService: [long('E'), long('n')] }),
  [long('G')]: driver(3, { Tag: tag, ImagePath: ' ' }),
  [long('H')]: driver(tag),
  [long('I')]: { Type: tag, Start: tag, ErrorControl: tag },
  [long('J')]: { Type: 4, Start: 0, ImagePath: long('x'), Tag: tag },
  [long('K')]: { Description: long('d') },
  [long('L')]: { Type: 1 },
  [long('M')]: { Start: 2, ErrorControl: 1 },
  [long('N', 300)]: service(2, everyDependency),
  [long('O')]: { Type: 0x10, Start: 1, ErrorControl: 1 },
  [long('P')]: service(0, { ImagePath: '' }),
  [`${long('Q')}, /`]: service(3, everyDependency),
  [`${long('R')}/`]: {},
  [long('W')]: service(2, { Group: groups.unlisted, Tag: tag }),
  [long('X')]: { Type: tag, Start: 3, ErrorControl: 1 },
  ...Object.fromEntries(
    Object.values(groups).map((Group, index) => [
      long(`group ${index}`),
      driver(index % 2, { Group, Tag: tag }),
    ]),
  ),
  ...Object.fromEntries(
    ['\\??\\', '\\\\', 'C:\\', '%', '/'].map((prefix, index) => [
      long(`path ${index}`),
      driver(0, { ImagePath: `${prefix}${long('x')}%${prefix}` }),
    ]),
  ),
  ...Object.fromEntries(
    wrongTypes.flatMap((type, index) =>
      [255, 256].map((length) => {
        const name = long(`wrong ${index}`, length)
        return [name, wrongValues(name, type)]
      }),
    ),
  ),
  [long('unquoted')]: service(2, { ImagePath: `C:\\${long('a')} ${long('b')}.exe` }),
  [long('expanded')]: service(2, { ImagePath: `%ProgramFiles%\\${long('a')}.exe` }),
  [long('kind 1')]: driver(3, { ImagePath: `C:\\${long('a')}.exe` }),
  [long('kind 2')]: service(3, { ImagePath: `C:\\${long('a')}.sys` }),
  [long('account 1')]: driver(3, { ObjectName: long('a') }),
  [long('account 2')]: service(3, { Type: 0x110, ObjectName: long('a') }),
  [long('delayed 1')]: driver(2, { DelayedAutostart: 1, DisplayName: long('A') }),
  [long('delayed 2')]: service(2, { DelayedAutostart: tag, Group: groups.unlisted }),
  [long('delayed 3')]: service(tag, { DelayedAutostart: tag }),
  [long('late')]: service(2, {
    Group: groups.ours,
    DependOnService: [long('delayed 2'), long('W'), long('w'), long('unquoted')],
    DependOnGroup: [groups.unlisted],
  }),
  [long('marked')]: driver(3, { DeleteFlag: tag }),
  [long('actions')]: service(3, { FailureActions: bytes(...new Array(20).fill(255)) }),
  [long('counters')]: { Performance: {} },
  [long('rights')]: service(3, {
    RequiredPrivileges: [long('a'), 'SeServiceLogonRight', `SeTcb${long('b')}`],
  }),
  [long('auto')]: driver(2, { DependOnService: [long('W')] }),
  [long('filter 1')]: driver(3, {
    Group: 'FSFilter Top',
    Instances: { DefaultInstance: long('i'), [long('j')]: {} },
  }),
  [long('filter 2')]: driver(0, { Group: 'FSFilter Top', Type: tag }),
  [long('filter 3')]: driver(0, { Group: 'FSFilter Top', Instances: { [long('j')]: {} } }),
  [long('filter 4')]: driver(0, { Group: 'FSFilter Top', DependOnService: ['FltMgr'] }),
  [long('filter 5')]: driver(0, { Group: 'FSFilter Top' }),
}

const hostile: Example = {
  services,
  groupOrder: [groups.ours, groups.ours.toUpperCase(), '', long('k'), long('k'), groups.few, groups.many],
  vectors: {
    [groups.ours.toUpperCase()]: [1, tag - 1, tag - 1],
    [groups.typed]: { type: 1, data: text16(long('x')) },
    [groups.empty]: bytes(),
    [groups.odd]: bytes(1, 0, 0, 0, 1, 0, 0),
    [groups.few]: bytes(255, 255, 255, 255, 1, 0, 0, 0),
    [groups.many]: bytes(0, 0, 0, 0, 255, 255, 255, 255),
  },
  keys: {
    'Control\\SafeBoot\\Minimal': {},
    [`Control\\Class\\{${long('q')}}`]: { UpperFilters: long('x'), LowerFilters: wrongTypes[0] ?? '' },
    [`Control\\Class\\{${long('r')}}`]: { Class: long('s'), UpperFilters: wrongTypes[1] ?? '' },
  },
  select: { Current: tag, Default: tag, Failed: tag, LastKnownGood: tag },
}

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
const file = (...lines: string[]): Example => ({
  text: ['Windows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n'),
})
const driverKey = `[${system}\\CurrentControlSet\\Services\\${long('A')}]`
const numberOfServices = 4

/** Rules about the text of a file, and those that look at what a file as a whole has not. */
const files: readonly Example[] = [
  hostile,
  { ...hostile, windows: '7' },
  ...hostileDevices(long),
  { services, groupOrder: [], vectors: {} },
  { services, keys: { 'Control\\ServiceGroupOrder': { List: long('x') } } },
  { services },
  file(`[HKEY_LOCAL_MACHINE\\${long('r')}\\ControlSet001\\Services\\${long('A')}]`, '"Type"=dword:1'),
  file(`[HKEY_LOCAL_MACHINE\\SOFTWARE\\${long('r')}]`, `"${long('v')}"="${long('x')}"`),
  file(
    `[${system}\\Select]`,
    '"Current"=dword:1',
    ...Array.from({ length: numberOfServices }, (_, index) => [
      `[${system}\\ControlSet00${(index % 2) + 1}\\Services\\${long(String(index))}]`,
      '"Type"=dword:1',
    ]).flat(),
  ),
  file(
    driverKey,
    `"${long('v')}"=${long('x')}`,
    `"${long('v')}"=dword:${long('x')}`,
    `"${long('v')}"=hex:${long('x')}`,
    `"${long('v')}"=hex(${long('x')}):00`,
    `"${long('v')}"="${long('x')}`,
    `"${long('v')}"="${long('x')}\\q"`,
    `"${long('v')}"="${long('x')}" ${long('y')}`,
    `"${long('v')}`,
    `"${long('v')}"`,
    `"${long('w')}"=dword:1`,
    `"${long('w')}"=dword:2`,
    `@=dword:1`,
    `@=dword:2`,
    `${long('v')}=dword:1`,
    long('x'),
    `[${long('x')}`,
    `[${system}\\CurrentControlSet\\Services\\${long('A')}] ${long('y')}`,
    `[-${long('x')}]`,
    `[${long('x')}]`,
  ),
  {
    text: `REGEDIT4\r\n\r\n${driverKey}\r\n"${long('v')}"=hex(7):41,00,00\r\n"${long('v')}"="${long('x')}"\r\n`,
  },
  { text: `${long('x')}\r\n\r\n${driverKey}\r\n"Type"=dword:1\r\n` },
  file(
    `; svcsim-ignore ${long('x')}, SVC103 -- ${long('y')}`,
    `; svcsim-${long('z')}`,
    `; svcsim-ignore -- ${long('y')}`,
    driverKey,
    '"Type"=dword:1',
  ),
]

/** Dirty; its services are out of order, one is there twice, as is a value, and names have a NUL or a backslash. */
const hive = buildHive(
  key(
    'ROOT',
    [],
    [
      key(
        'ControlSet001',
        [],
        [
          key(
            'Services',
            [],
            [
              key(long('z', 255), [sz(long('v'), 'a'), sz(long('v'), 'b'), sz(`${long('w')}\0`, 'c')]),
              key(long('b', 255)),
              key(long('b', 255)),
              key(`${long('c', 250)}\0\\`),
            ],
            { unsorted: true },
          ),
        ],
      ),
    ],
  ),
  { sequence: { primary: 0xffffffff, secondary: 0xfffffffe } },
).bytes

async function findingsOf(rule: Rule): Promise<Finding[]> {
  const found: Finding[] = []
  for (const example of files) found.push(...(await lintExample(example, rule)).findings)
  found.push(...(await lintReg(hive.slice(), { file: 'SYSTEM', rules: [rule] })).findings)
  return found
}

describe('messages keep to their length and quote what the registry says', () => {
  test.for(rules.map((rule) => [rule.id, rule] as const))('%s', async ([, rule]) => {
    const findings = await findingsOf(rule)
    expect(findings.length, 'findings about hostile names').toBeGreaterThan(0)
    for (const { message, help = '', related } of findings) {
      expect(message.length, message).toBeLessThanOrEqual(longestMessage)
      for (const text of [message, help, ...related.map((place) => place.message)])
        expect(text.replaceAll(/"[^"]*"/g, '""'), text).not.toContain(mark)
    }
  })
})
