import type { Release } from '../release.ts'

/** Releases by the names people give them; a server release counts as the client release of its code base. */
const releaseNames: ReadonlyMap<string, Release> = new Map([
  ['nt-3.51', 'nt-3.51'],
  ['nt3.51', 'nt-3.51'],
  ['3.51', 'nt-3.51'],
  ['nt-3.5', 'nt-3.51'],
  ['nt3.5', 'nt-3.51'],
  ['3.5', 'nt-3.51'],
  ['nt-4', 'nt-3.51'],
  ['nt4', 'nt-3.51'],
  ['nt-4.0', 'nt-3.51'],
  ['nt4.0', 'nt-3.51'],
  ['4.0', 'nt-3.51'],
  ['2000', '2000'],
  ['5.0', '2000'],
  ['xp', 'xp'],
  ['2003', 'xp'],
  ['5.1', 'xp'],
  ['5.2', 'xp'],
  ['vista', '7'],
  ['2008', '7'],
  ['6.0', '7'],
  ['7', '7'],
  ['2008r2', '7'],
  ['6.1', '7'],
  ['8', '8.1'],
  ['8.1', '8.1'],
  ['2012', '8.1'],
  ['2012r2', '8.1'],
  ['6.2', '8.1'],
  ['6.3', '8.1'],
  ['10', '10'],
  ['10.0', '10'],
  ['2016', '10'],
  ['2019', '10'],
  ['2022', '10'],
  ['2025', '10'],
  ['11', '11'],
])

/** The names that {@link parseRelease} accepts, oldest release first. */
export const acceptedReleaseNames: readonly string[] = [...releaseNames.keys()]

/** The release of a name such as `xp`, `2008r2`, `windows-10`; letter case and blanks do not count. */
export function parseRelease(text: string): Release | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, '')
    .replace(/^@?(?:windows|win)-?/, '')
  return releaseNames.get(name)
}

/** Names of the releases whose name is more than `Windows` and the release. */
const titles: ReadonlyMap<Release, string> = new Map([
  ['nt-3.51', 'Windows NT 3.51'],
  ['xp', 'Windows XP'],
])

/** `Windows 8.1`, `Windows NT 3.51`. */
export function releaseTitle(release: Release): string {
  return titles.get(release) ?? `Windows ${release}`
}
