import type { CompletionModel, CompletionOption, CompletionValue } from './model.ts'

/** For bash 3.2 (that of macOS) and later. */
export function bashCompletion(model: CompletionModel): string {
  const commands = model.commands.map(({ name }) => name)
  return `# bash completion for ${model.program}, written by "${model.program} completion bash"

# What the value of option $2 of command $1 may be; fails where it takes none.
_svcsim_option_value() {
  known='' paths=none
  case "$1 $2" in
${optionValues(model)}
    *) return 1 ;;
  esac
}

# What the argument at place $2 of command $1 may be.
_svcsim_argument_value() {
  known='' paths=none
  case "$1 $2" in
${argumentValues(model)}
  esac
}

_svcsim_options() {
  case $1 in
    '') known='${flags(model.options)}' ;;
${model.commands.map(({ name, options }) => `    ${name}) known='${flags(options)}' ;;`).join('\n')}
  esac
}

_svcsim() {
  local line=\${COMP_LINE:0:COMP_POINT} word current kept command='' option='' ended='' known='' paths=none lead=''
  local -a typed=()
  local -i i position=0

  # Words are broken at characters such as "=" and "@" too: what no blank parts belongs together.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    if ((i == 0)) || [[ $line == [[:space:]]* ]]; then
      line=\${line#"\${line%%[![:space:]]*}"}
      typed+=('')
    fi
    word=\${COMP_WORDS[i]}
    # The rest of the last word stands behind the cursor.
    ((i < COMP_CWORD)) || word=$line
    typed[\${#typed[@]} - 1]+=$word
    line=\${line#"$word"}
  done
  current=\${typed[\${#typed[@]} - 1]}
  # What bash keeps of the last word: all up to where it was broken, but for an "@" there.
  [[ $word == *[!"$COMP_WORDBREAKS"]* ]] || word=''
  kept=\${current%"$word"}
  kept=\${kept%@}

  for ((i = 1; i < \${#typed[@]} - 1; i++)); do
    word=\${typed[i]}
    if [[ -n $option ]]; then
      option=''
    elif [[ -z $ended && $word == -- ]]; then
      ended=yes
    elif [[ -z $ended && $word == -?* ]]; then
      if [[ $word != *=* ]] && _svcsim_option_value "$command" "$word"; then option=$word; fi
    elif [[ -z $command ]]; then
      command=$word
    else
      position+=1
    fi
  done

  known='' paths=none
  if [[ -n $option ]]; then
    _svcsim_option_value "$command" "$option"
  elif [[ -z $ended && $current == --*=* ]]; then
    lead=\${current%%=*}=
    current=\${current#*=}
    _svcsim_option_value "$command" "\${lead%=}"
  elif [[ -z $ended && $current == -* ]]; then
    _svcsim_options "$command"
  elif [[ -z $command ]]; then
    known='${commands.join(' ')}'
  else
    _svcsim_argument_value "$command" "$position"
  fi
  if [[ $paths == behind-word && $current == *=* ]]; then
    known='' paths=files
  fi

  COMPREPLY=()
  while IFS='' read -r word; do
    word=$lead$word
    COMPREPLY+=("\${word#"$kept"}")
  done < <(compgen -W "$known" -- "$current")
  # Without a reply, readline completes names of files by itself, and quotes them; it is stopped where none belongs.
  case $paths in
    files)
      if [[ -z $current && -n $known ]]; then
        while IFS='' read -r word; do COMPREPLY+=("$word"); done < <(compgen -f)
      fi
      ;;
    folders) compopt +o default -o dirnames 2>/dev/null ;;
    *) compopt +o default 2>/dev/null ;;
  esac
}

complete -o default -F _svcsim ${model.program}
`
}

/** One line for all places in which the same may stand; options that take the same in every command stand for all. */
function optionValues({ commands }: CompletionModel): string {
  const ofFlag = new Map<string, Map<string, string>>()
  for (const { name, options } of commands)
    for (const { flags, value } of options)
      for (const flag of flags)
        if (value) ofFlag.set(flag, (ofFlag.get(flag) ?? new Map<string, string>()).set(name, setting(value)))
  const lines = new Map<string, string[]>()
  const add = (pattern: string, line: string): unknown =>
    lines.set(line, [...(lines.get(line) ?? []), pattern])
  for (const [flag, settings] of ofFlag) {
    const [first, ...others] = new Set(settings.values())
    if (first !== undefined && others.length === 0) add(`*' ${flag}'`, first)
    else for (const [command, line] of settings) add(`'${command} ${flag}'`, line)
  }
  return cases(lines)
}

function argumentValues({ commands }: CompletionModel): string {
  const lines = new Map<string, string[]>()
  for (const command of commands)
    for (const [index, { value, isVariadic }] of command.arguments.entries()) {
      const line = setting(value)
      const pattern = isVariadic ? `'${command.name} '*` : `'${command.name} ${index}'`
      if (line !== '') lines.set(line, [...(lines.get(line) ?? []), pattern])
    }
  return cases(lines)
}

function setting({ words, paths }: CompletionValue): string {
  const known = words.length === 0 ? '' : `known='${words.map(({ text }) => text).join(' ')}'`
  return [known, paths === 'none' ? '' : `paths=${paths}`].filter((part) => part !== '').join(' ')
}

function cases(lines: ReadonlyMap<string, readonly string[]>): string {
  return [...lines].map(([line, patterns]) => `    ${patterns.join(' | ')}) ${line || ':'} ;;`).join('\n')
}

function flags(options: readonly CompletionOption[]): string {
  return options.flatMap((option) => option.flags).join(' ')
}
