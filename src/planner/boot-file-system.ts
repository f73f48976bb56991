import type { Service, Services } from '../services/index.ts'

/**
 * The driver of the file system that Windows boots from. The loader adds it to its list last, which puts it at the
 * front, whatever its Start says: stock Windows XP has Ntfs disabled, Windows 10 has it at demand start. Undefined
 * where there is none to add: it is never invented.
 */
export function bootFileSystemDriver(services: Services, name: string | null): Service | undefined {
  return name === null ? undefined : services.get(name)
}

/** With Start 0 the driver is in the list twice; it loads where it is met first, and that is what a plan shows. */
export function withoutSecondMention<E extends { readonly id: string }>(entries: readonly E[]): E[] {
  const seen = new Set<string>()
  return entries.filter(({ id }) => {
    const first = !seen.has(id)
    seen.add(id)
    return first
  })
}
