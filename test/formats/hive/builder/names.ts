import { encodeUtf16, upcase } from '../../../../src/registry/index.ts'

/** A name as it is stored: one byte a character where all of them fit (Windows' "compressed" names), else UTF-16. */
export interface StoredName {
  readonly bytes: Uint8Array
  readonly compressed: boolean
}

export function storeName(name: string, mayCompress: boolean): StoredName {
  for (let index = 0; index < name.length; index++)
    if (name.charCodeAt(index) > 0xff) return { bytes: encodeUtf16(name), compressed: false }
  if (!mayCompress) return { bytes: encodeUtf16(name), compressed: false }
  return { bytes: Buffer.from(name, 'latin1'), compressed: true }
}

/** The hash of a hash leaf's element: over the upper-cased name, 37 times the hash so far plus the character. */
export function nameHash(name: string): number {
  const upper = upcase(name)
  let hash = 0
  for (let index = 0; index < upper.length; index++)
    hash = (Math.imul(hash, 37) + upper.charCodeAt(index)) >>> 0
  return hash
}

/** The hint of a fast leaf's element: the first four characters, none where they are not all ASCII. */
export function nameHint(name: string): number {
  let hint = 0
  for (let index = 0; index < Math.min(4, name.length); index++) {
    const unit = name.charCodeAt(index)
    if (unit > 0x7f) return 0
    hint |= unit << (8 * index)
  }
  return hint >>> 0
}
