import type { Services } from '../services/index.ts'
import { withoutSecondMention } from './boot-file-system.ts'
import { isListed } from './entry.ts'
import type { ImageSteps } from './image-steps.ts'
import { kernelOrder } from './kernel-order.ts'
import { type Member, type MemberOptions, rawList } from './members.ts'
import type { KernelPhase, PhasePlan } from './plan.ts'
import { kernelReasons, type ReasonContext } from './reasons.ts'
import { toSteps } from './steps.ts'

/** The boot or system phase. Without a ServiceGroupOrder the loader's raw list stands: nothing is sorted or pulled. */
export function kernelPlan(
  services: Services,
  phase: KernelPhase,
  options: MemberOptions,
  images: ImageSteps,
): PhasePlan {
  const { algorithm, measuredBoot } = options
  const raw = rawList(services, phase, options)
  const ordered = options.groups !== undefined
  const list = ordered ? kernelOrder(raw, { algorithm, phase, measuredBoot }) : raw
  const twice = repeated(raw.map(({ id }) => id))
  const distinct = withoutSecondMention(raw)
  const sharedTags = repeated(distinct.map(tagPlace))
  const unlistedTags = repeated(
    distinct.filter((member) => member.tagPosition === undefined).map(({ group }) => group),
  )
  const { placed, ...loading } = images.place(withoutSecondMention(list), phase, algorithm)
  const reasoned = placed.map(({ member, imported, remarks, imports }) => {
    const place = tagPlace(member)
    const context: ReasonContext = {
      phase,
      algorithm,
      ordered,
      measuredBoot,
      tagShared: place !== undefined && sharedTags.has(place),
      soleUnlistedTag: isListed(member) && !unlistedTags.has(member.group ?? ''),
      twice: twice.has(member.id),
      imported,
    }
    return { member, imports, reasons: [...kernelReasons(member, context), ...remarks] }
  })
  return { phase, algorithm, steps: toSteps(reasoned, phase, algorithm), ...loading }
}

/** Group and listed tag, joined by a character that no name holds; undefined where no listed tag places the member. */
function tagPlace({ group, tagPosition }: Member): string | undefined {
  return tagPosition === undefined ? undefined : `${group}\0${tagPosition}`
}

function repeated<T>(values: Iterable<T | undefined>): ReadonlySet<T> {
  const seen = new Set<T>()
  const again = new Set<T>()
  for (const value of values) {
    if (value === undefined) continue
    if (seen.has(value)) again.add(value)
    seen.add(value)
  }
  return again
}
