import type { Place } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import type { KernelPhase, Reason } from '../plan.ts'

/** How far a simulated order agrees with one boot of a log. */
export interface LogComparison {
  /** Boot and system, then the drivers that the Service Control Manager starts, where the plan holds them. */
  readonly phases: readonly PhaseComparison[]
  /** Images that the log has as loaded and that neither the boot nor the system phase holds, in the log's order. */
  readonly loadedNotPredicted: readonly UnpredictedImage[]
  /** What stands in the way of comparing the two, for people. */
  readonly remarks: readonly Reason[]
  /** Drivers out of place in the boot and system phases. */
  readonly outOfPlace: number
}

export interface PhaseComparison {
  /** `auto` holds the drivers among auto-start and delayed services. */
  readonly phase: KernelPhase | 'auto'
  /** Nothing is claimed of it: the order of the auto-start phase is svcsim's own definition. */
  readonly informational: boolean
  /** Drivers that both have; of several services with one image the first counts. */
  readonly common: number
  /** The longest part of them that stands in the simulated order. */
  readonly inOrder: number
  /** The others, in the simulated order. */
  readonly outOfPlace: readonly OutOfPlace[]
  /** Pairs of common drivers that the log has the other way round, of how many. */
  readonly discordantPairs: number
  readonly pairs: number
  readonly predictedNotLoaded: readonly PredictedNotLoaded[]
}

export interface OutOfPlace {
  readonly service: Service
  /** Whether the log has it before or after the place where the simulated order has it. */
  readonly moved: 'earlier' | 'later'
  readonly predicted: Standing & { /** In its phase of the plan, from 1. */ readonly position: number }
  readonly logged: Standing & { readonly path: string; readonly at: Place }
  /** The most likely one. */
  readonly reason: Reason
}

/** A place among the common drivers of a phase. */
export interface Standing {
  /** From 1. */
  readonly rank: number
  /** The common drivers next to it; undefined at an end. */
  readonly after: Service | undefined
  readonly before: Service | undefined
}

export interface UnpredictedImage {
  /** As the log has it. */
  readonly path: string
  readonly at: Place
  /** Undefined where no service has the image. */
  readonly service: Service | undefined
  readonly cause: UnpredictedCause
}

export type UnpredictedCause =
  | 'kernel-image'
  | 'import'
  | 'measured-boot'
  | 'start-override'
  | 'rejected'
  | 'auto-start'
  | 'demand-start'
  | 'disabled'
  | 'no-start'
  | 'not-in-input'

export interface PredictedNotLoaded {
  readonly service: Service
  /** In its phase of the plan, from 1. */
  readonly position: number
  /** Where the log has it as not loaded; undefined where the log does not name it. */
  readonly at: Place | undefined
}
