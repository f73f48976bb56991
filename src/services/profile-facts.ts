import type { Release } from './release.ts'

/** A bundled profile as its JSON file holds it: plain facts of one release, no places, no machine. */
export interface ProfileFacts {
  /** `windows-10` */
  readonly profile: string
  readonly release: Release
  /** `Windows 10 version 1709` */
  readonly title: string
  /** Where the facts come from. */
  readonly origin: readonly string[]
  readonly groupOrder: readonly string[]
  readonly vectors: readonly ProfileVector[]
  readonly earlyStartServices?: readonly string[]
  /** HardwareConfig\LastId, so that StartOverride applies. */
  readonly hardwareConfiguration?: number
  /** Name and kind (`Driver`, `Driver Group`, `Service`) of each entry. */
  readonly safeBoot?: { readonly minimal: readonly ProfilePair[]; readonly network: readonly ProfilePair[] }
  readonly classFilters?: readonly ProfileClassFilters[]
  readonly services: readonly ProfileService[]
}

export type ProfilePair = readonly string[]

export interface ProfileVector {
  readonly group: string
  readonly tags?: readonly number[]
  /** Where the source gives the number of tags and not the tags. */
  readonly count?: number
  /** As in {@link ProfileService.assumed}. */
  readonly assumed?: readonly string[]
}

export interface ProfileClassFilters {
  readonly classGuid: string
  readonly class?: string
  readonly upper?: readonly string[]
  readonly lower?: readonly string[]
}

/** One service. A value that is absent here is absent in the registry. */
export interface ProfileService {
  readonly name: string
  readonly type?: number
  readonly start?: number
  readonly errorControl?: number
  readonly group?: string
  readonly tag?: number
  readonly image?: string
  readonly objectName?: string
  readonly dependOnService?: readonly string[]
  readonly dependOnGroup?: readonly string[]
  readonly delayedAutostart?: number
  readonly launchProtected?: number
  readonly serviceSidType?: number
  readonly bootFlags?: number
  readonly userServiceFlags?: number
  readonly serviceDll?: string
  /** Number of triggers. */
  readonly triggers?: number
  /** Hardware configuration id and start. */
  readonly startOverride?: readonly (readonly (string | number)[])[]
  readonly defaultInstance?: string
  /** Name and altitude of each minifilter instance. */
  readonly instances?: readonly ProfilePair[]
  /** Where the article that a fact comes from is silent and a value was chosen to make the example complete. */
  readonly assumed?: readonly string[]
}
