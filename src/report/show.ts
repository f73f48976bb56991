import type { Place } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import type { StartThatCounts } from './terms.ts'

/** Everything about one service, as `show` answers it. */
export interface ShownService {
  readonly service: Service
  readonly values: readonly ShownValue[]
  /** Every key below the service's own, in hive order. */
  readonly subkeys: readonly ShownKey[]
  readonly start: StartThatCounts
  readonly order: ShownOrder | undefined
  /** Why it has no place in the order; undefined where it has one. */
  readonly noPlace: string | undefined
  readonly dependsOn: readonly Relation[]
  readonly dependents: readonly Relation[]
  readonly control: Control
  /** Drivers that this service depends on and so may be the front end of (KB 101501). */
  readonly frontEndOf: readonly string[]
  /** Services that may be the front end of this driver. */
  readonly frontEnds: readonly string[]
}

export interface ShownKey {
  /** Its path below the service's key: `Parameters\Instances`. */
  readonly name: string
  /** FILETIME; undefined where the input has none. */
  readonly lastWritten: bigint | undefined
  readonly at: Place
}

export interface ShownValue {
  /** Standard spelling; a value of a subkey has the subkey before it: `Parameters\ServiceDll`. */
  readonly name: string
  /** `REG_DWORD`; null where nothing is stored. */
  readonly registryType: string | null
  /** As JSON would hold it; null where there is no value and no default. */
  readonly value: string | number | readonly string[] | null
  /** What the value means, for people; the empty string where the value says it all. */
  readonly meaning: string
  /** Not stored: Windows uses this. */
  readonly defaulted: boolean
  /** What is wrong with what is stored, for people. */
  readonly defect: string | null
  readonly at: Place | undefined
}

export interface ShownOrder {
  readonly phase: string
  readonly position: number
  readonly of: number
  readonly reason: string
}

/** A service that another one depends on, or the other way round. */
export interface Relation {
  /** Name as written, or of the service. */
  readonly name: string
  /** The group by which it is meant, where it is meant by one. */
  readonly group: string | null
  /** `driver, boot start`, or what is wrong: `does not exist`. */
  readonly state: string
  readonly at: Place
}

/** What the Service Control Manager can do with an entry. */
export interface Control {
  readonly controls: readonly ('start' | 'stop' | 'pause' | 'continue' | 'load' | 'unload')[]
  /** What ZwLoadDriver and ZwUnloadDriver take; null for what is no driver. */
  readonly registryPath: string | null
  readonly notes: readonly string[]
}
