import { programPath, upcase } from '../index.ts'

/** Where a path of the registry leads, as far as the path alone tells. */
export interface WindowsPath {
  readonly from:
    | 'windows-folder'
    /** The root of a drive; whether of the one that Windows is on is not said. */
    | 'drive'
    /** A program's name alone, which Windows looks for in several folders. */
    | 'search'
    /** A device, a share, a variable that is not known, or above the root of all. */
    | 'elsewhere'
  /** Without `.` and `..`; empty where there is none. */
  readonly parts: readonly string[]
  /** Upper-cased letter of the drive, where the path has one. */
  readonly letter?: string
}

/** Prefixes of the object manager and of long paths, which stand before a drive. */
const drivePrefixes = ['\\??\\', '\\\\?\\', '\\DosDevices\\', '\\GLOBAL??\\'] as const

type Anchor = Pick<WindowsPath, 'from' | 'parts'>
const windowsFolder: Anchor = { from: 'windows-folder', parts: [] }

/** What variables of a service's environment lead to ("Recognized Environment Variables", Microsoft Learn). */
const variables: ReadonlyMap<string, Anchor> = new Map<string, Anchor>([
  ['SYSTEMROOT', windowsFolder],
  ['WINDIR', windowsFolder],
  ['SYSTEMDRIVE', { from: 'drive', parts: [] }],
  ['PROGRAMFILES', { from: 'drive', parts: ['Program Files'] }],
  ['PROGRAMFILES(X86)', { from: 'drive', parts: ['Program Files (x86)'] }],
  ['COMMONPROGRAMFILES', { from: 'drive', parts: ['Program Files', 'Common Files'] }],
  ['PROGRAMDATA', { from: 'drive', parts: ['ProgramData'] }],
  ['ALLUSERSPROFILE', { from: 'drive', parts: ['ProgramData'] }],
])

/** Reads an ImagePath: a path alone (`driver`), or a command line (`service`). */
export function readWindowsPath(imagePath: string, kind: 'driver' | 'service'): WindowsPath {
  const whole = programPath(imagePath, kind === 'service').replaceAll('/', '\\')
  const prefix = drivePrefixes.find((each) => upcase(whole).startsWith(upcase(each)))
  const path = prefix === undefined ? whole : whole.slice(prefix.length)
  if (/^[a-z]:/i.test(path))
    return { ...below({ from: 'drive', parts: [] }, path.slice(2)), letter: upcase(path.charAt(0)) }
  if (path.startsWith('%')) {
    const end = path.indexOf('%', 1)
    const anchor = end === -1 ? undefined : variables.get(upcase(path.slice(1, end)))
    return anchor ? below(anchor, path.slice(end + 1)) : below({ from: 'elsewhere', parts: [] }, path)
  }
  if (!path.startsWith('\\')) {
    if (kind === 'service') return below({ from: 'search', parts: [] }, path)
    return below(windowsFolder, path)
  }
  const root = '\\SystemRoot\\'
  if (upcase(path).startsWith(upcase(root))) return below(windowsFolder, path.slice(root.length))
  return below({ from: 'elsewhere', parts: [] }, path)
}

function below({ from, parts: start }: Anchor, rest: string): WindowsPath {
  const parts = [...start]
  for (const part of rest.split('\\')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return { from: 'elsewhere', parts: [] }
  }
  return { from, parts }
}
