import { isControlSetName, type KeySelection, type PatchedNode, servicesSelection, upcase } from '../index.ts'

/** What of a key below a control set is wanted: all, or the values named; and which keys below it. */
interface Part {
  readonly values: 'all' | ReadonlySet<string>
  readonly below: 'all' | ReadonlyMap<string, Part>
}

const whole: Part = { values: 'all', below: 'all' }
const valuesAlone: Part = { values: 'all', below: new Map() }

/**
 * The services of a control set, and what decides in which order they load: the group list, the tag vectors and the
 * list of services that start early.
 */
const controlSetPart: Part = {
  values: new Set(),
  below: new Map([
    [
      'CONTROL',
      {
        values: new Set(['EARLYSTARTSERVICES']),
        below: new Map([
          ['SERVICEGROUPORDER', valuesAlone],
          ['GROUPORDERLIST', valuesAlone],
        ]),
      },
    ],
    ['SERVICES', whole],
  ]),
}

/** The values wanted of keys beside the control sets: which set counts, and which StartOverride. */
const besideControlSets: ReadonlyMap<string, Part['values']> = new Map<string, Part['values']>([
  ['SELECT', 'all'],
  ['HARDWARECONFIG', new Set(['LASTID'])],
])

/** What a services-only export has of the key at a path; undefined where it has neither that nor a key below it. */
function partAt(keyPath: string): Part | undefined {
  const names = keyPath.split('\\')
  const set = names.findIndex(isControlSetName)
  const above = set === -1 ? keyPath : names.slice(0, set + 1).join('\\')
  // It knows how deep a control set may stand, and where none does.
  const choice = servicesSelection(above)
  if (choice === 'skip') return undefined
  if (set === -1) {
    const values = choice === 'read' ? besideControlSets.get(upcase(names.at(-1) ?? '')) : undefined
    return { values: values ?? new Set(), below: new Map() }
  }
  let part: Part | undefined = controlSetPart
  for (const name of names.slice(set + 1)) {
    if (part.below === 'all') return whole
    part = part.below.get(upcase(name))
    if (!part) return undefined
  }
  return part
}

/** The keys of a services-only export, for a reader of text. */
export const servicesPart: KeySelection = (keyPath) => {
  const part = partAt(keyPath)
  if (!part) return 'skip'
  return part.values === 'all' || part.values.size > 0 ? 'read' : 'pass'
}

/**
 * A tree cut down to its services-only part. `path` is the key's own path, or for the root key of a hive the empty
 * text. Undefined where nothing of it is wanted.
 */
export function cutToServices(node: PatchedNode, path: string): PatchedNode | undefined {
  const part = path === '' ? undefined : partAt(path)
  if (path !== '' && !part) return undefined
  if (part?.below === 'all') return node
  const wanted = part?.values ?? new Set()
  const isWanted = (name: string): boolean => wanted === 'all' || wanted.has(upcase(name))
  const values =
    wanted !== 'all' && wanted.size === 0 ? [] : [...node.values].filter(({ name }) => isWanted(name))
  const deletedValues = [...(node.deletedValues ?? [])].filter(isWanted)
  const keys = [...node.keys].flatMap(
    (key) => cutToServices(key, path === '' ? key.name : `${path}\\${key.name}`) ?? [],
  )
  const isEmpty = values.length === 0 && deletedValues.length === 0
  if (isEmpty && keys.length === 0 && wanted !== 'all') return undefined
  const { name, at, lastWritten, className } = node
  return {
    name,
    at,
    lastWritten,
    className,
    values,
    deletedValues,
    keys,
    isImplied: isEmpty && wanted !== 'all',
  }
}
