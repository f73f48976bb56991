import { type Judgement, judge } from '../guarantee.ts'
import { measuredBootImages } from '../measured-boot.ts'
import type { Reason, Step } from '../plan.ts'
import type { OutOfPlace, PhaseComparison } from './comparison.ts'

/** What a driver's being out of place is judged by. */
export interface Misplacement {
  readonly step: Step
  readonly moved: OutOfPlace['moved']
  /** Of the drivers in place that it stands on the other side of, those nearest in the simulated order, the nearest first. */
  readonly crossed: readonly Step[]
  /** Whether the log has it behind most drivers of the next phase. */
  readonly behindPhase: boolean
}

export interface LogContext {
  readonly phase: PhaseComparison['phase']
  /** Images of measured boot that the log has right after ACPI, upper-cased. */
  readonly measuredImages: ReadonlySet<string>
  /** Whether the simulated order places them so. */
  readonly measuredBoot: boolean
  /** Whether the log is known to be of another release than the input. */
  readonly otherRelease: boolean
}

/** The most likely reason why a driver stands elsewhere in the log. What is an inference says so. */
export function whyOutOfPlace(misplaced: Misplacement, context: LogContext): Reason {
  const { step, moved } = misplaced
  if (context.phase === 'auto') {
    const message = "no claim: the Service Control Manager's order is svcsim's own definition"
    return { code: 'defined', message }
  }
  if (has(step, 'imported')) {
    const message =
      'the import tables of the given images place it; those of the machine of the log may differ'
    return { code: 'imported', message }
  }
  if (isMeasured(misplaced, context)) return measuredBootReason(context)
  if (moved === 'earlier' && has(step, 'may-load-earlier')) {
    const message =
      'most likely loaded with an earlier image that imports it, as boot logs of other machines have it; --system-root reads the imports'
    return { code: 'import', message }
  }
  if (misplaced.behindPhase) {
    const message =
      'the log has it after drivers of system start: there it is most likely not boot-start, or its device appeared late'
    return { code: 'other-start', message }
  }
  return orderReason(misplaced, judged(misplaced, context.phase), context)
}

/** Whether it is one that measured boot pulls to the front, or has changed sides with those alone. */
function isMeasured({ step, moved, crossed }: Misplacement, context: LogContext): boolean {
  if (context.measuredBoot) return false
  return moved === 'earlier'
    ? isInBlock(step, context)
    : crossed.length > 0 && crossed.every((other) => isInBlock(other, context))
}

function isInBlock({ service }: Step, { measuredImages }: LogContext): boolean {
  return measuredImages.has(service.effective.imageName ?? '')
}

function measuredBootReason({ measuredImages }: LogContext): Reason {
  const seen = measuredBootImages.filter((image) => measuredImages.has(image.toUpperCase()))
  const message = `most likely a machine that measures its boot: the log has ${listing(seen)} right after ACPI, as logs of such machines do (an inference); --measured-boot places them so`
  return { code: 'measured-boot', message }
}

/** Each pair that the log has the other way round, as the simulated order has it. */
function judged({ step, moved, crossed }: Misplacement, phase: 'boot' | 'system'): Judgement[] {
  return crossed.map((other) => (moved === 'earlier' ? judge(other, step, phase) : judge(step, other, phase)))
}

function orderReason(
  { step, moved }: Misplacement,
  judgements: readonly Judgement[],
  { otherRelease }: LogContext,
): Reason {
  const documented = judgements.find(({ guarantee }) => guarantee === 'documented')
  if (documented === undefined) {
    if (has(step, 'tag-not-in-vector')) {
      const message = `tag ${step.tag} is not in the tag vector of this input; vectors differ between machines`
      return { code: 'tag-vector', message }
    }
    const [nearest] = judgements
    const why = nearest === undefined ? '' : `: ${nearest.reason}`
    return { code: 'not-guaranteed', message: `Windows does not guarantee its place${why}` }
  }
  if (otherRelease) {
    const message = `the log is of another release, where groups, tags and their lists may be others (here ${documented.reason})`
    return { code: 'other-release', message }
  }
  if (moved === 'later' && step.service.startOverride.length > 0) {
    const message = 'it has StartOverride: on the hardware of the log its start type may be another'
    return { code: 'start-override', message }
  }
  const differs = 'its group, its tag or the lists of groups and tags differ on the machine of the log'
  const message =
    moved === 'earlier'
      ? `not known: an earlier image may import it, or ${differs} (here ${documented.reason})`
      : `not known: it may be that ${differs} (here ${documented.reason})`
  return { code: 'unknown', message }
}

/** Whether a step is one that logs are known to have elsewhere. */
export function isDoubtful(step: Step, context: LogContext): boolean {
  const isPulled = !context.measuredBoot && isInBlock(step, context)
  return isPulled || has(step, 'may-load-earlier') || has(step, 'imported')
}

function has({ reasons }: Step, code: string): boolean {
  return reasons.some((reason) => reason.code === code)
}

/** `a, b and c`. */
function listing(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
