import {
  type KeySelection,
  type OutlinedSelection,
  sameName,
  splitPath,
  type TreeSelection,
  upcase,
} from '../registry/index.ts'
import { chooseControlSet } from './control-set.ts'
import { criticalDeviceValues, deviceValues } from './devices.ts'
import { controlSetDepth, isControlSetName } from './locate.ts'
import { mayHoldStorage } from './tables/enumerators.ts'

/** What is read at and below a key: `*` stands for every name; a name without an entry is skipped. */
function wanted(below: Readonly<Record<string, TreeSelection>> = {}): TreeSelection {
  const names = new Map(Object.entries(below).map(([name, inner]) => [upcase(name), inner]))
  if (names.size === 0) return { values: true }
  const others = names.get('*')
  return { values: true, below: (name) => names.get(upcase(name)) ?? others }
}

const instances = wanted({ '*': wanted() })

const control = {
  Class: wanted({ '*': wanted() }),
  EarlyLaunch: wanted(),
  GroupOrderList: wanted(),
  SafeBoot: wanted({ Minimal: wanted({ '*': wanted() }), Network: wanted({ '*': wanted() }) }),
  ServiceGroupOrder: wanted(),
  Windows: wanted(),
}

const services = wanted({
  '*': wanted({
    Instances: instances,
    Linkage: wanted(),
    Parameters: wanted({ Instances: instances }),
    Performance: wanted(),
    StartOverride: wanted(),
    TriggerInfo: wanted({ '*': wanted() }),
  }),
})

/** `Enum\<enumerator>\<device>\<instance>`: the values of the instances that may be controllers or disks. */
const instance: TreeSelection = { values: deviceValues }
const device: TreeSelection = { values: false, below: () => instance }
const enumerator: TreeSelection = { values: false, below: () => device }
const devices: TreeSelection = {
  values: false,
  below: (name) => (mayHoldStorage(name) ? enumerator : undefined),
}

/** The keys below a control set that the Services model is made from. */
const servicesAlone = wanted({ Control: wanted(control), Services: services })

const criticalDevice: TreeSelection = { values: criticalDeviceValues }

/** Those, and what the control set knows of the devices that the services are for. */
const withDevices = wanted({
  Control: wanted({ ...control, CriticalDeviceDatabase: { values: false, below: () => criticalDevice } }),
  Enum: devices,
  Services: services,
})

/** Keys beside the control sets. */
const besideControlSets = new Set(['SELECT', 'HARDWARECONFIG'])

/**
 * Roots and hives that hold no control set of a SYSTEM hive. HKEY_CURRENT_CONFIG and HKEY_CURRENT_USER do have a key
 * CurrentControlSet, which is another thing.
 */
const otherRoots = new Set([
  'HKEY_CLASSES_ROOT',
  'HKEY_CURRENT_USER',
  'HKEY_CURRENT_CONFIG',
  'HKEY_PERFORMANCE_DATA',
  'HKCR',
  'HKCU',
  'HKCC',
])
const otherHives = new Set([
  'BCD00000000',
  'COMPONENTS',
  'DRIVERS',
  'HARDWARE',
  'SAM',
  'SECURITY',
  'SOFTWARE',
])

/** Of a control set that is not read: how many services it has. */
const numberOfServices: TreeSelection = {
  values: false,
  below: (name) => (sameName(name, 'Services') ? { values: false } : undefined),
}

/** What is wanted of a key above the control sets, `depth` names deep; `setAt` says it of a control set there. */
function above(depth: number, setAt: (name: string) => TreeSelection): TreeSelection {
  return {
    values: false,
    below(name) {
      if (isControlSetName(name)) return setAt(name)
      const upper = upcase(name)
      if (besideControlSets.has(upper)) return { values: true }
      if (depth === 0 ? otherRoots.has(upper) : depth === 1 && otherHives.has(upper)) return undefined
      return depth + 1 === controlSetDepth ? undefined : above(depth + 1, setAt)
    },
  }
}

function selectionAt(path: string, setAt: (name: string) => TreeSelection): TreeSelection | undefined {
  let selection: TreeSelection | undefined = above(0, setAt)
  for (const name of splitPath(path)) selection = selection?.below?.(name)
  return selection
}

export interface SelectionOptions {
  /** Whether to keep the devices too, which rules look at and nothing else: see Services.storageDevices. */
  readonly devices?: boolean
}

/**
 * The keys that {@link readServices} needs of the control sets that it reads, and of the others how many services they
 * have. Each request as in readServices; one that names no set of the input selects nothing where another one does.
 */
export function selectionOfControlSets(
  requests: readonly (string | undefined)[],
  { devices = false }: SelectionOptions = {},
): OutlinedSelection {
  const controlSet = devices ? withDevices : servicesAlone
  return {
    select(path, outline) {
      const numbers = selectionAt(path, () => numberOfServices)
      if (numbers === undefined) return undefined
      const tree = outline(numbers)
      const chosen = requests.flatMap((request) => chooseControlSet(tree, 'hive', request).name ?? [])
      return selectionAt(path, (name) =>
        chosen.length === 0 || chosen.some((other) => sameName(name, other)) ? controlSet : numberOfServices,
      )
    },
  }
}

/** {@link selectionOfControlSets} for one. */
export function selectionOfControlSet(request?: string): OutlinedSelection {
  return selectionOfControlSets([request])
}

/** The keys that {@link readServices} needs, for every control set under any root. */
export const servicesSelection: KeySelection = selectionOfEverySet(servicesAlone)

/** Those, and the devices: see {@link SelectionOptions}. */
export const servicesAndDevicesSelection: KeySelection = selectionOfEverySet(withDevices)

/** Keys are asked for near one another, so what was found for the names of the last path is kept. */
function selectionOfEverySet(controlSet: TreeSelection): KeySelection {
  const top = above(0, () => controlSet)
  const known: { readonly end: number; readonly selection: TreeSelection | undefined }[] = []
  let lastPath = ''
  return (keyPath) => {
    const same = sharedLength(lastPath, keyPath)
    let depth = known.length
    while (depth > 0 && (known[depth - 1]?.end ?? 0) > same) depth--
    let { end: from, selection } = known[depth - 1] ?? { end: 0, selection: top }
    // Readers ask for keys above the one that they are at, and come back to it.
    if (same < keyPath.length) {
      known.length = depth
      lastPath = keyPath
    }
    while (selection !== undefined && from < keyPath.length) {
      if (keyPath[from] === '\\') {
        from++
        continue
      }
      const end = endOfName(keyPath, from)
      selection = selection.below?.(keyPath.slice(from, end))
      known.push({ end, selection })
      from = end
    }
    if (selection === undefined) return 'skip'
    const { values } = selection
    return typeof values === 'object' ? values : values ? 'read' : 'pass'
  }
}

/** How many units two paths share from their beginning on, up to the end of a name in both. */
function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++
  const endsInBoth =
    (length === a.length || a[length] === '\\') && (length === b.length || b[length] === '\\')
  return endsInBoth ? length : Math.max(0, a.lastIndexOf('\\', length - 1))
}

function endOfName(keyPath: string, from: number): number {
  const end = keyPath.indexOf('\\', from)
  return end === -1 ? keyPath.length : end
}
