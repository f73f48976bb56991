import type { Release } from '../services/index.ts'
import { algorithmOf } from './algorithms.ts'
import type { Algorithm, KernelAlgorithm, KernelPhase, Phase } from './plan.ts'

/** How well it is known that an order is the one that Windows takes. */
export type EvidenceQuality =
  /** Compared with boot logs or module lists of whole phases. */
  | 'measured'
  /** Compared with parts of module lists. */
  | 'fragments'
  /** One pair of drivers was seen that one algorithm alone explains. */
  | 'one-pair'
  /** Not compared: an older release is taken to do as the next one that was. */
  | 'by-descent'
  /** Another algorithm was asked for than the release gets. */
  | 'asked-for'
  /** svcsim's own where no source settles it; compared with nothing. */
  | 'definition'

/** What is known of the order of some phases. */
export interface Evidence {
  readonly phases: readonly Phase[]
  readonly algorithm: Algorithm
  readonly quality: EvidenceQuality
  /** In words, with what it does not cover. */
  readonly message: string
  readonly measurements: readonly Measurement[]
}

/** A registry and an observed order, of different machines of a release; drivers that both have are compared. */
export interface Measurement {
  readonly phase: KernelPhase
  readonly registry: string
  readonly observed: string
  /** Drivers that both have. */
  readonly common: number
  /** How many of them stand in the predicted order, by algorithm. */
  readonly inOrder: Readonly<Record<KernelAlgorithm, number>>
}

/**
 * What a release's boot and system order was compared with. Registries and logs are public test data: hives of
 * bcc-dfa-sample-data (XP), ShimCacheParser (7), regipy (8.1, 10 1709) and dissect.regf (10 2004); boot logs and module
 * lists that people published with the repositories Logs-parser, test (isWarrens) and lesson1, with OtterCTF and in
 * forum posts. Drivers of Windows keep group and tag from machine to machine.
 */
interface ReleaseEvidence {
  readonly quality: EvidenceQuality
  readonly message: string
  readonly measurements: readonly Measurement[]
}

const otherMachine = 'registry and observed order are of different machines of the release'

const measured = (
  phase: KernelPhase,
  registry: string,
  observed: string,
  common: number,
  classic: number,
  modern: number,
): Measurement => ({ phase, registry, observed, common, inOrder: { classic, modern } })

const log14393 = 'a boot log of build 14393'
const log10586 = 'a boot log of build 10586'

const byRelease: Readonly<Record<Release, ReleaseEvidence>> = {
  'nt-3.51': {
    quality: 'by-descent',
    message:
      'not compared with any boot log: what KB 115486 leaves open is taken from the later releases that were measured',
    measurements: [],
  },
  '2000': {
    quality: 'by-descent',
    message: 'not compared with any boot log: taken to do as Windows XP, which was',
    measurements: [],
  },
  xp: {
    quality: 'measured',
    message: `measured, for 5.1 and 5.2 (Server 2003); ${otherMachine}`,
    measurements: [
      measured('boot', 'Windows XP SP3', 'an excerpt of a boot log of Windows XP SP2', 11, 11, 11),
      measured('system', 'Windows XP SP3 and x64', 'a list of loaded drivers of Windows XP', 17, 17, 15),
    ],
  },
  '7': {
    quality: 'measured',
    message: `measured, for 6.1; ${otherMachine}. That 6.0 (Vista, Server 2008), which counts as 7, does the same is an inference: it stands between two releases that do`,
    measurements: [
      measured('boot', 'Windows 7 SP1', 'a module list of Windows 7 x64', 32, 32, 29),
      measured('system', 'Windows 7 SP1', 'a module list of Windows 7 x64', 24, 24, 17),
    ],
  },
  '8.1': {
    quality: 'one-pair',
    message:
      'one pair of drivers seen: a boot log of 8.1 has pdc before partmgr, two untagged members of Boot Bus Extender, ' +
      'which the modern algorithm alone explains; the figures are against a log of Windows 10. What 6.2 ' +
      '(Windows 8, Server 2012), which counts as 8.1, does is undetermined',
    measurements: [measured('system', 'Windows 8.1', `${log10586} (Windows 10)`, 18, 14, 17)],
  },
  '10': {
    quality: 'measured',
    message:
      `measured; ${otherMachine}. The drivers out of order are explained: images that others import (cng, ndis, ` +
      'fltmgr, ksecdd), msisadrv, pci and tpm on machines that measure their boot, and one tag vector that differs',
    measurements: [
      measured('boot', 'Windows 10 1709', log14393, 36, 27, 34),
      measured('system', 'Windows 10 1709', log14393, 21, 17, 21),
      measured('boot', 'Windows 10 1709', log10586, 35, 25, 33),
      measured('system', 'Windows 10 1709', log10586, 21, 17, 21),
      measured('boot', 'Windows 10 2004', 'a boot log of 2024', 88, 74, 83),
      measured('system', 'Windows 10 2004', 'a module list of Windows 10', 28, 22, 28),
    ],
  },
  '11': {
    quality: 'fragments',
    message: 'measured on fragments of module lists of four machines, against a registry of Windows 10',
    measurements: [
      measured('system', 'Windows 10 2004', 'a fragment of build 26100', 11, 8, 11),
      measured('boot', 'Windows 10 2004', 'a fragment of build 26100', 9, 5, 6),
      measured('system', 'Windows 10 2004', 'a fragment of a second machine', 11, 9, 11),
      measured('boot', 'Windows 10 2004', 'a fragment of a second machine', 11, 6, 9),
      measured('boot', 'Windows 10 2004', 'a fragment of a third machine', 14, 13, 14),
      measured('boot', 'Windows 10 2004', 'a fragment of a fourth machine', 10, 9, 10),
    ],
  },
}

const controllerPhases: ReadonlySet<Phase> = new Set(['auto', 'delayed'])

/** What stands behind the phases of a plan, the boot and system phases first. */
export function evidenceOf(
  release: Release,
  algorithm: KernelAlgorithm,
  phases: readonly Phase[],
): Evidence[] {
  const kernel = phases.filter((phase) => !controllerPhases.has(phase))
  const controller = phases.filter((phase) => controllerPhases.has(phase))
  const evidence: Evidence[] = []
  if (kernel.length > 0) {
    const { quality, message, measurements } = byRelease[release]
    const isOwn = algorithmOf[release] === algorithm
    evidence.push({
      phases: kernel,
      algorithm,
      quality: isOwn ? quality : 'asked-for',
      message: isOwn ? message : `asked for: the ${algorithmOf[release]} algorithm is what the release gets`,
      measurements: measurements.filter(({ phase }) => phases.includes(phase)),
    })
  }
  if (controller.length > 0)
    evidence.push({
      phases: controller,
      algorithm: 'scm',
      quality: 'definition',
      message:
        "svcsim's definition where Microsoft's documents end (groups, then dependencies); checked against no log",
      measurements: [],
    })
  return evidence
}
