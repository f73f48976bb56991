/** What kind of bytes an input begins with. */
export type DetectedFormat =
  | { readonly kind: 'reg' }
  | { readonly kind: 'hive' }
  /** A transaction log, which begins with a copy of its hive's base block. */
  | { readonly kind: 'hive-log' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly name: string }

/** Signatures of files that are taken for registry files by mistake; each from its format's specification. */
const signatures: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip archive: unpack it first', [0x1f, 0x8b]],
  ['an xz archive: unpack it first', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a 7-Zip archive: unpack it first', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a cabinet archive: unpack it first', [0x4d, 0x53, 0x43, 0x46]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['an ELF program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a Windows event log', [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65]],
  ['a SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
]

/** `regf`: the signature of a registry hive's base block. */
const hiveSignature = [0x72, 0x65, 0x67, 0x66]

/** `hbin`: that of its bins, with which a hive begins that has lost its base block; the first has the offset 0. */
const binSignature = [0x68, 0x62, 0x69, 0x6e]
const firstBin = [...binSignature, 0, 0, 0, 0]
const firstBinAt = 4096

/** Bytes that are enough to tell all kinds apart. */
export const detectedBytes: number = firstBinAt + firstBin.length

/**
 * File types in the base block of a transaction log: 1 and 2 in the old format, 6 since Windows 8.1; a hive has 0.
 * Any other number is a damaged hive. (M. Suhanov, Windows registry file format specification)
 */
const logTypes: ReadonlySet<number> = new Set([1, 2, 6])
const fileTypeAt = 28

/**
 * Tells the kinds of input apart by their first bytes (`detectedBytes` of them), never by a name. Everything that is no known
 * binary format is taken for .reg text; whether it is any, its reader finds out.
 */
export function detectFormat(head: Uint8Array): DetectedFormat {
  const standsAt = (at: number, bytes: readonly number[]): boolean =>
    head.length >= at + bytes.length && bytes.every((byte, index) => head[at + index] === byte)
  const startsWith = (bytes: readonly number[]): boolean => standsAt(0, bytes)
  if (head.length === 0) return { kind: 'empty' }
  if (startsWith(hiveSignature)) return { kind: logTypes.has(fileType(head)) ? 'hive-log' : 'hive' }
  // Without its base block a hive can still be read.
  if (startsWith(binSignature) || standsAt(firstBinAt, firstBin)) return { kind: 'hive' }
  for (const [name, bytes] of signatures) if (startsWith(bytes)) return { kind: 'other', name }
  // "MZ" alone could begin a text line, so a DOS header's further bytes must be binary.
  if (startsWith([0x4d, 0x5a]) && head.subarray(2, 64).some((byte) => byte < 9))
    return { kind: 'other', name: 'a Windows program (PE image)' }
  if (head.length >= 64 && head.every((byte) => byte === 0))
    return { kind: 'other', name: 'zeros at its beginning: the copy may have failed' }
  return { kind: 'reg' }
}

function fileType(head: Uint8Array): number {
  if (head.length < fileTypeAt + 4) return 0
  return new DataView(head.buffer, head.byteOffset, head.length).getUint32(fileTypeAt, true)
}
