import type { Service, Services } from '../../services/index.ts'
import type { KernelAlgorithm, Phase, Plan, Reason, Step } from '../plan.ts'
import type { StartOptions } from '../start-override.ts'
import { releaseRemark } from './builds.ts'
import type { LogComparison, PhaseComparison, UnpredictedImage } from './comparison.ts'
import { fileName, type Image, Images } from './images.ts'
import { type Loads, readLoads } from './loads.ts'
import type { LoggedBoot } from './logged-boot.ts'
import { measuredBlock } from './measured-block.ts'
import { comparePhase, type PhaseMember } from './phase.ts'
import { safeModeRemark } from './safe-mode.ts'
import { causeOfService, causeWithoutService } from './unpredicted.ts'

export interface CompareOptions extends Pick<StartOptions, 'startOverride'> {
  /** The services that count, by name; default all. */
  readonly wanted?: (name: string) => boolean
}

/**
 * Compares a simulated order with a boot log, image by image: of several loads the first counts. A log does not mark
 * where the boot phase ends, so each phase is judged among its own members. `plan` holds all phases.
 */
export function compareWithLog(
  services: Services,
  plan: Plan,
  boot: LoggedBoot,
  options: CompareOptions = {},
): LogComparison {
  return logComparer(services, plan, options)(boot)
}

/** {@link compareWithLog} for many boots: what does not depend on the boot is looked up once. */
export function logComparer(
  services: Services,
  plan: Plan,
  options: CompareOptions = {},
): (boot: LoggedBoot) => LogComparison {
  const images = new Images(services)
  const predicted = predictedDrivers(plan, images, options)
  return (boot) => compare(services, predicted, readLoads(images, boot), boot, options)
}

/** What the plan holds of each phase, each image where it is met first. */
interface Predicted {
  readonly steps: ReadonlyMap<PhaseComparison['phase'], readonly Planned[]>
  /** Images of the boot and system phases, whether they are wanted or not. */
  readonly kernelImages: ReadonlySet<Image>
  readonly algorithm: KernelAlgorithm
  readonly measuredBoot: boolean
}

interface Planned {
  readonly step: Step
  readonly image: Image | undefined
}

function predictedDrivers(plan: Plan, images: Images, { wanted = () => true }: CompareOptions): Predicted {
  const seen = new Set<Image>()
  const drivers = (...phases: readonly Phase[]): Planned[] =>
    plan.phases
      .filter(({ phase }) => phases.includes(phase))
      .flatMap(({ steps }) => steps)
      .map((step) => ({ step, image: images.ofService(step.service) }))
      .filter(({ image }) => {
        const isFirst = image === undefined || !seen.has(image)
        if (image !== undefined) seen.add(image)
        return isFirst
      })
      .filter(({ step }) => wanted(step.service.name))
  const boot = drivers('boot')
  const system = drivers('system')
  const kernelImages = new Set(seen)
  const auto = drivers('auto', 'delayed').filter(({ step }) => step.service.kind === 'driver')
  return {
    steps: new Map([
      ['boot', boot],
      ['system', system],
      ['auto', auto],
    ]),
    kernelImages,
    algorithm: plan.phases.some(({ algorithm }) => algorithm === 'classic') ? 'classic' : 'modern',
    measuredBoot: plan.phases.some(({ steps }) =>
      steps.some(({ reasons }) => reasons.some(({ code }) => code === 'measured-boot')),
    ),
  }
}

function compare(
  services: Services,
  predicted: Predicted,
  log: Loads,
  boot: LoggedBoot,
  options: CompareOptions,
): LogComparison {
  const { measuredBoot, algorithm } = predicted
  // Measured boot is known of the modern loader alone.
  const measured =
    algorithm === 'modern' ? measuredBlock(log.loads.map(({ image }) => image?.services[0])) : noServices
  const release = releaseRemark(boot.build, services.windows)
  const membersOf = (phase: PhaseComparison['phase']): PhaseMember[] =>
    (predicted.steps.get(phase) ?? []).map(({ step, image }) => ({
      step,
      load: image && log.byImage.get(image),
      notLoaded: image && log.notLoaded.get(image),
    }))
  const system = membersOf('system')
  const context = {
    measuredImages: new Set([...measured].map(({ effective }) => effective.imageName ?? '')),
    measuredBoot,
    otherRelease: release.length > 0,
    behind: undefined,
  }
  const phases = [
    comparePhase(membersOf('boot'), { ...context, phase: 'boot', behind: medianLoad(system) }),
    comparePhase(system, { ...context, phase: 'system' }),
    comparePhase(membersOf('auto'), { ...context, phase: 'auto' }),
  ]
  const causes = { ...options, algorithm, measured: measuredBoot ? noServices : measured }
  return {
    phases,
    loadedNotPredicted: log.loads
      .filter(({ image }) => image === undefined || !predicted.kernelImages.has(image))
      .map(({ image, entry: { path, at } }): UnpredictedImage => {
        const service = image?.services[0]
        const cause =
          service === undefined
            ? causeWithoutService(fileName(path))
            : causeOfService(services, service, causes)
        return { path, at, service, cause }
      })
      .filter(({ service }) => isWanted(service, options)),
    remarks: [...release, ...safeMode(services, log), ...phases.flatMap(missingRemark)],
    outOfPlace: phases.reduce((sum, phase) => sum + (phase.informational ? 0 : phase.outOfPlace.length), 0),
  }
}

const noServices: ReadonlySet<Service> = new Set()

/** Where there is a choice of services, what none has is not among them. */
function isWanted(service: Service | undefined, { wanted }: CompareOptions): boolean {
  return wanted === undefined || (service !== undefined && wanted(service.name))
}

/** Where half the drivers of a phase are loaded: the first may be one that a driver of the phase before imports. */
function medianLoad(members: readonly PhaseMember[]): number | undefined {
  const indexes = members
    .flatMap(({ load }) => (load === undefined ? [] : [load.index]))
    .sort((a, b) => a - b)
  return indexes[indexes.length >> 1]
}

function safeMode(services: Services, log: Loads): Reason[] {
  const systemStart = (image: Image | undefined): Service[] => {
    const service = image?.services[0]
    return service?.start?.value === 1 ? [service] : []
  }
  return safeModeRemark(services, {
    loaded: log.loads.flatMap(({ image }) => systemStart(image)),
    notLoaded: [...log.notLoaded.keys()].flatMap(systemStart),
  })
}

function missingRemark({ phase, common, informational, predictedNotLoaded }: PhaseComparison): Reason[] {
  if (informational || common > 0 || predictedNotLoaded.length === 0) return []
  const message = `the log has no ${phase}-start driver of the input as loaded: is it an excerpt, or of another system?`
  return [{ code: 'phase-missing', message }]
}
