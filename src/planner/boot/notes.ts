import { count } from '../../diagnostics/index.ts'
import type { BootAttempt, BootOptions, BootSimulation } from './simulation.ts'
import type { Startup } from './startup.ts'

/** How many names a note has. */
const shownNames = 8

/** Releases whose start menu offers LastKnownGood no more. */
const laterReleases: ReadonlySet<string> = new Set(['8.1', '10', '11'])

/** Notes of the order that outcomes, or a note about all phases, tell too. */
const isToldByOutcome: ReadonlySet<string> = new Set(['image-missing', 'import-missing', 'image-unknown'])

/** What was assumed, in the order in which it matters. */
export function bootNotes(
  startup: Startup,
  attempts: readonly BootAttempt[],
  failing: ReadonlySet<string>,
  { lastKnownGood, lastKnownGoodReason, safeMode, images }: BootOptions,
): BootSimulation['notes'] {
  const { services, unknown, safeList } = startup
  const notes = startup.notes.filter(({ code }) => !isToldByOutcome.has(code))
  if (attempts.length > 1 && lastKnownGood === undefined) {
    const why = lastKnownGoodReason ?? 'the input holds no LastKnownGood control set'
    notes.push({
      code: 'last-known-good-assumed',
      message: `${why}: this control set stands in for LastKnownGood, as after a good start`,
    })
  }
  if (attempts.length > 1 && laterReleases.has(services.windows.release))
    notes.push({
      code: 'last-known-good-unmeasured',
      message: `that ${services.windows.title} falls back to LastKnownGood by itself is what Microsoft documents for ErrorControl; no start of it that did so was seen`,
    })
  if (safeMode !== undefined && safeList === undefined)
    notes.push({
      code: 'safe-boot-missing',
      message: 'the input holds no SafeBoot list: nothing is left out',
    })
  const { safeClasses: classes } = startup
  if (classes > 0)
    notes.push({
      code: 'safe-boot-classes',
      message: `SafeBoot allows ${count(classes, 'device class', 'device classes')} too: Plug and Play still loads drivers of such devices, which no Services database names`,
    })
  if (unknown.size > 0)
    notes.push({
      code: 'dependencies-unknown',
      message: `${naming(unknown, 'dependency', 'dependencies')} that the input does not hold: taken as met`,
    })
  const asked = startup.phases.reduce((sum, { steps }) => sum + steps.length, 0)
  if (images && asked > 0 && startup.withoutImage.size === asked)
    notes.push({
      code: 'images-none',
      message: `${images.name} has none of the images that this start needs: is it the right one?`,
    })
  if (startup.imageUnknown.size > 0) {
    const names = [...startup.imageUnknown.keys()].map(({ name }) => name)
    const [why] = startup.imageUnknown.values()
    const which = naming(new Set(names), 'service', 'services')
    notes.push({
      code: 'image-unknown',
      message: `whether the images of ${which} are there is not known, and taken to be so (${why})`,
      names,
    })
  }
  const attempted = new Set(
    attempts.flatMap(({ phases }) =>
      phases.flatMap(({ outcomes }) => outcomes.filter(isTried).map(({ service }) => service.id)),
    ),
  )
  for (const id of failing) {
    if (attempted.has(id)) continue
    const name = services.get(id)?.name ?? id
    notes.push({ code: 'fail-not-attempted', message: `${name} is not attempted, so it cannot fail` })
  }
  return notes
}

function isTried({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'failed' || outcome === 'loaded' || outcome === 'started'
}

function naming(names: ReadonlySet<string>, one: string, many: string): string {
  const shown = [...names].slice(0, shownNames)
  const rest = names.size - shown.length
  return `${count(names.size, one, many)} (${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`
}
