import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { badDriver, type Ran, regText, run, soundDriver, temporaryFolder } from './run.ts'

/** A folder with a.reg, whose two drivers have one error each, b.reg with another, and a baseline of all three. */
async function known(): Promise<{
  cwd: string
  lint: (...argv: string[]) => Promise<Ran>
  write: (name: string, ...services: string[]) => void
  entries: () => string[]
}> {
  const cwd = temporaryFolder()
  mkdirSync(join(cwd, 'drivers'))
  const write = (name: string, ...services: string[]): void =>
    writeFileSync(
      join(cwd, name),
      regText(Object.fromEntries(services.map((service) => [service, badDriver]))),
    )
  const lint = (...argv: string[]): Promise<Ran> =>
    run(['lint', '--baseline', 'known.json', '--no-config', ...argv], { cwd })
  const entries = (): string[] =>
    JSON.parse(readFileSync(join(cwd, 'known.json'), 'utf8')).findings.map(
      ({ service, file, count }: { service: string; file: string; count: number }) =>
        `${service} ${file} ${count}`,
    )
  write('drivers/a.reg', 'Alpha', 'Beta')
  write('drivers/b.reg', 'Gamma')
  const { stderr } = await lint('drivers', '--update-baseline')
  expect(stderr).toContain('svcsim: known.json: 3 findings known from now on\n')
  expect(entries()).toEqual(all)
  return { cwd, lint, write, entries }
}

const all = ['Alpha drivers/a.reg 1', 'Beta drivers/a.reg 1', 'Gamma drivers/b.reg 1']

describe('--update-baseline drops what the run judged and did not find', () => {
  test('and keeps what is in other inputs', async () => {
    const { lint, write, entries } = await known()
    write('drivers/a.reg', 'Alpha', 'Delta')
    const { code, stderr } = await lint('drivers/a.reg', '--update-baseline')
    expect(code).toBe(0)
    expect(stderr).toContain(
      'svcsim: known.json: 2 findings known from now on; 1 more kept, which this run did not look for; 1 dropped, which is gone\n',
    )
    expect(entries()).toEqual(['Alpha drivers/a.reg 1', 'Delta drivers/a.reg 1', 'Gamma drivers/b.reg 1'])
    expect((await lint('drivers')).code).toBe(0)
  })

  test('and keeps services outside --only', async () => {
    const { cwd, lint, entries } = await known()
    writeFileSync(join(cwd, 'drivers', 'a.reg'), regText({ Alpha: soundDriver }))
    const { stderr } = await lint('drivers', '--only', 'alpha', '--update-baseline')
    expect(stderr).toContain(
      '0 findings known from now on; 2 more kept, which this run did not look for; 1 dropped',
    )
    expect(entries()).toEqual(all.slice(1))
  })

  test('and keeps rules that are off, for all services or for some', async () => {
    const { cwd, lint, write, entries } = await known()
    write('drivers/a.reg', 'Beta')
    const off = { services: ['be*', 'gamma'], rules: { SVC103: 'off' } }
    for (const config of [
      { rules: { SVC103: 'off' } },
      { overrides: [off, { ...off, services: ['alpha'] }] },
    ]) {
      writeFileSync(join(cwd, 'off.json'), JSON.stringify(config))
      const { stderr } = await lint('drivers', '--config', 'off.json', '--update-baseline')
      expect(stderr).toContain('0 findings known from now on; 3 more kept, which this run did not look for\n')
      expect(entries()).toEqual(all)
    }
    writeFileSync(join(cwd, 'off.json'), JSON.stringify({ overrides: [off] }))
    await lint('drivers', '--config', 'off.json', '--update-baseline')
    expect(entries()).toEqual(all.slice(1))
  })

  test('and keeps rules that could not run on the input', async () => {
    const { cwd, lint } = await known()
    writeFileSync(
      join(cwd, 'g.reg'),
      regText({ Grouped: { ...soundDriver, Start: 'dword:0', Group: '"SCSI Minport"' } }),
    )
    const read = (): string => readFileSync(join(cwd, 'known.json'), 'utf8')
    await lint('g.reg', '--base', '@windows-10', '--update-baseline')
    const withBase = read()
    expect(withBase).toContain('"SVC205"')
    await lint('g.reg', '--update-baseline')
    expect(read()).toBe(withBase)
    expect((await lint('g.reg', '--base', '@windows-10', '--fail-on', 'info')).code).toBe(0)
  })

  test('and keeps an input that is there no more: a renamed one loses nothing', async () => {
    const { cwd, lint, entries } = await known()
    renameSync(join(cwd, 'drivers', 'b.reg'), join(cwd, 'drivers', 'c.reg'))
    const moved = await lint('drivers')
    expect(moved.code).toBe(0)
    expect(moved.stderr).not.toContain('gone')
    const { stderr } = await lint('drivers/c.reg', '--update-baseline')
    expect(stderr).toContain('1 finding known from now on; 3 more kept, which this run did not look for\n')
    expect(entries()).toEqual([...all, 'Gamma drivers/c.reg 1'])
  })

  test('wherever it is run, by whatever path the baseline is named', async () => {
    const { cwd, entries } = await known()
    const argv = ['lint', 'a.reg', '--baseline', '../known.json', '--update-baseline', '--no-config']
    await run(argv, { cwd: join(cwd, 'drivers') })
    expect(entries()).toEqual(all)
  })
})

describe('what a run did is told by', () => {
  const text = (cwd: string): string => readFileSync(join(cwd, 'known.json'), 'utf8')

  test('folders that are inputs: a file that is gone from one is dropped, below it too', async () => {
    const { cwd, lint, entries } = await known()
    rmSync(join(cwd, 'drivers', 'b.reg'))
    const { stderr } = await lint('.', '--update-baseline')
    expect(stderr).toContain('2 findings known from now on; 1 dropped, which is gone\n')
    expect(entries()).toEqual(all.slice(0, 2))
  })

  test('--all-keys and --deep: with them, what they alone find is dropped', async () => {
    const { cwd, lint } = await known()
    const entry = { file: 'drivers/a.reg', fingerprint: '0123456789abcdef' }
    const dropped = async (ruleId: string, ...argv: string[]): Promise<boolean> => {
      writeFileSync(
        join(cwd, 'known.json'),
        JSON.stringify({ schemaVersion: 1, findings: [{ ...entry, ruleId }] }),
      )
      await lint('drivers', '--update-baseline', ...argv)
      return !text(cwd).includes(entry.fingerprint)
    }
    expect(await dropped('SVC001', '--deep')).toBe(false)
    expect(await dropped('SVC001', '--all-keys')).toBe(true)
    expect(await dropped('SVC010', '--deep')).toBe(false)
    expect(await dropped('SVC010', '--all-keys')).toBe(false)
    expect(await dropped('SVC010', '--all-keys', '--deep')).toBe(true)
  })

  test('the base, named from the folder of the baseline: a run over another drops nothing', async () => {
    const { cwd } = await known()
    writeFileSync(join(cwd, 'base.reg'), regText({ Base: soundDriver }))
    const file = join(cwd, 'drivers', 'known.json')
    const over = (...argv: string[]): Promise<Ran> =>
      run(['lint', 'a.reg', '--baseline', 'known.json', '--no-config', ...argv], {
        cwd: join(cwd, 'drivers'),
      })
    const entries = (): string[] =>
      JSON.parse(readFileSync(file, 'utf8')).findings.map(
        ({ service, base }: { service: string; base?: string }) => `${service} ${base}`,
      )
    await over('--base', '@windows-xp', '--update-baseline')
    expect(entries()).toEqual(['Alpha @windows-xp', 'Beta @windows-xp'])
    writeFileSync(join(cwd, 'drivers', 'a.reg'), regText({ Beta: badDriver }))
    await over('--base', '../base.reg', '--update-baseline')
    expect(entries()).toEqual(['Alpha @windows-xp', 'Beta ../base.reg', 'Beta @windows-xp'])
    const { stderr } = await over('--base', '@windows-xp', '--update-baseline')
    expect(stderr).toContain(
      '1 finding known from now on; 1 more kept, which this run did not look for; 1 dr',
    )
    expect(entries()).toEqual(['Beta ../base.reg', 'Beta @windows-xp'])
  })
})

describe('--update-baseline keeps what the run could not tell of', () => {
  const read = (cwd: string): string => readFileSync(join(cwd, 'known.json'), 'utf8')
  /** Rewrites the entries, as somebody who merges by hand does. */
  const edit = (cwd: string, change: (findings: Record<string, unknown>[]) => unknown[]): void =>
    writeFileSync(
      join(cwd, 'known.json'),
      JSON.stringify({ schemaVersion: 1, findings: change(JSON.parse(read(cwd)).findings) }),
    )
  const without =
    (name: string) =>
    (entry: Record<string, unknown>): unknown =>
      Object.fromEntries(Object.entries(entry).filter(([key]) => key !== name))

  test('values under keys that --all-keys alone judges', async () => {
    const { cwd, lint } = await known()
    const elsewhere = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Maker]\r\n"Broken"=dword:xyz\r\n'
    writeFileSync(join(cwd, 'keys.reg'), `${regText({ Sound: soundDriver })}\r\n${elsewhere}`)
    await lint('keys.reg', '--all-keys', '--update-baseline')
    const before = read(cwd)
    expect(before).toContain('"SVC001"')
    expect((await lint('keys.reg')).stderr).not.toContain('gone')
    await lint('keys.reg', '--update-baseline')
    expect(read(cwd)).toBe(before)
  })

  test('cells that --deep alone judges', async () => {
    const { cwd, lint } = await known()
    const deep = { ruleId: 'SVC010', file: 'drivers/a.reg', fingerprint: '0123456789abcdef' }
    edit(cwd, (findings) => [...findings, deep])
    await lint('drivers', '--update-baseline')
    expect(read(cwd)).toContain('"0123456789abcdef"')
  })

  test('inputs that are not there now: a name of standard input, a file that is built later', async () => {
    const { cwd, lint, entries } = await known()
    const stdin = regText({ Streamed: badDriver })
    const argv = ['lint', '-', '--stdin-filename', 'virtual.reg', '--baseline', 'known.json', '--no-config']
    await run([...argv, '--update-baseline'], { cwd, stdin })
    rmSync(join(cwd, 'drivers', 'b.reg'))
    const { stderr } = await lint('drivers/a.reg', '--update-baseline')
    expect(stderr).toContain('2 findings known from now on; 2 more kept, which this run did not look for\n')
    expect(entries()).toEqual([...all, 'Streamed virtual.reg 1'])
    expect((await run(argv, { cwd, stdin })).code).toBe(0)
  })

  test('both of two equal entries that were merged by hand', async () => {
    const { cwd, lint, entries } = await known()
    edit(cwd, (findings) => [...findings, ...findings])
    await lint('drivers/a.reg', '--update-baseline')
    expect(entries()).toEqual([...all.slice(0, 2), 'Gamma drivers/b.reg 2'])
  })

  test('entries that name no input, but for those that are met', async () => {
    const { cwd, lint, entries } = await known()
    edit(cwd, (findings) => findings.map(without('file')) as unknown[])
    await lint('drivers/b.reg', '--update-baseline')
    expect(entries()).toEqual(['Alpha undefined 1', 'Beta undefined 1', 'Gamma drivers/b.reg 1'])
    await lint('drivers', '--update-baseline')
    expect(entries()).toEqual(all)
  })

  test('of equal findings that name no input, as many as have not been met yet, however often it is run', async () => {
    const { cwd, lint, write, entries } = await known()
    write('drivers/b.reg', 'Alpha')
    edit(cwd, ([alpha = {}]) => [{ ...(without('file')(alpha) as object), count: 2 }])
    for (const _ of [1, 2]) {
      await lint('drivers/b.reg', '--update-baseline')
      expect(entries()).toEqual(['Alpha undefined 1', 'Alpha drivers/b.reg 1'])
    }
    write('drivers/a.reg', 'Alpha')
    expect((await lint('drivers')).code).toBe(0)
  })
})

test('--update-baseline into a folder that is not there is refused before the work', async () => {
  const { cwd } = await known()
  const argv = ['lint', 'nowhere.reg', '--baseline', 'no/such/b.json', '--update-baseline', '--no-config']
  expect(await run(argv, { cwd })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'svcsim: cannot write no/such/b.json: there is no folder no/such\n',
  })
})

test('an input that has two names counts once', async () => {
  const { cwd, lint, entries } = await known()
  const twice = ['drivers/a.reg', './drivers/../drivers/a.reg', join(cwd, 'drivers/a.reg'), 'drivers/b.reg']
  const { stderr } = await lint(...twice, '--update-baseline')
  expect(stderr).toContain('svcsim: known.json: 3 findings known from now on\n')
  expect(entries()).toEqual(all)
  const { code, stderr: notes } = await lint(...twice)
  expect(code).toBe(0)
  expect(notes).not.toContain('gone')
})

describe('findings of the baseline that are gone', () => {
  test('are told in one line, which fails nothing, in every format', async () => {
    const { lint, write } = await known()
    write('drivers/a.reg')
    for (const format of ['pretty', 'concise', 'json']) {
      const { code, stderr } = await lint('drivers', '--format', format)
      expect(code).toBe(0)
      expect(stderr.match(/gone/g)).toHaveLength(1)
      expect(stderr).toContain(
        'svcsim: known.json: 2 findings of the baseline are gone; --update-baseline drops them\n',
      )
    }
    expect((await lint('drivers', '-q')).stderr).toBe('')
  })

  test('are not told where the run did not look for them', async () => {
    const { lint, write } = await known()
    write('drivers/a.reg', 'Beta')
    expect((await lint('drivers/b.reg')).stderr).not.toContain('gone')
    expect((await lint('drivers', '--only', 'Beta')).stderr).not.toContain('gone')
    expect((await lint('drivers', 'nowhere.reg')).stderr).not.toContain('gone')
    expect((await lint('drivers/a.reg')).stderr).toContain(
      '1 finding of the baseline is gone; --update-baseline drops it',
    )
  })
})

describe('a baseline that cannot be understood', () => {
  test('is not written over', async () => {
    const { cwd, lint } = await known()
    const file = join(cwd, 'known.json')
    const text = readFileSync(file, 'utf8')
    const broken: readonly (readonly [string, string])[] = [
      [
        text.replace('    {', '<<<<<<< HEAD\n    {'),
        'known.json:4:1: no valid JSON: a merge conflict is left unresolved here',
      ],
      [text.replace(/\n {4}\},/, '\n    },\n======='), 'a merge conflict is left unresolved here'],
      [text.slice(0, -4), 'known.json:'],
      [
        text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
        'known.json:2:20: schemaVersion: this svcsim knows version 1',
      ],
    ]
    for (const [content, message] of broken) {
      writeFileSync(file, content)
      for (const [argv, advice] of [
        [[], false],
        [['--update-baseline'], true],
      ] as const) {
        const { code, stdout, stderr } = await lint('drivers', ...argv)
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
        expect(stderr).toMatch(/^svcsim: [^\n]+\n$/)
        expect(stderr).toContain(message)
        expect(stderr.includes('; without the file, --update-baseline begins a new one')).toBe(advice)
      }
      expect(readFileSync(file, 'utf8')).toBe(content)
    }
  })
})
