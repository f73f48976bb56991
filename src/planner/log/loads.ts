import { fileName, type Image, type Images } from './images.ts'
import type { LoggedBoot, LoggedEntry } from './logged-boot.ts'

export interface Load {
  /** Undefined where no service has it. */
  readonly image: Image | undefined
  readonly entry: LoggedEntry
  /** Among the loads of the log, from 0. */
  readonly index: number
}

/** What a log says of each image. */
export interface Loads {
  /** The first load of each. */
  readonly loads: readonly Load[]
  readonly byImage: ReadonlyMap<Image, Load>
  /** The first line that has an image as not loaded, for those that were loaded nowhere. */
  readonly notLoaded: ReadonlyMap<Image, LoggedEntry>
}

/** That a driver was not loaded is no news where it is loaded elsewhere: logs of Windows 10 have both of dxgkrnl. */
export function readLoads(images: Images, { entries }: LoggedBoot): Loads {
  const loads = new Map<Image | string, Load>()
  const byImage = new Map<Image, Load>()
  const notLoaded = new Map<Image, LoggedEntry>()
  for (const entry of entries) {
    const image = images.ofPath(entry.path)
    if (!entry.loaded) {
      if (image !== undefined && !notLoaded.has(image)) notLoaded.set(image, entry)
      continue
    }
    const key = image ?? fileName(entry.path)
    if (loads.has(key)) continue
    const load = { image, entry, index: loads.size }
    loads.set(key, load)
    if (image !== undefined) byImage.set(image, load)
  }
  for (const image of byImage.keys()) notLoaded.delete(image)
  return { loads: [...loads.values()], byImage, notLoaded }
}
