import type { Service, Services } from '../../services/index.ts'
import { isSafeDriver } from '../boot/safe-mode.ts'
import type { Reason } from '../plan.ts'

/** So many drivers at least must have been kept out, and let in, before a log is called one of a safe mode. */
const fewest = 3

/**
 * That a log looks like one of a safe mode: there Windows loads what a list below Control\SafeBoot names, by its group,
 * its name or its image ("Safe Mode", Windows Internals), and logs the others as not loaded. Takes system-start drivers:
 * devices are allowed by their class too, and what the loader passes over is not known.
 */
export function safeModeRemark(
  { safeBoot }: Pick<Services, 'safeBoot'>,
  { loaded, notLoaded }: { readonly loaded: readonly Service[]; readonly notLoaded: readonly Service[] },
): Reason[] {
  if (safeBoot === undefined || loaded.length < fewest) return []
  for (const mode of ['minimal', 'network'] as const) {
    const isAllowed = (service: Service): boolean => isSafeDriver(service, safeBoot[mode])
    const keptOut = notLoaded.filter((service) => !isAllowed(service)).length
    if (keptOut < fewest || !loaded.every(isAllowed)) continue
    const words = `the log looks like one of safe mode (${mode})`
    const message = `${words}: it has ${keptOut} system-start drivers as not loaded, and none as loaded, that SafeBoot does not name`
    return [{ code: 'safe-mode', message }]
  }
  return []
}
