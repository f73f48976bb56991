import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { RegistryNode } from '../../../src/index.ts'

/** Folder with real input; tests that need it are skipped where it is not given. */
export const corpus: string | undefined = process.env['SVCSIM_CORPUS']

/** A fresh copy of a file of the corpus, which is kept packed there. */
export function unpacked(path: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(join(corpus ?? '', `${path}.gz`))))
}

/** A tree as lines: keys in their order, values in theirs, every byte of their data. */
export function linesOf(key: RegistryNode, path = ''): string[] {
  const lines = [`[${path}]`]
  for (const { name, type, data } of key.values)
    lines.push(`${path} ${JSON.stringify(name)} ${type} ${Buffer.from(data).toString('hex')}`)
  for (const below of key.keys) lines.push(...linesOf(below, `${path}\\${below.name}`))
  return lines
}
