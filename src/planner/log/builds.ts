import type { Release, ReleaseChoice } from '../../services/index.ts'
import type { Reason } from '../plan.ts'

interface BuildRange {
  readonly from: number
  readonly to: number
  readonly title: string
  /** The releases that an input of this Windows may be told to be. */
  readonly releases: readonly Release[]
}

/**
 * Builds by release. Sources: Microsoft's lifecycle pages and "Windows release information"; servers stand with the
 * client of their build. The registry does not tell Windows Vista from 7, 8 from 8.1, or 10 from 11.
 */
const builds: readonly BuildRange[] = [
  { from: 807, to: 1057, title: 'Windows NT 3.5', releases: ['nt-3.51'] },
  { from: 1381, to: 1381, title: 'Windows NT 4.0', releases: ['nt-3.51'] },
  { from: 2195, to: 2195, title: 'Windows 2000', releases: ['2000'] },
  { from: 2600, to: 2600, title: 'Windows XP', releases: ['xp'] },
  { from: 3790, to: 3790, title: 'Windows Server 2003', releases: ['xp'] },
  { from: 6000, to: 6003, title: 'Windows Vista', releases: ['7'] },
  { from: 7600, to: 7601, title: 'Windows 7', releases: ['7'] },
  { from: 9200, to: 9200, title: 'Windows 8', releases: ['8.1'] },
  { from: 9600, to: 9600, title: 'Windows 8.1', releases: ['8.1'] },
  { from: 10240, to: 20348, title: 'Windows 10', releases: ['10', '11'] },
  { from: 22000, to: 29999, title: 'Windows 11', releases: ['10', '11'] },
]

function rangeOf(build: number | undefined): BuildRange | undefined {
  return build === undefined ? undefined : builds.find(({ from, to }) => build >= from && build <= to)
}

/** `Windows 10`; undefined for a build that is not known. */
export function titleOfBuild(build: number | undefined): string | undefined {
  return rangeOf(build)?.title
}

/** That the log is of another release than the services, where its build shows it. */
export function releaseRemark(build: number | undefined, windows: ReleaseChoice): Reason[] {
  const range = rangeOf(build)
  if (range === undefined || range.releases.includes(windows.release)) return []
  const log = `the log is of ${range.title} (build ${build})`
  const [release = windows.release] = range.releases
  const message =
    windows.certainty === 'assumed'
      ? `${log}, and ${windows.title} is assumed of the input: see --windows ${release}`
      : `${log}, the input of ${windows.title}: that alone may move drivers`
  return [{ code: 'other-release', message }]
}
