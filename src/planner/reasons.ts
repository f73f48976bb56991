import { ordinal } from '../diagnostics/index.ts'
import { startTypeName } from '../services/index.ts'
import { isMeasuredBootImage } from './measured-boot.ts'
import type { Member } from './members.ts'
import type { KernelAlgorithm, KernelPhase, Reason } from './plan.ts'
import { isInPromotedGroup } from './promoted-groups.ts'
import { isPromotedImage } from './promoted-images.ts'
import { storedStart } from './start-override.ts'
import { loadedAsDriver } from './unfit.ts'

/** What a reason may depend on besides the member. */
export interface ReasonContext {
  readonly phase: KernelPhase
  readonly algorithm: KernelAlgorithm
  /** Whether there is a ServiceGroupOrder to go by. */
  readonly ordered: boolean
  readonly measuredBoot: boolean
  /** Whether another member of its group has the same place by its tag. */
  readonly tagShared: boolean
  /** Whether it is the only one of its listed group, in this phase, without a tag that the vector lists. */
  readonly soleUnlistedTag: boolean
  /** Whether the loader has it in its list twice. */
  readonly twice: boolean
  /** Why another image makes it load earlier than group and tag would. */
  readonly imported?: Reason | undefined
}

/** The reason that every step of a phase has: a table may say it once and leave out this code. */
const phaseReasons: Readonly<Record<KernelPhase, Reason>> = {
  boot: {
    code: 'loader-loads',
    message: 'the loader loads it, the kernel initialises it later, in this order',
  },
  system: { code: 'kernel-loads', message: 'the kernel loads and initialises it, after every boot driver' },
}

/** The reasons for a step in one line of words. */
export function reasonLine(reasons: readonly Reason[]): string {
  return reasons.map(({ message }) => message).join('; ')
}

/** Why a driver is in the boot or system phase, and why where it is. */
export function kernelReasons(member: Member, context: ReasonContext): Reason[] {
  const unfit = loadedAsDriver(member.service)
  return [...phaseReason(member, context), ...(unfit ? [unfit] : []), ...placeReasons(member, context)]
}

function phaseReason(member: Member, { phase, twice }: ReasonContext): Reason[] {
  const reasons: Reason[] = []
  const { service, startOverride } = member
  const stored = startWords(storedStart(service))
  if (startOverride !== undefined) {
    const message = `StartOverride makes it Start ${startOverride.value} in place of ${stored} on this hardware`
    reasons.push({ code: 'start-override', message })
  }
  if (twice) {
    const message = 'boot file system driver: in the list a second time, shown once'
    reasons.push({ code: 'boot-file-system', message })
  } else if (member.because === 'boot-file-system') {
    const message = `boot file system driver: the loader loads it although its Start is ${stored}`
    reasons.push({ code: 'boot-file-system', message })
  }
  return [...reasons, phaseReasons[phase]]
}

function placeReasons(member: Member, context: ReasonContext): Reason[] {
  if (context.imported) return [context.imported]
  if (!context.ordered) {
    return [{ code: 'no-group-order', message: 'no ServiceGroupOrder to go by: reverse name order' }]
  }
  const promoted = promotion(member, context)
  return promoted === undefined
    ? [groupReason(member), tagReason(member, context), ...sharedReason(context)]
    : [promoted]
}

/** The one thing that pulls a boot driver in front of the groups; undefined where its group and tag decide. */
export function promotion(
  member: Member,
  { algorithm, phase, measuredBoot }: Pick<ReasonContext, 'algorithm' | 'phase' | 'measuredBoot'>,
): Reason | undefined {
  if (algorithm === 'classic' || phase === 'system') return undefined
  const image = member.service.effective.imageFile ?? member.service.name
  if (isPromotedImage(member)) {
    return { code: 'promoted-image', message: `the loader puts image ${image} before all groups` }
  }
  if (measuredBoot && isMeasuredBootImage(member.image)) {
    const message = 'measured boot: comes right after ACPI, an inference from boot logs'
    return { code: 'measured-boot', message }
  }
  if (isInPromotedGroup(member)) {
    return { code: 'promoted-group', message: `the loader puts group ${member.groupName} before all others` }
  }
  return undefined
}

export function groupReason({ groupName, groupPosition }: Member): Reason {
  if (groupName === undefined) return { code: 'no-group', message: 'no group: after every listed group' }
  if (groupPosition === undefined) {
    const message = `group ${groupName} is not in ServiceGroupOrder: after every listed group`
    return { code: 'group-not-listed', message }
  }
  const message = `group ${groupName} is ${ordinal(groupPosition + 1)} in ServiceGroupOrder`
  return { code: 'group-listed', message }
}

function tagReason(member: Member, context: ReasonContext): Reason {
  if (!member.tagged) return untaggedReason(member, context)
  const { groupName, tag, tagPosition, hasVector, vectorUnknown } = member
  const named = tag === undefined ? 'a tag of a wrong type' : `tag ${tag}`
  if (tagPosition !== undefined) {
    return { code: 'tag-listed', message: `${named} is ${ordinal(tagPosition)} in its vector` }
  }
  if (groupName === undefined) {
    return { code: 'tag-without-group', message: `${named} without a group: not guaranteed by Windows` }
  }
  if (vectorUnknown) {
    return {
      code: 'tag-unknown',
      message: `${named} is taken as not listed: the tags of its vector are not known`,
    }
  }
  if (hasVector) {
    return { code: 'tag-not-in-vector', message: `${named} is not in its vector: after the listed tags` }
  }
  const effect = context.algorithm === 'modern' ? 'counts as its place' : 'only puts it before untagged ones'
  const message = `${named} ${effect}, as the group has no vector: not guaranteed by Windows`
  return { code: 'tag-without-vector', message }
}

function untaggedReason(member: Member, { algorithm, soleUnlistedTag }: ReasonContext): Reason {
  // That it comes behind every listed tag of its group is all there is to say, and KB 115486 promises it.
  if (soleUnlistedTag) {
    const place = member.hasVector
      ? 'after the listed tags of its group'
      : 'no other of its group in this phase'
    return { code: 'untagged', message: `untagged: ${place}` }
  }
  // Each walk over a listed group reverses it: what one walk leaves in name order, two leave in reverse name order.
  const byName = algorithm === 'classic' && member.groupMentions % 2 === 1
  const order = byName ? 'name order' : 'reverse name order'
  return { code: 'untagged', message: `among untagged: ${order}, not guaranteed` }
}

function sharedReason({ tagShared }: ReasonContext): Reason[] {
  if (!tagShared) return []
  return [
    {
      code: 'tag-shared',
      message: 'another driver of the group has the same tag: not guaranteed by Windows',
    },
  ]
}

/** `3 (demand-start)`; `unknown` where it is missing or malformed. */
export function startWords(start: number | undefined): string {
  if (start === undefined) return 'unknown'
  return start > 4 ? String(start) : `${start} (${startTypeName(start)})`
}
