import type { KernelAlgorithm, KernelPhase, Reason } from './plan.ts'

/**
 * Images of boot drivers that boot logs show earlier than group and tag place them, because another image imports
 * them, by upper-cased base name. All of Windows 10; no log of Windows XP or 7 shows one.
 *
 * CLFS, FLTMGR, KSECDD: with the images of the kernel, in ntbtlog.txt of builds 14393 to 19041.
 * CNG: the same in some logs of 14393 and all seen of 15063 to 19041; in others at its own place.
 * NDIS: right behind the Early-Launch drivers in one log, which does not show what imports it there.
 */
const seenEarlier: ReadonlySet<string> = new Set(['CLFS', 'FLTMGR', 'KSECDD', 'CNG', 'NDIS'])

const mayLoadEarlier: Reason = { code: 'may-load-earlier', message: 'may load earlier, as an import' }

/** What is to be said of a driver where the imports of images are not known. */
export function unknownImport(
  image: string | undefined,
  { algorithm, phase }: { readonly algorithm: KernelAlgorithm; readonly phase: KernelPhase },
): Reason[] {
  const isSeen = algorithm === 'modern' && phase === 'boot' && image !== undefined && seenEarlier.has(image)
  return isSeen ? [mayLoadEarlier] : []
}
