import { matchesGlob, type Services } from '../../index.ts'
import { hiveLines } from '../../report/hive.ts'
import { assumptionLines, inputLines, lossLines } from '../../report/input.ts'
import type { LoadedConfig } from '../config-keys.ts'
import type { Host } from '../host.ts'
import type { Notes } from '../notes.ts'
import type { Output } from '../output.ts'

/** What every command gets besides its arguments. */
export interface CommandContext {
  readonly host: Host
  readonly out: Output
  /** The package's version. */
  readonly version: string
  /** The configuration that applies; undefined without one, and for commands that it says nothing to. */
  readonly config?: LoadedConfig
}

/** A test of names against --only; everything passes when there is none. */
export function onlyTest(globs: readonly string[]): (name: string) => boolean {
  return globs.length === 0 ? () => true : (name) => globs.some((glob) => matchesGlob(glob, name))
}

/** Says which --only match no service: a misspelt one would look like a clean result. */
export function noteUnmatched(globs: readonly string[], models: readonly Services[], out: Notes): void {
  for (const glob of globs)
    if (!models.some(({ all }) => all.some(({ name }) => matchesGlob(glob, name))))
      out.note(`--only ${glob} matches no service`)
}

/** Which input was read and how it was understood. */
export function noteInput(services: Services, out: Notes): void {
  for (const line of inputLines(services)) out.note(line)
  if (out.isVerbose) for (const line of services.inputs.flatMap(hiveLines)) out.note(line)
}

/** The same where it was asked for; else only what nobody would expect. */
export function detailInput(services: Services, out: Notes): void {
  if (out.isVerbose) noteInput(services, out)
  else for (const line of assumptionLines(services)) out.note(line)
}

/** What of the input may be missing, for commands that have no findings to say it. */
export function noteLosses({ inputs }: Services, out: Notes): void {
  for (const input of inputs) if (input.role === 'input') for (const line of lossLines(input)) out.note(line)
}
