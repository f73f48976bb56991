import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildImage, buildSchemaImage, type Contract } from '../formats/image/builder.ts'

/**
 * Writes images below a folder, each with the names that it imports; a file name alone goes to System32/drivers.
 * Contracts go to System32/apisetschema.dll, in the form of Windows 10.
 */
export function writeImages(
  windows: string,
  images: Readonly<Record<string, readonly string[]>>,
  contracts: readonly Contract[] = [],
): string {
  for (const [name, imports] of Object.entries(images))
    writeImage(join(windows, name.includes('/') ? name : `System32/drivers/${name}`), buildImage({ imports }))
  if (contracts.length > 0)
    writeImage(join(windows, 'System32/apisetschema.dll'), buildSchemaImage(6, contracts))
  return windows
}

export function writeImage(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}
