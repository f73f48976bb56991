import { upcase } from '../services/index.ts'
import type { Entry } from './entry.ts'
import { pullToFront } from './pull-to-front.ts'

/**
 * Images that the loader of Windows 8 and later has loaded before any boot driver: the kernel, its hardware layer,
 * debugger transport and processor update. They are no services in stock Windows.
 * Source: ntbtlog.txt and module lists of Windows 8.1 and 10.
 */
export const kernelImages = [
  'ntoskrnl',
  'hal',
  'kd',
  'kdcom',
  'kdnet',
  'mcupdate',
  'mcupdate_AuthenticAMD',
  'mcupdate_GenuineIntel',
] as const

/**
 * Images that the boot loader names itself and puts before every group, in this order: its core drivers, then ACPI.
 * Source: winload as traced for nt-load-order (Colin Finck).
 */
export const promotedImages = [
  'verifierext',
  'wdf01000',
  'acpiex',
  'cng',
  'mssecflt',
  'sgrmagent',
  'lxss',
  'palcore',
  'acpisim',
  'acpi',
] as const

const ranks: ReadonlyMap<string, number> = new Map(
  [...kernelImages, ...promotedImages].map((image, rank) => [upcase(image), rank]),
)

export function isPromotedImage(entry: Entry): boolean {
  return entry.image !== undefined && ranks.has(entry.image)
}

export function promoteImages<E extends Entry>(entries: readonly E[]): E[] {
  return pullToFront(entries, (entry) => (entry.image === undefined ? undefined : ranks.get(entry.image)))
}
