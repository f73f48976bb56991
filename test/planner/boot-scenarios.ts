import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readReg } from '../../src/formats/reg/index.ts'
import {
  type BootSimulation,
  type ImageSource,
  type SafeMode,
  simulateBoot,
} from '../../src/planner/index.ts'
import {
  imageFileOf,
  type Release,
  readLastKnownGood,
  readServices,
  upcase,
} from '../../src/services/index.ts'

/** Each folder of fixtures/boot is a scenario: input.reg, expected.txt, and options.json where it needs any. */
export const bootScenarios: string = join(import.meta.dirname, '..', '..', 'fixtures', 'boot')

export const bootScenarioNames: readonly string[] = readdirSync(bootScenarios).sort()

/** What options.json may say. */
interface ScenarioOptions {
  readonly fail: readonly string[]
  readonly safeMode: SafeMode | null
  /** Names of the files that are on the disk; null where every image is there. */
  readonly images: readonly string[] | null
  /** Null for the one that the input starts with. */
  readonly controlSet: string | null
  readonly windows: Release
  readonly bootFileSystem: string | null
}

const usual: ScenarioOptions = {
  fail: [],
  safeMode: null,
  images: null,
  controlSet: null,
  windows: '7',
  bootFileSystem: null,
}

export async function simulateScenario(name: string): Promise<BootSimulation> {
  const folder = join(bootScenarios, name)
  const file = join(folder, 'options.json')
  const given: Record<string, unknown> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const unknown = Object.keys(given).filter((key) => !(key in usual))
  if (unknown.length > 0) throw new Error(`${file}: no such option: ${unknown.join(', ')}`)
  const { fail, safeMode, images, controlSet, windows, bootFileSystem }: ScenarioOptions = {
    ...usual,
    ...given,
  }
  const registry = readReg(readFileSync(join(folder, 'input.reg')), { file: 'input.reg' })
  const services = await readServices(registry, {
    inBox: false,
    windows,
    ...(controlSet !== null && { controlSet }),
  })
  const lastKnownGood = await readLastKnownGood(registry, services, { inBox: false })
  return simulateBoot(services, {
    fail,
    bootFileSystem,
    ...(safeMode && { safeMode }),
    ...(images && { images: filesOnDisk(images) }),
    ...(lastKnownGood.services && { lastKnownGood: lastKnownGood.services }),
    lastKnownGoodReason: lastKnownGood.reason,
  })
}

function filesOnDisk(names: readonly string[]): ImageSource {
  const files = new Set(names.map(upcase))
  const stateOf = (file: string) =>
    files.has(upcase(file))
      ? ({ state: 'present', path: file } as const)
      : ({ state: 'missing', path: file } as const)
  return {
    name: 'files.txt',
    tellsImports: false,
    find: (imagePath, kind) => stateOf(imageFileOf(imagePath, kind === 'service')?.file ?? ''),
    findImport: stateOf,
  }
}
