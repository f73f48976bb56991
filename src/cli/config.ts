import { readFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { LintPolicy, Preset } from '../index.ts'
import { type LoadedConfig, type Naming, readConfigKeys } from './config-keys.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { JsonFile, type JsonValue } from './json/read.ts'
import { statOf } from './source.ts'
import { reasonOf } from './system-error.ts'

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

function readConfig(path: string, root: JsonValue, host: Host): LoadedConfig {
  const named: Naming = (name) =>
    name === '-' || name.startsWith('@') ? name : shown(resolve(dirname(path), name), host)
  return readConfigKeys(shown(path, host), root, named)
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
