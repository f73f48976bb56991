import type { Place } from '../diagnostics/index.ts'
import type { RegistryEdit } from './edit.ts'
import { RegistryKey } from './key.ts'
import type { RegistryValue } from './value.ts'

/** A registry with nothing in it: the nameless key above `HKEY_LOCAL_MACHINE` and the other roots. */
export function emptyRoot(file: string): RegistryKey {
  return new RegistryKey('', { file })
}

/** The names of a key path; backslashes at its ends and doubled ones do not count. */
export function splitPath(keyPath: string): string[] {
  return keyPath.split('\\').filter((name) => name !== '')
}

/** The key at `keyPath`, created with everything above it where it does not exist. */
export function openPath(root: RegistryKey, keyPath: string, at: Place): RegistryKey {
  let key = root
  for (const name of splitPath(keyPath)) key = key.openKey(name, at)
  return key
}

/**
 * Opens keys one after the other: as most are near the one before, the way to that one is remembered. It is right as
 * long as no key is deleted; then a new opener is needed.
 */
export class KeyOpener {
  private readonly root: RegistryKey
  /** The last key and those above it, the root left out. */
  private readonly way: { readonly path: string; readonly key: RegistryKey }[] = []

  constructor(root: RegistryKey) {
    this.root = root
  }

  /** {@link openPath} below the root. */
  open(keyPath: string, at: Place): RegistryKey {
    const { way } = this
    let last = way.at(-1)
    while (last && !isAtOrBelow(keyPath, last.path)) {
      way.pop()
      last = way.at(-1)
    }
    let key = last?.key ?? this.root
    for (let from = last?.path.length ?? 0; from < keyPath.length; ) {
      if (keyPath[from] === '\\') {
        from++
        continue
      }
      const next = keyPath.indexOf('\\', from)
      const end = next === -1 ? keyPath.length : next
      key = key.openKey(keyPath.slice(from, end), at)
      way.push({ path: keyPath.slice(0, end), key })
      from = end
    }
    return key
  }
}

function isAtOrBelow(keyPath: string, above: string): boolean {
  const { length } = above
  return keyPath.startsWith(above) && (keyPath.length === length || keyPath[length] === '\\')
}

/** The key at `keyPath`, or undefined. */
export function findPath(root: RegistryKey, keyPath: string): RegistryKey | undefined {
  return root.find(...splitPath(keyPath))
}

/**
 * Carries one edit out, and returns the value that a `set-value` replaced. A deletion of what is not there does nothing, as in Regedit.
 */
export function applyEdit(root: RegistryKey, edit: RegistryEdit): RegistryValue | undefined {
  switch (edit.kind) {
    case 'create-key':
      openPath(root, edit.keyPath, edit.at)
      return undefined
    case 'set-value':
      return openPath(root, edit.keyPath, edit.at).setValue(edit.value)
    case 'delete-value':
      findPath(root, edit.keyPath)?.deleteValue(edit.name)
      return undefined
    case 'delete-key': {
      const key = findPath(root, edit.keyPath)
      if (key?.parent) key.parent.deleteKey(key.name)
      return undefined
    }
  }
}
