import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KernelAlgorithm, Phase } from '../../src/planner/index.ts'
import type { Release, Services } from '../../src/services/index.ts'
import { servicesOf } from './read.ts'

/** Each folder of fixtures/order is a scenario: input.reg, expected.txt, and options.json where it needs any. */
export const orderScenarios: string = join(import.meta.dirname, '..', '..', 'fixtures', 'order')

export const scenarioNames: readonly string[] = readdirSync(orderScenarios).sort()

/** What options.json may say. */
export interface ScenarioOptions {
  readonly phases: readonly Phase[]
  readonly algorithms: readonly KernelAlgorithm[]
  readonly windows: Release
  readonly bootFileSystem: string | null
  readonly measuredBoot: boolean
  readonly assumeTags: boolean
}

const usual: ScenarioOptions = {
  phases: ['boot'],
  algorithms: ['classic', 'modern'],
  windows: 'nt-3.51',
  bootFileSystem: null,
  measuredBoot: false,
  assumeTags: false,
}

export interface Scenario {
  readonly services: Services
  readonly options: ScenarioOptions
  /** Order by order: which phase, and by which loader where it is one of a loader. */
  readonly orders: readonly { readonly phase: Phase; readonly algorithm: KernelAlgorithm | undefined }[]
}

export async function readScenario(name: string): Promise<Scenario> {
  const folder = join(orderScenarios, name)
  const file = join(folder, 'options.json')
  const given: Record<string, unknown> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const unknown = Object.keys(given).filter((key) => !(key in usual))
  if (unknown.length > 0) throw new Error(`${file}: no such option: ${unknown.join(', ')}`)
  const options: ScenarioOptions = { ...usual, ...given }
  return {
    services: await servicesOf(readFileSync(join(folder, 'input.reg')), 'input.reg', options.windows),
    options,
    orders: [
      ...options.algorithms.flatMap((algorithm) =>
        options.phases.filter(isKernelPhase).map((phase) => ({ phase, algorithm })),
      ),
      ...options.phases
        .filter((phase) => !isKernelPhase(phase))
        .map((phase) => ({ phase, algorithm: undefined })),
    ],
  }
}

function isKernelPhase(phase: Phase): boolean {
  return phase === 'boot' || phase === 'system'
}
