import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { bytesSource } from '../../src/index.ts'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface World {
  readonly stdin?: string | Uint8Array
  readonly env?: Record<string, string>
  readonly platform?: string
  readonly cwd?: string
  /** Width of a terminal on standard output; none when absent. */
  readonly terminal?: number
  /** The module that worker threads run; none are used when absent. */
  readonly lintWorker?: URL
}

/** Runs one command line in this process. */
export async function run(argv: readonly string[], world: World = {}): Promise<Ran> {
  let stdout = ''
  let stderr = ''
  const code = await main({
    argv,
    stdin: bytesSource(Buffer.from(world.stdin ?? '')),
    stdout: {
      write: (text) => {
        stdout += text
      },
      ...(world.terminal === undefined ? {} : { isTTY: true, columns: world.terminal }),
    },
    stderr: {
      write: (text) => {
        stderr += text
      },
    },
    env: world.env ?? {},
    platform: world.platform ?? 'linux',
    cwd: world.cwd ?? process.cwd(),
    ...(world.lintWorker === undefined ? {} : { lintWorker: world.lintWorker }),
  })
  return { code, stdout, stderr }
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'svcsim-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const services = 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services'

/** .reg text of services by name, each value as .reg text writes it. */
export function regText(entries: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const blocks = Object.entries(entries).map(([name, values]) =>
    [`[${services}\\${name}]`, ...Object.entries(values).map(([value, data]) => `"${value}"=${data}`)].join(
      '\r\n',
    ),
  )
  return ['Windows Registry Editor Version 5.00', ...blocks, ''].join('\r\n\r\n')
}

/** A sound driver. */
export const soundDriver: Readonly<Record<string, string>> = {
  Type: 'dword:1',
  Start: 'dword:3',
  ErrorControl: 'dword:1',
}
/** Start 7 is an error (SVC103). */
export const badDriver: Readonly<Record<string, string>> = { ...soundDriver, Start: 'dword:7' }
