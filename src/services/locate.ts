import type { RegistryKey } from '../registry/index.ts'
import { sameName } from '../registry/index.ts'

/**
 * How deep a control set may stand: `ControlSet001` alone, below the root of a hive (`SYSTEM\ControlSet001`), or
 * below a loaded hive (`HKEY_LOCAL_MACHINE\OFFLINE\ControlSet001`).
 */
export const controlSetDepth = 3

/** `CurrentControlSet`, or `ControlSet` and three digits, in any letter case. */
export function isControlSetName(name: string): boolean {
  return /^(?:CurrentControlSet|ControlSet\d{3})$/i.test(name)
}

/** Whether a control set name is `CurrentControlSet`, the link that a running system has. */
export function isCurrentControlSet(name: string): boolean {
  return sameName(name, 'CurrentControlSet')
}

/** The number of `ControlSetNNN`; null for CurrentControlSet. */
export function controlSetNumber(name: string): number | null {
  return isCurrentControlSet(name) ? null : Number(name.slice(-3))
}

/** `ControlSet001` for 1. */
export function controlSetName(number: number): string {
  return `ControlSet${String(number).padStart(3, '0')}`
}

/** A key path cut at its control set. */
export interface ControlSetPath {
  /** Names above the control set. */
  readonly root: readonly string[]
  readonly set: string
  /** Names below it. */
  readonly below: readonly string[]
}

/** Cuts a key path at its first control set, or gives undefined where it has none. */
export function splitAtControlSet(keyPath: string): ControlSetPath | undefined {
  const names = keyPath.split('\\').filter((name) => name !== '')
  const index = names.slice(0, controlSetDepth).findIndex(isControlSetName)
  const set = names[index]
  return set === undefined ? undefined : { root: names.slice(0, index), set, below: names.slice(index + 1) }
}

/** Every control set key of a tree, those at the top first, otherwise in hive order. */
export function findControlSets(root: RegistryKey): RegistryKey[] {
  const found: RegistryKey[] = []
  let level = [root]
  for (let depth = 0; depth < controlSetDepth; depth++) {
    const next: RegistryKey[] = []
    for (const key of level)
      for (const below of key.keys) (isControlSetName(below.name) ? found : next).push(below)
    level = next
  }
  return found
}
