import { CommanderError } from 'commander'
import { visible } from '../report/escape.ts'
import { commandLine } from './command-named.ts'
import { exitCodes, InputError, UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { createProgram } from './program.ts'

/** Parses the command line, runs the command and turns whatever goes wrong into one line and an exit code. */
export async function run(host: Host, version: string): Promise<number> {
  let exitCode: number = exitCodes.done
  try {
    const program = createProgram(host, version, (code) => {
      exitCode = code
    })
    await program.parseAsync(commandLine(program, host.argv), { from: 'user' })
    return exitCode
  } catch (error) {
    return explain(error, host)
  }
}

function explain(error: unknown, host: Host): number {
  const say = (text: string): unknown => host.stderr.write(`svcsim: ${visible(text)}\n`)
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof UsageError || error instanceof InputError) {
    say(error.message)
    return error instanceof InputError ? exitCodes.input : exitCodes.usage
  }
  const message = error instanceof Error ? error.message : String(error)
  say(`internal error: ${message} (a defect of svcsim: please report it with the command line and --verbose)`)
  if (error instanceof Error && isVerbose(host)) host.stderr.write(`${error.stack ?? ''}\n`)
  return exitCodes.internal
}

function isVerbose({ argv }: Host): boolean {
  return argv.includes('--verbose') || argv.includes('-v')
}
