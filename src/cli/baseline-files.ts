import { lstatSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { Host } from './host.ts'
import { statOf } from './source.ts'

/** Inputs and bases as a baseline names them: relative to its own folder, so that the working folder of a run does not count. */
export class BaselineFiles {
  private readonly host: Host
  private readonly folder: string
  /** Folders that are searched for inputs. */
  private readonly searched: readonly string[]

  /** @param inputs as the user named them, folders among them */
  constructor(host: Host, baseline: string, inputs: readonly string[]) {
    this.host = host
    this.folder = dirname(resolve(host.cwd, baseline))
    this.searched = inputs
      .filter((name) => !isNoPath(name))
      .map((name) => resolve(host.cwd, name))
      .filter((path) => statOf(path)?.isDirectory())
  }

  nameOf(input: string): string {
    if (isNoPath(input)) return input
    const name = relative(this.folder, resolve(this.host.cwd, input))
    // Another drive of Windows has no relative path.
    return this.host.platform === 'win32' && !isAbsolute(name) ? name.replaceAll('\\', '/') : name
  }

  /**
   * Whether a file would have been found in a folder that is an input, and is not there. Of others nothing is known:
   * they may be built later, lie on a share that is not there now, or be a name given to standard input.
   */
  isGone(name: string): boolean {
    if (isNoPath(name)) return false
    const path = resolve(this.folder, name)
    return this.searched.some((folder) => isBelow(path, folder)) && isMissing(path)
  }
}

/** Profiles, this computer, and standard input that nobody named. */
function isNoPath(name: string): boolean {
  return name.startsWith('@') || name === '<stdin>' || name === '-'
}

function isBelow(path: string, folder: string): boolean {
  const name = relative(folder, path)
  return name !== '' && name !== '..' && !name.startsWith(`..${sep}`) && !isAbsolute(name)
}

/** A link that leads nowhere now is there; and so may be what cannot be looked at. */
function isMissing(path: string): boolean {
  try {
    lstatSync(path)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}
