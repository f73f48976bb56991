import type { Located, Place } from '../diagnostics/index.ts'
import type { RegistryKey } from '../registry/index.ts'

/** A decoded standard value: what it says, where its data stands, and the registry type it was stored with. */
export interface Setting<T> extends Located<T> {
  /** Registry type number as stored; it may be another than the standard asks for where decoding was possible. */
  readonly type: number
}

/** A standard value that could not be decoded, or that was decoded in spite of a defect. */
export interface MalformedValue {
  /** Standard spelling of the value: `Group`, `DependOnService`, … */
  readonly valueName: string
  /**
   * `type`: stored with another registry type; `length`: a number of a wrong length; `text`: a broken string or list;
   * `list`: one that an empty string ends before its last string.
   */
  readonly defect: 'type' | 'length' | 'text' | 'list'
  /** What was found, for people: `REG_SZ`, `REG_DWORD of 2 bytes`, `no final NUL`. */
  readonly found: string
  /** What belongs there: `REG_DWORD`, `REG_SZ or REG_EXPAND_SZ`. */
  readonly expected: string
  readonly at: Place
  /** Whether the setting was decoded all the same. */
  readonly used: boolean
}

/**
 * `driver`: Type 1, 2 or 8; `adapter`: Type 4 (a set of arguments, KB 103000); `service`: a Win32 Type (0x10, 0x20
 * and their flags); `unknown`: Type present but no such number, or Type absent while Start or ErrorControl are there;
 * `container`: none of Type, Start and ErrorControl: no service at all, stock Windows has dozens.
 * Drivers and services are the two kinds of KB 101501, both under one controller.
 */
export type ServiceKind = 'driver' | 'adapter' | 'service' | 'unknown' | 'container'

/** One subkey of Services. Every setting is absent when the input does not hold it; see `effective` for defaults. */
export interface Service {
  /** Key name, original spelling. */
  readonly name: string
  /** Upper-cased name: identity and sort key. */
  readonly id: string
  readonly at: Place
  readonly key: RegistryKey
  readonly kind: ServiceKind

  readonly type: Setting<number> | undefined
  readonly start: Setting<number> | undefined
  readonly errorControl: Setting<number> | undefined
  readonly tag: Setting<number> | undefined
  /** Decoded from REG_SZ; from REG_EXPAND_SZ and REG_MULTI_SZ (first element) too, then with a {@link malformed} entry. */
  readonly group: Setting<string> | undefined
  readonly imagePath: Setting<string> | undefined
  readonly objectName: Setting<string> | undefined
  readonly displayName: Setting<string> | undefined
  readonly description: Setting<string> | undefined
  readonly delayedAutostart: Setting<number> | undefined
  readonly launchProtected: Setting<number> | undefined
  readonly serviceSidType: Setting<number> | undefined
  readonly bootFlags: Setting<number> | undefined
  readonly deleteFlag: Setting<number> | undefined
  /** Other DWORD settings by standard spelling (`SvcHostSplitDisable`, `PreshutdownTimeout`, `UserServiceFlags`). */
  readonly otherNumbers: ReadonlyMap<string, Setting<number>>
  readonly dependOnService: readonly Located<string>[]
  readonly dependOnGroup: readonly Located<string>[]
  readonly requiredPrivileges: readonly Located<string>[]
  readonly failureActions: Setting<Uint8Array> | undefined

  /** `StartOverride`: value name (a decimal hardware configuration id) and the start it gives. */
  readonly startOverride: readonly (Located<number> & { readonly configuration: string })[]
  /** Number of subkeys of TriggerInfo; 0 when it is not trigger started. */
  readonly triggers: number
  /** `Parameters`: whether it is there, its ServiceDll, and the place of the key. */
  readonly parameters: { readonly at: Place; readonly serviceDll: Setting<string> | undefined } | undefined
  readonly performance: PerformanceKey | undefined
  /** `Linkage`: Bind, Export, Route of a network component (NT 3.x on). */
  readonly linkage: LinkageKey | undefined
  /** Minifilter instances: `Instances`, or `Parameters\Instances` from Windows 11 24H2 on. */
  readonly instances: InstancesKey | undefined

  readonly malformed: readonly MalformedValue[]
  /** What Windows uses where a value is absent. */
  readonly effective: EffectiveSettings
}

/** Values with the defaults of KB 103000, CreateService and the kernel filled in. */
export interface EffectiveSettings {
  /**
   * ImagePath, or its default: `System32\Drivers\<name>.sys` for a driver, `System32\<name>.exe` for a service,
   * undefined for an adapter (ignored there) and a container.
   */
  readonly imagePath: string | undefined
  readonly imagePathDefaulted: boolean
  /** Base name of the image file without extension, upper-cased; undefined without an image. */
  readonly imageName: string | undefined
  /** Last component of the image path with extension, original spelling. */
  readonly imageFile: string | undefined
  /** Account of a service (default `LocalSystem`), driver object name of a driver (`\Driver\<name>`, `\FileSystem\<name>`). */
  readonly objectName: string | undefined
  readonly objectNameDefaulted: boolean
  /** Default 1, normal: what the loader assumes. */
  readonly errorControl: number
  readonly errorControlDefaulted: boolean
  /** Type, Start and ErrorControl in Microsoft's words, `unknown …` for other numbers; undefined where not written. */
  readonly typeName: string | undefined
  readonly startName: string | undefined
  /** Of {@link errorControl}, so `normal` where it is not written. */
  readonly errorControlName: string
  /** Undefined when there is no Group or an empty one: both mean no group. */
  readonly group: string | undefined
}

export interface PerformanceKey {
  readonly at: Place
  readonly library: Setting<string> | undefined
  readonly open: Setting<string> | undefined
  readonly collect: Setting<string> | undefined
  readonly close: Setting<string> | undefined
}

export interface LinkageKey {
  readonly at: Place
  readonly bind: readonly Located<string>[]
  readonly export: readonly Located<string>[]
  readonly route: readonly Located<string>[]
}

export interface InstancesKey {
  readonly at: Place
  /** It is `Parameters\Instances`. */
  readonly belowParameters: boolean
  readonly defaultInstance: Setting<string> | undefined
  readonly all: readonly {
    readonly name: string
    readonly at: Place
    readonly altitude: Setting<string> | undefined
  }[]
}
