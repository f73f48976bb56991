import { upcase } from '../../registry/index.ts'

/**
 * Load-order groups that drivers and services of Windows itself use although no release lists them in
 * ServiceGroupOrder (measured on stock hives of XP, 7, 8.1 and 10). The loader of Windows 8 and later pulls the core
 * groups and Early-Launch in front of the list (Microsoft: "Early launch antimalware").
 */
const groups = [
  'Core',
  'Core Platform Extensions',
  'Core Security Extensions',
  'Early-Launch',
  'Network',
  'PnP Filter',
  'LocalService',
  'NetworkService',
  'System',
  'Hyper-V Parsers',
] as const

const known: ReadonlySet<string> = new Set(groups.map(upcase))

/** Whether Windows itself uses the group and leaves it out of ServiceGroupOrder. */
export function isUnlistedByWindows(group: string): boolean {
  return known.has(upcase(group))
}
