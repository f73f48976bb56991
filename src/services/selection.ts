import {
  type KeySelection,
  type PartSelection,
  type SelectionByOutline,
  sameName,
  upcase,
} from '../registry/index.ts'
import { chooseControlSet } from './control-set.ts'
import { controlSetDepth, isControlSetName, splitAtControlSet } from './locate.ts'

/** What is read at and below a key: `*` stands for every name; a name without an entry is skipped. */
interface Wanted {
  readonly below: ReadonlyMap<string, Wanted>
}

function wanted(below: Readonly<Record<string, Wanted>> = {}): Wanted {
  return { below: new Map(Object.entries(below).map(([name, inner]) => [upcase(name), inner])) }
}

const instances = wanted({ '*': wanted() })

/** The keys below a control set that the Services model is made from. */
const controlSet = wanted({
  Control: wanted({
    Class: wanted({ '*': wanted() }),
    EarlyLaunch: wanted(),
    GroupOrderList: wanted(),
    SafeBoot: wanted({ Minimal: wanted({ '*': wanted() }), Network: wanted({ '*': wanted() }) }),
    ServiceGroupOrder: wanted(),
    Windows: wanted(),
  }),
  Services: wanted({
    '*': wanted({
      Instances: instances,
      Linkage: wanted(),
      Parameters: wanted({ Instances: instances }),
      Performance: wanted(),
      StartOverride: wanted(),
      TriggerInfo: wanted({ '*': wanted() }),
    }),
  }),
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

/**
 * The same for an input whose parts can be read in any order: of the control sets that are not read, the names of
 * their services alone. `request` as in readServices.
 */
export function selectionOfControlSet(request?: string): SelectionByOutline {
  return {
    outline: namesOfServices,
    select(outline) {
      const chosen = chooseControlSet(outline, 'hive', request).key?.path
      if (chosen === undefined) return servicesSelection
      return (keyPath) =>
        keyPath.startsWith(chosen) || splitAtControlSet(keyPath) === undefined
          ? partWanted(keyPath)
          : namesOfServices(keyPath)
    },
  }
}

/** Select, and the names of the services of every control set. */
function namesOfServices(keyPath: string): ReturnType<PartSelection> {
  const path = splitAtControlSet(keyPath)
  if (path === undefined) return servicesSelection(keyPath)
  const [services, name, ...below] = path.below
  if (services === undefined) return 'pass'
  if (!sameName(services, 'Services') || below.length > 0) return 'skip'
  return name === undefined ? 'pass' : 'name'
}

/** What is known of a key path: how many names it has, and what is wanted below it. */
interface Followed {
  readonly keyPath: string
  readonly depth: number
  /** Inside a control set; undefined above one. */
  readonly inside: Wanted | undefined
  readonly selected: 'read' | 'pass' | 'skip'
}

const nothing: Followed = { keyPath: '', depth: 0, inside: undefined, selected: 'pass' }

/** Keys are asked for one after the other below one parent, so the last parent is kept. */
let lastParent = nothing

/** The keys that {@link readServices} needs, for every control set under any root. */
export const servicesSelection: KeySelection = (keyPath) => followed(keyPath).selected

function partWanted(keyPath: string): ReturnType<PartSelection> {
  const { selected, inside } = followed(keyPath)
  return selected === 'read' && inside?.below.size === 0 ? 'values' : selected
}

function followed(keyPath: string): Followed {
  const end = keyPath.lastIndexOf('\\')
  const parentPath = end <= 0 ? '' : keyPath.slice(0, end)
  if (parentPath !== lastParent.keyPath) lastParent = follow(parentPath)
  return step(lastParent, keyPath, end + 1)
}

function follow(keyPath: string): Followed {
  if (keyPath === '') return nothing
  const end = keyPath.lastIndexOf('\\')
  return step(follow(end <= 0 ? '' : keyPath.slice(0, end)), keyPath, end + 1)
}

/** One name further: the last of `keyPath`, which begins at `from`. */
function step(parent: Followed, keyPath: string, from: number): Followed {
  const depth = parent.depth + 1
  const skip: Followed = { keyPath, depth, inside: undefined, selected: 'skip' }
  if (parent.selected === 'skip') return skip
  const name = keyPath.slice(from)
  const upper = upcase(name)
  if (parent.inside) {
    const inside = parent.inside.below.get(upper) ?? parent.inside.below.get('*')
    return inside ? { keyPath, depth, inside, selected: 'read' } : skip
  }
  // Below a key beside the control sets nothing is wanted.
  if (parent.selected === 'read' || parent.depth >= controlSetDepth) return skip
  if (isControlSetName(name)) return { keyPath, depth, inside: controlSet, selected: 'read' }
  if (besideControlSets.has(upper)) return { keyPath, depth, inside: undefined, selected: 'read' }
  if (depth === 1 ? otherRoots.has(upper) : depth === 2 && otherHives.has(upper)) return skip
  return depth === controlSetDepth ? skip : { keyPath, depth, inside: undefined, selected: 'pass' }
}
