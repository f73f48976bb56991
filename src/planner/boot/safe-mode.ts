import type { SafeBootList, Service, Services } from '../../services/index.ts'
import type { SafeMode } from './simulation.ts'

/** The SafeBoot list of a mode; undefined for an ordinary boot, or where the input holds none. */
export function safeBootList(services: Services, mode: SafeMode | undefined): SafeBootList | undefined {
  return mode === undefined ? undefined : services.safeBoot?.[mode]
}

/**
 * Whether the kernel loads a driver in safe mode: its group, its name or its image file has a subkey in the list.
 * Source: Windows Internals, "Driver Loading in Safe Mode". Stock lists name files with their extension (`vga.sys`).
 */
export function isSafeDriver({ name, effective }: Service, list: SafeBootList): boolean {
  const { group, imageFile, imageName } = effective
  return [group, name, imageFile, imageName].some((entry) => entry !== undefined && list.has(entry))
}

/** Whether the Service Control Manager starts an entry in safe mode: by name alone. Source: Windows Internals. */
export function isSafeService({ name }: Service, list: SafeBootList): boolean {
  return list.has(name)
}
