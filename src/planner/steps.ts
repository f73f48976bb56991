import type { Service } from '../services/index.ts'
import type { DependencyLoop } from './dependency-loops.ts'
import { firstOfPhase, judge, type Placed } from './guarantee.ts'
import type { Member } from './members.ts'
import type { Algorithm, Phase, Reason, Step } from './plan.ts'
import { reasonLine } from './reasons.ts'

/** Members with their reasons, in order, as the steps of a phase. */
export function toSteps(
  placed: readonly {
    readonly member: Member
    readonly reasons: readonly Reason[]
    readonly neededBy?: Service | undefined
    readonly imports?: readonly string[] | undefined
    readonly loop?: DependencyLoop | undefined
  }[],
  phase: Phase,
  algorithm: Algorithm,
): Step[] {
  const steps: Step[] = []
  for (const { member, reasons, neededBy, imports, loop } of placed) {
    const facts: Placed = {
      service: member.service,
      group: member.groupName,
      groupPosition: member.groupPosition,
      tag: member.tag,
      tagPosition: member.tagPosition,
      image: member.service.effective.imagePath,
      reasons,
      start: member.start ?? startOfPhase[phase],
      startOverride: member.startOverride,
      neededBy,
      ...(imports && { imports }),
      ...(loop && { loop }),
    }
    const previous = steps.at(-1)
    const judgement = previous === undefined ? firstOfPhase : judge(previous, facts, phase, algorithm)
    steps.push({
      ...facts,
      position: steps.length + 1,
      reason: reasonLine(reasons),
      guarantee: judgement.guarantee,
      guaranteeCode: judgement.code,
      guaranteeReason: judgement.reason,
    })
  }
  return steps
}

/** For the boot file system driver, which may stand in its phase without a Start of its own. */
const startOfPhase: Readonly<Record<Phase, number>> = { boot: 0, system: 1, auto: 2, delayed: 2 }
