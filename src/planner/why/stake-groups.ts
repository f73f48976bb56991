import { type Services, upcase } from '../../services/index.ts'

/** What kind of drivers a load-order group holds, as far as that tells what their order decides. */
export type StakeKind = 'storage' | 'bus' | 'input' | 'display' | 'filter' | 'network' | 'early-launch'

/**
 * Groups whose drivers' order matters to whoever writes one.
 *
 * storage, input, display: groups of KB 115486, whose drivers claim devices; `port` of old lists is Port of later ones.
 * bus: Boot Bus Extender and System Bus Extender of ServiceGroupOrder since Windows 2000.
 * network: groups of the layers of the network in ServiceGroupOrder, from below; the last one has its own name in 7 and
 * later (NDIS Wrapper).
 * early-launch: "Early Launch Antimalware", windows-driver-docs.
 * The groups of file system filters are known by their beginning, FSFilter.
 */
const kinds: ReadonlyMap<string, StakeKind> = new Map(
  (
    [
      ['Boot Bus Extender', 'bus'],
      ['System Bus Extender', 'bus'],
      ['SCSI miniport', 'storage'],
      ['Port', 'storage'],
      ['Primary Disk', 'storage'],
      ['SCSI Class', 'storage'],
      ['SCSI CDROM Class', 'storage'],
      ['Pointer Port', 'input'],
      ['Keyboard Port', 'input'],
      ['Pointer Class', 'input'],
      ['Keyboard Class', 'input'],
      ['Video Init', 'display'],
      ['Video', 'display'],
      ['Video Save', 'display'],
      ['NDIS Wrapper', 'network'],
      ['NDIS', 'network'],
      ['PNP_TDI', 'network'],
      ['TDI', 'network'],
      ['NetBIOSGroup', 'network'],
      ['Early-Launch', 'early-launch'],
    ] as const
  ).map(([group, kind]) => [upcase(group), kind]),
)

const filterPrefix = upcase('FSFilter ')

/** Kinds of drivers that claim devices. */
export const claiming: ReadonlySet<StakeKind> = new Set(['storage', 'bus', 'input', 'display'])

/**
 * The kind of a driver's group. A group that somebody entered between two of a kind that claims devices is taken for
 * one of them: KB 115486 does so to get ahead of SCSIDISK.
 */
export function stakeKindOf({ groupOrder }: Services, group: string | undefined): StakeKind | undefined {
  if (group === undefined) return undefined
  const known = knownKind(group)
  const position = groupOrder?.position(group)
  if (known !== undefined || groupOrder === undefined || position === undefined) return known
  const groups = groupOrder.groups.map(({ value }) => value).filter((each) => each !== '')
  const isKind = (kind: StakeKind | undefined): boolean => kind !== undefined
  const a = groups.slice(0, position).map(knownKind).findLast(isKind)
  const b = groups
    .slice(position + 1)
    .map(knownKind)
    .find(isKind)
  return a !== undefined && a === b && claiming.has(a) ? a : undefined
}

function knownKind(group: string): StakeKind | undefined {
  return upcase(group).startsWith(filterPrefix) ? 'filter' : kinds.get(upcase(group))
}
