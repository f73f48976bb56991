import { upcase } from '../services/index.ts'
import type { Entry } from './entry.ts'
import { pullToFront } from './pull-to-front.ts'

/**
 * On machines that measure their boot, these come right after ACPI and before the Early-Launch group. Measured on
 * Windows 10 and 11 boot logs: every log that shows tpm.sys early shows the block, none with a late tpm.sys does.
 */
export const measuredBootImages = ['msisadrv', 'pci', 'tpm'] as const

/**
 * BootFlags of drivers that are wanted at boot on a machine that measures it ("Specifying BootFlags", windows-driver-docs).
 * Stock Windows gives it to TPM, which is demand start.
 */
export const measuredBootFlag = 0x20

const ranks: ReadonlyMap<string, number> = new Map(
  measuredBootImages.map((image, rank) => [upcase(image), rank]),
)

export function isMeasuredBootImage(image: string | undefined): boolean {
  return image !== undefined && ranks.has(image)
}

/** To be called before {@link promoteImages}, which puts ACPI and the others before this block. */
export function promoteMeasuredBoot<E extends Entry>(entries: readonly E[]): E[] {
  return pullToFront(entries, (entry) => (entry.image === undefined ? undefined : ranks.get(entry.image)))
}
