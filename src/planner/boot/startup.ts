import type { Place } from '../../diagnostics/index.ts'
import { type SafeBootList, type Service, type Services, upcase } from '../../services/index.ts'
import { bootFileSystemDriver } from '../boot-file-system.ts'
import { planOrder } from '../order.ts'
import type { Phase, PhasePlan, Plan } from '../plan.ts'
import { controllerMembers } from '../scm-members.ts'
import { type StartOptions, storedStart } from '../start-override.ts'
import { bootVolumeDrivers, danglingDiskFilters } from './boot-volume.ts'
import { lookForImages } from './images.ts'
import { isSafeService, safeBootList } from './safe-mode.ts'
import type { BootOptions, Cause } from './simulation.ts'

/** What the Service Control Manager looks at before it starts a service. */
export type Need =
  | {
      readonly kind: 'service'
      /** As the entry names it, or the service's own spelling. */
      readonly name: string
      readonly at: Place
      /** The service; empty where there is none. */
      readonly services: readonly Service[]
    }
  | {
      readonly kind: 'group'
      readonly name: string
      readonly at: Place
      /** Upper-cased name. */
      readonly id: string
      readonly hasMembers: boolean
    }

/** All of a start with one control set that does not depend on which drivers fail. */
export interface Startup {
  readonly services: Services
  readonly phases: readonly PhasePlan[]
  readonly needs: ReadonlyMap<Service, readonly Need[]>
  /** Services that are started for each other in a loop, each with all of them. */
  readonly circular: ReadonlyMap<Service, readonly Service[]>
  /** The SafeBoot list that counts; undefined for an ordinary boot. */
  readonly safeList: SafeBootList | undefined
  /** How many device classes it allows. */
  readonly safeClasses: number
  /** Members of a group, by its upper-cased name, that are drivers which no phase holds. */
  idleMembers(group: string): readonly Service[]
  readonly bootVolume: ReadonlyMap<Service, string>
  /** Filters of disks and volumes that no service stands behind. */
  readonly danglingFilters: readonly Cause[]
  /** Services of which an image is not there, and which. */
  readonly withoutImage: ReadonlyMap<Service, Cause>
  /** Services of which it is not known whether their image is there, with why. */
  readonly imageUnknown: ReadonlyMap<Service, string>
  /** Auto-start services that safe mode leaves out of their phase. */
  readonly leftOut: ReadonlyMap<Phase, readonly Service[]>
  readonly startOptions: StartOptions
  readonly notes: Plan['notes']
  /** Names of dependencies that a fragment does not hold: taken as met. */
  readonly unknown: ReadonlySet<string>
}

export function prepareStartup(services: Services, options: BootOptions): Startup {
  const safeList = safeBootList(services, options.safeMode)
  const { phases, notes } = planOrder(services, {
    ...options,
    start: 'all',
    ...(safeList && { takesTurn: (service: Service) => isSafeService(service, safeList) }),
  })
  const unknown = new Set<string>()
  const needs = new Map<Service, readonly Need[]>()
  const attempted: Service[] = []
  const circular = new Map<Service, readonly Service[]>()
  for (const { phase, steps } of phases)
    for (const { service, loop } of steps) {
      if (phase !== 'auto' && phase !== 'delayed') continue
      attempted.push(service)
      needs.set(service, needsOf(services, service, unknown))
      if (loop) circular.set(service, loop.members)
    }
  const { bootFileSystem = 'ntfs' } = options
  const images = lookForImages(phases, options.images)
  return {
    services,
    phases,
    needs,
    circular,
    safeList,
    safeClasses: safeList?.entries.filter(({ name }) => name.startsWith('{')).length ?? 0,
    idleMembers: idleMembersOf(services, phases),
    bootVolume: bootVolumeDrivers(services, bootFileSystemDriver(services, bootFileSystem)),
    danglingFilters: danglingDiskFilters(services),
    withoutImage: images.missing,
    imageUnknown: images.unknown,
    leftOut: safeList ? leftOut(services, safeList, attempted) : new Map(),
    startOptions: options,
    notes,
    unknown,
  }
}

function leftOut(
  services: Services,
  safeList: SafeBootList,
  attempted: readonly Service[],
): ReadonlyMap<Phase, readonly Service[]> {
  const known = new Set(attempted)
  const isLeftOut = (service: Service) => !isSafeService(service, safeList) && !known.has(service)
  const { auto, delayed } = controllerMembers(services)
  return new Map([
    ['auto', auto.filter(isLeftOut)],
    ['delayed', delayed.filter(isLeftOut)],
  ])
}

/** Whether a driver is one of boot or system start, as stored. */
export function isKernelDriver(service: Service): boolean {
  const start = storedStart(service)
  const isDeleted = (service.deleteFlag?.value ?? 0) !== 0
  return service.kind === 'driver' && start !== undefined && start < 2 && !isDeleted
}

/** The phases, and what each group has besides, are looked through once for however many services need the group. */
function idleMembersOf(
  services: Services,
  phases: readonly PhasePlan[],
): (group: string) => readonly Service[] {
  const planned = new Set(phases.flatMap(({ steps }) => steps.map(({ service }) => service)))
  const known = new Map<string, readonly Service[]>()
  return (group) => {
    const members =
      known.get(group) ??
      services.members(group).filter((member) => isKernelDriver(member) && !planned.has(member))
    known.set(group, members)
    return members
  }
}

/** An entry that a fragment does not hold may well exist: it is left out, and told. */
function needsOf(services: Services, service: Service, unknown: Set<string>): Need[] {
  const needs: Need[] = []
  const { fragment } = services.holds
  for (const { value, at } of service.dependOnService) {
    const other = services.get(value)
    if (value === '') continue
    if (!other && fragment) unknown.add(value)
    else needs.push({ kind: 'service', name: other?.name ?? value, at, services: other ? [other] : [] })
  }
  for (const { value, at } of service.dependOnGroup) {
    if (value === '') continue
    const members = services.members(value)
    if (fragment) {
      if (members.length === 0) unknown.add(value)
      if (members.length === 0) continue
    }
    needs.push({ kind: 'group', name: value, at, id: upcase(value), hasMembers: members.length > 0 })
  }
  return needs
}
