import { readReg } from '../../src/formats/reg/index.ts'
import { type Phase, type PlanOptions, planOrder, type Step } from '../../src/planner/index.ts'
import type { Example } from '../../src/rules/index.ts'
import { type Release, readServices, type Services, servicesSelection } from '../../src/services/index.ts'
import { encodeExample } from '../rules/render-example.ts'

/** The services of .reg bytes, as the commands read them; without the profile that only rules look at. */
export function servicesOf(bytes: Uint8Array, file: string, windows?: Release): Promise<Services> {
  const registry = readReg(bytes, { file, selection: servicesSelection })
  return readServices(registry, { inBox: false, ...(windows && { windows }) })
}

/** The services of a small registry; Windows 10 unless said. */
export function servicesLike(example: Example, windows: Release = '10'): Promise<Services> {
  return servicesOf(encodeExample(example), 'example.reg', windows)
}

export function steps(services: Services, phase: Phase, options: PlanOptions = {}): readonly Step[] {
  const start = phase === 'delayed' ? 'auto' : phase
  const plan = planOrder(services, { ...options, start })
  return plan.phases.find((candidate) => candidate.phase === phase)?.steps ?? []
}

export function names(services: Services, phase: Phase, options: PlanOptions = {}): string[] {
  return steps(services, phase, options).map(({ service }) => service.name)
}

export function noteCodes(services: Services, options: PlanOptions = {}): string[] {
  return planOrder(services, options).notes.map(({ code }) => code)
}
