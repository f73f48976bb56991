import { type GroupOrder, upcase, valueTypes } from '../services/index.ts'
import type { KernelAlgorithm } from './plan.ts'

export interface ListedGroup {
  readonly position: number
  readonly mentions: number
}

/** The groups of ServiceGroupOrder by upper-cased name. */
export type ListedGroups = ReadonlyMap<string, ListedGroup>

/**
 * The groups that order the drivers; undefined where there is no list to go by. The classic loader gives up on a list
 * that is no REG_MULTI_SZ with a NUL at its end; the modern one is only known to want the type. An empty list is one.
 */
export function listedGroups(
  groupOrder: GroupOrder | undefined,
  algorithm: KernelAlgorithm,
): ListedGroups | undefined {
  if (groupOrder === undefined || groupOrder.type !== valueTypes.REG_MULTI_SZ) return undefined
  if (algorithm === 'classic' && !groupOrder.terminated) return undefined
  const groups = new Map<string, ListedGroup>()
  for (const { value } of groupOrder.groups) {
    if (value === '') continue
    const id = upcase(value)
    const known = groups.get(id)
    groups.set(id, {
      position: known?.position ?? groupOrder.position(value) ?? groups.size,
      mentions: (known?.mentions ?? 0) + 1,
    })
  }
  return groups
}
