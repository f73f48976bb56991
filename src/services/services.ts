import type { Diagnostic, Located, Place } from '../diagnostics/index.ts'
import type {
  HiveFacts,
  PassedOver,
  RegistryCounts,
  RegistryFormat,
  RegistryKey,
  Suppression,
} from '../registry/index.ts'
import type { CriticalDevice, StorageDevice } from './devices.ts'
import type { Touch } from './overlay.ts'
import type { Release, ReleaseChoice } from './release.ts'
import type { Service, Setting } from './service.ts'

/**
 * The Services database of one control set, with what its input did *not* hold: a rule that lacks what it needs
 * says so instead of guessing.
 */
export interface Services {
  /** Every subkey of Services in hive order (by upper-cased name), container keys too. */
  readonly all: readonly Service[]
  /** The service of that name, without case. */
  get(name: string): Service | undefined
  has(name: string): boolean
  /** Members of a load-order group in hive order; the empty list for a group that nobody is in. */
  members(group: string): readonly Service[]
  /** `Control\ServiceGroupOrder\List`; undefined where the input lacks it. */
  readonly groupOrder: GroupOrder | undefined
  /** `Control\GroupOrderList` by group, without case. */
  vector(group: string): TagVector | undefined
  readonly vectors: readonly TagVector[]
  readonly holds: Holdings
  readonly controlSet: ControlSetChoice
  readonly windows: ReleaseChoice
  /** `Control\EarlyStartServices`; empty where absent. */
  readonly earlyStartServices: readonly Located<string>[]
  /** `HardwareConfig\LastId`: which StartOverride value counts; undefined where absent. */
  readonly hardwareConfiguration: Located<number> | undefined
  /** `Control\SafeBoot\Minimal` and `Network`; undefined where absent. */
  readonly safeBoot: { readonly minimal: SafeBootList; readonly network: SafeBootList } | undefined
  /** UpperFilters and LowerFilters under `Control\Class`. */
  readonly classFilters: readonly ClassFilter[]
  /** Disks, volumes and controllers under `Enum`; empty where the reader was not asked to keep them. */
  readonly storageDevices: readonly StorageDevice[]
  /** `Control\CriticalDeviceDatabase`; likewise. */
  readonly criticalDevices: readonly CriticalDevice[]
  /** `Control\PortableOperatingSystem` (Windows To Go): Windows starts from a USB disk on many machines. */
  readonly isPortable: boolean
  /**
   * Laid over a base: the services, and the keys below Control, that the input has edits for, by upper-cased name; each
   * with the place of the last edit and whether that deletes the key. Empty without a base.
   */
  readonly touched: ReadonlyMap<string, Touch>
  readonly touchedControl: ReadonlyMap<string, Touch>
  /**
   * Control sets of the input, with their roots, that were laid over the base's chosen one although they have another
   * name or root, such as that of a hive loaded for mending. Empty without a base.
   */
  readonly mappedFrom: readonly string[]
  /** Inputs that were read, base first; with what their readers noticed. */
  readonly inputs: readonly ServicesInput[]
  /**
   * Whether a service is in-box: its name and its image file name both stand in the bundled profile of the detected
   * release. False for everything where that release has no profile with services (NT 3.51).
   */
  inBox(service: Service): boolean
}

export interface ServicesInput {
  readonly file: string
  readonly format: RegistryFormat
  readonly role: 'base' | 'input'
  readonly diagnostics: readonly Diagnostic[]
  readonly passedOver: readonly PassedOver[]
  readonly counts: RegistryCounts
  readonly keptKeys: number
  /** What the base block of a hive says; absent for text and profiles. */
  readonly hive?: HiveFacts
  /** Comments that ask lint to leave findings out, in file order. */
  readonly suppressions?: readonly Suppression[]
}

/** What the input (with its base) holds. `false` means unknown, not absent, when {@link fragment} is true. */
export interface Holdings {
  /** Neither a whole hive or export nor laid over a base: what it does not hold is unknown. */
  readonly fragment: boolean
  readonly services: boolean
  readonly groupOrder: boolean
  readonly vectors: boolean
  readonly select: boolean
  readonly safeBoot: boolean
  /** `Control\Class`. */
  readonly classes: boolean
  /** `Enum`; of text where the reader was asked to keep the devices. */
  readonly devices: boolean
  /** `Control\CriticalDeviceDatabase`, likewise; Windows 8 and later have none. */
  readonly criticalDevices: boolean
  readonly hardwareConfiguration: boolean
}

export interface GroupOrder {
  /** As stored, empty strings and repetitions included. */
  readonly groups: readonly Located<string>[]
  readonly at: Place
  readonly type: number
  /** REG_MULTI_SZ that ends in a NUL. */
  readonly wellFormed: boolean
  /** Whether its data is whole characters, the last of which is a NUL. */
  readonly terminated: boolean
  /** What is wrong with it, for people; null when well formed. */
  readonly defect: string | null
  /** 0-based position of a group's first mention without case and without counting empty strings; undefined if not listed. */
  position(group: string): number | undefined
}

export interface TagVector {
  /** Value name, original spelling. */
  readonly group: string
  readonly at: Place
  readonly type: number
  readonly byteLength: number
  /** First DWORD; undefined when there are fewer than four bytes, or when a profile knows it not. */
  readonly count: number | undefined
  /** The tags that count: at most `count`, clipped to the data. Null when only the count is known (KB Q115486's excerpt). */
  readonly tags: readonly Located<number>[] | null
  readonly malformed: TagVectorDefect | null
  /** 1-based position of the first occurrence of a tag; undefined when it is not in the vector. */
  position(tag: number): number | undefined
}

export type TagVectorDefect = 'type' | 'length' | 'count-too-large' | 'count-too-small' | 'empty'

export interface SafeBootList {
  readonly entries: readonly { readonly name: string; readonly kind: string; readonly at: Place }[]
  has(name: string): boolean
}

export interface ClassFilter {
  /** GUID key name. */
  readonly classGuid: string
  /** The class's `Class` value, such as `DiskDrive`; undefined where absent. */
  readonly className: string | undefined
  readonly valueName: 'UpperFilters' | 'LowerFilters'
  readonly type: number
  readonly at: Place
  readonly filters: readonly Located<string>[]
}

/** Which control set was read, and why. */
export interface ControlSetChoice {
  /** `CurrentControlSet`, `ControlSet001`, …; undefined where the input has none. */
  readonly name: string | undefined
  /** Number of a ControlSetNNN, or what Select says CurrentControlSet is; null when unknown. */
  readonly number: number | null
  /** A clause for people: `Select\Current is 1`. */
  readonly reason: string
  /** Path of the key above it: `HKEY_LOCAL_MACHINE\SYSTEM`, or an offline root such as `HKEY_LOCAL_MACHINE\OFFLINE`. */
  readonly root: string
  /** Whether {@link root} is where Windows keeps it. */
  readonly standardRoot: boolean
  /** All control sets of the input, sorted. */
  readonly available: readonly {
    readonly name: string
    readonly root: string
    readonly at: Place
    readonly services: number
  }[]
  readonly select: Select | undefined
  readonly key: RegistryKey | undefined
}

export interface Select {
  readonly at: Place
  readonly current: Setting<number> | undefined
  readonly default: Setting<number> | undefined
  readonly failed: Setting<number> | undefined
  readonly lastKnownGood: Setting<number> | undefined
}

export type { Release, ReleaseChoice }
