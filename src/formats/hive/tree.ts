import type { Diagnostic } from '../../diagnostics/index.ts'
import type { HiveFacts, RegistryNode } from '../../registry/index.ts'
import { type OpenOptions, open } from './open.ts'

/** A hive whose keys are read as they are walked. */
export interface HiveTree {
  /** The hive's root key, undefined where it cannot be read. Its own name means nothing: `path` says where it hangs. */
  readonly root: RegistryNode | undefined
  /** Where Windows loads a hive like this: `HKEY_LOCAL_MACHINE\SYSTEM`. */
  readonly path: string
  /** Why nothing can be read: see HiveRegistry. */
  readonly unreadable: string | undefined
  readonly hive: HiveFacts
  /** Grows while keys are walked. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Opens a hive for walking all of it once, without ever having it in memory as a tree. See readHive. */
export function openHive(bytes: Uint8Array, options: OpenOptions): HiveTree {
  const { context, root, path, unreadable, hive } = open(bytes, options)
  return {
    root,
    path,
    unreadable,
    hive,
    get diagnostics() {
      context.reporter.finish()
      return context.reporter.diagnostics
    },
  }
}
