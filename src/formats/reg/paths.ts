/** Root keys that Regedit accepts, in any letter case. Microsoft: "Predefined keys". */
const roots: ReadonlySet<string> = new Set([
  'HKEY_LOCAL_MACHINE',
  'HKEY_CURRENT_USER',
  'HKEY_CLASSES_ROOT',
  'HKEY_USERS',
  'HKEY_CURRENT_CONFIG',
  'HKEY_PERFORMANCE_DATA',
  'HKEY_DYN_DATA',
])

/** Abbreviations that reg.exe and people use, but Regedit does not know. */
const abbreviations: ReadonlyMap<string, string> = new Map([
  ['HKLM', 'HKEY_LOCAL_MACHINE'],
  ['HKCU', 'HKEY_CURRENT_USER'],
  ['HKCR', 'HKEY_CLASSES_ROOT'],
  ['HKU', 'HKEY_USERS'],
  ['HKCC', 'HKEY_CURRENT_CONFIG'],
])

/** Microsoft: "Registry element size limits": a tree of 512 levels, and 255 characters a name. */
const mostLevels = 512
const longestPath = mostLevels * 256

/** Whether Windows could never hold a key of that path, whose levels would only fill the memory. */
export function exceedsLimits(path: string): boolean {
  if (path.length <= mostLevels) return false
  if (path.length > longestPath) return true
  let levels = 1
  for (let at = path.indexOf('\\'); at !== -1; at = path.indexOf('\\', at + 1)) levels++
  return levels > mostLevels
}

/** First names of a path that tools write when they leave the root out. */
const belowSystem = /^(?:ControlSet\d{3}|CurrentControlSet|Select|HardwareConfig)$/i

export interface ReadPath {
  /** The path with full root name, single backslashes and none at its ends; empty where there is no name. */
  readonly path: string
  readonly first: string
  readonly root: 'full' | 'abbreviated' | 'absent' | 'unknown'
  readonly doubled: boolean
}

/** Reads the text between the brackets of a key line. */
export function readPath(text: string): ReadPath {
  let path = text
  while (path.endsWith('\\')) path = path.slice(0, -1)
  const stripped = path.startsWith('\\') ? path.replace(/^\\+/, '') : path
  const doubled = stripped.includes('\\\\')
  const clean = doubled ? stripped.replace(/\\+/g, '\\') : stripped
  const cut = clean.indexOf('\\')
  const first = cut === -1 ? clean : clean.slice(0, cut)
  const upper = first.toUpperCase()
  if (roots.has(upper)) {
    const path = upper === first ? clean : upper + clean.slice(first.length)
    return { path, first, root: 'full', doubled }
  }
  const full = abbreviations.get(upper)
  if (full !== undefined)
    return { path: full + clean.slice(first.length), first, root: 'abbreviated', doubled }
  return { path: clean, first, root: belowSystem.test(first) ? 'absent' : 'unknown', doubled }
}
