import type { Registry } from '../registry/index.ts'
import { type ReadServicesOptions, readServices } from './read-services.ts'
import type { Services } from './services.ts'

/** The control set that Windows falls back to when a start fails. */
export interface LastKnownGood {
  /** The very model that was asked about, where both are one set; undefined where the input does not hold it. */
  readonly services: Services | undefined
  /** Why it is this one, or why there is none: a clause for people, such as `Select\LastKnownGood is 2`. */
  readonly reason: string
}

/**
 * Reads the set of Select\LastKnownGood (KB 102984) for a chosen one. `registry` is what `chosen` was made from; of an
 * input that is laid over a base the base, as an import meets the chosen set alone. Both sets start the same Windows, so
 * the release is that of the chosen one.
 */
export async function readLastKnownGood(
  registry: Registry,
  chosen: Services,
  options: Pick<ReadServicesOptions, 'inBox'> = {},
): Promise<LastKnownGood> {
  const { select, number, key } = chosen.controlSet
  if (key === undefined) return { services: undefined, reason: 'the input has no control set' }
  if (select === undefined) return { services: undefined, reason: 'the input has no Select' }
  const wanted = select.lastKnownGood?.value
  if (wanted === undefined)
    return { services: undefined, reason: 'Select has no LastKnownGood that could be read' }
  const reason = `Select\\LastKnownGood is ${wanted}`
  if (wanted === 0) return { services: undefined, reason }
  if (wanted === number) return { services: chosen, reason }
  const services = await readServices(registry, {
    ...options,
    windows: chosen.windows.release,
    controlSet: String(wanted),
  })
  if (services.controlSet.key === undefined)
    return { services: undefined, reason: `${reason}, which the input lacks` }
  if (services.all.length === 0)
    return { services: undefined, reason: `${reason}, of which the input has no services` }
  return { services, reason }
}
