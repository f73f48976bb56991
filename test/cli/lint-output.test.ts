import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Host } from '../../src/cli/host.ts'
import { lintFormatNames } from '../../src/cli/lint-formats.ts'
import { type LintEnd, LintOutput, type LintOutputOptions } from '../../src/cli/lint-output.ts'
import { lintTargets } from '../../src/cli/lint-targets.ts'
import { Output } from '../../src/cli/output.ts'
import { bytesSource } from '../../src/index.ts'
import type { LintReport } from '../../src/report/lint-report.ts'
import { tool } from '../report/lint-tool.ts'
import { lintReports } from '../report/samples.ts'
import { temporaryFolder } from './run.ts'

interface World {
  readonly host: Host
  readonly written: { stdout: string; stderr: string }
}

function world(cwd: string): World {
  const written = { stdout: '', stderr: '' }
  const keep = (stream: 'stdout' | 'stderr', text: string | Uint8Array): void => {
    written[stream] += text
  }
  const host: Host = {
    argv: [],
    stdin: bytesSource(Buffer.of()),
    stdout: { write: (text) => keep('stdout', text) },
    stderr: { write: (text) => keep('stderr', text) },
    env: {},
    platform: 'linux',
    cwd,
  }
  return { host, written }
}

function outputOf({ host }: World, options: Partial<LintOutputOptions> = {}): LintOutput {
  const all: LintOutputOptions = { color: 'never', format: [], ...options }
  return new LintOutput(all, { host, out: new Output(host, { color: 'never' }) }, tool)
}

function sample(name: string): LintReport {
  const report = lintReports.get(name)
  if (!report) throw new Error(`there is no sample ${name}`)
  return report
}

describe('which formats go where', () => {
  const { host } = world('/nowhere')
  const targets = (formats: readonly string[], output?: string): string[] =>
    lintTargets(formats, output, host).map(({ format, file }) => `${format} ${file ?? '-'}`)

  test.each([
    [[], undefined, ['pretty -']],
    [[], 'x.txt', ['pretty x.txt']],
    [['json'], undefined, ['json -']],
    [['json'], '-', ['json -']],
    [['json'], 'x.json', ['json x.json']],
    [['json=-'], undefined, ['json -']],
    [['github', 'sarif=out.sarif'], undefined, ['github -', 'sarif out.sarif']],
    [['sarif=a=b.sarif', 'json'], 'x.json', ['sarif a=b.sarif', 'json x.json']],
  ] as const)('--format %j with --output %s', (formats, output, expected) => {
    expect(targets(formats, output)).toEqual(expected)
  })

  test.each([
    [['jsno'], undefined, /^lint has no format "jsno"; did you mean "json"\? \(pretty, concise, json, /],
    [['zzzzzz'], undefined, /^lint has no format "zzzzzz" \(pretty, /],
    [['__proto__'], undefined, /^lint has no format "__proto__"/],
    [['sarif='], undefined, /^--format sarif= takes the name of a file behind the "="$/],
    [['json', 'github'], undefined, /^two formats for one output: json and github; give one of them a file/],
    [['json', 'json'], 'x', /^two formats for one output: json and json/],
    [['json=a', 'sarif=b'], 'x', /^--output x is for a format without a file, and each --format has one$/],
    [['json=a', 'sarif=./a'], undefined, /^two formats for one file: json and sarif both go to \.\/a$/],
    [['json=a', 'sarif'], 'a', /^two formats for one file: json and sarif both go to a$/],
    [['json'], '', /^--output takes the name of a file/],
  ] as const)('--format %j with --output %s is refused', (formats, output, message) => {
    expect(() => targets(formats, output)).toThrow(message)
  })

  test('a file through a link is the same file', () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'a'), '')
    symlinkSync('a', join(cwd, 'b'))
    expect(() => lintTargets(['json=a', 'sarif=b'], undefined, world(cwd).host)).toThrow(
      /two formats for one file/,
    )
  })
})

test.each(lintFormatNames)('%s is written to standard output and, the same, to a file', async (format) => {
  const cwd = temporaryFolder()
  const direct = world(cwd)
  for (const [target, options] of [
    [direct, { format: [format] }],
    [world(cwd), { format: [`${format}=x`] }],
  ] as const) {
    const output = outputOf(target, options)
    await output.add(sample('regular'))
    await output.finish(sample('regular'))
    output.discard()
  }
  expect(direct.written.stdout).not.toBe('')
  expect(readFileSync(join(cwd, 'x'), 'utf8')).toBe(direct.written.stdout)
  expect(readdirSync(cwd)).toEqual(['x'])
})

test('several at once', async () => {
  const cwd = temporaryFolder()
  const all = world(cwd)
  const output = outputOf(all, {
    format: ['concise', ...lintFormatNames.slice(2).map((name) => `${name}=${name}`)],
  })
  await output.add(sample('regular'))
  await output.finish(sample('regular'))
  expect(all.written.stdout.split('\n')).toHaveLength(3)
  expect(readdirSync(cwd).sort()).toEqual([...lintFormatNames.slice(2)].sort())
  expect(JSON.parse(readFileSync(join(cwd, 'json'), 'utf8')).findings).toHaveLength(3)
})

describe('severities', () => {
  const shown = async (options: Partial<LintOutputOptions>): Promise<number> => {
    const target = world('/nowhere')
    await outputOf(target, options).finish(sample('regular'))
    return [...target.written.stdout.matchAll(/SVC(?:301|206|210)(?=[^\d.])/g)].length
  }
  test.each([
    [{ format: ['concise'] }, 2],
    [{ format: ['concise'], verbose: true }, 3],
    [{ format: ['concise'], minSeverity: 'info' }, 3],
    [{ format: ['markdown'], minSeverity: 'error' }, 1],
    [{ format: ['markdown'] }, 2],
    [{ format: ['msbuild'] }, 3],
    [{ format: ['github'] }, 3],
    [{ format: ['github'], minSeverity: 'warning' }, 2],
  ] as const)('%j shows %i findings', async (options, number) => {
    expect(await shown(options)).toBe(number)
  })
})

describe('notes', () => {
  const notesOf = async (name: string, ...format: string[]): Promise<string> => {
    const target = world(temporaryFolder())
    const output = outputOf(target, { format })
    await output.add(sample(name))
    await output.finish(sample(name))
    return target.written.stderr
  }

  test('tell the sum where what is on show does not', async () => {
    const sum = 'svcsim: 1 error, 1 warning in 467 services, 1 file (1 info, shown with --verbose)\n'
    expect(await notesOf('regular', 'concise')).toBe(sum)
    expect(await notesOf('regular', 'concise', 'json=x')).toBe(sum)
    expect(await notesOf('regular', 'sarif=x')).toBe(
      'svcsim: 1 error, 1 warning, 1 info in 467 services, 1 file\n',
    )
    expect(await notesOf('regular', 'pretty')).toBe('')
    expect(await notesOf('regular', 'pretty', 'sarif=x')).toBe('')
    expect(await notesOf('regular', 'json')).toBe('')
    expect(await notesOf('regular', 'json=x')).toBe('')
  })

  test('tell which rules could not run, once, unless every format does', async () => {
    const told = /^(?:svcsim: not fully judged in 1 of 2 files: [^\n]*\n){2}/
    expect(await notesOf('fragment', 'pretty')).toMatch(told)
    expect(await notesOf('fragment', 'github', 'sarif=x')).toMatch(told)
    expect(await notesOf('fragment', 'json')).toBe('')
    expect(await notesOf('fragment', 'ndjson', 'sarif=x')).toBe('')
  })
})

describe('files', () => {
  test('are left as they are when the run fails, and nothing stays beside them', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'x'), 'old')
    const output = outputOf(world(cwd), { format: ['ndjson=x'] })
    await output.add(sample('regular'))
    expect(readFileSync(join(cwd, 'x'), 'utf8')).toBe('old')
    output.discard()
    expect(readFileSync(join(cwd, 'x'), 'utf8')).toBe('old')
    expect(readdirSync(cwd)).toEqual(['x'])
  })

  test('that cannot be written are a usage error that names them', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'folder'))
    const output = outputOf(world(cwd), { format: ['sarif=folder'] })
    await expect(output.finish(sample('regular'))).rejects.toThrow(/^cannot write folder: it is a folder$/)
  })

  test.each([
    [{ format: ['concise', 'sarif=gone/x.sarif'] }, 'gone/x.sarif', 'gone'],
    [{ format: [], output: 'gone/deep/x.txt' }, 'gone/deep/x.txt', 'gone/deep'],
    [{ format: ['json=file/x'] }, 'file/x', 'file'],
  ])('%j names the folder that is missing, before anything is read', async (options, file, folder) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'file'), '')
    const message = `cannot write ${file}: there is no folder ${folder}`
    expect(() => outputOf(world(cwd), options).refuseMissingFolders()).toThrow(message)
    await expect(outputOf(world(cwd), options).finish(sample('regular'))).rejects.toThrow(message)
    expect(readdirSync(cwd)).toEqual(['file'])
    expect(() => outputOf(world(cwd), { format: ['concise', 'json=x'] }).refuseMissingFolders()).not.toThrow()
  })

  test('never replace an input', () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'in.reg'), '')
    const output = outputOf(world(cwd), { format: ['concise', 'json=in.reg'] })
    expect(() => output.refuseInput('./in.reg')).toThrow(
      /^--format json=in\.reg would replace the input \.\/in\.reg$/,
    )
    expect(() => output.refuseInput('@windows-10')).not.toThrow()
    const other = outputOf(world(cwd), { format: [], output: 'in.reg' })
    expect(() => other.refuseInput('in.reg')).toThrow(/^--output in\.reg would replace the input in\.reg$/)
  })
})

test('a stream of inputs needs no findings at the end, and is what they give one after the other', async () => {
  const target = world('/nowhere')
  const output = outputOf(target, { format: ['ndjson'] })
  expect(output.needsFindings).toBe(false)
  for (const name of ['regular', 'clean', 'names']) await output.add(sample(name))
  await output.finish({ ...sample('clean'), findings: [] })
  const types = target.written.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).type)
  expect(types).toEqual(['finding', 'finding', 'finding', 'input', 'input', 'finding', 'finding', 'input'])
  expect(outputOf(target, { format: ['ndjson', 'sarif=x'] }).needsFindings).toBe(true)
})

const unread: LintReport = {
  findings: [],
  notRun: [],
  summary: { errors: 0, warnings: 0, infos: 0, files: 0, services: 0 },
  inputs: [{ file: 'gone.reg', services: 0, problem: 'cannot read gone.reg: no such file or folder' }],
}

test.each(lintFormatNames)(
  '%s tells of inputs that could not be read, all of them or some',
  async (format) => {
    const one = { ...sample('regular'), inputs: [{ file: 'system.reg', services: 467 }] }
    const both = { ...one, inputs: [...one.inputs, ...(unread.inputs ?? [])] }
    for (const [inputs, report] of [
      [[unread], unread],
      [[one, unread], both],
    ] as const) {
      const target = world('/nowhere')
      const output = outputOf(target, { format: [format] })
      for (const input of inputs) await output.add(input)
      await output.finish(report)
      // Who runs it in a terminal reads it on standard error, which whoever read the input wrote it to.
      if (format === 'pretty' || format === 'concise') expect(target.written.stdout).not.toContain('gone.reg')
      else expect(target.written.stdout).toContain('cannot read gone.reg: no such file or folder')
    }
  },
)

test.each(['pretty', 'concise'] as const)('%s says nothing where nothing was read', async (format) => {
  const cwd = temporaryFolder()
  const target = world(cwd)
  const output = outputOf(target, { format: [format, 'sarif=s'] })
  await output.add(unread)
  await output.finish(unread)
  expect(target.written).toEqual({ stdout: '', stderr: '' })
  expect(readdirSync(cwd)).toEqual(['s'])
})

test('JUnit has whatever fails the run, though milder findings are not to be shown', async () => {
  const failuresOf = async (options: Partial<LintOutputOptions>, end: LintEnd): Promise<number> => {
    const target = world('/nowhere')
    await outputOf(target, { format: ['junit'], ...options }).finish(sample('regular'), end)
    return target.written.stdout.match(/<failure /g)?.length ?? 0
  }
  expect(await failuresOf({}, {})).toBe(1)
  expect(await failuresOf({}, { failOn: 'info' })).toBe(3)
  expect(await failuresOf({ minSeverity: 'error' }, { failOn: 'warning' })).toBe(2)
})
