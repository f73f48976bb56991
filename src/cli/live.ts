import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import process from 'node:process'
import {
  type Diagnostic,
  emptyRoot,
  encodeUtf16,
  openPath,
  type Registry,
  type RegistryKey,
  readReg,
  servicesSelection,
  valueTypes,
} from '../index.ts'
import { exitCodes, InputError } from './exit.ts'
import type { Host } from './host.ts'
import { openFile } from './source.ts'

/** The input's name in places and reports. */
const live = '@live'
const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
const control = `${system}\\CurrentControlSet\\Control`

/**
 * What the Services model is made from. `reg export` takes a key with everything below it, so Control itself, which
 * is large, is not among them; its one value that counts is asked for by itself.
 */
const exportedKeys: readonly { readonly key: string; readonly needed?: boolean }[] = [
  { key: `${system}\\CurrentControlSet\\Services`, needed: true },
  { key: `${control}\\ServiceGroupOrder` },
  { key: `${control}\\GroupOrderList` },
  { key: `${control}\\SafeBoot` },
  { key: `${control}\\EarlyLaunch` },
  { key: `${control}\\Windows` },
  { key: `${control}\\Class` },
  { key: `${system}\\Select` },
  { key: `${system}\\HardwareConfig` },
]
const earlyStartServices = 'EarlyStartServices'

/** Reads the registry of this computer through `reg.exe`, which every Windows has. */
export async function readLive(host: Host): Promise<Registry> {
  if (host.platform !== 'win32')
    throw new InputError('@live reads the registry of a running Windows; here, name a .reg file or a profile')
  const program = findProgram('reg.exe', host)
  const folder = mkdtempSync(join(tmpdir(), 'svcsim-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const interrupted = (): void => {
    remove()
    process.exit(exitCodes.interrupted)
  }
  process.once('SIGINT', interrupted)
  try {
    const [early, ...parts] = await Promise.all([
      run(program, ['query', control, '/v', earlyStartServices]),
      ...exportedKeys.map(({ key, needed }, index) =>
        exportKey(program, key, join(folder, `${index}.reg`), needed ?? false),
      ),
    ])
    return merge(
      parts.filter((part) => part !== undefined),
      early.code === 0 ? listOf(early.output) : undefined,
    )
  } finally {
    process.removeListener('SIGINT', interrupted)
    remove()
  }
}

/**
 * Finds a program on the PATH alone: the search of the system would first look into the working folder, where whoever
 * sent the files to be examined may have put one of that name.
 */
function findProgram(name: string, { env }: Host): string {
  const path = env['PATH'] ?? env['Path'] ?? ''
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue
    const candidate = join(folder, name)
    try {
      accessSync(candidate, constants.X_OK)
      return candidate
    } catch {
      // Not there: the next folder.
    }
  }
  throw new InputError(`@live needs ${name}, which is not on the PATH`)
}

interface Ran {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

function run(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      errors += text
    })
    child.on('error', (error) => reject(new InputError(`cannot run ${program}: ${error.message}`)))
    child.on('close', (code) => resolve({ code, output, errors }))
  })
}

/** One key as a Registry; undefined where this computer does not have it. */
async function exportKey(
  program: string,
  key: string,
  file: string,
  needed: boolean,
): Promise<Registry | undefined> {
  const { code, errors } = await run(program, ['export', key, file, '/y'])
  if (code !== 0) {
    if (!needed) return undefined
    const said = errors.trim().split(/\r?\n/, 1)[0] ?? ''
    throw new InputError(`reg.exe could not export ${key}${said === '' ? '' : `: ${said}`}`)
  }
  const source = openFile(file, live)
  try {
    return readReg(source, { file: live, selection: servicesSelection })
  } finally {
    source.close()
  }
}

/** `reg query` prints `    EarlyStartServices    REG_MULTI_SZ    RpcSs\0Power`; names of services are ASCII. */
function listOf(output: string): string[] | undefined {
  for (const line of output.split(/\r?\n/)) {
    const [name, type, ...rest] = line.trim().split(/ {4}|\t/)
    if (name?.toLowerCase() === earlyStartServices.toLowerCase() && type === 'REG_MULTI_SZ')
      return rest
        .join(' ')
        .split('\\0')
        .filter((element) => element !== '')
  }
  return undefined
}

/** One registry of all parts. Line numbers of files that are gone would mislead: places keep key and value name. */
function merge(parts: readonly Registry[], early: readonly string[] | undefined): Registry {
  const root = emptyRoot(live)
  const diagnostics: Diagnostic[] = []
  for (const part of parts) {
    copyKey(part.root, root, '')
    diagnostics.push(
      ...part.diagnostics.map((diagnostic) => ({
        ...diagnostic,
        at: withoutLine(diagnostic.at),
        related: [],
      })),
    )
  }
  if (early) {
    const at = { file: live, keyPath: control, valueName: earlyStartServices }
    const data = encodeUtf16(early.map((name) => `${name}\0`).join(''), 1)
    const type = valueTypes.REG_MULTI_SZ
    openPath(root, control, at).setValue({ name: earlyStartServices, type, data, at, dataAt: at })
  }
  const sum = (of: (part: Registry) => number): number => parts.reduce((total, part) => total + of(part), 0)
  const first = parts[0]
  return {
    root,
    file: live,
    format: first?.format ?? { kind: 'reg', header: null, encoding: null },
    diagnostics,
    counts: { keys: sum(({ counts }) => counts.keys), values: sum(({ counts }) => counts.values) },
    keptKeys: sum(({ keptKeys }) => keptKeys),
    passedOver: [],
  }
}

function withoutLine({ keyPath, valueName }: Diagnostic['at']): Diagnostic['at'] {
  return {
    file: live,
    ...(keyPath === undefined ? {} : { keyPath }),
    ...(valueName === undefined ? {} : { valueName }),
  }
}

function copyKey(from: RegistryKey, to: RegistryKey, path: string): void {
  for (const { name, type, data } of from.values) {
    const at = { file: live, keyPath: path, valueName: name }
    to.setValue({ name, type, data, at, dataAt: at })
  }
  for (const key of from.keys) {
    const below = path === '' ? key.name : `${path}\\${key.name}`
    copyKey(key, to.openKey(key.name, { file: live, keyPath: below }), below)
  }
}
