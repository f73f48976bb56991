import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildHive, key } from '../formats/hive/builder/index.ts'
import { badDriver, regText, run, soundDriver, temporaryFolder } from './run.ts'

const fixtures = join(import.meta.dirname, '../../fixtures')
const small = join(fixtures, 'hive/small-system.hive')
const onWindows = process.platform === 'win32'

/** A folder with copies of fixtures, by the names that they are to have there. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const cwd = temporaryFolder()
  for (const [name, fixture] of Object.entries(files)) copyFileSync(join(fixtures, fixture), join(cwd, name))
  return cwd
}

const dirty = { SYSTEM: 'hive/dirty-entries/SYSTEM' }
const withLogs = {
  ...dirty,
  'SYSTEM.LOG1': 'hive/dirty-entries/SYSTEM.LOG1',
  'SYSTEM.LOG2': 'hive/dirty-entries/SYSTEM.LOG2',
}
const replayedNote =
  'svcsim: SYSTEM: 3 log entries replayed from SYSTEM.LOG1 and SYSTEM.LOG2 (sequence 7 to 9)\n'

/** Names of the services in an input, in order. */
async function servicesOf(argv: readonly string[], world: object): Promise<string[]> {
  const { stdout } = await run(['list', ...argv, '--format', 'json'], world)
  return JSON.parse(stdout).services.map(({ name }: { name: string }) => name)
}

describe('a hive as an input', () => {
  test.each([['lint'], ['order'], ['list']])(
    '%s reads it by a path and from standard input',
    async (command) => {
      const byPath = await run([command, small, '--format', 'json'])
      expect(byPath.code).toBe(0)
      const stdin = readFileSync(small)
      const piped = await run([command, '-', '--format', 'json', '--stdin-filename', small], { stdin })
      expect(piped.stdout).toBe(byPath.stdout)
      expect(JSON.parse(byPath.stdout)).toMatchObject({ schemaVersion: 1 })
    },
  )

  test('show gives its places and the time of its last write', async () => {
    const { code, stdout } = await run(['show', small, 'atapi'])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /small-system\.hive@0x[0-9a-f]+ HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\atapi\n/,
    )
    expect(stdout).toMatch(/\nLast written\n {2}\(this key\) {2}2024-01-01T00:00:00Z {2}0x[0-9a-f]+\n/)
  })

  test('is not changed by reading', async () => {
    const cwd = folderOf(withLogs)
    const before = Object.keys(withLogs).map((name) => readFileSync(join(cwd, name)))
    await run(['lint', 'SYSTEM', '--deep', '--all-keys'], { cwd })
    expect(Object.keys(withLogs).map((name) => readFileSync(join(cwd, name)))).toEqual(before)
  })

  test('JSON says what its base block says, and null for text', async () => {
    const { stdout } = await run(['list', 'SYSTEM', '--format', 'json'], { cwd: folderOf(withLogs) })
    expect(JSON.parse(stdout).input).toMatchObject({
      file: 'SYSTEM',
      kind: 'hive',
      hive: {
        version: '1.5',
        fileName: 'SYSTEM',
        lastWritten: '133485408000000000',
        lastWrittenUtc: '2024-01-01T00:00:00.0000000Z',
        sequence: { primary: 8, secondary: 7 },
        dirty: true,
        logs: [
          { name: 'SYSTEM.LOG1', format: 'entries', entries: 1, firstSequence: 7, lastSequence: 7 },
          { name: 'SYSTEM.LOG2', format: 'entries', entries: 2, firstSequence: 8, lastSequence: 9 },
        ],
      },
    })
    const text = await run(['list', '-', '--format', 'json'], { stdin: regText({ Sound: soundDriver }) })
    expect(JSON.parse(text.stdout).input.hive).toBeNull()
  })

  test('--verbose gives the base block', async () => {
    const { stderr } = await run(['list', 'x.hive', '-v'], {
      cwd: folderOf({ 'x.hive': 'hive/small-system.hive' }),
    })
    expect(stderr).toContain('svcsim: input: x.hive (registry hive, version 1.5)\n')
    expect(stderr).toContain(
      'svcsim: base block of x.hive: file name SYSTEM, last written 2024-01-01T00:00:00.0000000Z, sequence 1, clean\n',
    )
  })

  test('can be the base, and be laid over one', async () => {
    const cwd = folderOf({ SYSTEM: 'hive/small-system.hive', other: 'hive/versions/1.5.hive' })
    writeFileSync(join(cwd, 'bad.reg'), regText({ Bad: badDriver }))
    const over = await run(['lint', 'bad.reg', '--base', 'SYSTEM', '--format', 'concise', '-q'], { cwd })
    expect({ code: over.code, stdout: over.stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/^bad\.reg:5:9: error SVC103 .*\n$/),
    })
    const [own, added] = [await servicesOf(['SYSTEM'], { cwd }), await servicesOf(['other'], { cwd })]
    const both = await servicesOf(['other', '--base', 'SYSTEM'], { cwd })
    expect(both).toHaveLength(own.length + added.length)
    expect(both).toEqual(expect.arrayContaining([...own, ...added]))
  })

  test('a key that an overlay changes has the time of no write', async () => {
    const cwd = folderOf({ SYSTEM: 'hive/small-system.hive' })
    const stdin = regText({ atapi: { Start: 'dword:4' } })
    const { stdout } = await run(['list', '-', '--base', 'SYSTEM', '--format', 'csv'], { cwd, stdin })
    const dated = new Map(stdout.split('\n').map((line) => [line.split(',')[0], line.split(',').at(-1)]))
    expect(dated.get('atapi')).toBe('')
    expect(dated.get('beep')).toBe('2024-01-01T00:00:00.0000000Z')
  })

  test('of which nothing can be read is no answer', async () => {
    const name = join(fixtures, 'malformed/base-block-alone.hive')
    const { code, stdout, stderr } = await run(['list', name])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/^svcsim: [^\n]+ is a registry hive, but [^\n]+\n$/)
  })

  test('that is damaged is said to be where a command has no findings', async () => {
    const cwd = folderOf({ x: 'malformed/value-list-outside.hive' })
    for (const command of ['list', 'order'])
      expect((await run([command, 'x'], { cwd })).stderr).toContain(
        'svcsim: x: 1 defect met, so keys or values may be missing: svcsim lint x names it\n',
      )
    const { code, stdout, stderr } = await run(['lint', 'x', '--format', 'concise', '-q'], { cwd })
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toBe(
      'x@0x149c HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Damaged: error SVC010 Offset of the value list is 0x100020, the hive ends at 0x1000\n',
    )
  })

  test('--deep tells of cells that no key leads to', async () => {
    const name = join(fixtures, 'hive/deleted-service.hive')
    const ids = async (...more: string[]): Promise<string[]> => {
      const { stdout } = await run(['lint', name, '--format', 'json', ...more])
      return JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
    }
    expect(await ids()).not.toContain('SVC010')
    expect(await ids('--deep')).toContain('SVC010')
  })

  test('--deep shows what was asked for without --verbose, unless --min-severity leaves it out', async () => {
    const name = join(fixtures, 'hive/deleted-service.hive')
    // An empty group is an info of another rule.
    const stdin = regText({ Grouped: { ...soundDriver, Group: '""' } })
    const shown = async (...more: string[]): Promise<string[]> => {
      const { stdout } = await run(['lint', name, '-', '--format', 'concise', '-q', ...more], { stdin })
      return stdout.match(/(?<= info )SVC\d+/g) ?? []
    }
    expect(await shown()).toEqual([])
    expect(await shown('--deep')).toEqual(Array(4).fill('SVC010'))
    expect(await shown('--deep', '--min-severity', 'warning')).toEqual([])
    const others = (await shown('--min-severity', 'info')).filter((id) => id !== 'SVC010')
    expect(others.length).toBeGreaterThan(0)
    const more = others.length === 1 ? '1 more info' : `${others.length} more infos`
    const sum = `4 infos in 3 services, 2 files (${more}, shown with --verbose)\n`
    const { stdout } = await run(['lint', name, '-', '--deep'], { stdin })
    expect(stdout.endsWith(`\n\n${sum}`)).toBe(true)
    const concise = await run(['lint', name, '-', '--deep', '--format', 'concise'], { stdin })
    expect(concise.stderr.endsWith(`svcsim: ${sum}`)).toBe(true)
  })
})

describe('transaction logs', () => {
  test('lie beside the hive, and are said to be replayed', async () => {
    const cwd = folderOf(withLogs)
    const { code, stderr } = await run(['lint', 'SYSTEM'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: replayedNote })
    expect(await servicesOf(['SYSTEM'], { cwd })).toContain('added9')
    expect((await run(['lint', 'SYSTEM', '-q'], { cwd })).stderr).toBe('')
  })

  test('may have names in any letter case', async () => {
    const cwd = folderOf({
      System: 'hive/dirty-entries/SYSTEM',
      'SYSTEM.log1': 'hive/dirty-entries/SYSTEM.LOG1',
      'system.Log2': 'hive/dirty-entries/SYSTEM.LOG2',
    })
    expect((await run(['lint', 'System'], { cwd })).stderr).toBe(
      'svcsim: System: 3 log entries replayed from SYSTEM.log1 and system.Log2 (sequence 7 to 9)\n',
    )
  })

  test('have the names of their folder before them', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'config'))
    for (const [name, fixture] of Object.entries(withLogs))
      copyFileSync(join(fixtures, fixture), join(cwd, 'config', name))
    const { stderr } = await run(['lint', join('config', 'SYSTEM')], { cwd })
    expect(stderr).toContain(`from ${join('config', 'SYSTEM.LOG1')} and ${join('config', 'SYSTEM.LOG2')} (`)
  })

  test('are one file of pages in the old format', async () => {
    const cwd = folderOf({ SYSTEM: 'hive/dirty-pages/SYSTEM', 'SYSTEM.LOG': 'hive/dirty-pages/SYSTEM.LOG' })
    expect((await run(['lint', 'SYSTEM'], { cwd })).stderr).toMatch(
      /^svcsim: SYSTEM: \d+ dirty pages replayed from SYSTEM\.LOG \(sequence \d+\)\n$/,
    )
    expect(await servicesOf(['SYSTEM'], { cwd })).toContain('added9')
  })

  test('that lack are a finding of lint, a note elsewhere', async () => {
    const cwd = folderOf(dirty)
    const { stdout, stderr } = await run(['lint', 'SYSTEM', '--format', 'concise', '-q'], { cwd })
    expect(stdout.match(/SVC01\d/g)).toEqual(['SVC011'])
    expect(stdout).toMatch(/^SYSTEM@0x4: warning SVC011 [^\n]+\n/)
    expect(stderr).toBe('')
    const note = 'svcsim: SYSTEM: read as stored: it is dirty, and no transaction log was replayed\n'
    expect((await run(['list', 'SYSTEM'], { cwd })).stderr).toContain(note)
    expect((await run(['lint', 'SYSTEM'], { cwd })).stderr).not.toContain(note)
  })

  test('that break off are said to where a command has no findings', async () => {
    const cwd = folderOf(withLogs)
    const bytes = readFileSync(join(cwd, 'SYSTEM.LOG2'))
    const second = bytes.indexOf('HvLE', bytes.indexOf('HvLE') + 4)
    bytes.writeUInt8(bytes.readUInt8(second + 200) ^ 0xff, second + 200)
    writeFileSync(join(cwd, 'SYSTEM.LOG2'), bytes)
    const line =
      /^svcsim: SYSTEM: its last changes may be missing \(SYSTEM\.LOG2: Pages of log entry 9 have the hash \S+, computed \S+\)$/m
    for (const argv of [['list'], ['order'], ['convert'], ['show', 'SYSTEM', 'acpi']])
      expect((await run([...argv, ...(argv.length === 1 ? ['SYSTEM'] : [])], { cwd })).stderr).toMatch(line)
    const { stdout, stderr } = await run(['lint', 'SYSTEM', '--format', 'concise'], { cwd })
    expect(stdout).toMatch(/^SYSTEM\.LOG2@0x[0-9a-f]+: warning SVC011 /m)
    expect(stderr).not.toMatch(line)
  })

  test('that do not fit are said with the reason where nothing was replayed', async () => {
    const cwd = folderOf(withLogs)
    const wanted =
      'svcsim: SYSTEM: read as stored: it is dirty, and no transaction log was replayed (SYSTEM.LOG2: Hive needs the log entries from 7 on, the logs begin with 8)\n'
    for (const command of ['list', 'order', 'convert'])
      expect((await run([command, 'SYSTEM', '--hive-log', 'SYSTEM.LOG2'], { cwd })).stderr).toContain(wanted)
  })

  test('that are empty are said to be where nothing was replayed, or where they were named', async () => {
    const cwd = folderOf(withLogs)
    writeFileSync(join(cwd, 'empty'), '')
    writeFileSync(join(cwd, 'zeros'), Buffer.alloc(512))
    const notes = async (...argv: string[]): Promise<string[]> =>
      (await run(['list', 'SYSTEM', ...argv], { cwd })).stderr
        .split('\n')
        .filter((line) => /empty/.test(line))
    expect(await notes('--hive-log', 'empty')).toEqual(['svcsim: SYSTEM: its transaction log empty is empty'])
    const both = ['--hive-log', 'SYSTEM.LOG1', '--hive-log', 'empty', '--hive-log', 'zeros']
    expect(await notes(...both)).toEqual(['svcsim: SYSTEM: its transaction logs empty and zeros are empty'])
    copyFileSync(join(cwd, 'zeros'), join(cwd, 'SYSTEM.LOG2'))
    expect(await notes()).toEqual([])
    copyFileSync(join(cwd, 'empty'), join(cwd, 'SYSTEM.LOG1'))
    expect(await notes()).toEqual([
      'svcsim: SYSTEM: its transaction logs SYSTEM.LOG1 and SYSTEM.LOG2 are empty',
    ])
  })

  test('--no-hive-log reads as stored', async () => {
    const cwd = folderOf(withLogs)
    expect(await servicesOf(['SYSTEM', '--no-hive-log'], { cwd })).not.toContain('added9')
    const { stdout, stderr } = await run(['lint', 'SYSTEM', '--no-hive-log'], { cwd })
    expect(stdout).toMatch(/SVC011/)
    expect(stderr).toBe(
      'svcsim: SYSTEM: its transaction logs SYSTEM.LOG1 and SYSTEM.LOG2 were left aside (--no-hive-log)\n',
    )
    // Whoever has the logs there is not told to get them.
    expect(stdout).not.toMatch(/copy/i)
  })

  test('--no-hive-log has nothing to leave aside where the hive is clean, or nothing lies beside it', async () => {
    const cwd = folderOf({
      clean: 'hive/small-system.hive',
      'clean.LOG': 'hive/dirty-entries/SYSTEM.LOG1',
      ...dirty,
    })
    for (const name of ['clean', 'SYSTEM'])
      expect((await run(['lint', name, '--no-hive-log'], { cwd })).stderr).toBe('')
  })

  test('--hive-log names them, one at a time, and nothing is searched for then', async () => {
    const cwd = folderOf({
      ...withLogs,
      one: 'hive/dirty-entries/SYSTEM.LOG1',
      two: 'hive/dirty-entries/SYSTEM.LOG2',
    })
    const replayed = async (...argv: string[]): Promise<string> =>
      (await run(['list', 'SYSTEM', ...argv], { cwd })).stderr
        .split('\n')
        .find((line) => /replayed/.test(line)) ?? ''
    expect(await replayed('--hive-log', 'one', '--hive-log', 'two')).toContain(
      '3 log entries replayed from one and two (sequence 7 to 9)',
    )
    expect(await replayed('--hive-log', 'one')).toContain('1 log entry replayed from one (sequence 7)')
  })

  test('of --hive-log and --no-hive-log the last one counts', async () => {
    const cwd = folderOf({ ...withLogs, one: 'hive/dirty-entries/SYSTEM.LOG1' })
    const names = async (...argv: string[]): Promise<string[]> => {
      const { stdout } = await run(['list', 'SYSTEM', ...argv, '--format', 'json'], { cwd })
      return JSON.parse(stdout).input.hive.logs.map(({ name }: { name: string }) => name)
    }
    expect(await names('--hive-log', 'one', '--no-hive-log')).toEqual([])
    expect(await names('--no-hive-log', '--hive-log', 'one')).toEqual(['one'])
    expect(await names('--hive-log', 'SYSTEM.LOG2', '--no-hive-log', '--hive-log', 'one')).toEqual(['one'])
  })

  test('are not searched for beside standard input', async () => {
    const cwd = folderOf(withLogs)
    const stdin = readFileSync(join(cwd, 'SYSTEM'))
    const { stdout } = await run(['lint', '-', '--stdin-filename', 'SYSTEM', '--format', 'concise'], {
      cwd,
      stdin,
    })
    expect(stdout).toMatch(/^SYSTEM@0x4: warning SVC011/)
    const named = await run(['lint', '-', '--hive-log', 'SYSTEM.LOG1', '--hive-log', 'SYSTEM.LOG2'], {
      cwd,
      stdin,
    })
    expect(named.stderr).toContain('svcsim: <stdin>: 3 log entries replayed from SYSTEM.LOG1 and SYSTEM.LOG2')
  })

  test.skipIf(onWindows)(
    'are those beside the hive where a link leads to it, else those beside the link',
    async () => {
      const cwd = folderOf(withLogs)
      mkdirSync(join(cwd, 'links'))
      symlinkSync(join('..', 'SYSTEM'), join(cwd, 'links', 'hive'))
      expect((await run(['lint', 'links/hive'], { cwd })).stderr).toBe(
        replayedNote.replace('SYSTEM:', 'links/hive:'),
      )
      copyFileSync(join(cwd, 'SYSTEM.LOG1'), join(cwd, 'links', 'HIVE.LOG1'))
      expect((await run(['lint', 'links/hive'], { cwd })).stderr).toContain('replayed from links/HIVE.LOG1 (')
    },
  )

  test('that lie there and cannot be read are left out with a note', async () => {
    const cwd = folderOf(dirty)
    mkdirSync(join(cwd, 'SYSTEM.LOG1'))
    const { code, stderr } = await run(['list', 'SYSTEM'], { cwd })
    expect(code).toBe(0)
    expect(stderr).toContain('svcsim: SYSTEM.LOG1 is left out: it is no file\n')
  })

  test('that were named and cannot be used are an error of the input', async () => {
    const cwd = folderOf({ ...dirty, clean: 'hive/small-system.hive' })
    writeFileSync(join(cwd, 'text'), 'hello')
    writeFileSync(join(cwd, 'zeros'), Buffer.alloc(512))
    const says = async (log: string): Promise<{ code: number; stderr: string }> => {
      const { code, stderr } = await run(['list', 'SYSTEM', '--hive-log', log, '--format', 'csv'], { cwd })
      return { code, stderr }
    }
    expect(await says('gone')).toEqual({
      code: 3,
      stderr: 'svcsim: cannot read gone: no such file or folder\n',
    })
    expect(await says('text')).toEqual({ code: 3, stderr: 'svcsim: text is no transaction log of a hive\n' })
    expect(await says('clean')).toEqual({
      code: 3,
      stderr: 'svcsim: clean is no transaction log of a hive, but a hive itself\n',
    })
    expect(await says('')).toEqual({ code: 2, stderr: 'svcsim: --hive-log takes the name of a file\n' })
    // Windows makes a second log that it may never come to write.
    expect((await says('zeros')).code).toBe(0)
  })

  test('that were named for a hive that needs none are said not to be used', async () => {
    const cwd = folderOf({ clean: 'hive/small-system.hive', log: 'hive/dirty-entries/SYSTEM.LOG1' })
    for (const command of ['list', 'convert'])
      expect((await run([command, 'clean', '--hive-log', 'log'], { cwd })).stderr).toContain(
        'svcsim: clean: the hive is not dirty, so no transaction log was replayed\n',
      )
  })

  test('belong to one hive', async () => {
    const cwd = folderOf({ ...withLogs, other: 'hive/small-system.hive' })
    writeFileSync(join(cwd, 'sound.reg'), regText({ Sound: soundDriver }))
    const log = ['--hive-log', 'SYSTEM.LOG1']
    const usage = async (...argv: string[]): Promise<string> => {
      const { code, stdout, stderr } = await run([...argv, ...log, '-q'], { cwd })
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      return stderr
    }
    expect(await usage('lint', 'SYSTEM', 'other')).toBe(
      'svcsim: --hive-log SYSTEM.LOG1 is for one hive, and SYSTEM and other are two: name one of them at a time\n',
    )
    expect(await usage('lint', 'other', '--base', 'SYSTEM')).toMatch(/are two/)
    const none = 'svcsim: --hive-log SYSTEM.LOG1 needs a hive to replay it on, and no input is one\n'
    expect(await usage('lint', 'sound.reg')).toBe(none)
    expect(await usage('list', '@windows-7')).toBe(none)
    expect((await run(['lint', 'sound.reg', '--base', 'SYSTEM', ...log], { cwd })).code).toBe(0)
    expect((await run(['lint', 'sound.reg', 'gone.reg', ...log], { cwd })).code).toBe(3)
  })

  test('are never replaced by --output', async () => {
    const cwd = folderOf({ ...withLogs, one: 'hive/dirty-entries/SYSTEM.LOG1' })
    const bytes = readFileSync(join(cwd, 'SYSTEM.LOG1'))
    for (const argv of [
      ['-o', 'SYSTEM.LOG1'],
      ['-o', 'SYSTEM.LOG1', '--no-hive-log'],
      ['-o', 'one', '--hive-log', 'one'],
    ]) {
      const { code, stderr } = await run(['list', 'SYSTEM', ...argv], { cwd })
      expect(code).toBe(2)
      const name = argv[1]
      expect(stderr).toBe(`svcsim: --output ${name} would replace the transaction log ${name}\n`)
    }
    expect(readFileSync(join(cwd, 'SYSTEM.LOG1'))).toEqual(bytes)
    expect(existsSync(join(cwd, 'answer'))).toBe(false)
  })
})

describe('a base that is worth less than it seems', () => {
  const read = async (...argv: string[]): Promise<string> => {
    const cwd = folderOf({
      'damaged hive': 'malformed/value-list-outside.hive',
      clean: 'hive/small-system.hive',
      ...dirty,
    })
    writeFileSync(join(cwd, 'none'), buildHive(key('ROOT', [], [key('Setup')])).bytes)
    writeFileSync(
      join(cwd, 'empty'),
      buildHive(key('ROOT', [], [key('ControlSet001', [], [key('Services')])])).bytes,
    )
    writeFileSync(join(cwd, 'base.reg'), `${regText({ Sound: soundDriver })}not a line\r\n`)
    writeFileSync(join(cwd, 'sound.reg'), regText({ Sound: soundDriver }))
    const { code, stderr } = await run([...argv, '-q'], { cwd })
    expect(code).toBe(0)
    return stderr
  }
  const missing = 'so keys or values may be missing: svcsim lint'

  test.each([
    ['damaged hive', `1 defect met, ${missing} "damaged hive" names it`],
    ['SYSTEM', 'read as stored: it is dirty, and no transaction log was replayed'],
    ['none', 'it holds no control set, and so no service'],
    ['empty', 'it holds no services'],
    ['base.reg', `1 defect met, ${missing} base.reg names it`],
  ])('%s is one line on standard error, in spite of --quiet', async (base, words) => {
    for (const argv of [
      ['lint', 'sound.reg', 'clean'],
      ['list', 'sound.reg'],
      ['order', 'sound.reg'],
    ])
      expect(await read(...argv, '--base', base)).toBe(`svcsim: base ${base}: ${words}\n`)
  })

  test('is silent where nothing is wrong with it', async () => {
    expect(await read('lint', 'sound.reg', '--base', 'clean')).toBe('')
  })

  test('is not recommended again to those who have one', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'none'), buildHive(key('ROOT', [], [key('Setup')])).bytes)
    writeFileSync(join(cwd, 'sound.reg'), regText({ Sound: soundDriver }))
    const { stderr } = await run(['lint', 'sound.reg', '--base', 'none'], { cwd })
    expect(stderr).toContain(
      'SVC202. The input and its base lack the group list (Control\\ServiceGroupOrder): take a base that holds them, such as @windows-10\n',
    )
    expect(stderr).not.toContain('--base')
  })
})

test('show of a service that is lost with the others says what is damaged, and no more', async () => {
  const cwd = temporaryFolder()
  // The root key's list of subkeys is cut off.
  const bytes = readFileSync(small)
  writeFileSync(join(cwd, 'cut'), bytes.subarray(0, 4096 + 4096))
  const { code, stderr } = await run(['show', 'cut', 'atapi'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toMatch(
    /^svcsim: cut: \d+ defects? met, so keys or values may be missing: svcsim lint cut names (?:it|them)\nsvcsim: there is no service "atapi" in cut[^\n]*\n$/,
  )
})

describe('a folder or a pattern', () => {
  const files = {
    ...withLogs,
    // What lies beside a hive as its log is none, whatever it holds.
    'clean.hive': 'hive/small-system.hive',
    'clean.hive.LOG': 'hive/small-system.hive',
    'no-hive': 'hive/README.md',
  }
  const inputs = ['SYSTEM', 'clean.hive', 'x.reg']

  test('stands for its hives and .reg files, told by content; no transaction log is one', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'config'))
    for (const [name, fixture] of Object.entries(files))
      copyFileSync(join(fixtures, fixture), join(cwd, 'config', name))
    writeFileSync(join(cwd, 'config', 'SYSTEM.LOG'), '')
    writeFileSync(join(cwd, 'config', 'x.reg'), regText({ Bad: badDriver }))
    const folder = await run(['lint', 'config', '-v'], { cwd })
    const read = [...folder.stderr.matchAll(/input: config[/\\](\S+) /g)].map((match) => match[1])
    expect(read).toEqual(inputs)
    expect(folder.stdout).toMatch(/ in \d+ services, 3 files/)
    const pattern = await run(['lint', 'config/[cSx]*', 'config/*SYSTEM*', 'config/*.LOG*'], { cwd })
    expect(pattern.code).toBe(3)
    const whole = await run(['lint', 'config/*S*', 'config/c*', 'config/*.reg'], { cwd })
    expect(whole.stdout).toMatch(/ in \d+ services, 3 files/)
    expect(whole.code).toBe(1)
  })
})
