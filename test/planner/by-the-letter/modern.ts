import {
  dword,
  inHiveOrder,
  type PlainRegistry,
  type PlainService,
  positionIn,
  sameText,
  upper,
  vectorTags,
} from './plain-registry.ts'

/** The modern loader (Windows 8.1 and later), step by step and as slowly as it comes. */
interface Entry {
  readonly name: string
  readonly group: string | undefined
  readonly tag: number | undefined
  readonly vector: readonly number[] | undefined
  readonly image: string
}

export interface ModernOptions {
  readonly bootFileSystem: string | null
  readonly measuredBoot: boolean
}

const kernelImages = ['ntoskrnl', 'hal', 'kd', 'mcupdate']
const coreImages = ['verifierext', 'wdf01000', 'acpiex', 'cng', 'mssecflt', 'sgrmagent', 'lxss', 'palcore']
const acpiImages = ['acpisim', 'acpi']
const measuredImages = ['msisadrv', 'pci', 'tpm']
const frontGroups = ['Early-Launch', 'Core Platform Extensions', 'Core Security Extensions']

export function modernOrder(
  registry: PlainRegistry,
  phase: 'boot' | 'system',
  { bootFileSystem, measuredBoot }: ModernOptions,
): string[] {
  const groups = registry.list?.type === 'REG_MULTI_SZ' ? registry.list.texts : undefined
  const measured = measuredBoot && groups !== undefined && phase === 'boot'

  const list: Entry[] = []
  for (const service of inHiveOrder(registry.services)) {
    const start = startOf(registry, service)
    const entry = entryOf(registry, service)
    if (start === (phase === 'boot' ? 0 : 1)) list.unshift(entry)
    else if (measured && start !== 4 && measuredImages.includes(entry.image) && isForMeasuredBoot(service))
      list.unshift(entry)
  }
  const fileSystem = registry.services.find(
    ({ name }) => bootFileSystem !== null && sameText(name, bootFileSystem),
  )
  if (phase === 'boot' && fileSystem) list.unshift(entryOf(registry, fileSystem))
  if (groups === undefined) return namesOf(list)

  let sorted = sortGroups(sortTags(list), groups)
  if (phase === 'boot') {
    // What is pulled last stands first.
    for (const group of frontGroups.toReversed())
      sorted = pull(sorted, (entry) => entry.group !== undefined && sameText(entry.group, group))
    const images = [...kernelImages, ...coreImages, ...acpiImages, ...(measured ? measuredImages : [])]
    for (const image of images.toReversed()) sorted = pull(sorted, (entry) => entry.image === image)
  }
  return namesOf(sorted)
}

/** The REG_DWORD of StartOverride that is named by the decimal of LastId, else Start. */
function startOf(registry: PlainRegistry, { values, overrides }: PlainService): number | undefined {
  const lastId = dword(registry.lastId)
  const override = lastId === undefined ? undefined : dword(overrides?.[String(lastId)])
  return override ?? dword(values['Start'])
}

function isForMeasuredBoot({ values }: PlainService): boolean {
  return ((dword(values['BootFlags']) ?? 0) & 0x20) !== 0
}

function entryOf(registry: PlainRegistry, { name, values }: PlainService): Entry {
  const { Group: value } = values
  const group = value?.type === 'REG_SZ' || value?.type === 'REG_EXPAND_SZ' ? value.text : undefined
  return {
    name,
    group,
    tag: dword(values['Tag']),
    vector: group === undefined ? undefined : vectorTags(registry, group),
    image: imageOf(name, values),
  }
}

/** Base name of the image file; without ImagePath it is `System32\Drivers\<key name>.sys`. */
function imageOf(name: string, { ImagePath: image }: PlainService['values']): string {
  const path = image?.type === 'REG_SZ' || image?.type === 'REG_EXPAND_SZ' ? image.text : ''
  const file = path.split('\\').at(-1) || `${name}.sys`
  return file.replace(/\.[^.]*$/, '').toLowerCase()
}

/** The insertion sort over all groups at once. */
function sortTags(entries: readonly Entry[]): Entry[] {
  const list = [...entries]
  const last = list.at(-1)
  let stoodOn = list[0]
  while (stoodOn !== undefined && stoodOn !== last) {
    const next = list[list.indexOf(stoodOn) + 1]
    if (next === undefined) throw new Error('walked past the end of the list')
    if (isSmaller(next, stoodOn)) {
      list.splice(list.indexOf(next), 1)
      const stop = list.findIndex((entry) => !isSmaller(entry, next))
      list.splice(stop, 0, next)
    }
    stoodOn = next
  }
  return list
}

function isSmaller(a: Entry, b: Entry): boolean {
  if (a.tag === undefined) return false
  if (b.tag === undefined) return true
  if (a.group === undefined) return false
  if (b.group === undefined) return true
  return tagIndex(a, a.tag) < tagIndex(b, b.tag)
}

function tagIndex({ vector }: Entry, tag: number): number {
  if (vector === undefined) return tag
  return positionIn(vector, tag) ?? 0xffff_fffe
}

/** Groups in the order of their first mention, then everything else; within both the order as it was. */
function sortGroups(entries: readonly Entry[], groups: readonly string[]): Entry[] {
  const sorted: Entry[] = []
  for (const group of groups)
    for (const entry of entries)
      if (group !== '' && upper(entry.group ?? '') === upper(group) && !sorted.includes(entry))
        sorted.push(entry)
  return [...sorted, ...entries.filter((entry) => !sorted.includes(entry))]
}

function pull(entries: readonly Entry[], wanted: (entry: Entry) => boolean): Entry[] {
  return [...entries.filter(wanted), ...entries.filter((entry) => !wanted(entry))]
}

/** The driver of the boot file system may be there twice: it is loaded where it is met first. */
function namesOf(list: readonly Entry[]): string[] {
  return [...new Set(list.map(({ name }) => name))]
}
