import {
  binary,
  dword,
  dwords,
  expandSz,
  type KeySpec,
  key,
  multiSz,
  sz,
  type ValueSpec,
} from '../test/formats/hive/builder/index.ts'
import type { HiveContent } from './hive-content.ts'

/** What a bundled profile says of groups. */
export interface GroupFacts {
  readonly groupOrder: readonly string[]
  readonly vectors: readonly { readonly group: string; readonly tags: readonly number[] }[]
}

export function groupValues({ groupOrder, vectors }: GroupFacts): { order: ValueSpec; vectors: ValueSpec[] } {
  return {
    order: multiSz('List', ...groupOrder),
    vectors: vectors.map(({ group, tags }) => binary(group, dwords(tags.length, ...tags))),
  }
}

/** Of twelve services: two boot and one system drivers, four drivers on demand, five services. */
const kinds = 12
const driverKinds = 7
const starts = [0, 0, 1, 3, 3, 3, 3, 2, 2, 3, 3, 4]

export function serviceKeys(content: HiveContent, count: number, groups: GroupFacts): KeySpec[] {
  return Array.from({ length: count }, (_, number) => serviceKey(content, number, groups))
}

function serviceKey(content: HiveContent, number: number, groups: GroupFacts): KeySpec {
  const kind = number % kinds
  const name = serviceName(number)
  const isDriver = kind < driverKinds
  const values = isDriver ? driverValues(content, number, groups) : serviceValues(content, number)
  const parameters = content.values(0, 6)
  if (!isDriver) parameters.unshift(expandSz('ServiceDll', `%SystemRoot%\\System32\\${name}.dll`))
  const below = [key('Parameters', parameters)]
  if (number % 3 === 0) below.push(key('Security', [binary('Security', content.bytes(168))]))
  if (kind < 3) below.push(key('Enum', [dword('Count', 1), dword('NextInstance', 1)]))
  return key(name, values, below)
}

function driverValues(
  content: HiveContent,
  number: number,
  { groupOrder, vectors }: GroupFacts,
): ValueSpec[] {
  const name = serviceName(number)
  const values = [
    sz('DisplayName', `@%SystemRoot%\\system32\\drivers\\${name}.sys,-${content.random(900)}`),
    dword('ErrorControl', 1),
    expandSz('ImagePath', `system32\\drivers\\${name}.sys`),
    dword('Start', starts[number % kinds] ?? 3),
    dword('Type', 1),
  ]
  // A minifilter would need its instances as well, and lint would say so of each.
  const usual = (group: string): boolean => !group.startsWith('FSFilter')
  if (number % 3 > 0) return [...values, sz('Group', content.pick(groupOrder.filter(usual)))]
  const { group, tags } = content.pick(
    vectors.filter((vector) => vector.tags.length > 0 && usual(vector.group)),
  )
  return [...values, sz('Group', group), dword('Tag', content.pick(tags))]
}

function serviceValues(content: HiveContent, number: number): ValueSpec[] {
  const values = [
    sz('Description', content.text()),
    sz('DisplayName', content.name(3)),
    dword('ErrorControl', 1),
    binary('FailureActions', content.bytes(44)),
    expandSz('ImagePath', `%SystemRoot%\\system32\\svchost.exe -k ${content.name(1)}`),
    sz(
      'ObjectName',
      content.pick(['LocalSystem', 'NT AUTHORITY\\LocalService', 'NT AUTHORITY\\NetworkService']),
    ),
    multiSz('RequiredPrivileges', 'SeChangeNotifyPrivilege', 'SeImpersonatePrivilege'),
    dword('Start', starts[number % kinds] ?? 3),
    dword('Type', 0x20),
  ]
  // On the first service of its twelve, never in a circle.
  const first = number - (number % kinds) + driverKinds
  return first < number ? [...values, multiSz('DependOnService', serviceName(first))] : values
}

function serviceName(number: number): string {
  return `service${String(number).padStart(4, '0')}`
}
