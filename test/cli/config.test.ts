import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readBaseline, writeBaseline } from '../../src/cli/baseline.ts'
import { type ConfigOptions, loadConfig, policyOf } from '../../src/cli/config.ts'
import { configKeys, type LoadedConfig } from '../../src/cli/config-keys.ts'
import { UsageError } from '../../src/cli/exit.ts'
import type { Host } from '../../src/cli/host.ts'
import { bytesSource } from '../../src/index.ts'
import { temporaryFolder } from './run.ts'

function hostIn(cwd: string): Host {
  const nowhere = { write: (): void => undefined }
  return {
    argv: [],
    stdin: bytesSource(new Uint8Array()),
    stdout: nowhere,
    stderr: nowhere,
    env: {},
    platform: 'linux',
    cwd,
  }
}

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string | object>>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

/** The configuration found from a folder below those files. */
function load(
  files: Readonly<Record<string, string | object>>,
  { from = '.', ...options }: ConfigOptions & { from?: string } = {},
): LoadedConfig | undefined {
  const cwd = join(folderWith(files), from)
  mkdirSync(cwd, { recursive: true })
  return loadConfig(hostIn(cwd), options)
}

/** What is said of a configuration that is wrong. */
function fault(content: string | object, options: ConfigOptions = {}): string {
  try {
    load({ 'svcsim.config.json': content }, options)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'none'
}

describe('where it is found', () => {
  const own = { maxWarnings: 1 }
  const shared = { name: 'x', svcsim: { maxWarnings: 2 } }

  test('the nearest folder upwards, the file of its own before package.json', () => {
    expect(load({ 'svcsim.config.json': own })?.file).toBe('svcsim.config.json')
    expect(load({ 'svcsim.config.json': own }, { from: 'a/b' })?.file).toBe('../../svcsim.config.json')
    expect(load({ 'svcsim.config.json': own, 'package.json': shared })?.maxWarnings).toBe(1)
    expect(load({ 'svcsim.config.json': own, 'a/package.json': shared }, { from: 'a/b' })).toMatchObject({
      file: '../package.json',
      maxWarnings: 2,
    })
    expect(
      load({ 'svcsim.config.json': own, 'a/package.json': { name: 'svcsim' } }, { from: 'a' })?.file,
    ).toBe('../svcsim.config.json')
  })

  test('a broken package.json on the way that does not speak of it, and a folder of the name, are passed over', () => {
    const files = { 'svcsim.config.json': own, 'a/package.json': '{', 'a/svcsim.config.json/x': '' }
    expect(load(files, { from: 'a' })?.file).toBe('../svcsim.config.json')
    expect(() => load({ 'package.json': '{ "svcsim": ' })).toThrow('package.json:1:13: no valid JSON')
  })

  test('--no-config takes none, --config one by name', () => {
    expect(load({ 'svcsim.config.json': own }, { config: false })).toBeUndefined()
    expect(
      load({ 'svcsim.config.json': own, 'ci/x.json': { maxWarnings: 3 } }, { config: 'ci/x.json' }),
    ).toMatchObject({ file: 'ci/x.json', maxWarnings: 3 })
    expect(load({ 'a/package.json': shared }, { config: 'a/package.json' })?.maxWarnings).toBe(2)
    expect(() => load({ 'package.json': {} }, { config: 'package.json' })).toThrow('it has no key "svcsim"')
    expect(() => load({}, { config: 'none.json' })).toThrow('cannot read the configuration none.json: ')
    expect(() => load({}, { config: '' })).toThrow('--config takes the name of a file')
    expect(() => load({ 'a/b': '' }, { config: 'a' })).toThrow('cannot read the configuration a: ')
  })

  test('an empty one says nothing', () => {
    expect(load({ 'svcsim.config.json': '\ufeff{}' })).toEqual({
      file: 'svcsim.config.json',
      rules: [],
      overrides: [],
      globPlaces: { only: [], overrides: [] },
    })
  })
})

const full = {
  $schema: './node_modules/svcsim/schemas/config.schema.json',
  input: ['drivers/*.reg', '@windows-7'],
  base: '../base.hiv',
  windows: '11',
  preset: 'strict',
  rules: { SVC105: 'off', 'tag-not-in-vector': 'error', svc301: 'info' },
  overrides: [{ services: ['vio*'], rules: { SVC206: 'off' }, reason: 'tags come from the class installer' }],
  only: ['vio*', 'net?vm'],
  failOn: 'warning',
  maxWarnings: 0,
  baseline: 'svcsim.baseline.json',
  pages: 'https://drivers.example.org/svcsim r\u00fcles',
}

test('all keys are read; names in it are relative to its folder', () => {
  expect(load({ 'a/svcsim.config.json': full }, { from: 'a/b' })).toEqual({
    file: '../svcsim.config.json',
    input: ['../drivers/*.reg', '@windows-7'],
    base: '../../base.hiv',
    windows: '11',
    preset: 'strict',
    rules: [
      { ruleId: 'SVC105', level: 'off' },
      { ruleId: 'SVC206', level: 'error' },
      { ruleId: 'SVC301', level: 'info' },
    ],
    overrides: [
      {
        services: ['vio*'],
        rules: [{ ruleId: 'SVC206', level: 'off' }],
        reason: 'tags come from the class installer',
      },
    ],
    only: ['vio*', 'net?vm'],
    failOn: 'warning',
    maxWarnings: 0,
    baseline: '../svcsim.baseline.json',
    pages: 'https://drivers.example.org/svcsim%20r%C3%BCles/',
    globPlaces: {
      only: [expect.objectContaining({ path: 'only[0]' }), expect.objectContaining({ path: 'only[1]' })],
      overrides: [expect.objectContaining({ path: 'overrides[0].services[0]' })],
    },
  })
  expect(configKeys).toEqual(Object.keys(full))
})

describe('what is wrong is said with its place and path', () => {
  const cases: readonly (readonly [string | object, string])[] = [
    ['{\n  "rulez": {}\n}', 'svcsim.config.json:2:3: there is no key "rulez"; did you mean "rules"?'],
    ['{"zzzzzzzzzz": 1}', 'svcsim.config.json:1:2: there is no key "zzzzzzzzzz"; it is one of $schema, '],
    ['{"__proto__": {}}', 'svcsim.config.json:1:2: there is no key "__proto__"; it is one of '],
    ['{"constructor": {}}', 'svcsim.config.json:1:2: there is no key "constructor"; '],
    ['[]', 'svcsim.config.json:1:1: an object was expected, not an array'],
    ['{"a"}', 'svcsim.config.json:1:5: no valid JSON: ":" was expected behind "a"'],
    [{ $schema: 1 }, ':1:12: $schema: a string was expected, not a number'],
    [{ input: 1 }, ': input: a string was expected, not a number'],
    [{ input: [] }, ': input: it is empty'],
    [{ input: ['a', ''] }, ': input[1]: it is empty'],
    [{ base: null }, ': base: a string was expected, not null'],
    [
      '{"base":"@windows-1"}',
      'svcsim.config.json:1:9: base: there is no profile "@windows-1"; did you mean "@windows-10"?',
    ],
    [{ input: ['a.reg', '@life'] }, ':1:19: input[1]: there is no profile "@life"; did you mean "@live"?'],
    [{ input: '@' }, ': input: there is no profile "@"'],
    [{ windows: 10 }, ': windows: a string was expected, not a number'],
    [{ windows: 'vsita' }, ': windows: there is no Windows release "vsita"'],
    [{ preset: 'stict' }, ': preset: "stict" is none of "recommended", "strict"; did you mean "strict"?'],
    [{ rules: ['SVC105'] }, ': rules: an object was expected, not an array'],
    [{ rules: { SVC1O5: 'off' } }, ':1:11: rules: there is no rule "SVC1O5"; did you mean "SVC105"?'],
    [
      { rules: { 'tag-not-in-vektor': 'off' } },
      'there is no rule "tag-not-in-vektor"; did you mean "tag-not-in-vector"?',
    ],
    [{ rules: { SVC105: 'none' } }, ': rules.SVC105: "none" is none of "off", "info", "warning", "error"'],
    [
      { rules: { SVC105: 0 } },
      ': rules.SVC105: one of "off", "info", "warning", "error" was expected, not a number',
    ],
    [
      { rules: { SVC105: 'off', 'win32-boot-start': 'off' } },
      ': rules: "SVC105" and "win32-boot-start" are one rule',
    ],
    ['{"rules":{"SVC105":"off","SVC105":"info"}}', '"SVC105" stands twice in one object'],
    [{ rules: { __proto_: 'off' } }, ': rules: there is no rule "__proto_"'],
    [{ overrides: {} }, ': overrides: an array was expected, not an object'],
    [{ overrides: [{ rules: {} }] }, ': overrides[0]: it lacks "services"'],
    [{ overrides: [{ services: ['a'] }] }, ': overrides[0]: it lacks "rules"'],
    [{ overrides: [{ services: ['a'], rules: {}, why: '' }] }, ': overrides[0]: there is no key "why"'],
    [
      { overrides: [{ services: 'a', rules: {} }] },
      ': overrides[0].services: an array was expected, not a string',
    ],
    [
      { overrides: [{ services: [], rules: {} }] },
      ': overrides[0].services: it is empty, and no service would match',
    ],
    [
      { overrides: [{ services: ['a'], rules: { SVC9: 'off' } }] },
      ': overrides[0].rules: there is no rule "SVC9"',
    ],
    [
      { overrides: [{ services: ['a'], rules: {}, reason: 1 }] },
      ': overrides[0].reason: a string was expected',
    ],
    [{ only: ['a', 'HKLM\\b'] }, ': only[1]: "HKLM\\b" is a path: give names of services alone'],
    [{ only: 'a' }, ': only: an array was expected, not a string'],
    [
      { rules: { SVC105: 'warn' } },
      '"warn" is none of "off", "info", "warning", "error"; did you mean "warning"?',
    ],
    [{ failOn: 'never' }, ': failOn: "never" is none of "error", "warning", "info"'],
    [{ maxWarnings: -1 }, ': maxWarnings: a whole number from 0 on was expected'],
    [{ maxWarnings: 1.5 }, ': maxWarnings: a whole number from 0 on was expected, not 1.5'],
    ['{"maxWarnings":1e400}', ': maxWarnings: a whole number from 0 on was expected, not Infinity'],
    [{ base: 'a\u0000b' }, ':1:9: base: no name of a file has a NUL character'],
    ['{\r\n\r "only": [],\n}', 'svcsim.config.json:3:12: no valid JSON: there is a comma before "}"'],
    ['<<<<<<< ours\n{}', 'svcsim.config.json:1:1: no valid JSON: a merge conflict is left unresolved here'],
    [{ maxWarnings: '1' }, ': maxWarnings: a whole number from 0 on was expected, not a string'],
    [{ baseline: true }, ': baseline: a string was expected, not true or false'],
    [
      { pages: 'docs/rules' },
      ': pages: "docs/rules" is no address of a folder, such as https://example.org/rules/',
    ],
    [{ pages: 'javascript:alert(1)' }, ': pages: "javascript:alert(1)" is no address of a folder'],
    [{ pages: 'https://a.example/?id=' }, ': pages: "https://a.example/?id=" is no address of a folder'],
    [{ pages: 'http://[' }, ': pages: "http://[" is no address of a folder'],
  ]
  test.for(cases)('%j', ([content, message]) => {
    expect(fault(content)).toContain(message)
  })

  test('text that is not UTF-8', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'svcsim.config.json'), Buffer.from('\ufeff{}', 'utf16le'))
    expect(() => loadConfig(hostIn(folder), {})).toThrow(
      'svcsim.config.json is not UTF-8 text: save it as UTF-8',
    )
  })
})

test('the command line takes the place of the configuration', () => {
  const config = load({ 'svcsim.config.json': full })
  expect(policyOf(config)).toMatchObject({ preset: 'strict', only: ['vio*', 'net?vm'] })
  expect(policyOf(config, { preset: 'recommended', only: ['a'] })).toMatchObject({
    preset: 'recommended',
    only: ['a'],
  })
  expect(policyOf(config, { only: [] }).only).toEqual(['vio*', 'net?vm'])
  expect(policyOf(undefined)).toEqual({ preset: 'recommended', rules: [], overrides: [], only: [] })
})

describe('baseline', () => {
  const entry = {
    ruleId: 'SVC103',
    ruleName: 'start-invalid',
    service: '\u202e"x',
    message: 'Start of "x" is 7',
    fingerprint: '0123456789abcdef',
    count: 2,
  }

  test('what is written is read again, one line a fact, with no character that acts on a terminal', () => {
    const folder = temporaryFolder()
    const entries = [entry, { ...entry, file: 'a.reg', base: '@windows-10' }]
    writeBaseline(hostIn(folder), 'b.json', { entries })
    expect(readBaseline(hostIn(folder), 'b.json')).toEqual({ entries })
  })

  test('fingerprint and count are enough', () => {
    const folder = folderWith({
      'b.json': { schemaVersion: 1, findings: [{ fingerprint: entry.fingerprint }] },
    })
    expect(readBaseline(hostIn(folder), 'b.json').entries).toMatchObject([
      { fingerprint: entry.fingerprint, count: 1 },
    ])
  })

  const broken: readonly (readonly [object | string, string])[] = [
    ['{', 'b.json:1:2: no valid JSON'],
    ['[]', 'b.json:1:1: an object was expected, not an array'],
    [{}, 'this is no baseline: it lacks "schemaVersion"'],
    [{ schemaVersion: 2, findings: [] }, 'schemaVersion: this svcsim knows version 1 of baselines alone'],
    [{ schemaVersion: 1 }, 'this is no baseline: it lacks "findings"'],
    [{ schemaVersion: 1, findings: [{}] }, 'findings[0]: it lacks "fingerprint"'],
    [
      { schemaVersion: 1, findings: [{ fingerprint: 'x' }] },
      'findings[0].fingerprint: it is no 16 hexadecimal digits',
    ],
    [{ schemaVersion: 1, findings: [{ ...entry, count: 0 }] }, 'findings[0].count: a whole number from 1 on'],
  ]
  test.for(broken)('broken: %j', ([content, message]) => {
    const folder = folderWith({ 'b.json': content })
    expect(() => readBaseline(hostIn(folder), 'b.json')).toThrow(message)
  })

  test('a missing one', () => {
    expect(() => readBaseline(hostIn(temporaryFolder()), 'b.json')).toThrow(
      /^cannot read the baseline b\.json: .*; --update-baseline writes it$/,
    )
  })
})
