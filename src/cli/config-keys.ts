import {
  acceptedReleaseNames,
  findRule,
  type PolicyOverride,
  type Preset,
  parseRelease,
  presets,
  profileNames,
  quote,
  type RuleSetting,
  ruleLevels,
  rules,
  type Severity,
} from '../index.ts'
import type { JsonValue } from './json/read.ts'
import { pagesAddress } from './rule-pages.ts'
import { suggestion } from './suggestion.ts'

/** `file:line:column: only[0]`, looked up when it is asked for. */
export type GlobPlace = Pick<JsonValue, 'place'>

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
  /** Absolute address of the folder of rule pages, with its last slash. */
  readonly pages?: string
  /** Where the globs of `only` stand, and those of the overrides, in their order. */
  readonly globPlaces: { readonly only: readonly GlobPlace[]; readonly overrides: readonly GlobPlace[] }
}

const readers = {
  // For editors.
  $schema: (value: JsonValue) => {
    value.string()
    return {}
  },
  input: (value: JsonValue, named: Naming) => ({ input: inputs(value).map(named) }),
  base: (value: JsonValue, named: Naming) => ({ base: named(inputName(value)) }),
  windows: (value: JsonValue) => ({ windows: release(value) }),
  preset: (value: JsonValue) => ({ preset: value.oneOf(presets) }),
  rules: (value: JsonValue) => ({ rules: settings(value) }),
  overrides: (value: JsonValue) => ({ overrides: value.array().map(override) }),
  only: (value: JsonValue) => ({ only: globs(value) }),
  failOn: (value: JsonValue) => ({ failOn: value.oneOf(severities) }),
  maxWarnings: (value: JsonValue) => ({ maxWarnings: value.wholeNumber() }),
  baseline: (value: JsonValue, named: Naming) => ({ baseline: named(value.fileName()) }),
  pages: (value: JsonValue) => ({ pages: pagesAddress(value) }),
}

/** Every key of a configuration. */
export const configKeys: readonly string[] = Object.keys(readers)

/** Makes a name in the file one from the working folder. */
export type Naming = (name: string) => string

const severities: readonly Severity[] = ['error', 'warning', 'info']

/**
 * What a configuration says. `named` turns names of files to be from the working folder.
 * @throws UsageError with the place of what is wrong
 */
export function readConfigKeys(file: string, root: JsonValue, named: Naming): LoadedConfig {
  const values = root.object(configKeys)
  let config: LoadedConfig = { file, rules: [], overrides: [], globPlaces: { only: [], overrides: [] } }
  for (const [key, read] of Object.entries(readers)) {
    const value = values.get(key)
    if (value) config = { ...config, ...read(value, named) }
  }
  const overrides = values.get('overrides')?.array() ?? []
  return {
    ...config,
    globPlaces: {
      only: placesIn(values.get('only')),
      overrides: overrides.flatMap((one) => placesIn(one.object().get('services'))),
    },
  }
}

function placesIn(globs: JsonValue | undefined): readonly GlobPlace[] {
  return globs?.array() ?? []
}

function inputs(value: JsonValue): string[] {
  if (!value.isArray) return [inputName(value)]
  const names = value.array().map(inputName)
  return names.length > 0 ? names : value.fail('it is empty')
}

/** A path, `-` or `@profile`; whether a path leads anywhere is told when it is read. */
function inputName(value: JsonValue): string {
  const name = value.fileName()
  const known = [...profileNames, '@live']
  if (!name.startsWith('@') || known.includes(name.toLowerCase())) return name
  return value.fail(`there is no profile ${quote(name)}${suggestion(name, known)}`)
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
