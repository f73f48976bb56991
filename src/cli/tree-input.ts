import {
  type DeletedKey,
  type Diagnostic,
  emptyRoot,
  type HiveFacts,
  openHive,
  type PatchedNode,
  type RegistryFormat,
  RegistryPatch,
  type RegPart,
  readReg,
  upcase,
} from '../index.ts'
import { InputError, UsageError } from './exit.ts'
import { type LoadedHive, noteLogs, unreadableHive } from './hive-input.ts'
import type { Host } from './host.ts'
import { type InputOptions, InputReader, type OpenedInput, parseCodePage } from './input.ts'
import type { Output } from './output.ts'
import { cutToServices, servicesPart } from './services-part.ts'
import { suggestion } from './suggestion.ts'

export interface TreeOptions extends InputOptions {
  readonly servicesOnly?: boolean
  /** The path to give to the root key of a hive. */
  readonly prefix?: string
}

/** An input as one tree, which may be walked once. */
export interface TreeInput {
  readonly file: string
  readonly format: RegistryFormat
  readonly hive?: HiveFacts
  /** The topmost key that the input names; a nameless one without keys where it has none that is wanted. */
  readonly part: RegPart
  /** There is nothing to convert. */
  readonly isEmpty: boolean
  /** What .reg text deletes. */
  readonly deletedKeys: readonly DeletedKey[]
  /** Complete once the tree was walked. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Opens an input for walking all of it. A hive is never in memory as a tree: its keys are read as they are walked.
 * @throws InputError, UsageError as InputReader.read
 */
export async function openTree(
  name: string,
  options: TreeOptions,
  host: Host,
  out: Output,
): Promise<TreeInput> {
  const reader = new InputReader(host, options, out)
  const input = await reader.open(name)
  if (input.kind === 'hive') {
    const tree = hiveTree(input.hive, options)
    noteLogs(input.hive, tree.hive, options, out)
    return tree
  }
  try {
    reader.refuseUnusedLogs()
    if (options.prefix !== undefined)
      throw new UsageError(
        `--prefix says where a hive is loaded, and ${name} is none: its keys have their paths`,
      )
    return input.kind === 'reg' ? textTree(input, options) : registryTree(input, options)
  } finally {
    if (input.kind === 'reg') input.close()
  }
}

function hiveTree(
  { file, bytes, logs }: LoadedHive,
  { servicesOnly, prefix }: TreeOptions,
): TreeInput & { readonly hive: HiveFacts } {
  const above = prefix === undefined ? undefined : prefixPath(prefix)
  const tree = openHive(bytes, { file, logs })
  if (tree.unreadable !== undefined || tree.root === undefined)
    throw unreadableHive(file, tree.unreadable ?? 'its root key cannot be read', tree.diagnostics)
  const path = above ?? tree.path
  const node = servicesOnly ? cutToServices(tree.root, '') : tree.root
  return {
    file,
    format: { kind: 'hive', header: null, encoding: null },
    hive: tree.hive,
    part: { path, node: node ?? emptyRoot(file) },
    isEmpty: node === undefined,
    deletedKeys: [],
    get diagnostics() {
      return tree.diagnostics
    },
  }
}

/** The root keys that a hive may be loaded below, by what people call them. Microsoft: "Predefined keys". */
const rootKeys: ReadonlyMap<string, string> = new Map([
  ['HKLM', 'HKEY_LOCAL_MACHINE'],
  ['HKCU', 'HKEY_CURRENT_USER'],
  ['HKU', 'HKEY_USERS'],
  ['HKCR', 'HKEY_CLASSES_ROOT'],
  ['HKCC', 'HKEY_CURRENT_CONFIG'],
])

/** The one root key that is the root of a hive: a user's NTUSER.DAT. Microsoft: "Registry Hives". */
const ownHive = 'HKEY_CURRENT_USER'

/** The path of --prefix, its root key spelt out. It becomes a part of every key line. */
function prefixPath(prefix: string): string {
  const [first = '', ...names] = prefix.replace(/\\+$/, '').split('\\')
  const root = rootKeys.get(upcase(first)) ?? [...rootKeys.values()].find((name) => name === upcase(first))
  if (root === undefined || names.includes('') || /[\r\n]/.test(prefix)) {
    const near = root === undefined ? suggestion(first, [...rootKeys.keys(), ...rootKeys.values()]) : ''
    throw new UsageError(
      `--prefix takes a key path such as HKEY_LOCAL_MACHINE\\SYSTEM, not "${prefix}"${near}`,
    )
  }
  if (names.length === 0 && root !== ownHive)
    throw new UsageError(
      `--prefix ${prefix} lacks a key: a hive is loaded below ${root}, as ${root}\\Offline`,
    )
  return [root, ...names].join('\\')
}

function textTree(
  { file, source }: Extract<OpenedInput, { kind: 'reg' }>,
  { servicesOnly, codePage }: TreeOptions,
): TreeInput {
  const registry = readReg(source, {
    file,
    keepEdits: true,
    ...(servicesOnly ? { selection: servicesPart } : {}),
    ...(codePage === undefined ? {} : { codePage: parseCodePage(codePage) }),
  })
  if (!registry.isReg)
    throw new InputError(`${file} is no registry file: it has no .reg header, and no keys to speak of`)
  const edits = (registry.edits ?? []).filter(({ written }) => written)
  const patch = new RegistryPatch(edits, file)
  const { format, diagnostics } = registry
  const node = servicesOnly ? cutToServices(patch.root, '') : patch.root
  const { deletedKeys } = patch
  const isEmpty = (node === undefined || [...node.keys].length === 0) && deletedKeys.length === 0
  return { file, format, part: topOf(node ?? emptyRoot(file)), isEmpty, deletedKeys, diagnostics }
}

function registryTree(
  { registry }: Extract<OpenedInput, { kind: 'registry' }>,
  { servicesOnly }: TreeOptions,
): TreeInput {
  const { file, format, diagnostics, root } = registry
  const node: PatchedNode | undefined = servicesOnly ? cutToServices(root, '') : root
  const part = topOf(node ?? emptyRoot(file))
  return { file, format, part, isEmpty: node === undefined, deletedKeys: [], diagnostics }
}

/** The first key, from the nameless one above the roots, that is more than the way to a single other one. */
function topOf(top: PatchedNode): RegPart {
  let node = top
  let path = ''
  for (;;) {
    const keys = [...node.keys]
    const [only] = keys
    const isWay = path === '' || node.isImplied !== false
    if (!isWay || keys.length !== 1 || only === undefined || [...node.values].length > 0) break
    node = only
    path = path === '' ? node.name : `${path}\\${node.name}`
  }
  return { path, node }
}
