import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtProgram } from '../cli/built.ts'
import { driverRepository, type Ended, has, runScript } from './shell.ts'
import { block, pairs, type Step, stepsOf } from './yaml.ts'

const root = join(import.meta.dirname, '../..')
const action = readFileSync(join(root, 'action.yml'), 'utf8').replaceAll('\r\n', '\n')
const steps = stepsOf(action)
const inputs = block(action, 'inputs') ?? ''
const inputNames = [...inputs.matchAll(/^([\w-]+):$/gm)].map(([, name = '']) => name)
const defaults = new Map(
  inputNames.map((name) => [name, pairs(block(inputs, name) ?? '').get('default') ?? '']),
)
const built = builtProgram('2.0.0')
// As GitHub starts it where a step says `shell: bash`.
const bash = ['bash', '--noprofile', '--norc', '-eo', 'pipefail']

function stepNamed(id: string): Step {
  const found = steps.find((step) => step.id === id)
  if (!found) throw new Error(`action.yml has no step ${id}`)
  return found
}

interface Outcome extends Ended {
  readonly outputs: ReadonlyMap<string, string>
  readonly summary: string
}

/** Runs the script of a step with inputs as GitHub would hand them over. */
function runStep(
  step: Step,
  folder: string,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Outcome {
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') }
  for (const file of Object.values(files)) writeFileSync(file, '')
  const variables = [...step.env].map(([name, expression]): [string, string] => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1]
    return [name, input === undefined ? '' : (given[input] ?? defaults.get(input) ?? '')]
  })
  const temporary = join(folder, 'runner temp')
  mkdirSync(temporary, { recursive: true })
  const ended = runScript(bash, step.run ?? '', folder, {
    ...Object.fromEntries(variables),
    RUNNER_TEMP: temporary,
    ...files,
    ...env,
  })
  const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8').trimEnd().split('\n')
  return {
    ...ended,
    outputs: new Map(outputs.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)])),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  }
}

describe('action.yml', () => {
  it('hands what a workflow says to scripts in variables, never in their text', () => {
    const scripts = steps.flatMap(({ run }) => run ?? [])
    expect(scripts.length).toBe(3)
    for (const text of scripts) expect(text).not.toContain('${{')
  })

  it('declares the inputs that it uses, and uses all that it declares', () => {
    const used = [...action.matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name)
    expect(inputNames.length).toBe(10)
    expect([...new Set(used)].sort()).toEqual([...inputNames].sort())
  })

  it('uploads before it fails', () => {
    const upload = steps.findIndex(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'))
    expect(upload).toBeGreaterThan(steps.indexOf(stepNamed('lint')))
    expect(upload).toBe(steps.length - 2)
    expect(steps.at(-1)?.run).toBe('exit "$SVCSIM_EXIT_CODE"')
  })

  it('is described in the page of recipes, each input with its default', () => {
    const page = readFileSync(join(root, 'docs/pipelines.md'), 'utf8')
    for (const [name, value] of defaults)
      expect(page).toMatch(
        new RegExp(
          `^\\| \`${name}\` \\| .* \\| ${value === '' ? '[^`]' : `\`${value.replace('.', '\\.')}\``}`,
          'm',
        ),
      )
  })
})

describe.skipIf(!has('bash'))('steps of action.yml (skipped without bash)', () => {
  const program = join(built, 'bin', 'svcsim.js')
  const lint = (folder: string, given: Readonly<Record<string, string>>): Outcome =>
    runStep(stepNamed('lint'), folder, given, { SVCSIM_PROGRAM: program })

  it('annotate findings, add them to the summary, and keep the exit code for the end', () => {
    const folder = driverRepository()
    const { code, stdout, outputs, summary } = lint(folder, { files: 'drivers', base: '@windows-10' })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^::error file=drivers\/driver\.reg,line=\d+/)
    expect(outputs).toEqual(
      new Map([
        ['sarif-written', 'false'],
        ['exit-code', '1'],
      ]),
    )
    expect(summary).toContain('SVC103')
    for (const exitCode of ['0', '1', '3']) {
      const last = steps.at(-1) as Step
      expect(runStep(last, folder, {}, { SVCSIM_EXIT_CODE: exitCode }).code).toBe(Number(exitCode))
    }
  })

  it('judge all of a repository, several names, patterns and names with blanks', () => {
    const folder = driverRepository()
    expect(lint(folder, {}).outputs.get('exit-code')).toBe('1')
    const several = lint(folder, {
      files: 'good drivers\n\ndrivers/oth*.reg\n',
      base: '@windows-10',
      format: 'json',
    })
    expect(JSON.parse(several.stdout)).toMatchObject({ summary: { files: 2, errors: 0 } })
    expect(several.outputs.get('exit-code')).toBe('0')
  })

  it('write SARIF where it is asked for, and say so only when it was written in this run', () => {
    const folder = driverRepository()
    const given = { files: 'drivers', 'sarif-file': 'out/all findings.sarif' }
    const first = lint(folder, given)
    expect(first.outputs.get('sarif-written')).toBe('true')
    expect(JSON.parse(readFileSync(join(folder, 'out/all findings.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
    })
    const wrong = lint(folder, { ...given, args: '--no-such-option' })
    expect(wrong.outputs).toEqual(
      new Map([
        ['sarif-written', 'false'],
        ['exit-code', '2'],
      ]),
    )
    expect(wrong.stderr).toContain('unknown option "--no-such-option"')
    expect(existsSync(join(folder, 'out/all findings.sarif'))).toBe(false)
  })

  it('take more formats, options in lines, and no summary', () => {
    const folder = driverRepository()
    const { outputs, summary } = lint(folder, {
      files: 'drivers',
      format: 'concise junit=j.xml\ngitlab=g.json',
      args: '--exit-zero\n--max-warnings 0',
      summary: 'false',
    })
    expect(outputs.get('exit-code')).toBe('0')
    expect(summary).toBe('')
    expect(readFileSync(join(folder, 'j.xml'), 'utf8')).toContain('<testsuite')
    expect(JSON.parse(readFileSync(join(folder, 'g.json'), 'utf8'))).toHaveLength(1)
  })

  it('go by the configuration when no files are named', () => {
    const folder = driverRepository()
    writeFileSync(join(folder, 'svcsim.config.json'), '{ "input": "good drivers", "base": "@windows-10" }')
    const { outputs, stdout } = lint(folder, { files: '', format: 'json' })
    expect(JSON.parse(stdout)).toMatchObject({ summary: { files: 1 } })
    expect(outputs.get('exit-code')).toBe('0')
  })

  const hostile = '"; touch pwned; $(touch pwned) `touch pwned` \' & | > pwned'
  it.each(inputNames.filter((name) => name !== 'node-version'))(
    'run nothing that stands in the input %s',
    (name) => {
      const folder = driverRepository()
      const text = `${hostile}\n--output=told\nexit-code=0`
      const step = name === 'version' ? 'install' : 'lint'
      const { outputs } = runStep(
        stepNamed(step),
        folder,
        { files: 'drivers', [name]: text },
        { SVCSIM_PROGRAM: program, GITHUB_ACTION_PATH: built },
      )
      expect(existsSync(join(folder, 'pwned'))).toBe(false)
      if (step === 'lint' && !['upload-sarif', 'summary'].includes(name))
        expect(outputs.get('exit-code')).not.toBe('0')
    },
  )

  it('find the program of the action, or refuse what is no version', () => {
    const folder = driverRepository()
    const install = (version: string): Outcome =>
      runStep(stepNamed('install'), folder, { version }, { GITHUB_ACTION_PATH: built })
    expect(install('').outputs.get('program')).toBe(program)
    for (const version of ['../evil', 'file:evil', '-g', '1.0.0 evil', '$(id)', '1\n2']) {
      const { code, stdout } = install(version)
      expect([version, code]).toEqual([version, 2])
      expect(stdout).toContain('::error::')
    }
  })

  it('install a version from npm into a folder of their own', () => {
    const folder = driverRepository()
    // A npm that tells how it was called.
    writeFileSync(join(folder, 'bin', 'npm'), '#!/bin/sh\nprintf "<%s>" "$@"\n', { mode: 0o755 })
    const { code, stdout, outputs } = runStep(stepNamed('install'), folder, { version: '1.2.3-beta.1' })
    expect(code).toBe(0)
    const prefix = join(folder, 'runner temp', 'svcsim')
    expect(stdout).toBe(`<install><--no-audit><--no-fund><--prefix><${prefix}><svcsim@1.2.3-beta.1>`)
    expect(outputs.get('program')).toBe(`${prefix}/node_modules/svcsim/bin/svcsim.js`)
  })
})
