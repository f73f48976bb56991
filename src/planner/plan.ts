import type { Located } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import type { DependencyLoop } from './dependency-loops.ts'
import type { Evidence } from './evidence.ts'

/** The two boot loaders that Windows has had: `classic` matches Windows XP and 7, `modern` 8.1 to 11. */
export type KernelAlgorithm = 'classic' | 'modern'
/** `scm` is the Service Control Manager's order. */
export type Algorithm = KernelAlgorithm | 'scm'

export type KernelPhase = 'boot' | 'system'
export type ControllerPhase = 'auto' | 'delayed'
export type Phase = KernelPhase | ControllerPhase

/** A simulated load order: data with a reason per step. */
export interface Plan {
  readonly phases: readonly PhasePlan[]
  /** What was assumed because the input did not say, for people. */
  readonly notes: readonly PlanNote[]
  /** How well it is known that Windows does so. */
  readonly evidence: readonly Evidence[]
}

export interface PlanNote {
  readonly code: string
  /** Names all that it is about. */
  readonly message: string
  /** The same with the first few names and the number of the others; absent where they are few. */
  readonly brief?: string
  /** The services, or the groups, that it is about, where it names any. */
  readonly names?: readonly string[]
}

export interface PhasePlan {
  readonly phase: Phase
  readonly algorithm: Algorithm
  readonly steps: readonly Step[]
  /**
   * File names of the images that load before the first driver: the kernel's own, and what they import and is no step;
   * boot phase, where the images are known.
   */
  readonly kernelImages?: readonly string[]
  /**
   * File names of all images that the phase loads, in that order: the kernel's own, those of the steps, and what they
   * import; boot and system phase, where the images are known.
   */
  readonly images?: readonly string[]
}

/** What stands behind a step's place relative to the step before it. */
export type Guarantee =
  /** Microsoft documents it: start type, group order, listed tags, dependencies of auto-start services. */
  | 'documented'
  /** This release's loader does it, no document promises it: ties, unlisted groups, unlisted tags, promoted images. */
  | 'release'
  /** No source settles it, or Microsoft's own disagree; the order shown is svcsim's choice. */
  | 'open'

export interface Step {
  /** 1-based within its phase. */
  readonly position: number
  readonly service: Service
  /** Group as used for the order; undefined for none. */
  readonly group: string | undefined
  /** 0-based position of the group in ServiceGroupOrder; undefined when it is not listed. */
  readonly groupPosition: number | undefined
  readonly tag: number | undefined
  /** 1-based position of the tag in its vector; undefined when it is not in one. */
  readonly tagPosition: number | undefined
  /** Path of the image, default filled in. */
  readonly image: string | undefined
  /** Machine-readable parts of the reason, in the order in which they decide. */
  readonly reasons: readonly Reason[]
  /** The reasons in one line of words. */
  readonly reason: string
  /** Relative to the step before it; the first step of a phase is `documented`. */
  readonly guarantee: Guarantee
  /** What stands behind it, relative to the step before: `group-order`, `no-listed-tag`, …; see Judgement. */
  readonly guaranteeCode: string
  /** The same in words that start with a name, without a capital. */
  readonly guaranteeReason: string
  /** Start as used, and its StartOverride where one was applied. */
  readonly start: number
  readonly startOverride: Located<number> | undefined
  /** The service that it was started for, where it was not its own turn; auto and delayed phase. */
  readonly neededBy: Service | undefined
  /**
   * The loop of dependencies that it is in: the Service Control Manager starts none of its members, and their places
   * say nothing; auto and delayed phase.
   */
  readonly loop?: DependencyLoop
  /**
   * File names of the images that load with this one because it, or an image that it imports, imports them, and that
   * are no steps of this phase; boot and system phase, where the images are known.
   */
  readonly imports?: readonly string[]
}

export interface Reason {
  readonly code: string
  readonly message: string
}
