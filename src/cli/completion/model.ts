import type { Argument, Command, Option } from 'commander'
import { acceptedReleaseNames, parseRelease, profileNames, rules } from '../../index.ts'
import { choicesOf } from '../choices.ts'

/** A command line as shells complete it. */
export interface CompletionModel {
  readonly program: string
  /** Of the program itself. */
  readonly options: readonly CompletionOption[]
  readonly commands: readonly CompletionCommand[]
}

export interface CompletionCommand {
  readonly name: string
  readonly description: string
  readonly options: readonly CompletionOption[]
  readonly arguments: readonly CompletionArgument[]
}

export interface CompletionOption {
  /** `-o`, `--output`; one of them, or both. */
  readonly flags: readonly string[]
  readonly description: string
  /** Undefined where it takes no value. */
  readonly value: CompletionValue | undefined
}

export interface CompletionArgument {
  readonly value: CompletionValue
  readonly isVariadic: boolean
}

/** What may stand in a place of the command line. */
export interface CompletionValue {
  /** As the help calls it. */
  readonly name: string
  readonly words: readonly CompletionWord[]
  /** `behind-word`: a word may be followed by `=` and the name of a file. */
  readonly paths: 'none' | 'files' | 'folders' | 'behind-word'
}

export interface CompletionWord {
  readonly text: string
  readonly description?: string
}

type Candidates = Omit<CompletionValue, 'name'>

const nothing: Candidates = { words: [], paths: 'none' }
const files: Candidates = { words: [], paths: 'files' }

/** What a value is, by the name that usages and help give it; a parser that knows its words goes first. */
const byName: ReadonlyMap<string, Candidates> = new Map([
  ['input', { words: words([...profileNames, '@live']), paths: 'files' }],
  ['file', files],
  ['ntbtlog', files],
  ['folder', { words: [], paths: 'folders' }],
  ['id', { words: rules.map(({ id, name }) => ({ text: id, description: name })), paths: 'none' }],
  // Each release once, of all the names that it goes by.
  [
    'release',
    { words: words(acceptedReleaseNames.filter((name) => parseRelease(name) === name)), paths: 'none' },
  ],
  ['set', { words: words(['current', 'default', 'last-known-good']), paths: 'none' }],
  ['service', nothing],
  ['other', nothing],
  ['name', nothing],
  ['glob', nothing],
  ['key', nothing],
  ['n', nothing],
  ['number', nothing],
])

function words(texts: readonly string[]): CompletionWord[] {
  return texts.map((text) => ({ text }))
}

/**
 * What commander knows of the program, as its help shows it: what is hidden there is not completed.
 * @throws Error for a value of which nothing is known: it belongs into the table above
 */
export function completionModel(program: Command): CompletionModel {
  const help = program.createHelp()
  const commands = help.visibleCommands(program)
  const names = commands.map((command) => ({ text: command.name(), description: command.description() }))
  return {
    program: program.name(),
    options: help.visibleOptions(program).map(option),
    commands: commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: help.visibleOptions(command).map(option),
      arguments: command.registeredArguments.map((one) => argument(one, names)),
    })),
  }
}

function option({ short, long, description, flags, parseArg }: Option): CompletionOption {
  const name = /[<[]([^\]>]+)[\]>]/.exec(flags)?.[1]
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    value: name === undefined ? undefined : valueNamed(name, parseArg),
  }
}

function argument(one: Argument, commands: readonly CompletionWord[]): CompletionArgument {
  const name = one.name()
  // Of the help command, which commander makes by itself.
  const value: CompletionValue =
    name === 'command' ? { name, words: commands, paths: 'none' } : valueNamed(name, one.parseArg)
  return { value, isVariadic: one.variadic }
}

function valueNamed(name: string, parser: object | undefined): CompletionValue {
  const choices = choicesOf(parser)
  if (choices) return { name, words: words(choices.words), paths: choices.withFile ? 'behind-word' : 'none' }
  const known = byName.get(name)
  if (!known) throw new Error(`completion knows nothing of <${name}>`)
  return { name, ...known }
}

/** Flags that are followed by a value, in any command: none is without one elsewhere. */
export function flagsWithValue({ commands }: CompletionModel): string[] {
  const flags = commands.flatMap(({ options }) =>
    options.filter(({ value }) => value !== undefined).flatMap((one) => one.flags),
  )
  return [...new Set(flags)]
}
