import type { ImageSource, ImageState } from '../../src/planner/index.ts'

/** Images by their path from the Windows folder, each with what it imports; null for one that cannot be read. */
export type Images = Readonly<Record<string, readonly string[] | null>>

/** A Windows folder in memory; a file name alone stands in System32\drivers. */
export function imagesLike(images: Images, contracts: readonly string[] = []): ImageSource {
  const files = new Map<string, ImageState>()
  for (const [name, imports] of Object.entries(images)) {
    const path = name.includes('\\') ? name : `System32\\drivers\\${name}`
    const state: ImageState =
      imports === null
        ? { state: 'present', path, defect: 'it has no PE signature' }
        : { state: 'read', path, imports, contracts: path.endsWith('ntoskrnl.exe') ? contracts : [] }
    files.set(path.toUpperCase(), state)
  }
  const at = (path: string): ImageState => files.get(path.toUpperCase()) ?? { state: 'missing', path }
  return {
    name: 'memory',
    tellsImports: true,
    find: (path) =>
      path.startsWith('\\Device') ? { state: 'unknown', path, defect: 'elsewhere' } : at(path),
    findImport(name) {
      const found = ['System32\\drivers\\', 'System32\\'].map((folder) => at(`${folder}${name}`))
      return found.find(({ state }) => state !== 'missing') ?? (found[0] as ImageState)
    },
  }
}
