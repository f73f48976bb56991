import { upcase } from '../services/index.ts'
import type { ImageSource, ImageState } from './image-source.ts'
import type { KernelPhase } from './plan.ts'

/** Whose image loads in a phase: what the insertion of imports needs to know of a driver. */
export interface ImageOwner {
  /** Its ImagePath; undefined where it has none. */
  readonly imagePath: string | undefined
}

/** A driver of a phase at the place where its image loads. */
export interface LoadedImage<O extends ImageOwner> {
  readonly owner: O
  /** Where another image imports it and so makes it load earlier than its own turn would. */
  readonly importedBy: Importer | undefined
  /** Where another image imported it in an earlier phase: its image is in memory when its turn comes. */
  readonly loadedWith: string | undefined
  /** File names of the images that load with it, as its imports or theirs, and are no drivers of this phase. */
  readonly imports: readonly string[]
}

export interface Importer {
  /** File name. */
  readonly image: string
  /** Whether it loads after the importer itself or before it; `kernel`: with the kernel's own images. */
  readonly place: 'after' | 'before' | 'kernel'
}

export interface PhaseImages<O extends ImageOwner> {
  /** File names of what the loader loads before the first driver: the kernel's own images and what they import. */
  readonly kernel: readonly string[]
  /** File names of all images that the phase loads, in that order. */
  readonly images: readonly string[]
  readonly loaded: readonly LoadedImage<O>[]
}

/**
 * The kernel's own images, in the order in which the loader loads them. Where `kd.dll` is there, it stands in for
 * `kdcom.dll`, which the kernel imports. The update of the processor comes after them, but a folder does not tell for
 * which processor; it imports nothing else.
 * Source: ntbtlog.txt of Windows XP and 10; "nt-load-order Part 2" (Colin Finck).
 */
const kernelImagePaths = ['System32\\ntoskrnl.exe', 'System32\\hal.dll'] as const
const debuggerPaths = ['System32\\kd.dll', 'System32\\kdcom.dll'] as const
const debuggerImport = 'KDCOM.DLL'

interface Frame<O extends ImageOwner> {
  readonly image: string
  readonly path: string
  readonly imports: readonly string[]
  next: number
  /** What to do when all that it imports is loaded. */
  readonly finish: () => void
  /** Whom images that are no driver of the phase are listed with. */
  readonly carrier: Carrier<O>
}

interface Carrier<O extends ImageOwner> {
  readonly owner: O | undefined
  readonly imports: string[]
}

/**
 * Inserts imported images where the loader loads them, phase by phase. In the boot phase an image loads before its
 * imports when the loader turns to it, and after its own imports when it is itself an import; each image loads once.
 * The kernel loads every image after its imports. Sources: "nt-load-order Part 2" (Colin Finck) on the loader of
 * Windows 10; ntbtlog.txt of Windows XP and 10, which show both orders.
 */
export class ImageLoader {
  private readonly source: ImageSource
  /** Upper-cased names of the files that are loaded, with the file name of the image that imported them. */
  private readonly loaded = new Map<string, string | undefined>()
  private readonly found = new Map<string, ImageState>()
  /** Imports that are not there, upper-cased, with the name and one image that imports them. */
  readonly missingImports: Map<string, { readonly name: string; readonly importer: string }> = new Map()
  /** Contracts whose host is not known. */
  readonly contracts: Set<string> = new Set()
  /** Images that could not be read, or not wholly, with why. */
  readonly defects: Map<string, string> = new Map()
  /** Whether what the kernel imports is known. */
  kernelIsRead = false

  constructor(source: ImageSource) {
    this.source = source
  }

  /** The boot phase must come first: what it loaded is there in the system phase. */
  load<O extends ImageOwner>(owners: readonly O[], phase: KernelPhase): PhaseImages<O> {
    const waiting = this.waitingByFile(owners)
    const placed = new Set<O>()
    const order: LoadedImage<O>[] = []
    const images: string[] = []
    const place = (
      { owner, imports }: Carrier<O>,
      importedBy: Importer | undefined,
      loadedWith?: string,
    ): void => {
      if (owner) order.push({ owner, importedBy, loadedWith, imports })
    }
    const importOf = (
      id: string,
      state: ImageState,
      importer: Frame<O>,
      how: Importer['place'],
    ): Frame<O> => {
      const owner = waiting.get(id)?.find((each) => !placed.has(each))
      if (owner) placed.add(owner)
      const carrier = owner ? { owner, imports: [] } : importer.carrier
      const file = fileOf(state.path)
      const finish = (): void => {
        images.push(file)
        if (owner) place(carrier, { image: importer.image, place: how })
        else carrier.imports.push(file)
      }
      return this.frame(state, carrier, finish)
    }
    const run = (root: Frame<O>, direct: Importer['place'], nested: Importer['place']): void => {
      const stack = [root]
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const name = top.imports[top.next++]
        if (name === undefined) {
          top.finish()
          stack.pop()
          continue
        }
        const state = this.importOf(name, top)
        if (state === undefined) continue
        stack.push(importOf(upcase(fileOf(state.path)), state, top, top === root ? direct : nested))
      }
    }

    const kernel: Carrier<O> = { owner: undefined, imports: [] }
    if (phase === 'boot') {
      const roots = this.kernelImages()
      for (const { path } of roots) kernel.imports.push(fileOf(path))
      images.push(...kernel.imports)
      for (const state of roots)
        run(
          this.frame(state, kernel, () => {}),
          'kernel',
          'kernel',
        )
    }
    for (const owner of owners) {
      if (placed.has(owner)) continue
      placed.add(owner)
      const state = this.find(owner)
      const carrier: Carrier<O> = { owner, imports: [] }
      const file = state && fileOf(state.path)
      const isInMemory = file !== undefined && this.loaded.has(upcase(file))
      if (state === undefined || file === undefined || state.state === 'missing' || isInMemory) {
        place(carrier, undefined, file && this.loaded.get(upcase(file)))
        continue
      }
      this.loaded.set(upcase(file), undefined)
      const settle = (): void => {
        images.push(file)
        place(carrier, undefined)
      }
      if (phase === 'boot') {
        settle()
        run(
          this.frame(state, carrier, () => {}),
          'after',
          'before',
        )
      } else run(this.frame(state, carrier, settle), 'before', 'before')
    }
    return { kernel: kernel.imports, images, loaded: order }
  }

  /** What is known of an owner's image; undefined where it has none. */
  find({ imagePath }: ImageOwner): ImageState | undefined {
    if (imagePath === undefined) return undefined
    let state = this.found.get(imagePath)
    if (state === undefined) {
      state = this.source.find(imagePath, 'driver')
      this.found.set(imagePath, state)
    }
    return state
  }

  private waitingByFile<O extends ImageOwner>(owners: readonly O[]): ReadonlyMap<string, readonly O[]> {
    const waiting = new Map<string, O[]>()
    for (const owner of owners) {
      const state = this.find(owner)
      if (state === undefined) continue
      const id = upcase(fileOf(state.path))
      const list = waiting.get(id)
      if (list) list.push(owner)
      else waiting.set(id, [owner])
    }
    return waiting
  }

  private kernelImages(): ImageState[] {
    const isThere = ({ state }: ImageState): boolean => state === 'read' || state === 'present'
    const own = kernelImagePaths.map((path) => this.source.find(path, 'driver'))
    const debuggers = debuggerPaths.map((path) => this.source.find(path, 'driver')).filter(isThere)
    const images = [...own.filter(isThere), ...debuggers.slice(0, 1)]
    this.kernelIsRead = own[0]?.state === 'read'
    for (const { path } of images) this.loaded.set(upcase(fileOf(path)), undefined)
    if (debuggers.length > 0) this.loaded.set(debuggerImport, undefined)
    return images
  }

  /** The image that an import names; undefined where it is loaded, or not there to be. */
  private importOf(
    name: string,
    importer: { readonly image: string; readonly path: string },
  ): ImageState | undefined {
    const id = upcase(fileOf(name))
    if (this.loaded.has(id)) return undefined
    const state = this.source.findImport(name, importer.path)
    if (state.state === 'read' || state.state === 'present') {
      this.loaded.set(id, importer.image)
      return state
    }
    if (!this.missingImports.has(id)) this.missingImports.set(id, { name, importer: importer.image })
    return undefined
  }

  private frame<O extends ImageOwner>(state: ImageState, carrier: Carrier<O>, finish: () => void): Frame<O> {
    const { path } = state
    if ((state.state === 'read' || state.state === 'present') && state.defect !== undefined)
      this.defects.set(path, state.defect)
    if (state.state === 'read') for (const contract of state.contracts) this.contracts.add(contract)
    const imports = state.state === 'read' ? state.imports : []
    return { image: fileOf(path), path, imports, next: 0, finish, carrier }
  }
}

/** Last part of a path in Windows' manner. */
function fileOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1)
}
