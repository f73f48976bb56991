/**
 * A Windows release as far as load order tells them apart. `6.0`, 2008 and 2008 R2 count as
 * `7`, 2003 as `xp`, 2012 as `8.1`, 2016 and later as `10`.
 */
export type Release = 'nt-3.51' | '2000' | 'xp' | '7' | '8.1' | '10' | '11'

export interface ReleaseChoice {
  readonly release: Release
  /** Its name as Microsoft writes it: `Windows 8.1`, `Windows NT 3.51`. */
  readonly title: string
  /** For people: `WdfLoadGroup in ServiceGroupOrder`. */
  readonly reason: string
  /** `given`: by option; `detected`: by a signal; `assumed`: nothing decided, so Windows 10. */
  readonly certainty: 'given' | 'detected' | 'assumed'
}
