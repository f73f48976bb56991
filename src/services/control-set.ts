import { compareText } from '../diagnostics/index.ts'
import { type RegistryFormat, type RegistryKey, upcase } from '../registry/index.ts'
import { SettingReader } from './decode.ts'
import { controlSetName, controlSetNumber, findControlSets, isCurrentControlSet } from './locate.ts'
import type { ControlSetChoice, Select } from './services.ts'

/** Which control set is wanted: by its role in Select, or by number. */
export type ControlSetRequest = 'current' | 'default' | 'last-known-good' | number

/** `current`, `default`, `last-known-good`, or a number from 1 to 999; undefined for anything else. */
export function parseControlSet(text: string): ControlSetRequest | undefined {
  if (text === 'current' || text === 'default' || text === 'last-known-good') return text
  const number = /^(?:ControlSet)?(\d{1,3})$/i.exec(text)?.[1]
  return number !== undefined && Number(number) > 0 ? Number(number) : undefined
}

type Chosen = { readonly key: RegistryKey; readonly reason: string } | { readonly reason: string }

/**
 * Chooses the control set as Windows would: CurrentControlSet where the input has it with services in it; else the
 * one Select names; else the only one; else the lowest. A control set that is there twice, as a running system's
 * CurrentControlSet and the set it links to, is read once.
 */
export function chooseControlSet(
  tree: RegistryKey,
  kind: RegistryFormat['kind'],
  request?: string,
): ControlSetChoice {
  const sets = findControlSets(tree)
  const root = chooseRoot(tree, sets)
  const select = readSelect(root?.key('Select'))
  const here = sets.filter(({ parent }) => parent === root).sort(currentFirst)
  const chosen = request === undefined ? choose(here, select) : chooseRequested(here, select, request)
  const key = 'key' in chosen ? chosen.key : undefined
  const path = root?.path ?? ''
  return {
    name: key?.name,
    number: key ? (controlSetNumber(key.name) ?? select?.current?.value ?? null) : null,
    reason: chosen.reason,
    root: path,
    standardRoot: isStandardRoot(path, kind),
    available: sets
      .map((set) => ({
        name: set.name,
        root: set.parent?.path ?? '',
        at: set.at,
        services: serviceCount(set),
      }))
      .sort(
        (a, b) => compareText(upcase(a.root), upcase(b.root)) || compareText(upcase(a.name), upcase(b.name)),
      ),
    select,
    key,
  }
}

function choose(sets: readonly RegistryKey[], select: Select | undefined): Chosen {
  const withServices = sets.filter((set) => serviceCount(set) > 0)
  const current = sets.find(({ name }) => isCurrentControlSet(name))
  if (current && (withServices.includes(current) || withServices.length === 0))
    return { key: current, reason: 'the input has CurrentControlSet' }
  const wanted = select?.current?.value
  const selected =
    wanted === undefined ? undefined : sets.find(({ name }) => controlSetNumber(name) === wanted)
  if (selected) return { key: selected, reason: `Select\\Current is ${wanted}` }
  const [lowest, ...others] = withServices.length > 0 ? withServices : sets
  if (!lowest) return { reason: 'the input has no control set' }
  if (wanted !== undefined)
    return { key: lowest, reason: `Select\\Current is ${wanted}, which the input lacks; this is the lowest` }
  if (others.length > 0) return { key: lowest, reason: 'the lowest, as the input has no Select\\Current' }
  return { key: lowest, reason: sets.length > 1 ? 'the only one with services' : 'the only one in the input' }
}

function chooseRequested(sets: readonly RegistryKey[], select: Select | undefined, text: string): Chosen {
  const request = parseControlSet(text)
  if (request === undefined) return { reason: `"${text}" names no control set` }
  const current = sets.find(({ name }) => isCurrentControlSet(name))
  if (request === 'current' && current)
    return { key: current, reason: 'asked for: the input has CurrentControlSet' }
  const { number, reason } =
    typeof request === 'number' ? { number: request, reason: 'asked for' } : numberOf(request, select)
  if (number === undefined) return { reason }
  const set = sets.find(({ name }) => controlSetNumber(name) === number)
  if (set) return { key: set, reason }
  if (current && select?.current?.value === number)
    return { key: current, reason: `${reason}: CurrentControlSet is ${controlSetName(number)}` }
  return { reason: `${reason}: the input has no ${controlSetName(number)}` }
}

function numberOf(role: Exclude<ControlSetRequest, number>, select: Select | undefined) {
  const { name, setting } = {
    current: { name: 'Current', setting: select?.current },
    default: { name: 'Default', setting: select?.default },
    'last-known-good': { name: 'LastKnownGood', setting: select?.lastKnownGood },
  }[role]
  if (!setting) return { number: undefined, reason: `asked for, but the input has no Select\\${name}` }
  return { number: setting.value, reason: `asked for: Select\\${name} is ${setting.value}` }
}

/** The key above the control sets: where Windows has it; else the first with services; else the first. */
function chooseRoot(tree: RegistryKey, sets: readonly RegistryKey[]): RegistryKey | undefined {
  const roots = [...new Set(sets.map(({ parent }) => parent))].filter((root) => root !== undefined)
  const holdsServices = (root: RegistryKey) =>
    root.keys.some((key) => sets.includes(key) && serviceCount(key) > 0)
  const full = roots.filter(holdsServices)
  const candidates = full.length > 0 ? full : roots
  const system = tree.find('HKEY_LOCAL_MACHINE', 'SYSTEM')
  return (
    candidates.find((root) => root === system) ??
    candidates[0] ??
    (system?.key('Select') ? system : undefined)
  )
}

/** In a hive file the root key itself is SYSTEM. */
export function isStandardRoot(path: string, kind: RegistryFormat['kind']): boolean {
  return upcase(path) === 'HKEY_LOCAL_MACHINE\\SYSTEM' || (kind === 'hive' && path === '')
}

function readSelect(key: RegistryKey | undefined): Select | undefined {
  if (!key) return undefined
  const read = new SettingReader(key, 'Select\\')
  return {
    at: key.at,
    current: read.number('Current'),
    default: read.number('Default'),
    failed: read.number('Failed'),
    lastKnownGood: read.number('LastKnownGood'),
  }
}

function serviceCount(set: RegistryKey): number {
  return set.key('Services')?.keyCount ?? 0
}

function currentFirst(a: RegistryKey, b: RegistryKey): number {
  return (controlSetNumber(a.name) ?? 0) - (controlSetNumber(b.name) ?? 0)
}
