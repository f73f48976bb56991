import { type CompletionModel, type CompletionOption, type CompletionValue, flagsWithValue } from './model.ts'

/** For fish 3.1 and later. */
export function fishCompletion(model: CompletionModel): string {
  const { program, commands } = model
  const lines = [
    ...model.options.flatMap((option) => optionLines(program, '', option)),
    ...commands.map(({ name, description }) =>
      line(program, '__svcsim_in', ['-a', name, '-d', quoted(description)]),
    ),
  ]
  for (const command of commands) {
    for (const option of command.options) {
      lines.push(...optionLines(program, command.name, option))
      if (option.value?.paths === 'behind-word')
        lines.push(
          line(program, `__svcsim_in ${command.name}; and __svcsim_names_file`, [...names(option), '-rF']),
        )
    }
    for (const [index, { value, isVariadic }] of command.arguments.entries()) {
      const at = `__svcsim_in ${command.name} ${index}${isVariadic ? ' more' : ''}`
      if (value.paths === 'files') lines.push(line(program, at, ['-F']))
      lines.push(...offers(value).map((offer) => line(program, at, offer)))
    }
  }
  return `# fish completion for ${program}, written by "${program} completion fish"

# Whether the cursor is in command $command ('' before any), at its argument $place or, with $more, behind it.
function __svcsim_in --argument-names command place more
    set -l valued ${flagsWithValue(model).join(' ')}
    set -l tokens (commandline -opc)
    set -e tokens[1]
    set -l found ''
    set -l count 0
    set -l skip no
    set -l ended no
    for token in $tokens
        if test $skip = yes
            set skip no
        else if test $ended = no; and test "$token" = --
            set ended yes
        else if test $ended = no; and string match -qr -- '^-.' "$token"
            contains -- "$token" $valued; and set skip yes
        else if test -z "$found"
            set found "$token"
        else
            set count (math $count + 1)
        end
    end
    test "$found" = "$command"; or return 1
    test -z "$place"; and return 0
    test $skip = no; or return 1
    test $count -eq $place; and return 0
    test -n "$more"; and test $count -gt $place
end

# Whether the word at the cursor is one such as "sarif=out".
function __svcsim_names_file
    string match -q -- '*=*' (commandline -ct)
end

# No names of files where nothing below asks for them.
complete -c ${program} -f
${lines.join('\n')}
`
}

function line(program: string, condition: string, rest: readonly string[]): string {
  return ['complete', '-c', program, '-n', quoted(condition), ...rest].join(' ')
}

/** What is offered has lines of its own: fish would give each word the description of the option, for which the last line counts. */
function optionLines(program: string, command: string, option: CompletionOption): string[] {
  const condition = command === '' ? '__svcsim_in' : `__svcsim_in ${command}`
  const { value, description } = option
  const takes = value ? [value.paths === 'files' ? '-rF' : '-x'] : []
  return [...(value ? offers(value) : []), ['-d', quoted(description)]].map((rest) =>
    line(program, condition, [...names(option), ...takes, ...rest]),
  )
}

function names({ flags }: CompletionOption): string[] {
  return flags.flatMap((flag) => (flag.startsWith('--') ? ['-l', flag.slice(2)] : ['-s', flag.slice(1)]))
}

/** What to offer, each in a list of arguments of `complete`: all words at once, or one by one with its description. */
function offers({ words, paths }: CompletionValue): string[][] {
  if (paths === 'folders') return [['-a', quoted('(__fish_complete_directories)')]]
  if (words.length === 0) return []
  if (words.every(({ description }) => description === undefined))
    return [['-a', quoted(words.map(({ text }) => text).join(' '))]]
  return words.map(({ text, description = '' }) => ['-a', text, '-d', quoted(description)])
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
