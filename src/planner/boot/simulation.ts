import type { Place } from '../../diagnostics/index.ts'
import type { Service, Services } from '../../services/index.ts'
import type { ImageSource } from '../image-source.ts'
import type { PlanOptions } from '../order.ts'
import type { Phase, PlanNote } from '../plan.ts'

/** How a boot is simulated: the options of the order, and what goes wrong. */
export interface BootOptions extends Omit<PlanOptions, 'start'> {
  /** Names of services, without case, that fail whenever they are attempted, in LastKnownGood too. */
  readonly fail?: readonly string[]
  /** Which images are there, and what they import; without it every image is taken to be there. */
  readonly images?: ImageSource
  /** Whether the start already uses LastKnownGood, so that there is nothing to fall back to. */
  readonly usesLastKnownGood?: boolean
  /** Which SafeBoot list counts; absent for an ordinary boot. */
  readonly safeMode?: SafeMode
  /**
   * The control set to fall back to. Absent where the input does not hold it: then the set that failed stands in for
   * it, as after a good boot, when both are the same.
   */
  readonly lastKnownGood?: Services
  /** Why there is none, or why it is this one, as a clause: `Select\LastKnownGood is 2`. */
  readonly lastKnownGoodReason?: string
}

export type SafeMode = 'minimal' | 'network'

/** How it ends. */
export type Verdict =
  /** All that was wanted runs, or what does not is not logged. Safe mode logs what it leaves out (event 7026). */
  | 'comes-up'
  /** It runs; at least one failure is logged. */
  | 'comes-up-with-errors'
  /** It runs with LastKnownGood: since that was asked for, or after a severe or critical failure without it. */
  | 'comes-up-on-last-known-good'
  | 'does-not-come-up'

export interface BootSimulation {
  readonly verdict: Verdict
  /** The first attempt, and the one with LastKnownGood where there was a reason for it. */
  readonly attempts: readonly BootAttempt[]
  /** Why it ended so, from the first cause to the end. Empty where nothing went wrong. */
  readonly chain: readonly Cause[]
  /** What was assumed because the input did not say. */
  readonly notes: readonly PlanNote[]
}

/** One start with one control set. */
export interface BootAttempt {
  readonly role: 'first' | 'last-known-good'
  /** The control set that was started, by name; with why LastKnownGood is this one. */
  readonly controlSet: { readonly name: string; readonly reason: string }
  readonly phases: readonly BootPhase[]
  /** What this attempt did not turn to: demand start, disabled, and what no phase holds. By name. */
  readonly others: readonly ServiceOutcome[]
  /** In the order in which they are logged. */
  readonly events: readonly BootEvent[]
  readonly end: AttemptEnd
}

export interface BootPhase {
  readonly phase: Phase
  /** In the order of the start; what safe mode leaves out of the turn comes last, without a position. */
  readonly outcomes: readonly ServiceOutcome[]
}

export type AttemptEnd =
  | { readonly kind: 'up' }
  /** Start again with LastKnownGood: a severe or critical failure. */
  | { readonly kind: 'restart'; readonly by: ServiceOutcome }
  | {
      readonly kind: 'bug-check'
      /** Undefined where no service stands behind what is missing. */
      readonly by: ServiceOutcome | undefined
      /** Why that ends the start, besides its ErrorControl: what the boot volume needs it for. */
      readonly why: Cause | undefined
      /** `0x7B INACCESSIBLE_BOOT_DEVICE`; undefined where no document names one. */
      readonly name: string | undefined
      /** Whether Microsoft documents it, or it is inferred from what the driver does. */
      readonly certainty: 'documented' | 'inferred'
    }

export type Outcome =
  /** A driver: by the loader, the kernel or the Service Control Manager. */
  | 'loaded'
  /** A Win32 service. */
  | 'started'
  | 'failed'
  /** Something that it needs did not run, or the controller does not know it. */
  | 'not-attempted'
  /** By safe mode. */
  | 'excluded'
  /** The attempt ended before it. */
  | 'not-reached'
  /** Nothing at boot asks for it. */
  | 'demand'
  | 'disabled'
  /** A key that holds no service, an adapter, a user service, a driver that the loader does not add. */
  | 'no-part'

export interface ServiceOutcome {
  readonly service: Service
  /** Where it stands in the order; undefined where no phase holds it. */
  readonly phase: Phase | undefined
  /** 1-based position in its phase; undefined outside one. */
  readonly position: number | undefined
  readonly outcome: Outcome
  /** Start as used; undefined where none can be read. */
  readonly start: number | undefined
  /** ErrorControl as used: the default filled in. */
  readonly errorControl: number
  /** Why it failed, was not attempted, is excluded or takes no part. */
  readonly cause: Cause | undefined
  /** The service that a demand-start service was started for, at boot. */
  readonly pulledInBy: Service | undefined
  /** Something to know of an outcome that is as it should be: a trigger, SafeBoot that the loader does not ask. */
  readonly remark: Cause | undefined
}

/** A cause in a code and in words; the words are a clause that follows the name of the service. */
export interface Cause {
  readonly code: string
  readonly message: string
  /** The service, group or file that it speaks of. */
  readonly on?: string
  /** The service whose outcome is the cause, where there is one. */
  readonly dueTo?: Service
  /** Win32 error of the start: 2, 126, 1059, 1068, 1075, 1084. */
  readonly error?: number
  /** Where the input says so: the entry of a dependency. */
  readonly at?: Place
}

/** An entry of the system log by the Service Control Manager. */
export interface BootEvent {
  /** 7000 to 7027. */
  readonly id: number
  /** `EVENT_SERVICE_START_FAILED` */
  readonly symbol: string
  /** The service that it is about; undefined for those about the start as a whole. */
  readonly service: Service | undefined
  readonly message: string
}

/** What the failure of each driver and service alone would do. */
export interface FailEachResult {
  /** By name. */
  readonly failures: readonly SingleFailure[]
  /** Drivers and services that this boot does not attempt, so that their failure changes nothing. */
  readonly notAttempted: readonly Service[]
  /** The boot without a failure, to which each is compared. */
  readonly baseline: BootSimulation
}

export type FailureEffect =
  /** Windows does not come up. */
  | 'fatal'
  /** Windows comes up, but on LastKnownGood only. */
  | 'last-known-good'
  /** It comes up with failures in its log that the baseline has not. */
  | 'degrades'
  /** Nothing is logged and nothing else is kept from starting. */
  | 'unnoticed'

export interface SingleFailure {
  readonly service: Service
  readonly phase: Phase
  readonly effect: FailureEffect
  readonly verdict: Verdict
  readonly errorControl: number
  /** Other services that do not run because of it, in the order of the boot. */
  readonly dependents: readonly Service[]
  /** As in {@link BootSimulation.chain}. */
  readonly chain: readonly Cause[]
}
