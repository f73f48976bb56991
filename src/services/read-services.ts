import { decodeDword, type Registry, type RegistryKey, sameName, upcase } from '../registry/index.ts'
import {
  readClassFilters,
  readEarlyStartServices,
  readHardwareConfiguration,
  readIsPortable,
  readSafeBoot,
} from './control.ts'
import { chooseControlSet } from './control-set.ts'
import { readCriticalDevices, readStorageDevices } from './devices.ts'
import { readGroupOrder, readTagVectors } from './groups.ts'
import { readHoldings } from './holdings.ts'
import { inBoxTest } from './in-box.ts'
import { type EditedRegistry, overlayRegistry } from './overlay.ts'
import { profileNames, readProfileFacts, readReleaseFacts } from './profile.ts'
import { readService } from './read-service.ts'
import type { Release } from './release.ts'
import type { Service } from './service.ts'
import type { ControlSetChoice, Holdings, Services, ServicesInput } from './services.ts'
import { detectRelease, type ReleaseEvidence } from './windows.ts'

export interface ReadServicesOptions {
  /** Registry that the input is laid over, as Regedit would import it. */
  readonly base?: Registry
  /** Release to take for granted; else it is detected. */
  readonly windows?: Release
  /** `current`, `default`, `last-known-good` or a number: see parseControlSet. */
  readonly controlSet?: string
  /** Whether to load the release's profile, for {@link Services.inBox}; default true. */
  readonly inBox?: boolean
}

/**
 * Makes the Services model of one control set. The registry should hold what servicesSelection selects; an overlay
 * (with `base`) should have kept its edits.
 */
export async function readServices(
  registry: EditedRegistry,
  options: ReadServicesOptions = {},
): Promise<Services> {
  const { base } = options
  const whole = base ?? registry
  const ownChoice = chooseControlSet(whole.root, whole.format.kind, options.controlSet)
  const overlaid = base ? overlayRegistry(base, ownChoice, registry) : undefined
  const controlSet = overlaid ? chosenAgain(overlaid.tree, ownChoice) : ownChoice
  const set = controlSet.key
  const root = set?.parent
  // Pushed, as arrays that map makes are of one kind or another, and each loop over them is compiled anew for it.
  const all: Service[] = []
  for (const key of set?.key('Services')?.keys ?? []) all.push(readService(key))
  const byId = new Map(all.map((service) => [service.id, service]))
  const groupOrder = readGroupOrder(set)
  const profileFiles = [whole, registry]
    .filter(({ format }) => format.kind === 'profile')
    .map(({ file }) => file)
  const vectors = readTagVectors(set, (file) => profileFiles.includes(file))
  const vectorByGroup = new Map(vectors.map((vector) => [upcase(vector.group), vector]))
  const membersByGroup = groupMembers(all)
  const earlyStartServices = readEarlyStartServices(set)
  const held = readHoldings(whole.format.kind, root, set)
  // An overlay, whatever it deletes, makes no fragment of a whole base, nor a whole of a fragment.
  const holds = base ? { ...held, ...heldByBase(base, ownChoice) } : held
  const profile = await releaseOfProfile(whole)
  const ofBase = base && detectRelease(options.windows, releaseEvidence(ownChoice.key, profile))
  // An overlay does not turn the system that it is laid over into another release.
  const windows =
    ofBase && ofBase.certainty !== 'assumed'
      ? ofBase
      : detectRelease(options.windows, releaseEvidence(set, profile, all))
  const inBox = inBoxTest(options.inBox === false ? undefined : await readReleaseFacts(windows.release))
  return {
    all,
    get: (name) => byId.get(upcase(name)),
    has: (name) => byId.has(upcase(name)),
    members: (group) => membersByGroup.get(upcase(group)) ?? [],
    groupOrder,
    vector: (group) => vectorByGroup.get(upcase(group)),
    vectors,
    holds,
    controlSet,
    windows,
    earlyStartServices,
    hardwareConfiguration: readHardwareConfiguration(root),
    safeBoot: readSafeBoot(set),
    classFilters: readClassFilters(set),
    storageDevices: readStorageDevices(set),
    criticalDevices: readCriticalDevices(set),
    isPortable: readIsPortable(set),
    touched: overlaid?.touched ?? new Map(),
    touchedControl: overlaid?.touchedControl ?? new Map(),
    mappedFrom: overlaid?.mappedFrom ?? [],
    inputs: base ? [input(base, 'base'), input(registry, 'input')] : [input(registry, 'input')],
    inBox,
  }
}

/** `all`: the services of the set, where they have been read. */
function releaseEvidence(
  set: RegistryKey | undefined,
  profile: Release | undefined,
  all?: readonly Service[],
): ReleaseEvidence {
  const services = set?.key('Services')
  return {
    profile,
    groupOrder: readGroupOrder(set),
    has: (name) => services?.key(name) !== undefined,
    services: () => all ?? (services?.keys ?? []).map(readService),
    earlyStartServices: readEarlyStartServices(set).map(({ value }) => value),
    hasEarlyLaunch: set?.find('Control', 'EarlyLaunch') !== undefined,
    hasHardwareConfiguration: set?.parent?.key('HardwareConfig') !== undefined,
    csdBuildNumber: csdBuildNumber(set),
  }
}

/** The same control set in the tree that the overlay was applied on; the base's choice stands. */
function chosenAgain(tree: RegistryKey, choice: ControlSetChoice): ControlSetChoice {
  const names = choice.root.split('\\').filter((name) => name !== '')
  const again = chooseControlSet(tree, 'reg')
  if (choice.name === undefined) return again
  const available = again.available.map((set) => whereBrought(tree, set))
  return { ...choice, available, select: again.select, key: tree.find(...names, choice.name) }
}

/** A control set of which the base keeps no services, and the overlay brings some, stands where it does. */
function whereBrought(
  tree: RegistryKey,
  set: ControlSetChoice['available'][number],
): ControlSetChoice['available'][number] {
  const names = set.root.split('\\').filter((name) => name !== '')
  const first = tree.find(...names, set.name, 'Services')?.keys[0]
  return first && set.at.file === tree.at.file && first.at.file !== tree.at.file
    ? { ...set, at: first.at }
    : set
}

/** What a base alone decides: devices that an overlay brings are not all that a machine has. */
function heldByBase(
  base: Registry,
  { key }: ControlSetChoice,
): Pick<Holdings, 'fragment' | 'devices' | 'criticalDevices'> {
  const { fragment, devices, criticalDevices } = readHoldings(base.format.kind, key?.parent, key)
  return { fragment, devices, criticalDevices }
}

function groupMembers(all: readonly Service[]): Map<string, Service[]> {
  const members = new Map<string, Service[]>()
  for (const service of all) {
    const { group } = service.effective
    if (group === undefined) continue
    const known = members.get(upcase(group))
    if (known) known.push(service)
    else members.set(upcase(group), [service])
  }
  return members
}

async function releaseOfProfile(registry: Registry): Promise<Release | undefined> {
  if (registry.format.kind !== 'profile') return undefined
  const name = profileNames.find((profile) => sameName(profile, registry.file))
  return name === undefined ? undefined : (await readProfileFacts(name))?.release
}

function csdBuildNumber(controlSet: RegistryKey | undefined): number | undefined {
  const value = controlSet?.find('Control', 'Windows')?.value('CSDBuildNumber')
  return value && decodeDword(value.data)
}

function input(registry: Registry, role: ServicesInput['role']): ServicesInput {
  const { file, format, diagnostics, passedOver, counts, keptKeys, hive, suppressions } = registry
  return {
    file,
    format,
    role,
    diagnostics,
    passedOver,
    counts,
    keptKeys,
    ...(suppressions === undefined ? {} : { suppressions }),
    ...(hive === undefined ? {} : { hive }),
  }
}
