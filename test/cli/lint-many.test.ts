import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { inOrder } from '../../src/cli/in-order.ts'
import { builtProgram } from './built.ts'
import { badDriver, type Ran, regText, run, soundDriver, temporaryFolder, type World } from './run.ts'

const program = builtProgram('many')
const lintWorker = (): URL => pathToFileURL(join(program, 'dist', 'lint-worker.js'))
const threads = ['1', '2', '5']

/** Runs lint with one, two and five threads, and gives what it did, which must be the same. */
async function lintEach(argv: readonly string[], world: World = {}): Promise<Ran> {
  const [first, ...others] = await Promise.all(
    threads.map((jobs) => run(['lint', ...argv, '--jobs', jobs], { ...world, lintWorker: lintWorker() })),
  )
  for (const other of others) expect(other).toEqual(first)
  return first ?? expect.fail('nothing was run')
}

/** Inputs of every kind and size, with bad ones among them, in an order that is not that of their names. */
function mixedFolder(): { cwd: string; names: string[] } {
  const cwd = temporaryFolder()
  const names: string[] = []
  const add = (name: string, text: string): void => {
    writeFileSync(join(cwd, name), text)
    names.push(name)
  }
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`Driver${index}`, soundDriver]))
  for (let index = 11; index >= 0; index--) {
    add(`bad-${index}.reg`, regText({ [`Bad${index}`]: badDriver, Same: badDriver }))
    if (index === 9) add('large.reg', regText({ ...many, Last: badDriver }))
    if (index === 7) add('broken.reg', 'MZ\x90\0 this is a program')
    if (index === 5) add('empty.reg', '')
    if (index === 3) names.push('gone.reg', 'none-*.reg', '-', '@windows-7')
  }
  copyFileSync('fixtures/hive/small-system.hive', join(cwd, 'SYSTEM'))
  names.push('SYSTEM')
  return { cwd, names }
}

// Names that are no UTF-8 exist on Linux alone.
test.skipIf(process.platform !== 'linux')(
  'a file of a folder that cannot be read keeps no other from being judged',
  async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'a.reg'), regText({ Bad: badDriver }))
    writeFileSync(join(cwd, 'notes.txt'), 'no registry file')
    writeFileSync(Buffer.concat([Buffer.from(join(cwd, 'b')), Buffer.from([0xe9]), Buffer.from('.reg')]), 'x')
    const { stdout, stderr, code } = await run(['lint', '.', '--format', 'concise'], { cwd })
    expect(stdout).toContain('a.reg:')
    expect(stderr).toContain('cannot read b')
    expect(stderr).not.toContain('notes.txt')
    expect(code).toBe(3)
  },
)

describe('a folder', () => {
  const wounds: readonly (readonly [string, string])[] = [
    ['marks of a merge', '<<<<<<< HEAD\n'],
    ['a comment before the header', '; a comment\n'],
    ['a pointer to large file storage', 'version https://git-lfs.github.com/spec/v1\n'],
  ]
  test.each(wounds)('does not lose a .reg file with %s', async (_, before) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'good.reg'), regText({ Good: soundDriver }))
    writeFileSync(join(cwd, 'wounded.REG'), before + regText({ Bad: badDriver }))
    const { stdout, stderr, code } = await run(['lint', '.', '--format', 'concise'], { cwd })
    expect(stdout + stderr).toContain('wounded.REG')
    expect(code).not.toBe(0)
  })

  test('names of files are no profiles, nor standard input', async () => {
    const cwd = temporaryFolder()
    for (const name of ['@windows-10', '@x.reg', '-'])
      writeFileSync(join(cwd, name), regText({ Bad: badDriver }))
    for (const given of ['.', '*']) {
      const { stdout, code } = await run(['lint', given, '--format', 'concise'], { cwd })
      for (const name of ['@windows-10', '@x.reg', '-']) expect(stdout).toContain(`.${sep}${name}:`)
      expect(code).toBe(1)
    }
  })

  test.skipIf(process.platform === 'win32')('links to files count, links to folders do not', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'real'))
    mkdirSync(join(cwd, 'given'))
    writeFileSync(join(cwd, 'real', 'b.reg'), regText({ Bad: badDriver }))
    symlinkSync('../real/b.reg', join(cwd, 'given', 'link.reg'))
    symlinkSync('..', join(cwd, 'given', 'up'))
    for (const given of ['given', 'given/*.reg', 'given/**/*.reg']) {
      const { stdout } = await run(['lint', given, '--format', 'ndjson'], { cwd })
      expect(stdout.match(/"type":"input"/g), given).toHaveLength(1)
      expect(stdout).toContain('link.reg')
    }
  })
})

test('a list of names may be UTF-16, as Windows PowerShell writes it', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'b.reg'), regText({ Bad: badDriver }))
  writeFileSync(join(cwd, 'list.txt'), Buffer.from('\ufeffb.reg\r\n', 'utf16le'))
  const { stdout, code } = await run(['lint', '--files-from', 'list.txt', '--format', 'concise'], { cwd })
  expect(stdout).toContain('b.reg:')
  expect(code).toBe(1)
})

test.each([
  ['baseline', 'json=b.json'],
  ['configuration', 'json=svcsim.config.json'],
])('no report replaces the %s', async (what, format) => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'a.reg'), regText({ Bad: badDriver }))
  writeFileSync(join(cwd, 'svcsim.config.json'), '{"baseline":"b.json"}')
  const argv = ['lint', 'a.reg', '--format', format, '--update-baseline']
  const { stderr, code } = await run(argv, { cwd })
  expect(stderr).toContain(`would replace the ${what}`)
  expect(code).toBe(2)
})

test('services that are asked for and nowhere are no clean result', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'a.reg'), regText({ Bad: badDriver }))
  const { stderr, code } = await run(['lint', 'a.reg', '-q', '--only', 'x', '--only', 'y*'], { cwd })
  expect(stderr).toBe('svcsim: --only x, --only y* match no service\n')
  expect(code).toBe(2)
  expect((await run(['lint', 'a.reg', '-q', '--only', 'x', '--only', 'b*'], { cwd })).code).toBe(1)
})

describe('the number of threads changes nothing', () => {
  const formats = [
    'ndjson',
    'json',
    'concise',
    'pretty',
    'sarif',
    'junit',
    'github',
    'gitlab',
    'checkstyle',
    'rdjson',
    'msbuild',
    'markdown',
  ]
  test.each(formats)('in %s', async (format) => {
    const { cwd, names } = mixedFolder()
    const world = { cwd, stdin: regText({ Piped: badDriver }) }
    const { code, stdout, stderr } = await lintEach([...names, '--format', format, '-v'], world)
    expect(code).toBe(3)
    expect(stdout).toContain('Piped')
    expect(stderr).toContain('svcsim: cannot read gone.reg: no such file or folder\n')
    expect(stderr).toContain('svcsim: no file matches none-*.reg\n')
    expect(stderr).toContain('svcsim: empty.reg is empty\n')
  })

  test('over a base, of which is said once what may be missing', async () => {
    const { cwd, names } = mixedFolder()
    writeFileSync(join(cwd, 'base.reg'), `${regText({ Good: soundDriver })}\r\n"Broken"=dword:zz\r\n`)
    const { stdout, stderr } = await lintEach([...names, '--base', 'base.reg', '--format', 'ndjson'], {
      cwd,
      stdin: regText({ Piped: badDriver }),
    })
    expect(stderr.match(/base base\.reg: 1 defect met/g)).toHaveLength(1)
    expect(stdout).not.toContain('base.reg","keyPath"')
  })

  test('where the base cannot be read, which ends it with one line', async () => {
    const { cwd, names } = mixedFolder()
    const { code, stdout, stderr } = await lintEach([...names, '--base', 'nowhere.reg'], { cwd })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toBe('svcsim: cannot read nowhere.reg: no such file or folder\n')
  })

  test('where the base is standard input', async () => {
    const { cwd, names } = mixedFolder()
    const { stdout } = await lintEach(
      [...names.filter((name) => name !== '-'), '--base', '-', '--format', 'ndjson'],
      { cwd, stdin: regText({ Same: badDriver }) },
    )
    expect(stdout.match(/"type":"finding"/g)?.length).toBeGreaterThan(10)
  })

  test('where an input does not have what was asked for: the others before it are told', async () => {
    const { cwd } = mixedFolder()
    writeFileSync(
      join(cwd, 'b.reg'),
      regText({ Other: badDriver }).replaceAll('ControlSet001', 'ControlSet003'),
    )
    const names = ['bad-0.reg', 'b.reg', 'bad-1.reg', 'bad-2.reg']
    const { code, stdout, stderr } = await lintEach(
      [...names, '--control-set', '1', '--format', 'ndjson', '-q'],
      { cwd },
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/^svcsim: --control-set 1: [^\n]+ControlSet003\n$/)
    expect(inputsOf(stdout)).toEqual(['bad-0.reg'])
  })

  test('with a baseline, in which equal findings are counted in the order of the inputs', async () => {
    const { cwd, names } = mixedFolder()
    const files = names.filter((name) => name.startsWith('bad-'))
    await run(['lint', ...files.slice(0, 3), '--baseline', 'known.json', '--update-baseline', '-q'], { cwd })
    const { stdout } = await lintEach([...files, '--baseline', 'known.json', '--format', 'ndjson'], { cwd })
    expect(linesOf(stdout).find(({ type }) => type === 'finding')?.['input']).toBe(files[3])
  })
})

interface Line {
  readonly type: string
  readonly input: string
  readonly [name: string]: unknown
}

function linesOf(ndjson: string): Line[] {
  return ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line)
}

function inputsOf(ndjson: string): string[] {
  return linesOf(ndjson).flatMap(({ type, input }) => (type === 'input' ? [input] : []))
}

describe('many inputs', () => {
  test('are told in their order, each with its findings before it, the bad ones too', async () => {
    const { cwd, names } = mixedFolder()
    const world = { cwd, stdin: regText({ Piped: badDriver }) }
    const { stdout } = await lintEach([...names, '--format', 'ndjson', '--stdin-filename', 'piped'], world)
    const called = names.map((name) => (name === '-' ? 'piped' : name))
    expect(inputsOf(stdout)).toEqual(called)
    const order = linesOf(stdout).map(({ input }) => called.indexOf(input))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    const gone = linesOf(stdout).find(({ input }) => input === 'gone.reg')
    expect(gone?.['problem']).toBe('cannot read gone.reg: no such file or folder')
  })

  test('come from a list on standard input too', async () => {
    const { cwd, names } = mixedFolder()
    const files = names.filter((name) => name.startsWith('bad-'))
    const { code, stdout } = await lintEach(['--files-from', '-', '--format', 'ndjson'], {
      cwd,
      stdin: `${files.join('\r\n')}\r\n\r\n${files[0]}`,
    })
    expect(code).toBe(1)
    expect(inputsOf(stdout)).toEqual(files)
  })

  test('have notes in their order, each once', async () => {
    const cwd = temporaryFolder()
    const names = Array.from({ length: 20 }, (_, index) => `${(index * 7) % 20}.reg`)
    for (const name of names) writeFileSync(join(cwd, name), 'Windows Registry Editor Version 5.00\r\n\r\n')
    const { stderr } = await lintEach([...names, '--only', 'x', '--format', 'ndjson'], { cwd })
    const lines = stderr.split('\n').slice(0, -1)
    expect(lines).toEqual([
      ...names.map((name) => `svcsim: ${name}: it holds no control set, and so no service`),
      'svcsim: --only x matches no service',
    ])
  })

  test('leave the worst exit code, which --exit-zero does not turn for inputs that cannot be read', async () => {
    const { cwd } = mixedFolder()
    writeFileSync(join(cwd, 'good.reg'), regText({ Good: soundDriver }))
    writeFileSync(join(cwd, 'also.reg'), regText({ Also: soundDriver }))
    const code = async (...argv: string[]): Promise<number> => (await lintEach([...argv, '-q'], { cwd })).code
    expect(await code('good.reg', 'also.reg')).toBe(0)
    expect(await code('good.reg', 'bad-1.reg', 'also.reg')).toBe(1)
    expect(await code('good.reg', 'broken.reg', 'bad-1.reg')).toBe(3)
    expect(await code('good.reg', 'bad-1.reg', '--exit-zero')).toBe(0)
    expect(await code('good.reg', 'broken.reg', '--exit-zero')).toBe(3)
  })

  test('are no more at once than may wait for their turn', async () => {
    let begun = 0
    const taken: number[] = []
    const work = async (item: number): Promise<number> => {
      begun++
      // The first ones take longest.
      await new Promise((resolve) => setTimeout(resolve, item < 5 ? 20 - item : 0))
      return item
    }
    for await (const result of inOrder(Array(100).keys(), work, 8)) {
      taken.push(result)
      expect(begun - taken.length).toBeLessThan(8)
    }
    expect(taken).toEqual([...Array(100).keys()])
  })
})

test('without the module of the threads, as where the sources are run, --jobs changes nothing', async () => {
  const { cwd, names } = mixedFolder()
  const missing = pathToFileURL(join(cwd, 'lint-worker.js'))
  const argv = ['lint', ...names, '--format', 'ndjson']
  expect(await run([...argv, '--jobs', '2'], { cwd, lintWorker: missing })).toEqual(await run(argv, { cwd }))
})

describe('a worker thread that fails', () => {
  const failing = async (source: string): Promise<Ran> => {
    const { cwd } = mixedFolder()
    return run(['lint', 'bad-0.reg', 'bad-1.reg', 'bad-2.reg', 'bad-3.reg', '--jobs', '2'], {
      cwd,
      lintWorker: new URL(`data:text/javascript,${encodeURIComponent(source)}`),
    })
  }
  const opens =
    "const { parentPort } = await import('node:worker_threads'); parentPort.postMessage({ kind: 'opened', notes: [] });"

  test.each([
    ['throws as it starts', 'throw new Error("no luck")', 'no luck'],
    ['ends as it starts', 'process.exit(9)', 'a worker thread ended with exit code 9'],
    [
      'throws as it judges',
      `${opens} parentPort.on('message', () => { throw new Error('no luck') })`,
      'no luck (while it judged bad-0.reg)',
    ],
    [
      'ends as it judges',
      `${opens} parentPort.on('message', () => process.exit(0))`,
      'a worker thread ended with exit code 0 (while it judged bad-0.reg)',
    ],
  ])('because it %s is one line and exit code 70', async (_, source, why) => {
    const { code, stdout, stderr } = await failing(source)
    expect({ code, stdout }).toEqual({ code: 70, stdout: '' })
    expect(stderr).toBe(
      `svcsim: internal error: ${why} (a defect of svcsim: please report it with the command line and --verbose)\n`,
    )
  })
})

describe('the program as it is built', () => {
  const start = (argv: readonly string[], cwd: string, nodeOptions: readonly string[] = []) => {
    const child = spawn(process.execPath, [...nodeOptions, join(program, 'bin', 'svcsim.js'), ...argv], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text
      })
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
      child.on('close', (code, signal) => resolve({ code, signal })),
    )
    return { child, said, ended }
  }

  test('judges many overlays in threads unasked, and finds what one thread finds', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'drivers'))
    writeFileSync(join(cwd, 'base.reg'), regText({ Good: soundDriver }))
    for (let index = 0; index < 250; index++)
      writeFileSync(join(cwd, 'drivers', `${index}.reg`), regText({ [`Bad${index}`]: badDriver }))
    const argv = ['lint', 'drivers', '--base', 'base.reg', '--format', 'ndjson']
    const [one, unasked] = [start([...argv, '--jobs', '1'], cwd), start(argv, cwd)]
    expect(await one.ended).toEqual({ code: 1, signal: null })
    expect(await unasked.ended).toEqual({ code: 1, signal: null })
    expect(unasked.said).toEqual(one.said)
  })

  test('holds no more than a few results of thousands', async () => {
    const cwd = temporaryFolder()
    const services = Array.from({ length: 150 }, (_, index) => [`Driver${index}`, badDriver] as const)
    for (let index = 0; index < 1000; index++)
      writeFileSync(join(cwd, `${index}.reg`), regText(Object.fromEntries(services)))
    // All findings at once would take several times as much.
    for (const jobs of ['1', '2']) {
      const { said, ended } = start(['lint', '.', '--format', 'ndjson', '--jobs', jobs], cwd, [
        '--max-old-space-size=48',
      ])
      expect(await ended).toEqual({ code: 1, signal: null })
      expect(said.stdout.match(/"type":"input"/g)).toHaveLength(1000)
      expect(said.stdout.match(/"ruleId":"SVC103"/g)).toHaveLength(150_000)
    }
  })

  describe.skipIf(process.platform === 'win32')('while it waits for an input', () => {
    const waiting = (jobs: string) => {
      const cwd = temporaryFolder()
      writeFileSync(join(cwd, 'first.reg'), regText({ Bad: badDriver }))
      execFileSync('mkfifo', [join(cwd, 'pipe'), join(cwd, 'other')])
      return start(['lint', 'first.reg', 'pipe', 'other', '--format', 'ndjson', '--jobs', jobs], cwd)
    }
    const toldFirst = async ({ child }: ReturnType<typeof waiting>): Promise<void> => {
      let text = ''
      for await (const part of child.stdout) {
        text += part
        if (text.includes('"type":"input","input":"first.reg"')) return
      }
      expect.fail(`it ended without the first result: ${text}`)
    }

    test.each(['1', '2', '3'])('with --jobs %s, it has written the results before it', async (jobs) => {
      const begun = waiting(jobs)
      await toldFirst(begun)
      begun.child.kill('SIGKILL')
      expect(await begun.ended).toEqual({ code: null, signal: 'SIGKILL' })
    })

    test.each(['1', '2', '3'])('with --jobs %s, Ctrl-C ends it at once', async (jobs) => {
      const begun = waiting(jobs)
      await toldFirst(begun)
      begun.child.kill('SIGINT')
      // What a shell reports as 130.
      expect(await begun.ended).toEqual({ code: null, signal: 'SIGINT' })
    })
  })

  test('ends quietly when its reader goes away', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'in'))
    const services = Array.from({ length: 500 }, (_, index) => [`Driver${index}`, badDriver] as const)
    for (let index = 0; index < 50; index++)
      writeFileSync(join(cwd, 'in', `${index}.reg`), regText(Object.fromEntries(services)))
    const { child, said, ended } = start(['lint', 'in', '--format', 'ndjson', '--jobs', '2', '-q'], cwd)
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(said.stderr).toBe('')
  })
})
