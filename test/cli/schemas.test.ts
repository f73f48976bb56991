import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, test } from 'vitest'
import { replaceRuleNames } from '../../scripts/config-schema.ts'
import { loadConfig } from '../../src/cli/config.ts'
import { configKeys } from '../../src/cli/config-keys.ts'
import { acceptedReleaseNames, bytesSource, rules } from '../../src/index.ts'
import { run, temporaryFolder } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const schemas = join(root, 'schemas')
const names = readdirSync(schemas).map((file) => file.replace(/\.schema\.json$/, ''))

function readSchema(name: string): object {
  return JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'))
}

function compile(schema: object): ValidateFunction {
  return new Ajv({ allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(schema)
}

/** The schema with no field allowed that it does not name: published ones leave room for more. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]))
  const isOpen =
    'properties' in copy && !('additionalProperties' in copy) && typeof copy['properties'] === 'object'
  return isOpen ? { ...copy, additionalProperties: false } : copy
}

/** What is wrong with an answer by a schema, the one without room for more fields first. */
function faults(name: string, answer: unknown): string[] {
  const found: string[] = []
  for (const schema of [closed(readSchema(name)) as object, readSchema(name)]) {
    const validate = compile(schema)
    if (validate(answer)) continue
    for (const { instancePath, message, params } of validate.errors ?? [])
      found.push(`${name}${instancePath}: ${message} ${JSON.stringify(params)}`)
  }
  return found
}

test.for(names)('%s is a schema, and refuses another answer', (name) => {
  const validate = compile(readSchema(name))
  expect(validate({ schemaVersion: 2 })).toBe(false)
  expect(validate([])).toBe(false)
  expect(validate(null)).toBe(false)
})

const fixture = (path: string): string => join('fixtures', path)
const hive = fixture('hive/versions/1.5.hive')

/** Command lines by the schema that their answers obey. Each is run in the folder of the project. */
const commands: Readonly<Record<string, readonly (readonly string[])[]>> = {
  order: [
    ['order', '@windows-10'],
    ['order', '@windows-xp', '--start', 'all', '--assume-tags', '--measured-boot'],
    ['order', '@nt-3.51'],
    ['order', hive],
    ['order', fixture('rules/SVC305/loads-later.reg'), '--base', '@windows-7'],
  ],
  list: [
    ['list', '@windows-10'],
    ['list', hive],
    ['list', fixture('hive/small-system.hive')],
  ],
  show: [
    ['show', '@windows-10', 'Tcpip', 'RpcSs', 'AFD'],
    ['show', fixture('rules/SVC030/left-over.reg'), 'acmestor', 'acmeflt'],
  ],
  why: [
    ['why', '@windows-10', 'ACPI'],
    ['why', '@windows-10', 'AFD', '--after', 'Tcpip'],
    ['why', '@windows-7', 'Spooler'],
    ['why', fixture('rules/SVC030/left-over.reg'), 'acmeflt', '--after', 'acmestor'],
  ],
  boot: [
    ['boot', '@windows-10', '--exit-zero'],
    ['boot', '@windows-7', '--fail', 'Tcpip', '--fail', 'ACPI', '--safe-mode', 'minimal', '--exit-zero'],
  ],
  'boot-fail-each': [['boot', '@windows-7', '--fail-each', '--exit-zero']],
  start: [
    ['start', '@windows-10', 'Spooler'],
    ['start', '@windows-10', 'Tcpip'],
  ],
  stop: [
    ['stop', '@windows-10', 'RpcSs'],
    ['stop', '@windows-7', 'Tcpip'],
    ['stop', '@windows-7', 'Null'],
  ],
  lint: [
    ['lint', 'fixtures/rules', '--exit-zero'],
    ['lint', 'fixtures/hive', 'fixtures/malformed', '--exit-zero'],
    ['lint', fixture('rules/SVC305/loads-later.reg'), '--base', '@windows-7', '--exit-zero'],
    ['lint', '@windows-10'],
  ],
  rules: [['rules'], ['rules', 'SVC206']],
  convert: [
    ['convert', hive],
    ['convert', fixture('hive/class-names.hive')],
    ['convert', fixture('hive/values.hive')],
    ['convert', fixture('rules/SVC030/left-over.reg')],
    ['convert', '@windows-xp'],
  ],
}

describe.for(Object.entries(commands))('%s', ([name, lines]) => {
  test.for(lines.map((line) => [line.join(' '), line] as const))('%s', async ([, line]) => {
    const format = name === 'convert' ? ['--to', 'json'] : ['--format', 'json']
    const { code, stdout, stderr } = await run([...line, ...format], { cwd: root })
    expect(stdout, stderr).not.toBe('')
    expect([0, 1, 3]).toContain(code)
    expect(faults(name, JSON.parse(stdout))).toEqual([])
  })
})

test('every schema is tried', () => {
  const elsewhere = ['baseline', 'config', 'lint-ndjson', 'log']
  expect([...Object.keys(commands), ...elsewhere].sort()).toEqual([...names].sort())
})

test('log', async () => {
  const cwd = temporaryFolder()
  const loaded = 'Microsoft (R) Windows (R) Version 10.0 (Build 16299)\r\n 9 25 2019 10:11:12.500\r\n'
  writeFileSync(
    join(cwd, 'ntbtlog.txt'),
    `${loaded}BOOTLOG_LOADED \\SystemRoot\\system32\\drivers\\tcpip.sys\r\nBOOTLOG_LOADED \\SystemRoot\\system32\\drivers\\ACPI.sys\r\nBOOTLOG_NOT_LOADED \\SystemRoot\\system32\\drivers\\afd.sys\r\nBOOTLOG_LOADED \\SystemRoot\\system32\\drivers\\other.sys\r\nwhat is this\r\n`,
    'utf16le',
  )
  const { stdout, stderr } = await run(
    ['log', '@windows-10', 'ntbtlog.txt', '--all', '--format', 'json', '--exit-zero'],
    { cwd },
  )
  expect(stdout, stderr).not.toBe('')
  expect(faults('log', JSON.parse(stdout))).toEqual([])
})

test('lint-ndjson, a line at a time', async () => {
  const { stdout } = await run(['lint', 'fixtures/rules', '--format', 'ndjson', '--exit-zero'], { cwd: root })
  const lines = stdout.split('\n').filter((line) => line !== '')
  expect(lines.length).toBeGreaterThan(100)
  const validate = compile(closed(readSchema('lint-ndjson')) as object)
  expect(lines.filter((line) => !validate(JSON.parse(line)))).toEqual([])
})

test('baseline', async () => {
  const file = join(temporaryFolder(), 'baseline.json')
  const { code } = await run(['lint', 'fixtures/rules', '--baseline', file, '--update-baseline'], {
    cwd: root,
  })
  expect(code).toBe(0)
  const baseline: unknown = JSON.parse(readFileSync(file, 'utf8'))
  expect(faults('baseline', baseline)).toEqual([])
  expect(compile(readSchema('baseline'))({ schemaVersion: 1, findings: [{ fingerprint: 'x' }] })).toBe(false)
})

describe('config', () => {
  const validate = compile(readSchema('config'))

  /** Whether the command line would take a configuration. */
  function isTaken(config: object): boolean {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'svcsim.config.json'), JSON.stringify(config))
    const nowhere = { write: (): void => undefined }
    const stdin = bytesSource(new Uint8Array())
    try {
      loadConfig({ argv: [], stdin, stdout: nowhere, stderr: nowhere, env: {}, platform: 'linux', cwd }, {})
      return true
    } catch {
      return false
    }
  }

  const configs: readonly object[] = [
    {},
    { $schema: './x.json', input: 'a.reg', base: '@windows-10', windows: '10', preset: 'strict' },
    { input: ['a.reg', '@windows-7'], only: ['vio*'], failOn: 'info', maxWarnings: 0, baseline: 'b.json' },
    { rules: { SVC105: 'off', 'tag-not-in-vector': 'error' } },
    { overrides: [{ services: ['vio*'], rules: { SVC206: 'info' }, reason: 'agreed' }] },
    { overrides: [{ services: ['vio*'], rules: {} }] },
    { input: [] },
    { input: '' },
    { input: 1 },
    { windows: 10 },
    { preset: 'all' },
    { rules: [] },
    { rules: { SVC999: 'off' } },
    { rules: { SVC105: 'none' } },
    { overrides: {} },
    { overrides: [{ services: ['a'] }] },
    { overrides: [{ rules: {} }] },
    { overrides: [{ services: [], rules: {} }] },
    { overrides: [{ services: ['a'], rules: {}, why: 'x' }] },
    { overrides: [{ services: ['a'], rules: {}, reason: '' }] },
    { only: 'a' },
    { only: [''] },
    { only: ['a\\b'] },
    { failOn: 'never' },
    { maxWarnings: -1 },
    { maxWarnings: 1.5 },
    { baseline: null },
    { format: 'json' },
    { constructor: {} },
  ]
  test.for(configs)('is taken where the schema takes it: %j', (config) => {
    expect(validate(config)).toBe(isTaken(config))
  })

  test('names the keys of the configuration and every rule', () => {
    const { properties } = readSchema('config') as { properties: object }
    expect(Object.keys(properties)).toEqual(configKeys)
    const text = readFileSync(join(schemas, 'config.schema.json'), 'utf8')
    expect(text, 'run npm run readme').toBe(replaceRuleNames(text, rules))
    expect(acceptedReleaseNames).toContain('2008r2')
  })
})
