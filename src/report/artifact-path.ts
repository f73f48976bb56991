/** Where an input lies, as tools that show a repository want it. */
export interface ArtifactPath {
  /** Slashes alone; relative to the working folder where it lies in it or was named so. */
  readonly path: string
  readonly isAbsolute: boolean
}

/**
 * The path of an input, by its name and the working folder. A backslash separates folders too, as on Windows; names
 * that are no paths (`@windows-10`, `<stdin>`) stay as they are.
 */
export function artifactPath(file: string, folder: string): ArtifactPath {
  const root = rootOf(file)
  const base = segmentsOf(folder)
  const whole = root === undefined ? resolved([...base, ...segmentsOf(file)]) : resolved(segmentsOf(file))
  const isInside = base.every((segment, index) => isSameName(segment, whole[index] ?? '', folder))
  const ownRoot = root === undefined || isSameRoot(root, rootOf(folder) ?? '')
  if (ownRoot && isInside && whole.length > base.length)
    return { path: whole.slice(base.length).join('/'), isAbsolute: false }
  if (root === undefined) return { path: resolved(segmentsOf(file)).join('/') || file, isAbsolute: false }
  return { path: `${root}${whole.join('/')}`, isAbsolute: true }
}

/** A relative path as a relative reference, an absolute one as a file URI (RFC 3986, RFC 8089). */
export function artifactUri({ path, isAbsolute }: ArtifactPath): string {
  if (!isAbsolute) return encoded(path)
  if (path.startsWith('//')) return `file:${encoded(path)}`
  const drive = drivePattern.exec(path)?.[0]
  return drive === undefined
    ? `file://${encoded(path)}`
    : `file:///${drive.slice(0, 2)}${encoded(path.slice(2))}`
}

const drivePattern = /^[A-Za-z]:[\\/]/

/** `/`, `C:/`, `//` of a share; undefined of a relative path. */
function rootOf(path: string): string | undefined {
  const drive = drivePattern.exec(path)?.[0]
  if (drive !== undefined) return `${drive.slice(0, 2)}/`
  if (/^(?:\\\\|\/\/)/.test(path)) return '//'
  return /^[\\/]/.test(path) ? '/' : undefined
}

function isSameRoot(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase()
}

/** Windows does not tell upper case from lower in paths; a drive letter is what tells that it is Windows. */
function isSameName(a: string, b: string, folder: string): boolean {
  return a === b || (drivePattern.test(folder) && a.toUpperCase() === b.toUpperCase())
}

/** Names of folders and of the file, without the root. */
function segmentsOf(path: string): string[] {
  return path
    .slice(drivePattern.test(path) ? 2 : 0)
    .split(/[\\/]/)
    .filter((segment) => segment !== '' && segment !== '.')
}

/** Steps up taken where there is something to step up from. */
function resolved(segments: readonly string[]): string[] {
  const taken: string[] = []
  for (const segment of segments)
    if (segment === '..' && taken.length > 0 && taken.at(-1) !== '..') taken.pop()
    else taken.push(segment)
  return taken
}

/** Percent-encoded by segment, in UTF-8; half a surrogate pair, which UTF-8 has no room for, as U+FFFD. */
function encoded(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/')
}
