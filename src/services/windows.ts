import { upcase } from '../registry/index.ts'
import type { Release, ReleaseChoice } from './release.ts'
import type { Service } from './service.ts'
import type { GroupOrder } from './services.ts'

/** Releases by the names people give them; a server release counts as the client release of its code base. */
const releaseNames: ReadonlyMap<string, Release> = new Map([
  ['nt-3.51', 'nt-3.51'],
  ['nt3.51', 'nt-3.51'],
  ['3.51', 'nt-3.51'],
  ['2000', '2000'],
  ['5.0', '2000'],
  ['xp', 'xp'],
  ['2003', 'xp'],
  ['5.1', 'xp'],
  ['5.2', 'xp'],
  ['vista', '7'],
  ['2008', '7'],
  ['6.0', '7'],
  ['7', '7'],
  ['2008r2', '7'],
  ['6.1', '7'],
  ['8', '8.1'],
  ['8.1', '8.1'],
  ['2012', '8.1'],
  ['2012r2', '8.1'],
  ['6.2', '8.1'],
  ['6.3', '8.1'],
  ['10', '10'],
  ['10.0', '10'],
  ['2016', '10'],
  ['2019', '10'],
  ['2022', '10'],
  ['2025', '10'],
  ['11', '11'],
])

/** The names that {@link parseRelease} accepts, oldest release first. */
export const acceptedReleaseNames: readonly string[] = [...releaseNames.keys()]

/** The release of a name such as `xp`, `2008r2`, `windows-10`; letter case and blanks do not count. */
export function parseRelease(text: string): Release | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, '')
    .replace(/^@?(?:windows|win)-?/, '')
  return releaseNames.get(name)
}

/** `Windows 8.1`, `Windows NT 3.51`. */
export function releaseTitle(release: Release): string {
  if (release === 'nt-3.51') return 'Windows NT 3.51'
  return `Windows ${release === 'xp' ? 'XP' : release}`
}

/** What release detection looks at. */
export interface ReleaseEvidence {
  /** Release of the bundled profile that was read or laid under the input. */
  readonly profile: Release | undefined
  readonly groupOrder: GroupOrder | undefined
  readonly has: (service: string) => boolean
  readonly services: readonly Service[]
  readonly earlyStartServices: readonly string[]
  readonly hasEarlyLaunch: boolean
  readonly hasHardwareConfiguration: boolean
  readonly csdBuildNumber: number | undefined
  /** In a fragment what is absent may only be unknown. */
  readonly fragment: boolean
}

interface Signal {
  readonly says: Release
  /** What was seen, or undefined where the signal does not hold. */
  readonly seen: (evidence: ReleaseEvidence) => string | undefined
}

/** Signs of Windows 8 or later, which alone do not say which. */
const eightOrLater: readonly Signal['seen'][] = [
  ({ hasHardwareConfiguration }) => (hasHardwareConfiguration ? 'there is a HardwareConfig key' : undefined),
  ({ hasEarlyLaunch }) => (hasEarlyLaunch ? 'there is a Control\\EarlyLaunch key' : undefined),
  ({ earlyStartServices }) => (earlyStartServices.length > 0 ? 'there is EarlyStartServices' : undefined),
  ({ has }) => (has('WdBoot') ? 'there is a service WdBoot' : undefined),
  ({ services }) => {
    const service = services.find(({ startOverride }) => startOverride.length > 0)
    return service && `${service.name} has StartOverride`
  },
  ({ groupOrder }) =>
    before(groupOrder, 'ProfSvc_Group', 'AudioGroup')
      ? 'ProfSvc_Group is before AudioGroup in ServiceGroupOrder'
      : undefined,
]

/** Strongest first; the first that holds decides. Measured on the SYSTEM hives of eleven machines. */
const signals: readonly Signal[] = [
  { says: '10', seen: ({ has }) => (has('CimFS') ? 'there is a service CimFS' : undefined) },
  {
    says: '10',
    seen: ({ groupOrder }) =>
      lists(groupOrder, 'PerceptionGroup') ? 'PerceptionGroup is in ServiceGroupOrder' : undefined,
  },
  {
    says: '10',
    seen: ({ has }) => (has('WindowsTrustedRT') ? 'there is a service WindowsTrustedRT' : undefined),
  },
  {
    says: '10',
    seen: ({ earlyStartServices }) =>
      earlyStartServices.some((name) => upcase(name) === 'APPIDSVC')
        ? 'EarlyStartServices names AppIdSvc'
        : undefined,
  },
  ...eightOrLater.map((seen): Signal => ({ says: '8.1', seen })),
  {
    says: '7',
    seen: ({ csdBuildNumber }) => (csdBuildNumber === 17514 ? 'CSDBuildNumber is 17514' : undefined),
  },
  {
    says: '7',
    seen: ({ groupOrder }) =>
      lists(groupOrder, 'WdfLoadGroup') ? 'WdfLoadGroup is in ServiceGroupOrder' : undefined,
  },
  {
    says: 'xp',
    seen: ({ groupOrder }) =>
      lists(groupOrder, 'Boot Bus Extender') && listsFilterGroup(groupOrder)
        ? 'Boot Bus Extender and FSFilter groups are in ServiceGroupOrder, WdfLoadGroup is not'
        : undefined,
  },
  {
    says: '2000',
    seen: ({ groupOrder }) =>
      lists(groupOrder, 'Boot Bus Extender')
        ? 'Boot Bus Extender is in ServiceGroupOrder, FSFilter groups are not'
        : undefined,
  },
  {
    says: 'nt-3.51',
    seen: ({ groupOrder }) =>
      groupOrder && groupOrder.groups.length > 0
        ? 'Boot Bus Extender is not in ServiceGroupOrder'
        : undefined,
  },
]

/** Tells the release; `given` is what the caller says it is. */
export function detectRelease(given: Release | undefined, evidence: ReleaseEvidence): ReleaseChoice {
  if (given !== undefined) return { release: given, reason: 'as asked for', certainty: 'given' }
  if (evidence.profile !== undefined)
    return { release: evidence.profile, reason: 'it is a bundled profile', certainty: 'detected' }
  for (const { says, seen } of signals) {
    const reason = seen(evidence)
    if (reason === undefined) continue
    // A fragment of Windows 10 shows the same, and what would tell it from 8.1 may stand in the part left out.
    if (says === '8.1' && evidence.fragment)
      return { release: '10', reason: `${reason}, so Windows 8 or later; 10 assumed`, certainty: 'assumed' }
    return { release: says, reason, certainty: 'detected' }
  }
  return { release: '10', reason: 'nothing in the input tells the release', certainty: 'assumed' }
}

function lists(groupOrder: GroupOrder | undefined, group: string): boolean {
  return groupOrder?.position(group) !== undefined
}

function listsFilterGroup(groupOrder: GroupOrder | undefined): boolean {
  return groupOrder?.groups.some(({ value }) => upcase(value).startsWith('FSFILTER ')) ?? false
}

function before(groupOrder: GroupOrder | undefined, first: string, second: string): boolean {
  const a = groupOrder?.position(first)
  const b = groupOrder?.position(second)
  return a !== undefined && b !== undefined && a < b
}
