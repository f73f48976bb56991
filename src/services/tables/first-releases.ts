import type { Release } from '../release.ts'

/** Oldest first. */
const releases: readonly Release[] = ['nt-3.51', '2000', 'xp', '7', '8.1', '10', '11']

/** What came with a later Windows than NT 3.51, below the key of a service. */
export type LaterSetting = 'DelayedAutostart' | 'RequiredPrivileges' | 'Parameters\\Instances'

/**
 * The first release that reads a setting. Windows Vista counts as 7.
 *
 * Sources: Microsoft, SERVICE_DELAYED_AUTO_START_INFO and SERVICE_REQUIRED_PRIVILEGES_INFOW (minimum supported client:
 * Windows Vista); Microsoft, Creating an INF file for a minifilter driver (Instances below Parameters from Windows 11
 * 24H2 on, which stands here as 10, since what is told to be 10 may be 11).
 */
const firstReleases: Readonly<Record<LaterSetting, Release>> = {
  DelayedAutostart: '7',
  RequiredPrivileges: '7',
  'Parameters\\Instances': '10',
}

/** Whether a release may read a setting. */
export function isReadBy(release: Release, setting: LaterSetting): boolean {
  return releases.indexOf(release) >= releases.indexOf(firstReleases[setting])
}
