import type { KeySpec, Places } from '../../test/formats/hive/builder/index.ts'

/** A generated file below `fixtures`. */
export interface Fixture {
  /** Below the folder of its kind: `versions/1.3.hive`. */
  readonly file: string
  /** For the README: what it holds, or what is wrong with it. */
  readonly about: string
  readonly bytes: Uint8Array
  /** What is to be read from it, where it is a hive of its own. */
  readonly root?: KeySpec
}

/** A hive with one defect. */
export interface MalformedFixture extends Fixture {
  /** Absolute offset of the field that is wrong, or of the first byte that is missing. */
  readonly at: number
  /** Where everything landed before it was damaged. */
  readonly places: Places
}
