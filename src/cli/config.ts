import { readFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import {
  acceptedReleaseNames,
  findRule,
  type LintPolicy,
  type PolicyOverride,
  type Preset,
  parseRelease,
  presets,
  quote,
  type RuleSetting,
  ruleLevels,
  rules,
  type Severity,
} from '../index.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { JsonFile, type JsonValue } from './json/read.ts'
import { statOf } from './source.ts'
import { suggestion } from './suggestion.ts'
import { reasonOf } from './system-error.ts'

/** What a configuration file says, checked; names of files in it are turned to be relative to the working folder. */
export interface LoadedConfig {
  /** The file, relative to the working folder. */
  readonly file: string
  readonly input?: readonly string[]
  readonly base?: string
  readonly windows?: string
  readonly preset?: Preset
  readonly rules: readonly RuleSetting[]
  readonly overrides: readonly PolicyOverride[]
  readonly only?: readonly string[]
  readonly failOn?: Severity
  readonly maxWarnings?: number
  readonly baseline?: string
}

/** --config and --no-config, which is `false`. */
export interface ConfigOptions {
  readonly config?: string | boolean
}

const configName = 'svcsim.config.json'
const packageName = 'package.json'
const packageKey = 'svcsim'

/**
 * The configuration: that of `--config`, else the nearest one from the working folder upwards, each folder's
 * `svcsim.config.json` before the `svcsim` key of its package.json; undefined without one, or with --no-config.
 * @throws UsageError where it cannot be read or something in it is wrong
 */
export function loadConfig(host: Host, { config }: ConfigOptions): LoadedConfig | undefined {
  if (config === false) return undefined
  if (typeof config === 'string') return named(config, host)
  let folder = resolve(host.cwd)
  for (;;) {
    const own = join(folder, configName)
    if (statOf(own)?.isFile()) return readConfig(own, parse(own, host), host)
    const shared = join(folder, packageName)
    const value = statOf(shared)?.isFile() ? ofPackage(shared, host) : undefined
    if (value) return readConfig(shared, value, host)
    const parent = dirname(folder)
    if (parent === folder) return undefined
    folder = parent
  }
}

function named(name: string, host: Host): LoadedConfig {
  if (name === '') throw new UsageError('--config takes the name of a file')
  const path = resolve(host.cwd, name)
  if (basename(path) !== packageName) return readConfig(path, parse(path, host), host)
  const value = parse(path, host).object().get(packageKey)
  if (!value) throw new UsageError(`--config ${name}: it has no key "${packageKey}"`)
  return readConfig(path, value, host)
}

/** The `svcsim` key of a package.json on the way up; one that is broken and does not speak of it is not our business. */
function ofPackage(path: string, host: Host): JsonValue | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return undefined
  }
  if (!bytes.includes(`"${packageKey}"`)) return undefined
  return new JsonFile(shown(path, host), bytes).parse().object().get(packageKey)
}

function parse(path: string, host: Host): JsonValue {
  const name = shown(path, host)
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new UsageError(`cannot read the configuration ${name}: ${reasonOf(error)}`)
  }
  return new JsonFile(name, bytes).parse()
}

/** A path as answers show it: relative to the working folder, so that they are the same on every machine. */
function shown(path: string, { cwd, platform }: Host): string {
  const near = relative(cwd, path)
  // Another drive of Windows has no relative path.
  if (near === '' || isAbsolute(near)) return near === '' ? '.' : path
  return platform === 'win32' ? near.replaceAll('\\', '/') : near
}

const readers = {
  // For editors.
  $schema: (value: JsonValue) => {
    value.string()
    return {}
  },
  input: (value: JsonValue, named: Naming) => ({ input: inputs(value).map(named) }),
  base: (value: JsonValue, named: Naming) => ({ base: named(value.string()) }),
  windows: (value: JsonValue) => ({ windows: release(value) }),
  preset: (value: JsonValue) => ({ preset: value.oneOf(presets) }),
  rules: (value: JsonValue) => ({ rules: settings(value) }),
  overrides: (value: JsonValue) => ({ overrides: value.array().map(override) }),
  only: (value: JsonValue) => ({ only: globs(value) }),
  failOn: (value: JsonValue) => ({ failOn: value.oneOf(severities) }),
  maxWarnings: (value: JsonValue) => ({ maxWarnings: value.wholeNumber() }),
  baseline: (value: JsonValue, named: Naming) => ({ baseline: named(value.string()) }),
}

/** Every key of a configuration. */
export const configKeys: readonly string[] = Object.keys(readers)

/** Makes a name in the file one from the working folder. */
type Naming = (name: string) => string

const severities: readonly Severity[] = ['error', 'warning', 'info']

function readConfig(path: string, root: JsonValue, host: Host): LoadedConfig {
  const named: Naming = (name) =>
    name === '-' || name.startsWith('@') ? name : shown(resolve(dirname(path), name), host)
  const values = root.object(configKeys)
  let config: LoadedConfig = { file: shown(path, host), rules: [], overrides: [] }
  for (const [key, read] of Object.entries(readers)) {
    const value = values.get(key)
    if (value) config = { ...config, ...read(value, named) }
  }
  return config
}

function inputs(value: JsonValue): string[] {
  if (!value.isArray) return [value.string()]
  const names = value.strings()
  return names.length > 0 ? names : value.fail('it is empty')
}

function release(value: JsonValue): string {
  const text = value.string()
  if (parseRelease(text) !== undefined) return text
  return value.fail(`there is no Windows release ${quote(text)}${suggestion(text, acceptedReleaseNames)}`)
}

/** Rules and what they are set to, by id or name. */
function settings(value: JsonValue): RuleSetting[] {
  const known = new Map<string, string>()
  return [...value.object()].map(([name, level]) => {
    const rule = findRule(name)
    if (!rule) return level.failName(`there is no rule ${quote(name)}${suggestion(name, ruleNames())}`)
    const earlier = known.get(rule.id)
    if (earlier !== undefined) level.failName(`${quote(earlier)} and ${quote(name)} are one rule`)
    known.set(rule.id, name)
    return { ruleId: rule.id, level: level.oneOf(ruleLevels) }
  })
}

function ruleNames(): string[] {
  return rules.flatMap(({ id, name }) => [id, name])
}

const overrideKeys = ['services', 'rules', 'reason']

function override(value: JsonValue): PolicyOverride {
  const members = value.object(overrideKeys)
  const services = members.get('services') ?? value.fail('it lacks "services"')
  const rules = members.get('rules') ?? value.fail('it lacks "rules"')
  const reason = members.get('reason')?.string()
  return { services: globs(services), rules: settings(rules), ...(reason === undefined ? {} : { reason }) }
}

/** Globs of service names; no name of a key has a backslash. */
function globs(value: JsonValue): string[] {
  const items = value.array()
  if (items.length === 0) value.fail('it is empty, and no service would match')
  return items.map((item) => {
    const glob = item.string()
    if (glob.includes('\\')) item.fail(`${quote(glob)} is a path: give names of services alone, with * and ?`)
    return glob
  })
}

/** What the command line says of the policy. */
export interface PolicyOptions {
  readonly preset?: Preset
  readonly only?: readonly string[]
}

/** The policy of a run. What the command line says takes the place of what the configuration says. */
export function policyOf(config: LoadedConfig | undefined, options: PolicyOptions = {}): LintPolicy {
  const { only = [] } = options
  return {
    preset: options.preset ?? config?.preset ?? 'recommended',
    rules: config?.rules ?? [],
    overrides: config?.overrides ?? [],
    only: only.length > 0 ? only : (config?.only ?? []),
  }
}
