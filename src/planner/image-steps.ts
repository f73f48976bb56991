import { ImageLoader, type Importer } from './image-load.ts'
import type { ImageSource } from './image-source.ts'
import { unknownImport } from './image-unknown.ts'
import type { Member } from './members.ts'
import { naming } from './notes.ts'
import type { KernelAlgorithm, KernelPhase, PhasePlan, PlanNote, Reason } from './plan.ts'

/** A driver at the place where its image loads, with what imports have to do with it. */
export interface PlacedMember {
  readonly member: Member
  /** Why it loads here and not at its own turn. */
  readonly imported?: Reason
  /** What else to say of it. */
  readonly remarks: readonly Reason[]
  readonly imports?: readonly string[]
}

export interface ImagePhase {
  readonly kernelImages?: readonly string[]
  readonly images?: readonly string[]
  readonly placed: readonly PlacedMember[]
}

/** Puts the drivers of a phase where their images load. Without images every driver keeps its turn. */
export class ImageSteps {
  private readonly source: ImageSource | undefined
  private readonly loader: ImageLoader | undefined

  constructor(source: ImageSource | undefined) {
    this.source = source
    this.loader = source && new ImageLoader(source)
  }

  /** The boot phase must come first, where both are wanted. */
  place(members: readonly Member[], phase: KernelPhase, algorithm: KernelAlgorithm): ImagePhase {
    const { loader, source } = this
    const owners = members.map((member) => ({ member, imagePath: member.service.effective.imagePath }))
    const loading = loader && source?.tellsImports ? loader.load(owners, phase) : undefined
    const known = loader?.kernelIsRead ?? false
    const remarks = ({ image }: Member): Reason[] => (known ? [] : unknownImport(image, { algorithm, phase }))
    if (loading === undefined)
      return { placed: members.map((member) => ({ member, remarks: remarks(member) })) }
    const placed = loading.loaded.map(({ owner, importedBy, loadedWith, imports }): PlacedMember => {
      const { member } = owner
      return {
        member,
        imports,
        ...(importedBy && { imported: importReason(importedBy) }),
        remarks: [
          ...(importedBy ? [] : remarks(member)),
          ...(loadedWith === undefined ? [] : [inMemory(loadedWith)]),
        ],
      }
    })
    const { kernel: kernelImages, images } = loading
    return phase === 'boot' ? { kernelImages, images, placed } : { images, placed }
  }

  /** What is missing or could not be read, of the drivers of the phases that are shown. */
  notes(phases: readonly PhasePlan[]): PlanNote[] {
    const { loader, source } = this
    const drivers = phases.filter(({ algorithm }) => algorithm !== 'scm').flatMap(({ steps }) => steps)
    if (loader === undefined || source === undefined || drivers.length === 0) return []
    const missing: string[] = []
    const unknown: string[] = []
    for (const { service, image: imagePath } of drivers) {
      const found = loader.find({ imagePath })
      if (found?.state === 'missing') missing.push(service.name)
      else if (found?.state === 'unknown') unknown.push(`that of ${service.name} (${found.defect})`)
    }
    return [
      ...about('image-missing', missing, (names) => `${source.name} has no image of ${names}`),
      ...about('image-unknown', unknown, (names) => `whether these images are there is not known: ${names}`),
      ...(source.tellsImports ? importNotes(loader, source) : []),
    ]
  }
}

function importNotes(loader: ImageLoader, source: ImageSource): PlanNote[] {
  const missing = [...loader.missingImports.values()]
  const defects = [...loader.defects]
  return [
    ...(loader.kernelIsRead
      ? []
      : [
          {
            code: 'kernel-image-missing',
            message: `System32\\ntoskrnl.exe cannot be read in ${source.name}: what the kernel imports is not known`,
          },
        ]),
    ...about(
      'import-missing',
      missing.map(({ name, importer }) => `${name} (for ${importer})`),
      (names) => `imported images that are not in ${source.name}: ${names}`,
    ),
    ...about(
      'image-unreadable',
      defects.map(([path, defect]) => `${path} (${defect})`),
      (names) => `what these images import is not known: ${names}`,
    ),
    ...about(
      'contract-unknown',
      [...loader.contracts],
      (names) => `what image implements these API sets is not known: ${names}`,
    ),
  ]
}

function about(code: string, names: readonly string[], text: (names: string) => string): PlanNote[] {
  return names.length === 0 ? [] : [naming(code, names, text)]
}

function importReason({ image, place }: Importer): Reason {
  const where = {
    after: 'loaded right after it',
    before: 'loaded before it',
    kernel: "loaded with the kernel's own images",
  }[place]
  return { code: 'imported', message: `imported by ${image}, ${where}` }
}

function inMemory(importer: string): Reason {
  const message = `its image is in memory already, as an import of ${importer}`
  return { code: 'already-loaded', message }
}
