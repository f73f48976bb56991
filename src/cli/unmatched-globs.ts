import { type LintPolicy, quote, serviceGlobs } from '../index.ts'
import type { GlobPlace, LoadedConfig } from './config-keys.ts'
import type { LintTally } from './lint-tally.ts'

/**
 * Which globs of the policy match no service of any input: a misspelt one would look like a clean result, or suppress
 * nothing. Of those in the configuration the first is named, as a run over some of the inputs may meet few services.
 */
export function unmatchedLines(
  policy: LintPolicy,
  config: LoadedConfig | undefined,
  tally: Pick<LintTally, 'isMatched' | 'problems'>,
  isVerbose: boolean,
): string[] {
  const { only } = policy
  const isGiven = only !== config?.only
  const given: string[] = []
  const configured: string[] = []
  let more = 0
  const places: readonly (GlobPlace | undefined)[] = [
    ...only.map((_, index) => config?.globPlaces.only[index]),
    ...(config?.globPlaces.overrides ?? []),
  ]
  for (const [index, glob] of serviceGlobs(policy).entries()) {
    if (tally.isMatched(index)) continue
    if (isGiven && index < only.length) given.push(`--only ${glob} matches no service`)
    else if (isVerbose || configured.length === 0)
      configured.push(`${places[index]?.place}: ${quote(glob)} matches no service in what was read`)
    else more++
  }
  // What could not be read may have held them.
  if (tally.problems > 0) return given
  const rest = more === 0 ? '' : `, nor ${more === 1 ? 'does' : 'do'} ${more} more (--verbose)`
  return [...given, ...configured.map((line) => `${line}${rest}`)]
}
