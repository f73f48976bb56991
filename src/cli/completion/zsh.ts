import type { CompletionCommand, CompletionModel, CompletionOption, CompletionValue } from './model.ts'

/** For the completion system of zsh (compinit), as a file of $fpath or evaluated. */
export function zshCompletion(model: CompletionModel): string {
  const { program, commands } = model
  const help = commands.map(({ name, description }) => quoted(`${name}:${description}`))
  return `#compdef ${program}
# zsh completion for ${program}, written by "${program} completion zsh"

${valueFunctions(model)}
_svcsim_commands() {
  local -a commands=(
${help.map((line) => `    ${line}`).join('\n')}
  )
  _describe -t commands command commands
}

_svcsim() {
  local curcontext=$curcontext state line ret=1
  local -A opt_args
  _arguments -C -S \\
${model.options.map((option) => `    ${optionSpec(option)} \\\n`).join('')}    '1: :_svcsim_commands' \\
    '*:: :->arguments' && ret=0
  [[ $state == arguments ]] || return ret
  curcontext=\${curcontext%:*:*}:${program}-$words[1]:
  case $words[1] in
${commands.map(commandCase).join('\n')}
  esac
  return ret
}

if [[ $funcstack[1] == _svcsim ]]; then
  _svcsim "$@"
else
  compdef _svcsim ${program}
fi
`
}

function commandCase({ name, options, arguments: own }: CompletionCommand): string {
  const specs = [
    ...options.map(optionSpec),
    ...own.map(({ value, isVariadic }, index) =>
      quoted(`${isVariadic ? '*' : index + 1}:${value.name}:${action(value)}`),
    ),
  ]
  return `    ${name})
      _arguments -S \\
${specs.map((spec) => `        ${spec}`).join(' \\\n')} && ret=0
      ;;`
}

/** One option for _arguments; one with a value may be given again. */
function optionSpec({ flags, description, value }: CompletionOption): string {
  const about = `[${description.replaceAll(/[[\]\\:]/g, '\\$&')}]`
  if (!value) return flags.map((flag) => quoted(`(${flags.join(' ')})${flag}${about}`)).join(' ')
  // The value of a short option may follow it at once, that of a long one behind "=".
  const forms = flags.map((flag) => (flag.startsWith('--') ? `${flag}=` : `${flag}+`))
  return forms.map((form) => quoted(`*${form}${about}:${value.name}:${action(value)}`)).join(' ')
}

function action(value: CompletionValue): string {
  if (isFunction(value)) return functionName(value)
  if (value.paths === 'files') return '_files'
  if (value.paths === 'folders') return '_files -/'
  // A blank: nothing to offer but the name of what belongs there.
  return value.words.length === 0 ? ' ' : `(${value.words.map(({ text }) => text).join(' ')})`
}

/** What one list of words cannot say. */
function isFunction({ words, paths }: CompletionValue): boolean {
  return words.length > 0 && (paths !== 'none' || words.some(({ description }) => description !== undefined))
}

function functionName({ name }: CompletionValue): string {
  return name === 'command' ? '_svcsim_commands' : `_svcsim_${name}`
}

function valueFunctions({ commands }: CompletionModel): string {
  const values = commands.flatMap((command) => [
    ...command.options.flatMap(({ value }) => value ?? []),
    ...command.arguments.map(({ value }) => value),
  ])
  const texts = values
    .filter((value) => isFunction(value) && value.name !== 'command')
    .map((value) => `${functionName(value)}() {\n${functionBody(value)}\n}\n`)
  return [...new Set(texts)].join('\n')
}

function functionBody({ name, words, paths }: CompletionValue): string {
  const items = words.map(({ text, description }) =>
    description === undefined ? text : quoted(`${text}:${description}`),
  )
  const lines = [`local -a items=(${items.join(' ')})`]
  if (paths === 'behind-word') lines.push("if compset -P 1 '*='; then _files; return; fi")
  if (paths === 'files') lines.push(`_alternative '${name}s:${name}:compadd -a items' 'files:file:_files'`)
  else lines.push(`_describe -t ${name}s ${name} items`)
  return lines.map((line) => `  ${line}`).join('\n')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
