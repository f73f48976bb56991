import type { Plan, Step } from '../planner/index.ts'
import type { Services } from '../services/index.ts'
import { jsonText } from './escape.ts'
import { jsonEvidence } from './evidence.ts'
import { jsonInput } from './input.ts'
import { jsonLocation } from './place.ts'

/** The order with every reason. Positions count from 1: of a step, of a group in its list, of a tag in its vector. */
export function orderJson(services: Services, plan: Plan): string {
  return jsonText({
    schemaVersion: 1,
    ...jsonInput(services),
    notes: plan.notes.map(({ code, message, names = [] }) => ({ code, message, names })),
    evidence: plan.evidence.map(jsonEvidence),
    phases: plan.phases.map(({ phase, algorithm, steps, images }) => ({
      phase,
      algorithm,
      ...(images && { images }),
      steps: steps.map(jsonStep),
    })),
  })
}

function jsonStep(step: Step): object {
  return {
    position: step.position,
    service: step.service.name,
    kind: step.service.kind,
    group: step.group ?? null,
    groupPosition: step.groupPosition === undefined ? null : step.groupPosition + 1,
    tag: step.tag ?? null,
    tagPosition: step.tagPosition ?? null,
    start: step.start,
    startOverride: step.startOverride?.value ?? null,
    image: step.image ?? null,
    reason: step.reason,
    reasons: step.reasons.map(({ code, message }) => ({ code, message })),
    guarantee: step.guarantee,
    guaranteeCode: step.guaranteeCode,
    guaranteeReason: step.guaranteeReason,
    ...(step.imports && { imports: step.imports }),
    location: jsonLocation(step.service.at),
  }
}
