import {
  type BuiltHive,
  buildHive,
  type HiveOptions,
  type KeySpec,
  type Places,
} from '../../test/formats/hive/builder/index.ts'
import type { MalformedFixture } from './fixture.ts'
import { threeServices } from './system.ts'

/** One way to damage a sound hive. */
export interface Damage {
  readonly file: string
  /** What is wrong, for the README. */
  readonly about: string
  /** What is damaged; by default three services, of which the middle one is called Damaged. */
  readonly keys?: KeySpec
  readonly options?: HiveOptions
  /** Changes the bytes, or returns others; tells where. */
  readonly damage: (bytes: Uint8Array, places: Places) => number | { at: number; bytes: Uint8Array }
}

/** Paths in the hive of three services. */
export const services: string = 'ControlSet001\\Services'
export const before: string = `${services}\\Before`
export const damaged: string = `${services}\\Damaged`

export function malform({
  file,
  about,
  keys = threeServices(),
  options = {},
  damage,
}: Damage): MalformedFixture {
  const { bytes, places }: BuiltHive = buildHive(keys, options)
  const done = damage(bytes, places)
  const result = typeof done === 'number' ? { at: done, bytes } : done
  return { file: `${file}.hive`, about, places, ...result }
}
