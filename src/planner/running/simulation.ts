import type { Service, Services } from '../../services/index.ts'
import type { StatusCode } from './status.ts'

/** A system that has started and that nobody has touched since. */
export interface RunningSystem {
  /**
   * The services as the Service Control Manager read them when it started. Where an input is laid over a base this is
   * the base: writing the registry tells the controller nothing.
   */
  readonly database: Services
  /** The registry as it is now; the same but for what an overlay wrote. */
  readonly registry: Services
  /** What runs, in the order in which it was started; services of {@link database}. */
  readonly running: ReadonlySet<Service>
  /** What the simulated boot assumed, and whether it came up. */
  readonly notes: readonly Remark[]
}

/** Something to know: a code, and a sentence in which names stand as the registry has them. */
export interface Remark {
  readonly code: string
  readonly message: string
  /** The same with a few of many names. */
  readonly brief?: string
  /** All services that it speaks of, where there may be many. */
  readonly names?: readonly string[]
}

/** A status that the registry does not exclude, and when it would be returned instead. */
export interface OtherStatus {
  readonly status: StatusCode
  /** A clause: `the driver has no DriverUnload`. */
  readonly when: string
}

/** What the call to the controller returns. */
export interface CallStatus {
  /** Undefined where the input does not tell. */
  readonly status: StatusCode | undefined
  /** Why, as a sentence without a period that does not begin with a name. */
  readonly reason: string
  readonly others: readonly OtherStatus[]
}

export type StepState =
  | 'running'
  | 'stopped'
  /** No such service in the controller's database. */
  | 'missing'
  /** The input is a fragment and does not hold it. */
  | 'unknown'

export type StepAction =
  /** It runs already. */
  | 'none'
  | 'start'
  | 'load'
  | 'stop'
  | 'unload'
  /** It does not start. */
  | 'cannot'
  /** Whether it starts is not known. */
  | 'unknown'

/** One service that the call concerns. */
export interface RunningStep {
  /** From 1, in the order in which the controller turns to them. */
  readonly position: number
  /** As its key has it; for a missing service as the dependency has it. */
  readonly name: string
  readonly service: Service | undefined
  readonly state: StepState
  readonly action: StepAction
  readonly reason: string
  /** What a call for this one alone would return, where it cannot be started; for a missing one, of its dependent. */
  readonly status: StatusCode | undefined
  /** Event of the system log that goes with it: 7001, 7002, 7003, 7017. */
  readonly event: number | undefined
}

/** What StartService or ControlService(SERVICE_CONTROL_STOP) would do. */
export interface ControlSimulation {
  readonly action: 'start' | 'stop'
  /** As its key has it. */
  readonly name: string
  /** In the controller's database; undefined where an overlay alone has it. */
  readonly service: Service | undefined
  /** The service as it stands in the registry, which is another object where there is an overlay. */
  readonly written: Service | undefined
  readonly call: CallStatus
  readonly steps: readonly RunningStep[]
  /** What drivers call, past the controller; undefined for what is no driver. */
  readonly kernel: KernelCall | undefined
  /** What decides and is not in a registry. */
  readonly unknown: readonly Remark[]
  readonly notes: readonly Remark[]
}

/** Who says that a routine returns a status. */
export type StatusSource = 'Microsoft' | 'ReactOS' | 'NuMega' | 'not verified'

export interface KernelStatus extends OtherStatus {
  readonly source: StatusSource
}

/** ZwLoadDriver or ZwUnloadDriver for a driver. */
export interface KernelCall {
  readonly routine: 'ZwLoadDriver' | 'ZwUnloadDriver'
  /** Its only argument. */
  readonly registryPath: string
  /** ImagePath, or its default. */
  readonly image: string | undefined
  readonly imageDefaulted: boolean
  /** Name of the driver object. */
  readonly objectName: string | undefined
  /** What it may return, the likeliest first. */
  readonly returns: readonly KernelStatus[]
  readonly notes: readonly Remark[]
}
