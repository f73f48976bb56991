import { InputError, UsageError } from './exit.ts'
import { expandInput, listedInputs } from './files.ts'
import type { Host } from './host.ts'

/** An input to be judged, or one that cannot be found. */
export interface NamedInput {
  readonly name: string
  readonly problem?: string
}

/**
 * The inputs that names stand for, in their order, each once.
 * @throws InputError where the list of names cannot be read
 * @throws UsageError where it has none
 */
export function namedInputs(
  names: readonly string[],
  filesFrom: string | undefined,
  host: Host,
): NamedInput[] {
  const listed = filesFrom === undefined ? [] : listedInputs(filesFrom, host)
  if (filesFrom !== undefined && names.length + listed.length === 0)
    throw new UsageError(`--files-from ${filesFrom} names no input`)
  const inputs = new Map<string, NamedInput>()
  for (const given of [...names, ...listed])
    try {
      for (const name of expandInput(given, host)) inputs.set(name, inputs.get(name) ?? { name })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      inputs.set(given, { name: given, problem: error.message })
    }
  return [...inputs.values()]
}
