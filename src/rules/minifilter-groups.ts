import { upcase } from '../services/index.ts'

/** Lowest and highest whole altitude of a group. */
export interface AltitudeRange {
  readonly lowest: string
  readonly highest: string
}

/**
 * Load-order groups of file system filters, from the top of the stack to its bottom, with their altitudes. Microsoft:
 * Load order groups and altitudes for minifilter drivers; Allocated filter altitudes (FSFilter Security Monitor). The
 * numbers are text, as altitudes are.
 */
const ranges = [
  ['Filter', '420000', '429999'],
  ['FSFilter Top', '400000', '409999'],
  ['FSFilter Security Monitor', '392000', '394999'],
  ['FSFilter Activity Monitor', '360000', '389999'],
  ['FSFilter Undelete', '340000', '349999'],
  ['FSFilter Anti-Virus', '320000', '329999'],
  ['FSFilter Replication', '300000', '309999'],
  ['FSFilter Continuous Backup', '280000', '289999'],
  ['FSFilter Content Screener', '260000', '269999'],
  ['FSFilter Quota Management', '240000', '249999'],
  ['FSFilter System Recovery', '220000', '229999'],
  ['FSFilter Cluster File System', '200000', '209999'],
  ['FSFilter HSM', '180000', '189999'],
  ['FSFilter Imaging', '170000', '175000'],
  ['FSFilter Compression', '160000', '169999'],
  ['FSFilter Encryption', '140000', '149999'],
  ['FSFilter Virtualization', '130000', '139999'],
  ['FSFilter Physical Quota Management', '120000', '129999'],
  ['FSFilter Open File', '100000', '109999'],
  ['FSFilter Security Enhancer', '80000', '89999'],
  ['FSFilter Copy Protection', '60000', '69999'],
  ['FSFilter Bottom', '40000', '49999'],
  ['FSFilter System', '20000', '29999'],
  ['FSFilter Infrastructure', '0', '19999'],
] as const

const byGroup: ReadonlyMap<string, AltitudeRange> = new Map(
  ranges.map(([group, lowest, highest]) => [upcase(group), { lowest, highest }]),
)

/**
 * Whether the members of a load-order group are file system filters. Those of Filter may be anything: it is older than
 * minifilters, and in stock Windows ordinary drivers are in it (Cdaudio in XP, CLFS from 7 on).
 */
export function isMinifilterGroup(group: string): boolean {
  return upcase(group) !== 'FILTER' && byGroup.has(upcase(group))
}

/** The altitudes of minifilters in that group; undefined for a group that has none of its own. */
export function altitudeRange(group: string): AltitudeRange | undefined {
  return byGroup.get(upcase(group))
}
