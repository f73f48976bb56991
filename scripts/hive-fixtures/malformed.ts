import type { MalformedFixture } from './fixture.ts'
import { malform } from './malform.ts'
import { cellDamages } from './malformed-cells.ts'
import { fileDamages } from './malformed-files.ts'
import { keyDamages } from './malformed-keys.ts'
import { valueDamages } from './malformed-values.ts'

/** Everything below fixtures/malformed: one hive for each damage. */
export function malformedFixtures(): MalformedFixture[] {
  return [...fileDamages, ...cellDamages, ...keyDamages, ...valueDamages].map(malform)
}
