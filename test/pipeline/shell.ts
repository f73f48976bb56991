import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { badDriver, regText, soundDriver, temporaryFolder } from '../cli/run.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Whether a program can be started here. Of Windows' shells PowerShell alone: its bash may be one of another system. */
export function has(program: string): boolean {
  if (process.platform === 'win32' && program !== 'pwsh') return false
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

/** A folder with drivers, good and bad, as a repository of a driver package would have them. */
export function driverRepository(): string {
  const folder = temporaryFolder()
  for (const name of ['drivers', 'exports', 'good drivers', 'bin']) mkdirSync(join(folder, name))
  const bad = regText({ sampldrv: badDriver })
  const good = regText({ sampldrv: soundDriver })
  writeFileSync(join(folder, 'drivers', 'driver.reg'), bad)
  writeFileSync(join(folder, 'drivers', 'other.reg'), good)
  writeFileSync(join(folder, 'good drivers', 'driver.reg'), good)
  for (let index = 0; index < 120; index++)
    writeFileSync(join(folder, 'exports', `machine ${index}.reg`), index % 10 === 0 ? bad : good)
  return folder
}

/** Puts `svcsim` into the folder `bin`, which {@link runScript} has first on its path. */
export function putSvcsim(folder: string, program: string): void {
  const file = join(folder, 'bin', 'svcsim')
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(file, 0o755)
}

/** Runs a script as the runner of a service does. */
export function runScript(
  shell: readonly string[],
  source: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Ended {
  const [program = '', ...options] = shell
  const file = join(temporaryFolder(), 'script.sh')
  writeFileSync(file, source)
  const path = [join(folder, 'bin'), process.env['PATH'] ?? ''].join(delimiter)
  const ended = spawnSync(program, [...options, file], {
    cwd: folder,
    env: { PATH: path, HOME: folder, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (ended.error) throw ended.error
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr }
}
