import type { LoadedConfig } from './config-keys.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import type { Notes } from './notes.ts'

interface DefaultContext {
  readonly host: Host
  readonly out: Notes
  readonly config?: LoadedConfig
}

/** What is read when no input is named, which is then said: the configuration's, else the one of the platform. */
export function defaultInputs({ host, out, config }: DefaultContext): readonly string[] {
  if (config?.input) {
    out.note(`no input given: reading ${config.input.join(', ')} (${config.file})`)
    return config.input
  }
  const name = host.platform === 'win32' ? '@live' : '@windows-10'
  out.note(
    name === '@live'
      ? 'no input given: reading this computer (@live)'
      : `no input given: using the bundled profile ${name}`,
  )
  return [name]
}

/**
 * The same for a command that takes one input.
 * @throws UsageError where the configuration names several
 */
export function defaultInput(context: DefaultContext): string {
  const { config } = context
  if (config?.input && config.input.length > 1)
    throw new UsageError(`${config.file} names ${config.input.length} inputs, and one is needed: name it`)
  const [name = '@windows-10'] = defaultInputs(context)
  return name
}
