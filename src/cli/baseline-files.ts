import { dirname, isAbsolute, relative, resolve } from 'node:path'
import type { Host } from './host.ts'
import { statOf } from './source.ts'

/** Inputs as a baseline names them: relative to its own folder, so that the working folder of a run does not count. */
export class BaselineFiles {
  private readonly host: Host
  private readonly folder: string

  constructor(host: Host, baseline: string) {
    this.host = host
    this.folder = dirname(resolve(host.cwd, baseline))
  }

  nameOf(input: string): string {
    if (isNoPath(input)) return input
    const name = relative(this.folder, resolve(this.host.cwd, input))
    // Another drive of Windows has no relative path.
    return this.host.platform === 'win32' && !isAbsolute(name) ? name.replaceAll('\\', '/') : name
  }

  /** Whether there is no such file any more, renamed or removed: no run can judge it. */
  isGone(name: string): boolean {
    return !isNoPath(name) && statOf(resolve(this.folder, name)) === undefined
  }
}

/** Profiles, this computer, and standard input that nobody named. */
function isNoPath(name: string): boolean {
  return name.startsWith('@') || name === '<stdin>'
}
