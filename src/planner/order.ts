import type { Service, Services } from '../services/index.ts'
import { algorithmOf } from './algorithms.ts'
import { evidenceOf } from './evidence.ts'
import { listedGroups } from './groups.ts'
import type { ImageSource } from './image-source.ts'
import { ImageSteps } from './image-steps.ts'
import { kernelPlan } from './kernel-plan.ts'
import type { MemberOptions } from './members.ts'
import { planNotes } from './notes.ts'
import type { KernelAlgorithm, Phase, PhasePlan, Plan } from './plan.ts'
import { controllerPlans } from './scm-plan.ts'
import { overridingConfiguration } from './start-override.ts'

export interface PlanOptions {
  /** Which phases; `auto` includes the delayed one. Default `all`. */
  readonly start?: 'boot' | 'system' | 'auto' | 'all'
  /** Default: the one of the services' Windows release. */
  readonly algorithm?: KernelAlgorithm
  /** Whether StartOverride counts, where the hardware configuration is known. Default true. */
  readonly startOverride?: boolean
  /** Service name of the boot file system driver; null for none. Default `ntfs`. */
  readonly bootFileSystem?: string | null
  /** Use tags in the auto phase, which Microsoft says are for boot and system drivers alone. Default false. */
  readonly assumeTags?: boolean
  /** Put msisadrv, pci and tpm right after ACPI, as on machines that measure their boot: an inference. Default false. */
  readonly measuredBoot?: boolean
  /** The images of the machine: what they import loads with them. Without it, imports are not known. */
  readonly images?: ImageSource
  /** Which auto-start services take their turn; others start only where one that does needs them. Default: all. */
  readonly takesTurn?: (service: Service) => boolean
}

const phasesOf: Readonly<Record<NonNullable<PlanOptions['start']>, readonly Phase[]>> = {
  boot: ['boot'],
  system: ['system'],
  auto: ['auto', 'delayed'],
  all: ['boot', 'system', 'auto', 'delayed'],
}

/** Simulates the order in which Windows loads drivers and starts services. */
export function planOrder(services: Services, options: PlanOptions = {}): Plan {
  const { start = 'all', startOverride = true, bootFileSystem = 'ntfs', measuredBoot = false } = options
  const algorithm = options.algorithm ?? algorithmOf[services.windows.release]
  const phases = phasesOf[start]
  const groups = listedGroups(services.groupOrder, algorithm)
  const configuration = startOverride ? overridingConfiguration(services, algorithm) : undefined
  const member: MemberOptions = { algorithm, groups, configuration, bootFileSystem, measuredBoot }

  const controller = phases.includes('auto')
    ? controllerPlans(services, listedGroups(services.groupOrder, 'modern'), options)
    : undefined
  const images = new ImageSteps(options.images)
  // What the boot phase loads is there in the system phase.
  if (options.images && start === 'system') kernelPlan(services, 'boot', member, images)
  const planPhase = (phase: Phase): PhasePlan[] => {
    if (phase === 'boot' || phase === 'system') return [kernelPlan(services, phase, member, images)]
    return controller === undefined ? [] : [controller[phase]]
  }
  const plans = phases.flatMap(planPhase)
  return {
    phases: plans,
    notes: [
      ...planNotes(services, {
        ...member,
        phases,
        startOverride,
        algorithmGiven: options.algorithm !== undefined,
      }),
      ...images.notes(plans),
    ],
    evidence: evidenceOf(services.windows.release, algorithm, phases),
  }
}
