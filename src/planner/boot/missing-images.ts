import { quote } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import type { ImageSource, ImageState } from '../image-source.ts'
import type { PhasePlan } from '../plan.ts'
import type { Cause } from './simulation.ts'

/** ERROR_FILE_NOT_FOUND and ERROR_MOD_NOT_FOUND. */
const fileNotFound = 2
const moduleNotFound = 126

/** Of the services that a boot attempts, those whose image, or an image that it imports, is not there. */
export function missingImages(
  phases: readonly PhasePlan[],
  images: ImageSource | undefined,
): ReadonlyMap<Service, Cause> {
  const missing = new Map<Service, Cause>()
  if (!images) return missing
  const imports = new ImportChecks(images)
  for (const { steps } of phases)
    for (const { service } of steps) {
      const cause = missingImage(service, images, imports)
      if (cause) missing.set(service, cause)
    }
  return missing
}

function missingImage(service: Service, images: ImageSource, imports: ImportChecks): Cause | undefined {
  const { imagePath } = service.effective
  if (imagePath === undefined) return undefined
  const isService = service.kind === 'service'
  const image = images.find(imagePath, isService ? 'service' : 'driver')
  if (image.state === 'missing') return notThere('image-missing', 'its image', image.path, fileNotFound)
  const dll = isService ? service.parameters?.serviceDll?.value : undefined
  const library = dll ? images.find(dll, 'driver') : undefined
  if (library?.state === 'missing')
    return notThere('service-dll-missing', 'its ServiceDll', library.path, moduleNotFound)
  // What a program imports is looked for along its PATH, and that is not known here.
  const lacking = isService ? undefined : imports.lackingOf(image)
  if (lacking === undefined) return undefined
  return notThere('import-missing', 'an image that it imports', lacking, fileNotFound)
}

function notThere(code: string, what: string, path: string, error: number): Cause {
  return { code, message: `${what} ${quote(path, 80)} is not there`, on: path, error }
}

/** Looks through imports of imports, each image once. */
class ImportChecks {
  private readonly images: ImageSource
  /** Path of an image to the file that it lacks, directly or not. */
  private readonly known = new Map<string, string | undefined>()

  constructor(images: ImageSource) {
    this.images = images
  }

  lackingOf(image: ImageState): string | undefined {
    if (this.known.has(image.path)) return this.known.get(image.path)
    const met = new Set<string>([image.path])
    const open: ImageState[] = [image]
    let lacking: string | undefined
    for (let next = open.pop(); next && lacking === undefined; next = open.pop()) {
      if (next.state !== 'read') continue
      for (const name of next.imports) {
        const found = this.images.findImport(name, next.path)
        if (found.state === 'missing') {
          lacking = name
          break
        }
        if (met.has(found.path)) continue
        met.add(found.path)
        open.push(found)
      }
    }
    this.known.set(image.path, lacking)
    return lacking
  }
}
