import { imageFileOf, type Service, type Services, upcase } from '../../services/index.ts'

/** The file of an image, as services and the lines of a log name it: what the comparison is about. */
export interface Image {
  /** In the services' order. Several services may have one image. */
  readonly services: readonly Service[]
}

/** Finds the image of a path, by its file name; by its path where services have images of that name in several folders. */
export class Images {
  private readonly byFile: ReadonlyMap<string, ReadonlyMap<string, Image>>
  private readonly byService: Map<Service, Image> = new Map()

  constructor({ all }: Pick<Services, 'all'>) {
    const files = new Map<string, Map<string, Service[]>>()
    for (const service of all) {
      const { imageFile, imagePath } = service.effective
      if (service.kind === 'container' || imageFile === undefined || imagePath === undefined) continue
      const paths = entry(files, upcase(imageFile), () => new Map<string, Service[]>())
      entry(paths, pathBelowRoot(imagePath), () => []).push(service)
    }
    this.byFile = new Map(
      [...files].map(([file, paths]) => [
        file,
        new Map([...paths].map(([path, services]) => [path, { services: services.toSorted(driversFirst) }])),
      ]),
    )
    for (const images of this.byFile.values())
      for (const image of images.values())
        for (const service of image.services) this.byService.set(service, image)
  }

  /** Undefined for a service without an image. */
  ofService(service: Service): Image | undefined {
    return this.byService.get(service)
  }

  /** Undefined where no service has an image of that file name. */
  ofPath(path: string): Image | undefined {
    const images = this.byFile.get(fileName(path))
    const [first] = images?.values() ?? []
    if (images === undefined || images.size < 2) return first
    const wanted = pathBelowRoot(path)
    // The loader logs a driver without an ImagePath by its bare file name (Windows XP).
    return images.get(wanted.includes('\\') ? wanted : `${defaultFolder}${wanted}`) ?? first
  }
}

const defaultFolder = 'SYSTEM32\\DRIVERS\\'

/** The file that a path ends in, upper-cased. */
export function fileName(path: string): string {
  return upcase(imageFileOf(path, false)?.file ?? '')
}

/**
 * Ways to name the folder of Windows. `\WINDOWS\` and a drive are taken for it wherever they lead: a log does not tell,
 * and another system's file of the same name would be told apart by nothing.
 */
const roots = [
  /^\\\?\?\\/,
  /^[A-Z]:/,
  /^\\?(?:SYSTEMROOT|WINDOWS|WINNT)\\/,
  /^%(?:SYSTEMROOT|WINDIR)%\\/,
] as const

/** The path below the folder of Windows, upper-cased. */
function pathBelowRoot(path: string): string {
  let rest = upcase(path.trim().replaceAll('"', '').replaceAll('/', '\\'))
  for (const root of roots) rest = rest.replace(root, '')
  return rest
}

/** Of services with one image, a driver is who loads it. */
function driversFirst(a: Service, b: Service): number {
  return Number(b.kind === 'driver') - Number(a.kind === 'driver')
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
