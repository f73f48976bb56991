import type { KeySelection } from '../registry/index.ts'
import { upcase } from '../registry/index.ts'
import { controlSetDepth, isControlSetName } from './locate.ts'

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

/** The keys that {@link readServices} needs, for every control set under any root. */
export const servicesSelection: KeySelection = (keyPath) => {
  let from = keyPath.startsWith('\\') ? 1 : 0
  let inside: Wanted | undefined
  for (let depth = 0; from <= keyPath.length; depth++) {
    const separator = keyPath.indexOf('\\', from)
    const end = separator === -1 ? keyPath.length : separator
    const name = keyPath.slice(from, end)
    from = end + 1
    if (inside) {
      inside = inside.below.get(upcase(name)) ?? inside.below.get('*')
      if (!inside) return 'skip'
      continue
    }
    if (depth >= controlSetDepth) return 'skip'
    if (isControlSetName(name)) {
      inside = controlSet
      continue
    }
    const upper = upcase(name)
    if (besideControlSets.has(upper)) return separator === -1 ? 'read' : 'skip'
    if (depth === 0 ? otherRoots.has(upper) : depth === 1 && otherHives.has(upper)) return 'skip'
    if (depth === controlSetDepth - 1) return 'skip'
  }
  return inside ? 'read' : 'pass'
}
