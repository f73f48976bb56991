import { quote } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import type { ImageSource, ImageState } from '../image-source.ts'
import type { PhasePlan } from '../plan.ts'
import type { Cause } from './simulation.ts'

/** ERROR_FILE_NOT_FOUND and ERROR_MOD_NOT_FOUND. */
const fileNotFound = 2
const moduleNotFound = 126

/** What a source of images tells of the services that a boot attempts. */
export interface ImageFindings {
  /** Services of which an image is not there, and which. */
  readonly missing: ReadonlyMap<Service, Cause>
  /** Services of which it cannot be told whether the image is there, with why. */
  readonly unknown: ReadonlyMap<Service, string>
}

export function lookForImages(phases: readonly PhasePlan[], images: ImageSource | undefined): ImageFindings {
  const missing = new Map<Service, Cause>()
  const unknown = new Map<Service, string>()
  if (!images) return { missing, unknown }
  const drivers = new Map<Service, ImageState>()
  for (const { steps } of phases)
    for (const { service } of steps) {
      const { imagePath } = service.effective
      if (imagePath === undefined) continue
      const isService = service.kind === 'service'
      const image = images.find(imagePath, isService ? 'service' : 'driver')
      const dll = isService ? service.parameters?.serviceDll?.value : undefined
      const library = dll ? images.find(dll, 'driver') : undefined
      if (image.state === 'missing')
        missing.set(service, notThere('image-missing', 'its image', image.path, fileNotFound))
      else if (image.state === 'no-image') missing.set(service, notAnImage(image.path, image.defect))
      else if (library?.state === 'missing')
        missing.set(service, notThere('service-dll-missing', 'its ServiceDll', library.path, moduleNotFound))
      else if (image.state === 'unknown') unknown.set(service, image.defect)
      else if (library?.state === 'unknown') unknown.set(service, library.defect)
      // What a program imports is looked for along its PATH, and that is not known here.
      else if (!isService) drivers.set(service, image)
    }
  const lacking = lackingImports([...drivers.values()], images)
  for (const [service, { path }] of drivers) {
    const name = lacking.get(path)
    if (name !== undefined)
      missing.set(service, notThere('import-missing', 'an image that it imports', name, fileNotFound))
  }
  return { missing, unknown }
}

function notThere(code: string, what: string, path: string, error: number): Cause {
  return { code, message: `${what} ${quote(path, 80)} is not there`, on: path, error }
}

/** ERROR_BAD_EXE_FORMAT. */
const badFormat = 193

function notAnImage(path: string, defect: string): Cause {
  const message = `its image ${quote(path, 80)} is none: ${defect}`
  return { code: 'image-defective', message, on: path, error: badFormat }
}

/** By the path of an image, a file that it imports, directly or not, and that is not there. Each image is read once. */
function lackingImports(roots: readonly ImageState[], images: ImageSource): ReadonlyMap<string, string> {
  const importers = new Map<string, string[]>()
  const lacking = new Map<string, string>()
  const met = new Set<string>()
  const open = [...roots]
  for (let image = open.pop(); image; image = open.pop()) {
    if (image.state !== 'read' || met.has(image.path)) continue
    met.add(image.path)
    for (const name of image.imports) {
      const found = images.findImport(name, image.path)
      if (found.state === 'missing') {
        if (!lacking.has(image.path)) lacking.set(image.path, name)
        continue
      }
      const known = importers.get(found.path)
      if (known) known.push(image.path)
      else importers.set(found.path, [image.path])
      open.push(found)
    }
  }
  const spreading = [...lacking.keys()]
  for (let path = spreading.pop(); path !== undefined; path = spreading.pop())
    for (const importer of importers.get(path) ?? []) {
      if (lacking.has(importer)) continue
      lacking.set(importer, lacking.get(path) ?? '')
      spreading.push(importer)
    }
  return lacking
}
