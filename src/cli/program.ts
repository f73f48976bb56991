import { Command, InvalidArgumentError, Option } from 'commander'
import { visible } from '../report/escape.ts'
import { knowing, oneOf } from './choices.ts'
import type { BootCommandOptions } from './commands/boot.ts'
import type { CommandContext } from './commands/context.ts'
import type { ConvertOptions } from './commands/convert.ts'
import type { LintOptions } from './commands/lint.ts'
import type { ListOptions } from './commands/list.ts'
import type { LogOptions } from './commands/log.ts'
import type { OrderOptions } from './commands/order.ts'
import type { RulesOptions } from './commands/rules.ts'
import type { ShowOptions } from './commands/show.ts'
import type { StartCommandOptions } from './commands/start.ts'
import type { StopCommandOptions } from './commands/stop.ts'
import type { WhyOptions } from './commands/why.ts'
import { type Shell, shells } from './completion/shells.ts'
import type { ConfigurableOptions } from './configured.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { lintFormatNames } from './lint-formats.ts'
import { Output, type OutputOptions } from './output.ts'
import { messageOfCommander } from './suggestion.ts'

/** Hands the exit code of the command that ran to whoever called. */
type Finish = (exitCode: number) => void

/** The command line as commander knows it. Each command is loaded when it runs. */
export function createProgram(host: Host, version: string, finish: Finish): Command {
  const context = (options: OutputOptions): CommandContext => ({
    host,
    out: new Output(host, options),
    version,
  })
  const configured = async <T extends ConfigurableOptions & OutputOptions>(
    options: T,
  ): Promise<[T, CommandContext]> => {
    const { configured } = await import('./configured.ts')
    return configured(options, context(options))
  }
  const program = new Command('svcsim')
    .description('Inspects, lints and simulates the boot load order of the Windows Services database')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print help for a command')
    .enablePositionalOptions()
    .addHelpText('after', inputHelp)
  program.exitOverride().configureOutput({
    writeOut: (text) => host.stdout.write(text),
    writeErr: (text) => host.stderr.write(text),
    getOutHelpWidth: () => host.stdout.columns || 80,
    getErrHelpWidth: () => host.stderr.columns || 80,
    // One line: commander puts its suggestion on a second one.
    outputError: (text, write) => write(`svcsim: ${visible(messageOfCommander(text))}\n`),
  })

  readsAndJudges(
    subcommand(program, 'lint [input...]', 'report what is wrong with services, where, and how to mend it'),
  )
    .option('--format <format>', lintFormatHelp, knowing(lintFormatNames, collect, { withFile: true }))
    .setOptionValueWithSource('format', [], 'default')
    .option('--files-from <file>', 'read names of inputs, one a line, from a file or - for standard input')
    .option('--min-severity <severity>', 'show findings from this severity on', oneOf(severities))
    .option('--fail-on <severity>', 'exit with 1 from this severity on (default: "error")', oneOf(severities))
    .option('--max-warnings <n>', 'exit with 1 when there are more warnings', wholeNumber)
    .option('--exit-zero', 'exit with 0 whatever is found')
    .option('--preset <name>', 'recommended, or strict: every severity one step higher', oneOf(presets))
    .option('--baseline <file>', 'leave out the findings that this file knows')
    .option('--update-baseline', 'write all findings to the baseline')
    .option('--jobs <n>', 'inputs to judge at once; else as many as pay', countFromOne)
    .action(async (inputs: string[], options: LintOptions) => {
      const { lintCommand } = await import('./commands/lint.ts')
      finish(await lintCommand(inputs, ...(await configured(options))))
    })

  ordersDrivers(
    readsAndJudges(
      subcommand(program, 'order [input]', 'show in which order drivers and services load, and why', {
        formats: ['table', 'json'],
      }),
    ).option('--start <phase>', 'boot, system, auto (with the delayed ones) or all', oneOf(phases), 'all'),
  ).action(async (input: string | undefined, options: OrderOptions) => {
    const { orderCommand } = await import('./commands/order.ts')
    finish(await orderCommand(input, ...(await configured(options))))
  })

  readsAndJudges(
    subcommand(program, 'list [input]', 'list services and drivers', { formats: ['table', 'json', 'csv'] }),
  )
    .option('--type <kind>', 'driver, service or adapter', oneOf(['driver', 'service', 'adapter']))
    .option(
      '--start <start>',
      'boot, system, auto, delayed, demand, disabled, or 0 to 4: the Start that is stored, whatever a StartOverride makes of it',
      oneOf(starts),
    )
    .option('--group <name>', 'members of this load-order group')
    .action(async (input: string | undefined, options: ListOptions) => {
      const { listCommand } = await import('./commands/list.ts')
      finish(await listCommand(input, ...(await configured(options))))
    })

  readsAndJudges(
    subcommand(program, 'show <input> <service...>', 'show everything about services', {
      formats: ['table', 'json'],
    }),
  ).action(async (input: string, names: string[], options: ShowOptions) => {
    const { showCommand } = await import('./commands/show.ts')
    finish(await showCommand(input, names, ...(await configured(options))))
  })

  ordersDrivers(
    readsInput(
      subcommand(program, 'why <input> <service>', 'explain the place of a service in the order', {
        formats: ['text', 'json'],
      }),
    ),
  )
    .option('--after <other>', 'its place relative to this service')
    .action(async (input: string, service: string, options: WhyOptions) => {
      const { whyCommand } = await import('./commands/why.ts')
      finish(await whyCommand(input, service, ...(await configured(options))))
    })

  ordersDrivers(
    readsForSome(
      subcommand(program, 'boot <input>', 'simulate the boot: what starts, what fails, does it come up', {
        formats: ['text', 'json'],
      }),
    ),
  )
    .option('--fail <name>', 'let this driver or service fail; may be given several times', collect)
    .option('--fail-each', 'let each driver and service fail alone, and tell what that does')
    .option('--safe-mode <mode>', 'minimal or network', oneOf(safeModes))
    .option('--images <file>', 'list of the files on the disk, one a line: what is not in it fails')
    .option('--exit-zero', 'exit with 0 even if it does not come up')
    .setOptionValueWithSource('fail', [], 'default')
    .action(async (input: string, options: BootCommandOptions) => {
      const { bootCommand } = await import('./commands/boot.ts')
      finish(await bootCommand(input, ...(await configured(options))))
    })

  readsForSome(
    subcommand(program, 'start <input> <service>', 'what starting it on a running system would do', {
      formats: ['text', 'json'],
    }),
  ).action(async (input: string, service: string, options: StartCommandOptions) => {
    const { startCommand } = await import('./commands/start.ts')
    finish(await startCommand(input, service, ...(await configured(options))))
  })

  readsForSome(
    subcommand(program, 'stop <input> <service>', 'what stopping it on a running system would do', {
      formats: ['text', 'json'],
    }),
  ).action(async (input: string, service: string, options: StopCommandOptions) => {
    const { stopCommand } = await import('./commands/stop.ts')
    finish(await stopCommand(input, service, ...(await configured(options))))
  })

  ordersDrivers(
    readsForSome(
      subcommand(program, 'log <input> <ntbtlog>', 'compare the simulated order with a boot log of Windows', {
        formats: ['text', 'json'],
      }),
    ),
  )
    .option('--boot <n>', 'the nth boot in the log, from 1; else the newest', wholeNumber)
    .option('--all', 'every boot in the log')
    .option(
      '--tolerance <n>',
      'exit with 1 when more drivers than this are out of place, or none is in common',
      wholeNumber,
      0,
    )
    .option('--exit-zero', 'exit with 0 however far they disagree')
    .action(async (input: string, log: string, options: LogOptions) => {
      const { logCommand } = await import('./commands/log.ts')
      finish(await logCommand(input, log, ...(await configured(options))))
    })

  readsHive(
    readsConfig(
      subcommand(program, 'convert <input>', 'write a hive or an export as canonical .reg text or JSON'),
    ),
  )
    .option('--to <format>', 'reg or json', oneOf(['reg', 'json']), 'reg')
    .addOption(new Option('--format [format]').hideHelp())
    // What the other commands have.
    .on('option:format', () => {
      throw new UsageError(`unknown option "--format"; did you mean "--to"?`)
    })
    .option('--services-only', 'services alone, with Select and what decides their order')
    .option('--style <style>', 'regedit (Version 5.00) or regedit4 (REGEDIT4, code page 1252)', oneOf(styles))
    .option('--encoding <name>', 'utf-16le or utf-8, with a byte order mark', oneOf(encodings))
    .option('--prefix <key>', 'where to put the root of a hive; else where Windows loads it')
    .option('--code-page <number>', 'ANSI code page of REGEDIT4 files')
    .option('--stdin-filename <name>', 'what to call standard input')
    .addHelpText('after', convertHelp)
    .action(async (input: string, options: ConvertOptions) => {
      const { convertCommand } = await import('./commands/convert.ts')
      finish(await convertCommand(input, ...(await configured(options))))
    })

  readsConfig(
    subcommand(program, 'rules [id...]', 'list the rules of lint, or explain some in full', {
      formats: ['table', 'json'],
    }),
  ).action(async (ids: string[], options: RulesOptions) => {
    const { rulesCommand } = await import('./commands/rules.ts')
    // Whoever looks for the name of a rule may have a configuration that misspells it.
    const isAsked = typeof options.config === 'string'
    finish(
      await rulesCommand(
        ids,
        ...(isAsked ? await configured(options) : ([options, context(options)] as const)),
      ),
    )
  })

  subcommand(program, 'completion', 'write a script that lets a shell complete command lines of svcsim')
    .argument('<shell>', shells.join(', '), oneOf(shells))
    .addHelpText('after', completionHelp)
    .action(async (shell: Shell, options: OutputOptions) => {
      const { completionCommand } = await import('./commands/completion.ts')
      finish(await completionCommand(shell, program, context(options)))
    })
  return program
}

const severities = ['error', 'warning', 'info']
const presets = ['recommended', 'strict']
const lintFormatHelp = `one of ${lintFormatNames.join(', ')} (default: "${lintFormatNames[0]}"); several, each but one with =file`
const phases = ['boot', 'system', 'auto', 'all']
const algorithms = ['classic', 'modern']
const safeModes = ['minimal', 'network']
const styles = ['regedit', 'regedit4']
const encodings = ['utf-16le', 'utf-8']
const starts = ['boot', 'system', 'auto', 'delayed', 'demand', 'disabled', '0', '1', '2', '3', '4']

const inputHelp = `
Inputs:
  a path       .reg text in any encoding, or a registry hive (a SYSTEM file); told apart by content
  -            standard input
  @windows-10  a bundled profile; also @windows-8.1, @windows-7, @windows-xp, @nt-3.51
  @live        the registry of this computer (Windows only)
  none         "input" of the configuration; else @live on Windows, else @windows-10`

const convertHelp = `
Regedit reads UTF-16LE, the default, since Windows 2000; not every Regedit reads
UTF-8, which is for other importers: data beyond ASCII stands in it as bytes. A
terminal is shown the text, control characters escaped: redirect it or use
--output for the file. .reg text has no room for write times and classes of keys,
REGEDIT4 none for names outside its code page: JSON holds every key, value and
byte. A patch stays one: what it deletes comes first.`

const completionHelp = `
One line for the file that the shell reads when it starts:
  bash  eval "$(svcsim completion bash)"     ~/.bashrc
  zsh   eval "$(svcsim completion zsh)"      ~/.zshrc, after compinit
  fish  svcsim completion fish | source      ~/.config/fish/config.fish
  pwsh  svcsim completion pwsh | Out-String | Invoke-Expression      $PROFILE`

function subcommand(
  program: Command,
  usage: string,
  description: string,
  { formats }: { formats?: readonly string[] } = {},
): Command {
  const command = program.command(usage).description(description)
  if (formats) command.option('--format <format>', `one of ${formats.join(', ')}`, oneOf(formats), formats[0])
  return command
    .option('-o, --output <file>', 'write the answer to a file, whole or not at all')
    .option('--color <when>', 'auto, always or never', oneOf(['auto', 'always', 'never']), 'auto')
    .option('-q, --quiet', 'no notes on standard error')
    .option('-v, --verbose', 'more notes, infos too; the stack of an internal error')
}

function readsInput(command: Command): Command {
  command
    .option('--windows <release>', 'xp, 7, 8.1, 10, 11, …; else it is detected')
    .option('--control-set <set>', 'current, default, last-known-good or a number')
    .option('--code-page <number>', 'ANSI code page of REGEDIT4 files')
    .option('--base <input>', 'lay the input over this one, as Regedit would import it')
    .option('--stdin-filename <name>', 'what to call standard input in places')
  return readsHive(readsConfig(command))
}

function readsConfig(command: Command): Command {
  return command
    .option('--config <file>', 'configuration; else the nearest svcsim.config.json upwards')
    .option('--no-config', 'take no configuration')
}

/** Of all services that count, those that are named are told of. */
function readsForSome(command: Command): Command {
  return (
    readsInput(command)
      .option('--only <glob>', 'these services alone; may be given several times', collect)
      // A default of its own would be printed in the help.
      .setOptionValueWithSource('only', [], 'default')
  )
}

/** What is wrong with the input itself is told too. */
function readsAndJudges(command: Command): Command {
  return readsForSome(command)
    .option('--all-keys', 'judge also keys that are not needed; nothing of them is used')
    .option('--deep', 'judge also cells of a hive that no key leads to; they are not used')
}

/** The options that decide the order of boot and system drivers. */
function ordersDrivers(command: Command): Command {
  return command
    .option(
      '--algorithm <name>',
      'classic (XP to 7) or modern (8.1 on), not what the release has',
      oneOf(algorithms),
    )
    .option('--no-start-override', 'take Start as stored')
    .option('--boot-fs <name>', 'boot file system driver, or none', 'ntfs')
    .option('--assume-tags', 'order auto-start services of a group by tag vectors too')
    .option('--measured-boot', 'place msisadrv, pci and tpm as on machines that measure their boot')
    .option('--system-root <folder>', 'a mounted Windows folder, whose images tell what they import')
}

function readsHive(command: Command): Command {
  return command
    .option('--hive-log <file>', 'transaction log of the hive, not those beside it; repeatable', collectLogs)
    .option('--no-hive-log', 'read a hive as stored, without its transaction logs')
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is a whole number from 0 to 999999999')
}

function countFromOne(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is a whole number from 1 on')
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value]
}

/** --hive-log and --no-hive-log are one setting: of the two, the last one counts. */
function collectLogs(value: string, earlier: readonly string[] | boolean | undefined): string[] {
  return [...(Array.isArray(earlier) ? earlier : []), value]
}
