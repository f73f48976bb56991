import { type Services, valueTypes } from '../services/index.ts'
import type { ListedGroups } from './groups.ts'
import { isRejected } from './members.ts'
import type { KernelAlgorithm, Phase, PlanNote } from './plan.ts'
import { effectiveStart, overriddenOut } from './start-override.ts'

export interface NoteContext {
  readonly phases: readonly Phase[]
  readonly algorithm: KernelAlgorithm
  /** Whether the algorithm was asked for, so that no release decides. */
  readonly algorithmGiven: boolean
  readonly groups: ListedGroups | undefined
  readonly configuration: number | undefined
  readonly startOverride: boolean
  readonly bootFileSystem: string | null
  readonly measuredBoot: boolean
}

/** What was assumed or left out, in the order in which it matters. */
export function planNotes(services: Services, context: NoteContext): PlanNote[] {
  const kernel = context.phases.includes('boot') || context.phases.includes('system')
  return [
    ...(kernel ? releaseNotes(services, context) : []),
    ...groupOrderNotes(services, context),
    ...(kernel ? [...vectorNotes(services), ...driverNotes(services, context)] : []),
    ...(context.phases.includes('boot') ? bootNotes(services, context) : []),
    ...(context.phases.includes('auto') ? controllerNotes(services) : []),
  ]
}

/** Releases whose Control key names services that start before all groups: seen in stock hives of 8.1 and 10. */
const withEarlyStart: ReadonlySet<string> = new Set(['8.1', '10', '11'])

function controllerNotes({ windows, earlyStartServices, holds }: Services): PlanNote[] {
  if (holds.fragment || earlyStartServices.length > 0 || !withEarlyStart.has(windows.release)) return []
  const message =
    'the input holds no Control\\EarlyStartServices: no auto-start service comes before the groups'
  return [{ code: 'early-start-services-missing', message }]
}

function releaseNotes({ windows }: Services, { algorithm, algorithmGiven }: NoteContext): PlanNote[] {
  if (windows.certainty !== 'assumed' || algorithmGiven) return []
  const message = `${windows.title} is assumed (${windows.reason}), so the ${algorithm} algorithm`
  return [{ code: 'release-assumed', message }]
}

function groupOrderNotes({ groupOrder }: Services, { groups, algorithm }: NoteContext): PlanNote[] {
  if (groups !== undefined) {
    if (groupOrder?.wellFormed !== false) return []
    const message = `ServiceGroupOrder is not well formed (${groupOrder.defect}); the groups that could be read are used`
    return [{ code: 'group-order-malformed', message }]
  }
  if (groupOrder === undefined) {
    const message =
      'the input holds no ServiceGroupOrder: boot and system drivers are shown in reverse name order'
    return [{ code: 'group-order-missing', message }]
  }
  const why = groupOrder.defect ?? 'not a REG_MULTI_SZ'
  const message = `the ${algorithm} loader cannot use ServiceGroupOrder (${why}): reverse name order is shown`
  return [{ code: 'group-order-unusable', message }]
}

function vectorNotes(services: Services): PlanNote[] {
  if (!services.holds.vectors) {
    const message = 'the input holds no GroupOrderList: tags are taken as listed in no vector'
    return [{ code: 'vectors-missing', message }]
  }
  const unknown = services.vectors.filter(({ tags, malformed }) => tags === null && malformed === null)
  if (unknown.length === 0) return []
  return [
    naming(
      'vector-tags-unknown',
      unknown.map(({ group }) => group),
      (names) => `only the number of tags is known of ${names}: their tags count as not listed`,
    ),
  ]
}

function driverNotes(services: Services, context: NoteContext): PlanNote[] {
  const notes: PlanNote[] = []
  const fileSystem = context.phases.includes('boot') && context.bootFileSystem
  const starts = context.phases.flatMap((phase) => (phase === 'boot' ? [0] : phase === 'system' ? [1] : []))
  const added = fileSystem ? services.get(fileSystem) : undefined
  const drivers = services.all.filter((service) => {
    const start = effectiveStart(service, context.configuration).start
    return service === added || (start !== undefined && starts.includes(start))
  })
  const rejected = drivers.filter((service) => isRejected(service, context.algorithm))
  if (rejected.length > 0)
    notes.push(
      naming(
        'rejected',
        rejected.map(({ name }) => name),
        (names) => `the classic loader does not add ${names}: Group or ImagePath is empty or of a wrong type`,
      ),
    )
  const { REG_SZ, REG_EXPAND_SZ } = valueTypes
  const groupless = drivers.filter(
    ({ group }) => group && group.type !== REG_SZ && group.type !== REG_EXPAND_SZ,
  )
  if (context.algorithm === 'modern' && groupless.length > 0)
    notes.push(
      naming(
        'group-ignored',
        groupless.map(({ name }) => name),
        (names) => `Group is no text in ${names}: taken as no group`,
      ),
    )
  return [...notes, ...overrideNotes(services, context)]
}

function overrideNotes(
  services: Services,
  { algorithm, configuration, startOverride }: NoteContext,
): PlanNote[] {
  if (algorithm === 'classic' || !startOverride) return []
  if (configuration !== undefined) {
    const out = overriddenOut(services, configuration)
    if (out.length === 0) return []
    return [
      naming(
        'start-override-out',
        out.map(({ name }) => name),
        (names) => `StartOverride for hardware configuration ${configuration} takes out ${names}`,
      ),
    ]
  }
  const count = services.all.filter((service) => service.startOverride.length > 0).length
  if (count === 0) return []
  const services_ = count === 1 ? '1 service' : `${count} services`
  const message = `StartOverride of ${services_} is not applied: the input holds no HardwareConfig\\LastId`
  return [{ code: 'start-override-unknown', message }]
}

function bootNotes(
  services: Services,
  { algorithm, bootFileSystem, measuredBoot, groups }: NoteContext,
): PlanNote[] {
  const notes: PlanNote[] = []
  if (bootFileSystem !== null && !services.has(bootFileSystem)) {
    const message = `the input holds no service "${bootFileSystem}": the boot file system driver is not shown`
    notes.push({ code: 'boot-file-system-missing', message })
  }
  if (measuredBoot && (algorithm === 'classic' || groups === undefined)) {
    const message =
      'measured boot is not applied: it is known of the modern loader with a ServiceGroupOrder alone'
    notes.push({ code: 'measured-boot-not-applied', message })
  } else if (measuredBoot) {
    const message =
      'measured boot: that msisadrv, pci and tpm come right after ACPI is an inference from boot logs'
    notes.push({ code: 'measured-boot', message })
  }
  return notes
}

/** How many names a brief note has. */
const shownNames = 8

/** A note about services, groups or images; `text` says it of their names. */
export function naming(code: string, names: readonly string[], text: (names: string) => string): PlanNote {
  const message = text(nameList(names))
  const rest = names.length - shownNames
  if (rest <= 0) return { code, message, names }
  const brief = text(`${names.slice(0, shownNames).join(', ')} and ${rest} more`)
  return { code, message, brief, names }
}

/** `a, b and c`. */
function nameList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
