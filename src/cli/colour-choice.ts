import type { Host, TextOutput } from './host.ts'

export type ColourChoice = 'auto' | 'always' | 'never'

/**
 * Whether to colour what goes to `output`: the option first, then NO_COLOR (no-color.org: set and not empty), then
 * FORCE_COLOR (`0` and `false` turn it off), then whether it is a terminal that can. A file is coloured by the option
 * alone: pipelines set FORCE_COLOR for their logs.
 */
export function wantsColour(
  choice: ColourChoice,
  env: Host['env'],
  output: Pick<TextOutput, 'isTTY'> | 'file',
): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (output === 'file') return false
  if (env['NO_COLOR']) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return output.isTTY === true && env['TERM'] !== 'dumb'
}
