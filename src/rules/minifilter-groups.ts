import { upcase } from '../services/index.ts'

/**
 * Load-order groups of file system filters, from the top of the stack to its bottom. Microsoft: Load order groups and
 * altitudes for minifilter drivers. The group Filter, which that page lists too, is left out: it is older than
 * minifilters, and in stock Windows ordinary drivers are in it (Cdaudio in XP, CLFS from 7 on).
 */
const groups = [
  'FSFilter Top',
  'FSFilter Activity Monitor',
  'FSFilter Undelete',
  'FSFilter Anti-Virus',
  'FSFilter Replication',
  'FSFilter Continuous Backup',
  'FSFilter Content Screener',
  'FSFilter Quota Management',
  'FSFilter System Recovery',
  'FSFilter Cluster File System',
  'FSFilter HSM',
  'FSFilter Imaging',
  'FSFilter Compression',
  'FSFilter Encryption',
  'FSFilter Virtualization',
  'FSFilter Physical Quota Management',
  'FSFilter Open File',
  'FSFilter Security Enhancer',
  'FSFilter Copy Protection',
  'FSFilter Bottom',
  'FSFilter System',
  'FSFilter Infrastructure',
] as const

const known: ReadonlySet<string> = new Set(groups.map(upcase))

/** Whether the members of a load-order group are file system filters. */
export function isMinifilterGroup(group: string): boolean {
  return known.has(upcase(group))
}
