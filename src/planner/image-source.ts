/** What is known of the files of a Windows folder. Whoever reads them makes one. */
export interface ImageSource {
  /** For people: `images.txt`, `/mnt/Windows`. */
  readonly name: string
  /** Whether it reads images and so tells what they import; a list of files does not. */
  readonly tellsImports: boolean
  /** The image of an ImagePath (`driver`) or of a command line (`service`), as the registry holds it. */
  find(imagePath: string, kind: 'driver' | 'service'): ImageState
  /**
   * The file that an import of an image names, looked for where the loader looks.
   * @param importer path of the importing image, as {@link ImageState} has it
   */
  findImport(name: string, importer: string): ImageState
}

/** `path` is for people, in Windows' manner: `System32\drivers\ACPI.sys`; where it is missing, where it should be. */
export type ImageState =
  | { readonly state: 'missing'; readonly path: string }
  /** Whether it is there cannot be told: its path leads out of what the source knows. The defect is a clause. */
  | { readonly state: 'unknown'; readonly path: string; readonly defect: string }
  /** It is there; what it imports is not known: a list of files, or, with a defect, an image that cannot be read. */
  | { readonly state: 'present'; readonly path: string; readonly defect?: string }
  /** A file is there that is no image: nothing can load it. */
  | { readonly state: 'no-image'; readonly path: string; readonly defect: string }
  | {
      readonly state: 'read'
      readonly path: string
      /** File names of the images that it imports, in the order of its import table; contracts by their hosts. */
      readonly imports: readonly string[]
      /** API set contracts (`ext-ms-…`) among its imports of which nobody says what image implements them. */
      readonly contracts: readonly string[]
      /** What could not be read of it, as a clause. */
      readonly defect?: string
    }
