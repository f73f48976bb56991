import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Where files of other projects and real exports lie; nothing of them is in this repository. */
export const corpus: string | undefined = process.env['SVCSIM_CORPUS']
export const title = (what: string): string => (corpus ? what : `${what} (skipped: SVCSIM_CORPUS is not set)`)

/** A file of the corpus, unpacked. */
export function bytesOf(...path: readonly string[]): Uint8Array {
  const bytes = readFileSync(join(corpus ?? '', ...path))
  return path.at(-1)?.endsWith('.gz') ? gunzipSync(bytes) : bytes
}
