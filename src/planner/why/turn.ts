import type { Phase, Step } from '../plan.ts'
import { groupWithPlace } from './words.ts'

export const phaseNames: Readonly<Record<Phase, string>> = {
  boot: 'boot phase',
  system: 'system phase',
  auto: 'auto-start phase',
  delayed: 'delayed auto-start phase',
}

const promotions: ReadonlySet<string> = new Set(['promoted-image', 'promoted-group', 'measured-boot'])

/** What puts a driver before all groups, as a clause; undefined where nothing does. */
export function promotionOf(step: Step): string | undefined {
  return step.reasons.find(({ code }) => promotions.has(code))?.message
}

/** Why the controller turns to a service when it does, as a clause. */
export function controllerTurn(step: Step): string {
  const { name } = step.service
  const codes = new Set(step.reasons.map(({ code }) => code))
  if (step.loop !== undefined) return `${name} is in a loop of dependencies and is not started`
  if (codes.has('pulled-in')) return `${name} is started here for ${step.neededBy?.name}`
  if (codes.has('early-start')) return `${name} is named in EarlyStartServices`
  if (codes.has('delayed-start')) return `${name} is taken by name among the delayed ones`
  if (step.groupPosition !== undefined) return `${name} is taken by name within ${groupWithPlace(step)}`
  return step.group === undefined
    ? `${name} has no group and is taken by name after all groups`
    : `${name} is taken by name after the listed groups, as its group ${step.group} is not listed`
}
