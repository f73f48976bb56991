import {
  emptyRoot,
  encodeUtf16,
  openPath,
  type Registry,
  type RegistryKey,
  valueTypes,
} from '../registry/index.ts'
import type { ProfileFacts, ProfileService } from './profile-facts.ts'
import type { Release } from './release.ts'

type ProfileLoader = () => Promise<{ readonly default: unknown }>

/** One loader a file, so that a bundler makes each a chunk of its own and nothing is read unless it is asked for. */
const loaders: ReadonlyMap<string, ProfileLoader> = new Map<string, ProfileLoader>([
  ['@nt-3.51', () => import('./profiles/nt-3.51.json', { with: { type: 'json' } })],
  ['@windows-xp', () => import('./profiles/windows-xp.json', { with: { type: 'json' } })],
  ['@windows-7', () => import('./profiles/windows-7.json', { with: { type: 'json' } })],
  ['@windows-8.1', () => import('./profiles/windows-8.1.json', { with: { type: 'json' } })],
  ['@windows-10', () => import('./profiles/windows-10.json', { with: { type: 'json' } })],
])

/** Names of the bundled profiles, oldest release first. */
export const profileNames: readonly string[] = [...loaders.keys()]

/** Which profile says what is in-box: 11 is judged by 10, and there is none of 2000. */
const profileOfRelease: Readonly<Record<Release, string | undefined>> = {
  'nt-3.51': '@nt-3.51',
  '2000': undefined,
  xp: '@windows-xp',
  '7': '@windows-7',
  '8.1': '@windows-8.1',
  '10': '@windows-10',
  '11': '@windows-10',
}

/** The facts of a bundled profile by its name (`@windows-10`), or undefined where there is no such profile. */
export async function readProfileFacts(name: string): Promise<ProfileFacts | undefined> {
  const loaded = await loaders.get(name)?.()
  return loaded && (loaded.default as ProfileFacts)
}

/** The facts of the profile that says what is in-box in a release. */
export async function readReleaseFacts(release: Release): Promise<ProfileFacts | undefined> {
  const name = profileOfRelease[release]
  return name === undefined ? undefined : readProfileFacts(name)
}

/** A bundled profile as a registry, read by {@link readServices} like any export. */
export async function readProfile(name: string): Promise<Registry | undefined> {
  const facts = await readProfileFacts(name)
  return facts && profileRegistry(name, facts)
}

/** Builds the registry that profile facts describe. */
export function profileRegistry(file: string, facts: ProfileFacts): Registry {
  const tree = new ProfileTree(file)
  const root = 'HKEY_LOCAL_MACHINE\\SYSTEM'
  // Only a machine has Select. The articles on NT 3.51 speak of CurrentControlSet.
  const set = `${root}\\${facts.safeBoot ? 'ControlSet001' : 'CurrentControlSet'}`
  if (facts.safeBoot)
    for (const [name, number] of [
      ['Current', 1],
      ['Default', 1],
      ['Failed', 0],
      ['LastKnownGood', 1],
    ] as const)
      tree.number(`${root}\\Select`, name, number)
  if (facts.hardwareConfiguration !== undefined)
    tree.number(`${root}\\HardwareConfig`, 'LastId', facts.hardwareConfiguration)
  const control = `${set}\\Control`
  tree.list(`${control}\\ServiceGroupOrder`, 'List', facts.groupOrder)
  for (const { group, tags, count } of facts.vectors)
    tree.numbers(`${control}\\GroupOrderList`, group, [count ?? tags?.length ?? 0, ...(tags ?? [])])
  tree.list(control, 'EarlyStartServices', facts.earlyStartServices)
  for (const [list, entries] of Object.entries(facts.safeBoot ?? {}))
    for (const [name, kind] of entries)
      tree.text(`${control}\\SafeBoot\\${list === 'minimal' ? 'Minimal' : 'Network'}\\${name}`, '', kind)
  for (const filters of facts.classFilters ?? []) {
    const key = `${control}\\Class\\${filters.classGuid}`
    tree.text(key, 'Class', filters.class)
    tree.list(key, 'UpperFilters', filters.upper)
    tree.list(key, 'LowerFilters', filters.lower)
  }
  for (const service of facts.services) addService(tree, `${set}\\Services\\${service.name}`, service)
  const { keys, values } = tree
  const format = { kind: 'profile', header: null, encoding: null } as const
  const counts = { keys, values }
  return { root: tree.root, file, format, diagnostics: [], counts, keptKeys: keys, passedOver: [] }
}

function addService(tree: ProfileTree, key: string, service: ProfileService): void {
  tree.number(key, 'Type', service.type)
  tree.number(key, 'Start', service.start)
  tree.number(key, 'ErrorControl', service.errorControl)
  tree.text(key, 'Group', service.group)
  tree.number(key, 'Tag', service.tag)
  tree.text(key, 'ImagePath', service.image, valueTypes.REG_EXPAND_SZ)
  tree.text(key, 'ObjectName', service.objectName)
  tree.list(key, 'DependOnService', service.dependOnService)
  tree.list(key, 'DependOnGroup', service.dependOnGroup)
  tree.number(key, 'DelayedAutostart', service.delayedAutostart)
  tree.number(key, 'LaunchProtected', service.launchProtected)
  tree.number(key, 'ServiceSidType', service.serviceSidType)
  tree.number(key, 'BootFlags', service.bootFlags)
  tree.number(key, 'UserServiceFlags', service.userServiceFlags)
  tree.text(`${key}\\Parameters`, 'ServiceDll', service.serviceDll, valueTypes.REG_EXPAND_SZ)
  for (let index = 0; index < (service.triggers ?? 0); index++) tree.key(`${key}\\TriggerInfo\\${index}`)
  for (const [id, start] of service.startOverride ?? [])
    tree.number(`${key}\\StartOverride`, String(id), Number(start))
  tree.text(`${key}\\Instances`, 'DefaultInstance', service.defaultInstance)
  for (const [name, altitude] of service.instances ?? [])
    tree.text(`${key}\\Instances\\${name}`, 'Altitude', altitude)
}

/** A registry under construction. What a profile does not know (undefined) is not set. */
class ProfileTree {
  readonly root: RegistryKey
  values = 0
  private readonly file: string
  private readonly known: Map<string, RegistryKey> = new Map()

  constructor(file: string) {
    this.file = file
    this.root = emptyRoot(file)
  }

  get keys(): number {
    return this.known.size
  }

  key(keyPath: string): RegistryKey {
    let key = this.known.get(keyPath)
    if (!key) {
      key = openPath(this.root, keyPath, { file: this.file, keyPath })
      this.known.set(keyPath, key)
    }
    return key
  }

  number(keyPath: string, name: string, number: number | undefined): void {
    if (number !== undefined) this.set(keyPath, name, valueTypes.REG_DWORD, littleEndian([number]))
  }

  numbers(keyPath: string, name: string, numbers: readonly number[]): void {
    this.set(keyPath, name, valueTypes.REG_BINARY, littleEndian(numbers))
  }

  text(keyPath: string, name: string, text: string | undefined, type: number = valueTypes.REG_SZ): void {
    if (text !== undefined) this.set(keyPath, name, type, encodeUtf16(text, 1))
  }

  list(keyPath: string, name: string, list: readonly string[] | undefined): void {
    if (!list) return
    const text = list.map((element) => `${element}\0`).join('')
    this.set(keyPath, name, valueTypes.REG_MULTI_SZ, encodeUtf16(text, 1))
  }

  private set(keyPath: string, name: string, type: number, data: Uint8Array): void {
    const at = { file: this.file, keyPath, valueName: name }
    this.key(keyPath).setValue({ name, type, data, at, dataAt: at })
    this.values++
  }
}

function littleEndian(numbers: readonly number[]): Uint8Array {
  const data = new Uint8Array(numbers.length * 4)
  const view = new DataView(data.buffer)
  for (const [index, number] of numbers.entries()) view.setUint32(index * 4, number, true)
  return data
}
