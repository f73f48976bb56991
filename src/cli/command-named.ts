import type { Command } from 'commander'
import { nearest, quote } from '../index.ts'
import { UsageError } from './exit.ts'

const helpWords: readonly string[] = ['help', '--help', '-h']

/** What other tools call a command, where spelling does not lead to it. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['analyse', 'lint'],
  ['analyze', 'lint'],
  ['audit', 'lint'],
  ['check', 'lint'],
  ['validate', 'lint'],
  ['verify', 'lint'],
  ['ls', 'list'],
  ['explain', 'why'],
  ['info', 'show'],
  ['simulate', 'boot'],
  ['dump', 'convert'],
  ['export', 'convert'],
])

/**
 * The arguments as commander is to get them. It takes `nonsense --help` and `--help lint` for a wish for the help on
 * everything, and `help nonsense` too: the first of them asks for a command that does not exist, the second for help
 * on one that does.
 * @throws UsageError where the command does not exist, with the one that may be meant
 */
export function commandLine(program: Command, argv: readonly string[]): string[] {
  const [first = '', second = ''] = argv
  const isHelp = helpWords.includes(first)
  const name = isHelp ? second : first
  if (name === '' || name.startsWith('-')) return [...argv]
  const known = [...program.commands.map((command) => command.name()), 'help']
  if (!known.includes(name)) {
    const near = otherNames.get(name.toLowerCase()) ?? nearest(name, known)
    throw new UsageError(
      `unknown command ${quote(name)}${near === undefined ? '; "svcsim --help" lists all' : `; did you mean "${near}"?`}`,
    )
  }
  if (!isHelp) return [...argv]
  return name === 'help' ? ['help'] : ['help', ...argv.slice(1)]
}
