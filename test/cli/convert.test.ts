import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { bytesSource } from '../../src/index.ts'
import { buildHive, dword, dwords, key, multiSz, sz, value } from '../formats/hive/builder/index.ts'
import { regText, run, soundDriver, temporaryFolder, type World } from './run.ts'

const header = 'Windows Registry Editor Version 5.00'
const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'

interface Converted {
  readonly code: number
  readonly bytes: Buffer
  readonly stderr: string
}

/** Runs `svcsim convert` and keeps the bytes of its answer. */
async function convert(argv: readonly string[], world: World = {}): Promise<Converted> {
  const parts: Buffer[] = []
  let stderr = ''
  const code = await main({
    argv: ['convert', ...argv],
    stdin: bytesSource(Buffer.from(world.stdin ?? '')),
    stdout: {
      write: (part) => {
        parts.push(Buffer.from(part as Uint8Array))
      },
      ...(world.terminal === undefined ? {} : { isTTY: true }),
    },
    stderr: {
      write: (text) => {
        stderr += text
      },
    },
    env: {},
    platform: 'linux',
    cwd: world.cwd ?? process.cwd(),
  })
  return { code, bytes: Buffer.concat(parts), stderr }
}

async function text(argv: readonly string[], world: World = {}): Promise<string> {
  const { code, bytes, stderr } = await convert(argv, world)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return bytes.toString('utf16le')
}

/** .reg text of these lines, as Regedit writes them. */
function file(...lines: readonly string[]): string {
  return `\ufeff${[header, '', ...lines, '', ''].join('\r\n')}`
}

const smallHive = buildHive(
  key(
    'ROOT',
    [],
    [
      key(
        'ControlSet001',
        [],
        [
          key(
            'Control',
            [multiSz('EarlyStartServices', 'RpcSs'), dword('Other', 1)],
            [
              key('GroupOrderList', [value('Base', 3, dwords(1, 1))]),
              key('ServiceGroupOrder', [multiSz('List', 'Base')], [key('Below')]),
              key('Session Manager', [dword('x', 1)]),
            ],
          ),
          key('Enum', [dword('x', 1)]),
          key('Services', [], [key('ACPI', [dword('Start', 0)], [key('Enum', [sz('0', 'a')])])]),
        ],
      ),
      key('HardwareConfig', [dword('LastConfig', 1), sz('LastId', '{1}')], [key('{1}', [dword('x', 1)])]),
      key('MountedDevices', [value('a\u0416', 3, [1])]),
      key('Select', [dword('Current', 1)]),
    ],
  ),
).bytes

describe('a hive', () => {
  test('becomes text as Regedit would export it', async () => {
    expect(await text(['-'], { stdin: smallHive })).toBe(
      file(
        `[${system}]`,
        '',
        `[${system}\\ControlSet001]`,
        '',
        `[${system}\\ControlSet001\\Control]`,
        '"EarlyStartServices"=hex(7):52,00,70,00,63,00,53,00,73,00,00,00,00,00',
        '"Other"=dword:00000001',
        '',
        `[${system}\\ControlSet001\\Control\\GroupOrderList]`,
        '"Base"=hex:01,00,00,00,01,00,00,00',
        '',
        `[${system}\\ControlSet001\\Control\\ServiceGroupOrder]`,
        '"List"=hex(7):42,00,61,00,73,00,65,00,00,00,00,00',
        '',
        `[${system}\\ControlSet001\\Control\\ServiceGroupOrder\\Below]`,
        '',
        `[${system}\\ControlSet001\\Control\\Session Manager]`,
        '"x"=dword:00000001',
        '',
        `[${system}\\ControlSet001\\Enum]`,
        '"x"=dword:00000001',
        '',
        `[${system}\\ControlSet001\\Services]`,
        '',
        `[${system}\\ControlSet001\\Services\\ACPI]`,
        '"Start"=dword:00000000',
        '',
        `[${system}\\ControlSet001\\Services\\ACPI\\Enum]`,
        '"0"="a"',
        '',
        `[${system}\\HardwareConfig]`,
        '"LastConfig"=dword:00000001',
        '"LastId"="{1}"',
        '',
        `[${system}\\HardwareConfig\\{1}]`,
        '"x"=dword:00000001',
        '',
        `[${system}\\MountedDevices]`,
        '"a\u0416"=hex:01',
        '',
        `[${system}\\Select]`,
        '"Current"=dword:00000001',
      ),
    )
  })

  const services = file(
    `[${system}\\ControlSet001\\Control]`,
    '"EarlyStartServices"=hex(7):52,00,70,00,63,00,53,00,73,00,00,00,00,00',
    '',
    `[${system}\\ControlSet001\\Control\\GroupOrderList]`,
    '"Base"=hex:01,00,00,00,01,00,00,00',
    '',
    `[${system}\\ControlSet001\\Control\\ServiceGroupOrder]`,
    '"List"=hex(7):42,00,61,00,73,00,65,00,00,00,00,00',
    '',
    `[${system}\\ControlSet001\\Services]`,
    '',
    `[${system}\\ControlSet001\\Services\\ACPI]`,
    '"Start"=dword:00000000',
    '',
    `[${system}\\ControlSet001\\Services\\ACPI\\Enum]`,
    '"0"="a"',
    '',
    `[${system}\\HardwareConfig]`,
    '"LastId"="{1}"',
    '',
    `[${system}\\Select]`,
    '"Current"=dword:00000001',
  )

  test('gives its services alone with --services-only, and so does its export', async () => {
    expect(await text(['-', '--services-only'], { stdin: smallHive })).toBe(services)
    const whole = (await convert(['-'], { stdin: smallHive })).bytes
    expect(await text(['-', '--services-only'], { stdin: whole })).toBe(services)
  })

  test('hangs where --prefix says, below which services are found all the same', async () => {
    const prefix = 'HKEY_LOCAL_MACHINE\\a\\b\\c\\OFFLINE'
    const renamed = services.replaceAll(system, prefix)
    expect(await text(['-', '--services-only', '--prefix', `${prefix}\\`], { stdin: smallHive })).toBe(
      renamed,
    )
  })

  test('hangs below the root key that --prefix abbreviates, and below no other', async () => {
    const rootOf = async (prefix: string): Promise<unknown> => {
      const { path, name } = (await json(['-', '--to', 'json', '--prefix', prefix], { stdin: smallHive }))
        .root
      return [path, name]
    }
    // Regedit cuts a key line at its last bracket.
    expect(await rootOf('HKLM\\a]b')).toEqual(['HKEY_LOCAL_MACHINE\\a]b', 'a]b'])
    expect(await rootOf('hklm\\Offline')).toEqual(['HKEY_LOCAL_MACHINE\\Offline', 'Offline'])
    expect(await rootOf('HKU\\a')).toEqual(['HKEY_USERS\\a', 'a'])
    expect(await rootOf('hkcu')).toEqual(['HKEY_CURRENT_USER', 'HKEY_CURRENT_USER'])
    expect(await rootOf('HKCR\\a')).toEqual(['HKEY_CLASSES_ROOT\\a', 'a'])
    expect(await rootOf('HKCC\\a')).toEqual(['HKEY_CURRENT_CONFIG\\a', 'a'])
    expect(await rootOf('hkey_users\\a')).toEqual(['HKEY_USERS\\a', 'a'])
    const says = async (prefix: string): Promise<string> => {
      const { code, bytes, stderr } = await convert(['-', '--prefix', prefix], { stdin: smallHive })
      expect({ code, length: bytes.length }).toEqual({ code: 2, length: 0 })
      return stderr
    }
    for (const bad of ['', '\\', '\\HKLM', 'SYSTEM', 'HKLM\r\n[b', '-HKLM', ' HKLM', 'HKLM\\\\b'])
      expect(await says(bad)).toMatch(
        /^svcsim: --prefix takes a key path such as HKEY_LOCAL_MACHINE\\SYSTEM, /,
      )
    // A hive hangs below a root key; a user's hive alone is one.
    for (const alone of ['HKLM', 'HKLM\\', 'hkey_users', 'HKCR', 'HKCC'])
      expect(await says(alone)).toMatch(
        / lacks a key: a hive is loaded below HKEY_[A-Z_]+, as HKEY_\S+\\Offline\n$/,
      )
    expect(await says('HKLN\\a')).toMatch(/, not "HKLN\\a"; did you mean "HKLM"\?\n$/)
    expect(await says('HKEY_LOCAL_MACHIN')).toMatch(/; did you mean "HKEY_LOCAL_MACHINE"\?\n$/)
  })

  test('becomes the same JSON as its text, but for what only a hive holds', async () => {
    const fromHive = await json(['-', '--to', 'json'], { stdin: smallHive })
    const fromText = await json(['-', '--to', 'json'], {
      stdin: (await convert(['-'], { stdin: smallHive })).bytes,
    })
    expect(fromHive.root.name).toBe('SYSTEM')
    expect(fromHive.root.lastWritten).toBe('133485408000000000')
    const unwritten = JSON.stringify(fromHive.root).replaceAll(
      '"lastWritten":"133485408000000000"',
      '"lastWritten":null',
    )
    expect(JSON.stringify(fromText.root)).toBe(unwritten)
    expect(fromText.root.path).toBe(system)
  })

  test('that cannot be read at all ends with 3', async () => {
    const { code, bytes, stderr } = await convert(['-'], { stdin: smallHive.subarray(0, 512) })
    expect({ code, length: bytes.length }).toEqual({ code: 3, length: 0 })
    expect(stderr).toMatch(/^svcsim: <stdin> is a registry hive, but /)
    expect(stderr).toBe((await run(['list', '-'], { stdin: smallHive.subarray(0, 512) })).stderr)
    expect(stderr).toMatch(/ \(<stdin>@0x[0-9a-f]+: [^\n]+\)\n$/)
  })

  test('that is damaged is converted as far as it goes, and lint is named', async () => {
    const { code, bytes, stderr } = await convert(['-'], {
      stdin: smallHive.subarray(0, smallHive.length - 3000),
    })
    expect(code).toBe(0)
    expect(bytes.toString('utf16le')).toContain(`[${system}`)
    expect(stderr).toMatch(/svcsim: <stdin>: \d+ defects? met, .*svcsim lint --all-keys - names /)
    expect(stderr.split('\n').filter((line) => line.includes('defect'))).toHaveLength(1)
  })

  test('without services is said to have none', async () => {
    const stdin = buildHive(key('r', [], [key('Software')])).bytes
    const { bytes, stderr } = await convert(['-', '--services-only'], { stdin })
    expect(bytes.toString('utf16le')).toBe(`\ufeff${header}\r\n\r\n`)
    expect(stderr).toBe('svcsim: <stdin>: no services and nothing of their order in it\n')
    const asJson = await convert(['-', '--services-only', '--to', 'json'], { stdin })
    expect(JSON.parse(asJson.bytes.toString())).toMatchObject({ root: { values: [], keys: [] } })
  })
})

interface JsonAnswer {
  readonly input: { readonly kind: string }
  readonly deletedKeys?: readonly string[]
  readonly root: { readonly path: string; readonly name: string; readonly lastWritten: string | null }
}

async function json(argv: readonly string[], world: World = {}): Promise<JsonAnswer> {
  return JSON.parse((await convert(argv, world)).bytes.toString()) as JsonAnswer
}

describe('text', () => {
  const patch = [
    header,
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\x]',
    '"v"=dword:1',
    `[${system}\\ControlSet001\\Services\\b]`,
    '"Start" = dword:4 ; off',
    '"Gone"=-',
    `[-${system}\\ControlSet001\\Services\\a]`,
    '[-HKEY_LOCAL_MACHINE\\SOFTWARE\\y]',
  ].join('\n')

  test('that is a patch stays one, in canonical form', async () => {
    const canonical = file(
      '[-HKEY_LOCAL_MACHINE\\SOFTWARE\\y]',
      '',
      `[-${system}\\ControlSet001\\Services\\a]`,
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\x]',
      '"v"=dword:00000001',
      '',
      `[${system}\\ControlSet001\\Services\\b]`,
      '"Gone"=-',
      '"Start"=dword:00000004',
    )
    expect(await text(['-'], { stdin: patch })).toBe(canonical)
    expect(await text(['-'], { stdin: Buffer.from(canonical, 'utf16le') })).toBe(canonical)
    const answer = await json(['-', '--to', 'json'], { stdin: patch })
    expect(answer.deletedKeys).toEqual([
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\y',
      `${system}\\ControlSet001\\Services\\a`,
    ])
    expect(JSON.stringify(answer.root)).toContain('"deletedValues":["Gone"]')
  })

  test('gives its services alone, deletions too', async () => {
    expect(await text(['-', '--services-only'], { stdin: patch })).toBe(
      file(
        `[-${system}\\ControlSet001\\Services\\a]`,
        '',
        `[${system}\\ControlSet001\\Services\\b]`,
        '"Gone"=-',
        '"Start"=dword:00000004',
      ),
    )
  })

  test('takes the encoding and style asked for', async () => {
    const stdin = regText({ '\u00e9\u20ac': { ...soundDriver, ImagePath: '"\u20ac"' } })
    const unicode = (await convert(['-'], { stdin })).bytes.toString('utf16le')
    const utf8 = await convert(['-', '--encoding', 'utf-8'], { stdin })
    expect(utf8.bytes.toString('utf8')).toBe(unicode.replace('"\u20ac"', 'hex(1):ac,20,00,00'))
    const ansi = await convert(['-', '--style', 'regedit4'], { stdin })
    expect(ansi.bytes.toString('latin1')).toBe(
      unicode.slice(1).replace(header, 'REGEDIT4').replaceAll('\u20ac', '\x80'),
    )
    for (const { bytes } of [utf8, ansi]) expect(await text(['-'], { stdin: bytes })).toBe(unicode)
    expect((await convert(['-', '--style', 'regedit4', '--encoding', 'utf-8'], { stdin })).code).toBe(2)
    expect((await convert(['-', '--to', 'json', '--style', 'regedit'], { stdin })).code).toBe(2)
    expect((await convert(['-', '--prefix', 'HKEY_USERS\\a'], { stdin })).code).toBe(2)
  })

  test('that loses something says so, and quiet does not silence that', async () => {
    const stdin = regText({ '\u0416': soundDriver, '\u0417': soundDriver })
    const { code, stderr } = await convert(['-', '--style', 'regedit4', '-q'], { stdin })
    expect(code).toBe(0)
    expect(stderr).toBe(
      'svcsim: <stdin>: 2 names altered: characters that the encoding lacks are replaced (first: <stdin>:3:1)\n' +
        'svcsim: <stdin>: --to json holds every key, value and byte\n',
    )
  })

  test('never deletes another key or value for one that it cannot name', async () => {
    const stdin = [
      header,
      `[-${system}\\\u0416]`,
      `[-${system}\\a]`,
      `[${system}\\b]`,
      '"\u0416"=-',
      '"c"=-',
    ].join('\n')
    const { bytes, stderr } = await convert(['-', '--style', 'regedit4'], { stdin })
    expect(bytes.toString('latin1')).toBe(
      ['REGEDIT4', '', `[-${system}\\a]`, '', `[${system}\\b]`, '"c"=-', '', ''].join('\r\n'),
    )
    expect(stderr).toContain(
      '2 deletions left out: the encoding lacks characters of the name (first: <stdin>:2:1)',
    )
  })

  test('that is no registry file ends with 3', async () => {
    for (const stdin of ['', 'hello\nworld\n', '\u0089PNG']) {
      const { code, bytes } = await convert(['-'], { stdin })
      expect({ code, length: bytes.length }).toEqual({ code: 3, length: 0 })
    }
    expect((await convert(['gone.reg'])).code).toBe(3)
  })
})

test('a bundled profile becomes an export that lists the same services', async () => {
  const { bytes } = await convert(['@windows-10'])
  const names = async (argv: readonly string[], world?: World): Promise<unknown> =>
    (JSON.parse((await run(argv, world)).stdout) as { services: { name: string }[] }).services.map(
      (of) => of.name,
    )
  const listed = await names(['list', '-', '--format', 'json'], { stdin: bytes })
  expect(listed).toEqual(await names(['list', '@windows-10', '--format', 'json']))
  expect((listed as string[]).length).toBeGreaterThan(300)
})

describe('where it goes', () => {
  test('a file is written whole or not at all', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'SYSTEM'), smallHive)
    expect((await convert(['SYSTEM', '-o', 'out.reg'], { cwd })).code).toBe(0)
    const { bytes } = await convert(['SYSTEM'], { cwd })
    expect(readFileSync(join(cwd, 'out.reg')).equals(bytes)).toBe(true)
    writeFileSync(join(cwd, 'bad'), smallHive.subarray(0, 512))
    expect((await convert(['bad', '-o', 'out.reg'], { cwd })).code).toBe(3)
    expect(readFileSync(join(cwd, 'out.reg')).equals(bytes)).toBe(true)
    mkdirSync(join(cwd, 'folder'))
    const { code, stderr } = await convert(['SYSTEM', '-o', 'folder'], { cwd })
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'svcsim: cannot write folder: it is a folder\n' })
    expect((await convert(['SYSTEM', '-o', './SYSTEM'], { cwd })).code).toBe(2)
    expect(readdirSync(cwd).sort()).toEqual(['SYSTEM', 'bad', 'folder', 'out.reg'])
    expect(readFileSync(join(cwd, 'SYSTEM')).equals(smallHive)).toBe(true)
  })

  test('a terminal is shown text on which nothing can act', async () => {
    const stdin = regText({ 'a\u001b[2J\u202e': soundDriver, b: soundDriver })
    const { bytes, stderr } = await convert(['-'], { stdin, terminal: 80 })
    const shown = bytes.toString('utf8')
    expect(shown.startsWith(`${header}\n\n[`)).toBe(true)
    expect(shown).toContain('\\Services\\a\\u{1b}[2J\\u{202e}]\n"Type"')
    for (const character of '\u001b\u202e\0\r') expect(shown).not.toContain(character)
    expect(stderr).toBe(
      'svcsim: a terminal is shown the text alone: --output or a redirection gets the file\n',
    )
    expect((await convert(['-', '-q'], { stdin, terminal: 80 })).stderr).toBe('')
  })
})

const corpus = process.env['SVCSIM_CORPUS']
const title = (what: string): string => (corpus ? what : `${what} (skipped: SVCSIM_CORPUS is not set)`)
const machines = ['windows-xp-sp3', 'windows-7-sp1', 'windows-8.1', 'windows-10-1709'] as const

function unpacked(...path: readonly string[]): Buffer {
  return gunzipSync(readFileSync(join(corpus ?? '', ...path)))
}

/** Blocks of an export, sorted: the exports of the corpus are, keys by code unit and values too. */
function blocks(content: string): string[] {
  return content
    .replaceAll('\\\r\n  ', '\\ ')
    .split('\r\n\r\n')
    .filter((block) => block.trim() !== '')
    .map((block) => block.split('\r\n').sort().join('\n'))
    .sort()
}

describe.skipIf(!corpus)(title('hives of the corpus'), () => {
  test.each(machines)('%s becomes its full export', async (machine) => {
    const { bytes } = await convert(['-', '-q'], { stdin: unpacked('hives', `${machine}.SYSTEM.gz`) })
    const full = unpacked('exports', `${machine}.full.regedit5-utf16.reg.gz`).toString('utf16le')
    const found = blocks(bytes.toString('utf16le'))
    const wanted = blocks(full.replace(`[${system}\\]`, `[${system}]`))
    expect(found.length).toBe(wanted.length)
    expect(found.filter((block, index) => block !== wanted[index])).toEqual([])
  })

  test.each(machines)('%s: its text and JSON hold the same tree', async (machine) => {
    const hive = { stdin: unpacked('hives', `${machine}.SYSTEM.gz`) }
    const fromHive = await convert(['-', '-q', '--to', 'json'], hive)
    const export5 = (await convert(['-', '-q'], hive)).bytes
    const fromText = await convert(['-', '-q', '--to', 'json'], { stdin: export5 })
    const tree = ({ bytes }: Converted): string => {
      const content = bytes.toString()
      return content
        .slice(content.indexOf('"values":'))
        .replaceAll(/"lastWritten":(?:"\d+"|null)(?:,"class":"(?:[^"\\]|\\.)*")?/g, '')
    }
    expect(tree(fromHive) === tree(fromText)).toBe(true)
    expect(tree(fromHive).length).toBeGreaterThan(1_000_000)
    // Text of text is itself.
    expect((await convert(['-', '-q'], { stdin: export5 })).bytes.equals(export5)).toBe(true)
  })

  test('windows-xp-sp3: --services-only is what others cut out, and the second control set', async () => {
    const hive = { stdin: unpacked('hives', 'windows-xp-sp3.SYSTEM.gz') }
    for (const [style, name, encoding] of [
      ['regedit', 'regedit5-utf16', 'utf16le'],
      ['regedit4', 'regedit4-ansi', 'latin1'],
    ] as const) {
      const { bytes } = await convert(['-', '-q', '--services-only', '--style', style], hive)
      const found = blocks(bytes.toString(encoding)).filter((block) => !block.includes('\\ControlSet002\\'))
      expect(found).toEqual(
        blocks(unpacked('exports', `windows-xp-sp3.services.${name}.reg.gz`).toString(encoding)),
      )
    }
  })

  test.each(machines)('%s: a services-only export has the same services and order', async (machine) => {
    const whole = unpacked('hives', `${machine}.SYSTEM.gz`)
    const { bytes: part } = await convert(['-', '-q', '--services-only'], { stdin: whole })
    const services = async (stdin: Uint8Array): Promise<unknown> => {
      const answer = JSON.parse((await run(['list', '-', '--format', 'json', '-q'], { stdin })).stdout) as {
        services: Record<string, unknown>[]
      }
      return answer.services.map((of) => ({ ...of, location: null, lastWritten: null, lastWrittenUtc: null }))
    }
    expect(await services(part)).toEqual(await services(whole))
    const order = async (stdin: Uint8Array): Promise<string[]> => {
      const answer = JSON.parse((await run(['order', '-', '--format', 'json', '-q'], { stdin })).stdout) as {
        phases: { phase: string; algorithm: string; steps: { service: string }[] }[]
      }
      return answer.phases.flatMap((of) => [
        `${of.phase} ${of.algorithm}`,
        ...of.steps.map((step) => step.service),
      ])
    }
    const wanted = await order(whole)
    expect(wanted.length).toBeGreaterThan(50)
    expect(await order(part)).toEqual(wanted)
  })
})

const merger = '/usr/bin/hivexregedit'
const mergeable = corpus && existsSync(merger)
const whyNot = mergeable ? '' : ` (skipped: ${corpus ? `no ${merger}` : 'SVCSIM_CORPUS is not set'})`

describe.skipIf(!mergeable)(`hivexregedit${whyNot}`, () => {
  test.each(machines)('merges the text of %s into an empty hive, which is then the same', async (machine) => {
    const cwd = temporaryFolder()
    const stdin = unpacked('hives', `${machine}.SYSTEM.gz`)
    const { bytes } = await convert(['-', '-q', '--encoding', 'utf-8'], { stdin })
    writeFileSync(join(cwd, 'text.reg'), bytes)
    writeFileSync(join(cwd, 'merged'), buildHive(key('root')).bytes)
    const merged = spawnSync(merger, ['--merge', '--prefix', system, 'merged', 'text.reg'], {
      cwd,
      encoding: 'utf8',
    })
    expect({ status: merged.status, said: merged.stderr }).toEqual({ status: 0, said: '' })
    const again = await convert(['merged', '-q', '--encoding', 'utf-8'], { cwd })
    expect(again.bytes.equals(bytes)).toBe(true)
  })
})
