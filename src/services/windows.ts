import { upcase } from '../registry/index.ts'
import type { Release, ReleaseChoice } from './release.ts'
import type { Service } from './service.ts'
import type { GroupOrder } from './services.ts'
import { releaseTitle } from './tables/releases.ts'

/** What release detection looks at. */
export interface ReleaseEvidence {
  /** Release of the bundled profile that was read or laid under the input. */
  readonly profile: Release | undefined
  readonly groupOrder: GroupOrder | undefined
  readonly has: (service: string) => boolean
  /** Read when asked for: few inputs need them. A getter would keep them from the collector for a while. */
  services(): readonly Service[]
  readonly earlyStartServices: readonly string[]
  readonly hasEarlyLaunch: boolean
  readonly hasHardwareConfiguration: boolean
  readonly csdBuildNumber: number | undefined
}

interface Signal {
  readonly says: Release
  /** What was seen, or undefined where the signal does not hold. */
  readonly seen: (evidence: ReleaseEvidence) => string | undefined
}

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
  // From here to CSDBuildNumber: signs of Windows 8 or later, so of 8.1 where no sign of 10 was seen.
  {
    says: '8.1',
    seen: ({ hasHardwareConfiguration }) =>
      hasHardwareConfiguration ? 'there is a HardwareConfig key' : undefined,
  },
  {
    says: '8.1',
    seen: ({ hasEarlyLaunch }) => (hasEarlyLaunch ? 'there is a Control\\EarlyLaunch key' : undefined),
  },
  {
    says: '8.1',
    seen: ({ earlyStartServices }) =>
      earlyStartServices.length > 0 ? 'there is EarlyStartServices' : undefined,
  },
  { says: '8.1', seen: ({ has }) => (has('WdBoot') ? 'there is a service WdBoot' : undefined) },
  {
    says: '8.1',
    seen: ({ services }) => {
      const service = services().find(({ startOverride }) => startOverride.length > 0)
      return service && `${service.name} has StartOverride`
    },
  },
  {
    says: '7',
    seen: ({ csdBuildNumber }) => (csdBuildNumber === 17514 ? 'CSDBuildNumber is 17514' : undefined),
  },
  // In the list of Windows 7 these two stand the other way round.
  {
    says: '8.1',
    seen: ({ groupOrder }) =>
      before(groupOrder, 'ProfSvc_Group', 'AudioGroup')
        ? 'ProfSvc_Group is before AudioGroup in ServiceGroupOrder'
        : undefined,
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
  if (given !== undefined) return choice(given, 'as asked for', 'given')
  if (evidence.profile !== undefined) return choice(evidence.profile, 'it is a bundled profile', 'detected')
  for (const { says, seen } of signals) {
    const reason = seen(evidence)
    if (reason !== undefined) return choice(says, reason, 'detected')
  }
  return choice('10', 'nothing in the input tells the release', 'assumed')
}

function choice(release: Release, reason: string, certainty: ReleaseChoice['certainty']): ReleaseChoice {
  return { release, title: releaseTitle(release), reason, certainty }
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
