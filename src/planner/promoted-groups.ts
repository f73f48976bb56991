import { upcase } from '../services/index.ts'
import type { Entry } from './entry.ts'
import { pullToFront } from './pull-to-front.ts'

/**
 * Groups that the boot loader of Windows 8 and later puts before all others, in this order, though no stock
 * ServiceGroupOrder holds them. Source: winload as traced for nt-load-order (Colin Finck).
 */
export const promotedGroups = [
  'Early-Launch',
  'Core Platform Extensions',
  'Core Security Extensions',
] as const

const ranks: ReadonlyMap<string, number> = new Map(promotedGroups.map((group, rank) => [upcase(group), rank]))

export function isInPromotedGroup(entry: Entry): boolean {
  return entry.group !== undefined && ranks.has(entry.group)
}

export function promoteGroups<E extends Entry>(entries: readonly E[]): E[] {
  return pullToFront(entries, (entry) => (entry.group === undefined ? undefined : ranks.get(entry.group)))
}
