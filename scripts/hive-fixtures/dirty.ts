import {
  asDirty,
  buildDirtyLog,
  buildHive,
  buildLogEntries,
  type KeySpec,
  newYear2024,
  second,
} from '../../test/formats/hive/builder/index.ts'
import type { Fixture } from './fixture.ts'
import { driver, type SystemChanges, smallSystem, startTypes } from './system.ts'

const sequence = 7

/** The small system after one change more each time; the last one grows the hive. */
const steps: readonly SystemChanges[] = [
  {},
  { beepStart: startTypes.demand },
  { beepStart: startTypes.demand, moreServices: [driver('added', startTypes.boot)] },
  {
    beepStart: startTypes.demand,
    moreServices: Array.from({ length: 10 }, (_, index) => driver(`added${index}`, startTypes.boot)),
  },
]

/** What is to be read once the logs are replayed. */
export function replayedSystem(): KeySpec {
  return smallSystem(steps.at(-1))
}

/** The hive after each step, every one written ten seconds after the one before. */
function dirtyStates(): Uint8Array[] {
  return steps.map(
    (changes, index) =>
      buildHive(smallSystem(changes), {
        sequence: { primary: sequence, secondary: sequence },
        lastWritten: newYear2024 + BigInt(10 * index) * second,
      }).bytes,
  )
}

/** Hives whose writing was interrupted, with the logs that hold the rest. */
export function dirtyFixtures(): Fixture[] {
  const states = dirtyStates()
  const [before, changed] = states
  const after = states.at(-1)
  if (!before || !changed || !after) throw new Error('there are no steps')
  const dirty = asDirty(before)
  return [
    {
      file: 'dirty-entries/SYSTEM',
      about: 'The small system, dirty: as it was before its two logs',
      bytes: dirty,
    },
    {
      file: 'dirty-entries/SYSTEM.LOG1',
      about: `Log entry ${sequence}: \`beep\` starts on demand`,
      bytes: buildLogEntries(states.slice(0, 2), sequence).bytes,
    },
    {
      file: 'dirty-entries/SYSTEM.LOG2',
      about: `Log entries ${sequence + 1} and ${sequence + 2}: \`added\` comes; it goes, \`added0\` to \`added9\` come and the hive grows`,
      bytes: buildLogEntries(states.slice(1), sequence + 1).bytes,
    },
    {
      file: 'dirty-pages/SYSTEM',
      about: 'The small system, dirty: as it was before its log',
      bytes: dirty,
    },
    {
      file: 'dirty-pages/SYSTEM.LOG',
      about:
        'A log of dirty pages as up to Windows 8: `beep` on demand, `added0` to `added9`, and the hive grows',
      bytes: buildDirtyLog(before, after),
    },
  ]
}
