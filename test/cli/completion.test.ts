import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { completionModel } from '../../src/cli/completion/model.ts'
import { shells } from '../../src/cli/completion/shells.ts'
import { createProgram } from '../../src/cli/program.ts'
import { bytesSource, profileNames, rules } from '../../src/index.ts'
import { has } from '../pipeline/shell.ts'
import { run, temporaryFolder } from './run.ts'

const program = createProgram(
  {
    argv: [],
    stdin: bytesSource(new Uint8Array()),
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
    env: {},
    platform: 'linux',
    cwd: '/',
  },
  '0.0.0',
  () => undefined,
)
const model = completionModel(program)
const formats = ['sarif', 'junit', 'github', 'gitlab', 'checkstyle', 'ndjson']

/** A script of svcsim in a file, in a folder with files to complete. */
async function installed(shell: string): Promise<{ folder: string; script: string }> {
  const folder = temporaryFolder()
  const { code, stdout } = await run(['completion', shell])
  expect(code).toBe(0)
  const script = join(folder, `svcsim.${shell}`)
  const files = join(folder, 'files')
  mkdirSync(join(files, 'mnt'), { recursive: true })
  writeFileSync(join(files, 'driver.reg'), '')
  writeFileSync(join(files, 'driver list.txt'), '')
  writeFileSync(script, stdout)
  return { folder: files, script }
}

function output(program: string, args: readonly string[], cwd: string, input?: string): string {
  const { stdout, stderr, status, error } = spawnSync(program, args, {
    cwd,
    input,
    encoding: 'utf8',
    // zsh and fish look for what is the user's.
    env: {
      ...process.env,
      HOME: cwd,
      XDG_CONFIG_HOME: cwd,
      XDG_DATA_HOME: cwd,
      TERM: 'dumb',
      LC_ALL: 'C.UTF-8',
    },
    timeout: 30_000,
  })
  expect(error).toBeUndefined()
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

describe('completion', () => {
  it('knows each command with all options of its help, and each argument', () => {
    const names = program.commands.map((command) => command.name())
    expect(names.length).toBeGreaterThan(10)
    expect(model.commands.map(({ name }) => name)).toEqual([...names, 'help'])
    for (const command of program.commands) {
      const known = model.commands.find(({ name }) => name === command.name())
      const shown = command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? [])
      expect(known?.options.flatMap(({ flags }) => flags)).toEqual(
        expect.arrayContaining([...shown, '--help']),
      )
      expect(known?.arguments.length).toBe(command.registeredArguments.length)
    }
    expect(model.options.flatMap(({ flags }) => flags)).toEqual(['-V', '--version', '-h', '--help'])
  })

  it('does not know what help hides', () => {
    const convert = model.commands.find(({ name }) => name === 'convert')
    expect(convert?.options.flatMap(({ flags }) => flags)).not.toContain('--format')
  })

  it('offers the words that options take, and those alone that the command accepts', async () => {
    let tried = 0
    for (const { name, options } of model.commands)
      for (const { flags, value } of options) {
        // A base is read from a file; a release, a set and a format have parsers of their own.
        if (value === undefined || value.paths !== 'none' || ['release', 'set'].includes(value.name)) continue
        for (const { text } of value.words) {
          const { stderr } = await run([name, `${flags.at(-1)}=${text}`, '--help'])
          expect(stderr).toBe('')
          tried++
        }
        if (value.words.length === 0) continue
        const { code, stderr } = await run([name, `${flags.at(-1)}=zzz`, 'x', 'y'])
        expect([code, stderr]).toEqual([2, expect.stringContaining(`It is one of ${value.words[0]?.text}, `)])
      }
    expect(tried).toBeGreaterThan(60)
    const lint = model.commands.find(({ name }) => name === 'lint')
    const format = lint?.options.find(({ flags }) => flags.includes('--format'))
    expect(format?.value?.words.map(({ text }) => text)).toEqual(expect.arrayContaining(formats))
  })

  it('takes a value after a flag in every command that has it, or in none', () => {
    const all = model.commands.flatMap(({ options }) => options)
    const valued = new Set(all.filter(({ value }) => value).flatMap(({ flags }) => flags))
    const bare = all.filter(({ value }) => !value).flatMap(({ flags }) => flags)
    expect(bare.filter((flag) => valued.has(flag))).toEqual([])
  })

  it('has words that no shell reads as anything else', () => {
    const values = model.commands.flatMap(({ options, arguments: own }) =>
      [...options, ...own].flatMap(({ value }) => value ?? []),
    )
    const words = [
      ...values.flatMap((value) => value.words.map(({ text }) => text)),
      ...model.commands.map(({ name }) => name),
    ]
    expect(words.length).toBeGreaterThan(100)
    expect(words.filter((word) => !/^@?[\w.-]+$/.test(word))).toEqual([])
  })

  for (const shell of shells)
    it(`writes the same script for ${shell} each time, with every command, option, profile and rule in it`, async () => {
      const { code, stdout, stderr } = await run(['completion', shell])
      expect([code, stderr]).toEqual([0, ''])
      expect((await run(['completion', shell])).stdout).toBe(stdout)
      const long = model.commands.flatMap(({ options }) => options.flatMap(({ flags }) => flags.at(-1) ?? []))
      for (const text of [
        ...long.map((flag) => flag.replace(/^--/, '')),
        ...profileNames,
        ...rules.map(({ id }) => id),
      ])
        expect(stdout).toContain(text)
    })

  it('names the shells when it knows another', async () => {
    const { code, stdout, stderr } = await run(['completion', 'pswh'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('It is one of bash, zsh, fish, pwsh; did you mean "pwsh"?')
  })

  it('writes ASCII for PowerShell, which reads the output of programs in any code page', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    expect((await run(['completion', 'pwsh'])).stdout).toMatch(/^[\x00-\x7f]*$/)
  })
})

/** Words as bash breaks them, the last one at the cursor, and what it offers for it. */
const inBash: readonly (readonly [words: readonly string[], line: string, offered: readonly string[]])[] = [
  [['li'], 'li', ['lint', 'list']],
  [['lint', '--fo'], 'lint --fo', ['--format']],
  [['lint', '--format', 'git'], 'lint --format git', ['github', 'gitlab']],
  [['lint', '--format', '=', 'git'], 'lint --format=git', ['github', 'gitlab']],
  [['lint', '--format', '='], 'lint --format=', [...(value('lint', '--format') ?? [])]],
  [['lint', '--format', 'sarif', '=', 'dr'], 'lint --format sarif=dr', []],
  [['lint', '@', 'windows-1'], 'lint @windows-1', ['@windows-10']],
  [['lint', '--base', '=@', 'windows-1'], 'lint --base=@windows-1', ['@windows-10']],
  [['lint', ''], 'lint ', [...profileNames, '@live', 'driver list.txt', 'driver.reg', 'mnt']],
  [['lint', 'dr'], 'lint dr', []],
  [['lint', '--only', 'x', '--fail-on', 'w'], 'lint --only x --fail-on w', ['warning']],
  [['lint', '-q', '--', '--fa'], 'lint -q -- --fa', []],
  [['show', '@', 'live', ''], 'show @live ', []],
  [
    ['rules', 'SVC201', 'SVC202', 'SVC20'],
    'rules SVC201 SVC202 SVC20',
    rules.map(({ id }) => id).filter((id) => id.startsWith('SVC20')),
  ],
  [['help', 'comp'], 'help comp', ['completion']],
  [['order', '--start', 'sys'], 'order --start sys', ['system']],
  [['--v'], '--v', ['--version']],
  [['nonsense', ''], 'nonsense ', []],
]

function value(command: string, flag: string): string[] | undefined {
  const options = model.commands.find(({ name }) => name === command)?.options
  return options?.find(({ flags }) => flags.includes(flag))?.value?.words.map(({ text }) => text)
}

describe.skipIf(!has('bash'))('completion in bash (skipped where there is none)', () => {
  it('completes commands, options, their values, profiles, files and rules', async () => {
    const { folder, script } = await installed('bash')
    for (const [words, line, offered] of inBash) {
      const whole = ['svcsim', ...words]
      const quoted = whole.map((word) => `'${word}'`).join(' ')
      const source = `set -u; source '${script}'
COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:' COMP_WORDS=(${quoted}) COMP_CWORD=${words.length}
COMP_LINE='svcsim ${line}' COMP_POINT=${line.length + 7}
_svcsim
if ((\${#COMPREPLY[@]})); then printf '%s\\n' "\${COMPREPLY[@]}"; fi`
      const shown = output('bash', ['--norc', '-c', source], folder).split('\n').slice(0, -1)
      expect([line, shown.sort()]).toEqual([line, [...offered].sort()])
    }
  })

  it('completes at the cursor, whatever stands behind it', async () => {
    const { folder, script } = await installed('bash')
    const source = `source '${script}'
COMP_WORDS=(svcsim lint --format --base) COMP_CWORD=2 COMP_LINE='svcsim lint --format --base' COMP_POINT=17
_svcsim
printf '%s\\n' "\${COMPREPLY[@]}"`
    expect(output('bash', ['--norc', '-c', source], folder)).toBe('--format\n')
  })

  it('is registered for svcsim', async () => {
    const { folder, script } = await installed('bash')
    expect(output('bash', ['--norc', '-c', `source '${script}'; complete -p svcsim`], folder)).toBe(
      'complete -o default -F _svcsim svcsim\n',
    )
  })
})

/** A line, and what must and must not be among what fish offers for it. */
const inFish: readonly (readonly [line: string, offered: readonly string[], other: readonly string[]])[] = [
  ['li', ['lint', 'list'], ['order', 'driver.reg']],
  ['lint --format ', formats, ['driver.reg', '@live']],
  ['lint --format sarif=dr', ['sarif=driver.reg'], ['sarif']],
  ['lint --format=gith', ['--format=github'], []],
  ['lint ', [...profileNames, '@live', 'driver.reg'], ['lint', 'mnt']],
  ['lint --base @windows-1', ['@windows-10'], []],
  ['order --system-root ', ['mnt/'], ['driver.reg']],
  ['list --start ', ['demand', 'boot'], ['all']],
  ['show @live ', [], ['driver.reg', '@live']],
  ['rules SVC201 SVC20', ['SVC206'], ['SVC301']],
  ['log --boot 1 SYSTEM dr', ['driver.reg'], ['@live']],
  ['help comp', ['completion'], []],
  ['help lint --', [], ['--format', '--version']],
]

describe.skipIf(!has('fish'))('completion in fish (skipped where there is none)', () => {
  it('completes commands, options, their values, profiles, files and rules', async () => {
    const { folder, script } = await installed('fish')
    for (const [line, offered, other] of inFish) {
      const source = `source '${script}'; complete -C 'svcsim ${line}'`
      const shown = output('fish', ['--no-config', '-c', source], folder)
        .split('\n')
        .map((text) => text.split('\t')[0])
      expect([line, shown]).toEqual([line, expect.arrayContaining([...offered])])
      expect([line, shown.filter((text) => other.includes(text ?? ''))]).toEqual([line, []])
    }
  })

  it('describes commands and options', async () => {
    const { folder, script } = await installed('fish')
    const shown = output(
      'fish',
      ['--no-config', '-c', `source '${script}'; complete -C 'svcsim lint --fail'`],
      folder,
    )
    expect(shown).toMatch(/^--fail-on\texit with 1 from this severity on/)
  })
})

/** What zsh makes of a line when the tabulator is pressed at its end. */
const inZsh: readonly (readonly [line: string, completed: string])[] = [
  ['ord', 'order '],
  ['lint --form', 'lint --format='],
  ['lint --format gith', 'lint --format github '],
  ['lint --format=gith', 'lint --format=github '],
  ['lint --format sarif=driver.', 'lint --format sarif=driver.reg '],
  ['lint @windows-1', 'lint @windows-10 '],
  ['lint --base=@windows-xp', 'lint --base=@windows-xp '],
  ['lint driver.', 'lint driver.reg '],
  ['lint x driver\\ ', 'lint x driver\\ list.txt '],
  ['order --system-root ', 'order --system-root mnt/'],
  ['list --start dem', 'list --start demand '],
  ['rules SVC201 SVC20', 'rules SVC201 SVC20'],
  ['rules SVC206', 'rules SVC206 '],
  ['show @live ', 'show @live '],
  ['help comp', 'help completion '],
]

describe.skipIf(!has('zsh'))('completion in zsh (skipped where there is none)', () => {
  for (const loaded of ['evaluated', 'from $fpath'])
    it(`completes commands, options, their values, profiles, files and rules, ${loaded}`, async () => {
      const { folder, script } = await installed('zsh')
      const functions = join(folder, '..', 'functions')
      mkdirSync(functions)
      const source = loaded === 'evaluated' ? `eval "$(<'${script}')"` : ''
      if (loaded !== 'evaluated')
        writeFileSync(join(functions, '_svcsim'), (await run(['completion', 'zsh'])).stdout)
      // A terminal of its own, in which a key completes the line that is set, and prints what became of it.
      const child = `fpath=('${functions}' $fpath); autoload -Uz compinit; compinit -u -D; ${source}
zstyle ':completion:*' list-prompt ''; unsetopt beep list_ambiguous auto_list; unset zle_bracketed_paste
try() { zle complete-word; print -r -- "[$BUFFER]"; BUFFER='' }; zle -N try; bindkey '^T' try; PS1='' RPS1=''; print READY`
      const driver = `zmodload zsh/zpty; zpty shell 'zsh -f -i'
zpty -w shell ${JSON.stringify(`source '${join(functions, 'rc')}'`)}; zpty -r shell seen '*READY*'
while IFS='' read -r line; do
  zpty -w -n shell "svcsim $line"$'\\x14'; zpty -r shell seen '*\\]*'
  print -r -- "\${\${seen%\\]*}##*\\[svcsim }]"
done; zpty -d shell`
      writeFileSync(join(functions, 'rc'), child)
      const shown = output('zsh', ['-f', '-c', driver], folder, inZsh.map(([line]) => `${line}\n`).join(''))
      expect(shown.split('\n').slice(0, -1)).toEqual(inZsh.map(([, completed]) => `${completed}]`))
    })
})

describe.skipIf(!has('pwsh'))('completion in PowerShell (skipped where there is none)', () => {
  it('completes commands, options, their values and files', async () => {
    const { folder, script } = await installed('pwsh')
    const complete = (line: string): string[] =>
      output(
        'pwsh',
        [
          '-NoProfile',
          '-Command',
          `Get-Content -Raw '${script}' | Invoke-Expression; (TabExpansion2 -inputScript "${line}" -cursorColumn ${line.length}).CompletionMatches.CompletionText`,
        ],
        folder,
      )
        .trim()
        .split(/\r?\n/)
    expect(complete('svcsim li')).toEqual(['lint', 'list'])
    expect(complete('svcsim lint --format gith')).toEqual(['github'])
    expect(complete('svcsim lint --format=gith')).toEqual(['--format=github'])
    expect(complete("svcsim lint '@windows-1")).toEqual(["'@windows-10'"])
    expect(complete('svcsim lint driver.').join()).toContain('driver.reg')
  })
})
