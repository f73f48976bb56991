import type { ImageSource, PlanOptions } from '../index.ts'
import type { Host } from './host.ts'
import { systemRootImages } from './system-root.ts'

/** What the command line says of the order of drivers. */
export interface OrderingOptions {
  readonly algorithm?: 'classic' | 'modern'
  readonly startOverride: boolean
  readonly bootFs: string
  readonly assumeTags?: boolean
  readonly measuredBoot?: boolean
  readonly systemRoot?: string
}

/** The same for the planner, but for the images below --system-root. */
export function planOptionsOf(options: OrderingOptions): PlanOptions {
  return {
    startOverride: options.startOverride,
    bootFileSystem: options.bootFs.toLowerCase() === 'none' ? null : options.bootFs,
    assumeTags: options.assumeTags ?? false,
    measuredBoot: options.measuredBoot ?? false,
    ...(options.algorithm === undefined ? {} : { algorithm: options.algorithm }),
  }
}

/**
 * The same with the images below --system-root, where it was given.
 * @throws InputError where that is no Windows folder, or holds none
 */
export function planOptionsWithImages(options: OrderingOptions, host: Host): PlanOptions {
  return { ...planOptionsOf(options), ...imagesOf(options, host) }
}

function imagesOf({ systemRoot }: OrderingOptions, host: Host): { images?: ImageSource } {
  return systemRoot === undefined ? {} : { images: systemRootImages(systemRoot, host) }
}
