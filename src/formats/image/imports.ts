import { type ImageHeaders, offsetOf, readHeaders } from './headers.ts'
import { importDescriptor, longestName } from './layout.ts'

/** What an image needs of others, as far as it could be read. */
export interface ImageImports {
  /** Whether it is an image at all; without it there are no imports, and the defects say why. */
  readonly isImage: boolean
  /** File names of the images that it imports from, in the order of its import table, as written there. */
  readonly imports: readonly string[]
  /** What is wrong with it, as clauses that follow its name: `its import table is cut off`. */
  readonly defects: readonly string[]
}

/**
 * Reads which images a PE image imports from; what it imports of them does not matter here. Never throws. Delay-loaded
 * images are not among them: they load when they are first called.
 */
export function readImports(bytes: Uint8Array): ImageImports {
  const headers = readHeaders(bytes)
  if (typeof headers === 'string') return { isImage: false, imports: [], defects: [headers] }
  return { isImage: true, ...importTable(headers) }
}

function importTable(headers: ImageHeaders): Pick<ImageImports, 'imports' | 'defects'> {
  const { view, importTable: start } = headers
  const imports: string[] = []
  if (start === 0) return { imports, defects: [] }
  let nameless = 0
  const done = (defect?: string): Pick<ImageImports, 'imports' | 'defects'> => ({
    imports,
    defects: [
      ...(defect === undefined ? [] : [defect]),
      ...(nameless === 0 ? [] : [`${nameless} of its imports ${nameless === 1 ? 'has' : 'have'} no name`]),
    ],
  })
  for (let index = 0; index < importDescriptor.most; index++) {
    const at = offsetOf(headers, start + index * importDescriptor.size)
    const name = at === undefined ? undefined : view.dword(at + importDescriptor.name)
    const thunk = at === undefined ? undefined : view.dword(at + importDescriptor.firstThunk)
    if (name === undefined || thunk === undefined) return done('its import table is cut off')
    // The loader stops at either.
    if (name === 0 || thunk === 0) return done()
    const nameAt = offsetOf(headers, name)
    const text = nameAt === undefined ? undefined : view.text(nameAt, longestName)
    if (text) imports.push(text)
    else nameless++
  }
  return done(`its import table has more than ${importDescriptor.most} entries, of which no more were read`)
}
