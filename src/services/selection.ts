import {
  type KeySelection,
  type OutlinedSelection,
  sameName,
  splitPath,
  type TreeSelection,
  upcase,
} from '../registry/index.ts'
import { chooseControlSet } from './control-set.ts'
import { controlSetDepth, isControlSetName } from './locate.ts'

/** What is read at and below a key: `*` stands for every name; a name without an entry is skipped. */
function wanted(below: Readonly<Record<string, TreeSelection>> = {}): TreeSelection {
  const names = new Map(Object.entries(below).map(([name, inner]) => [upcase(name), inner]))
  if (names.size === 0) return { values: true }
  const others = names.get('*')
  return { values: true, below: (name) => names.get(upcase(name)) ?? others }
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

/**
 * The keys that {@link readServices} needs of the control sets that it reads, and of the others how many services they
 * have. Each request as in readServices; one that names no set of the input selects nothing where another one does.
 */
export function selectionOfControlSets(requests: readonly (string | undefined)[]): OutlinedSelection {
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
export const servicesSelection: KeySelection = (keyPath) => {
  const end = keyPath.lastIndexOf('\\')
  const parent = end <= 0 ? '' : keyPath.slice(0, end)
  if (parent !== lastParent.path)
    lastParent = { path: parent, selection: selectionAt(parent, () => controlSet) }
  const selection = lastParent.selection?.below?.(keyPath.slice(end + 1))
  return selection === undefined ? 'skip' : selection.values ? 'read' : 'pass'
}

/** Keys are asked for one after the other below one parent, so the last parent is kept. */
let lastParent: { readonly path: string; readonly selection: TreeSelection | undefined } = {
  path: '',
  selection: above(0, () => controlSet),
}
