import type { CommandContext } from './commands/context.ts'
import { type ConfigOptions, loadConfig } from './config.ts'

/** What the configuration may say in place of the command line, to all commands that read an input. */
export interface ConfigurableOptions extends ConfigOptions {
  readonly base?: string
  readonly windows?: string
}

/**
 * Options and context of a command with the configuration that applies.
 * @throws UsageError where something is wrong with it
 */
export function configured<T extends ConfigurableOptions>(
  options: T,
  context: CommandContext,
): [T, CommandContext] {
  const config = loadConfig(context.host, options)
  if (!config) return [options, context]
  if (context.out.isVerbose) context.out.note(`configuration: ${config.file}`)
  const { base, windows } = config
  const said = { ...(base === undefined ? {} : { base }), ...(windows === undefined ? {} : { windows }) }
  return [
    { ...said, ...options },
    { ...context, config },
  ]
}
