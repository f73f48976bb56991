import type { Located, Place } from '../../diagnostics/index.ts'

/** `ansi` is text without a byte order mark that is no UTF-8 beyond ASCII; its code page is not told. */
export type BootLogEncoding = 'utf-16le' | 'utf-16be' | 'utf-8' | 'ansi'

/** What an ntbtlog.txt says: Windows adds to it at each boot that is logged. */
export interface BootLog {
  /** The file as the user named it. */
  readonly file: string
  readonly encoding: BootLogEncoding
  readonly byteOrderMark: boolean
  readonly lines: number
  /** Whether any line tells of a driver: else it is no boot log. */
  readonly isBootLog: boolean
  /** In the order of the file, the oldest first. */
  readonly boots: readonly BootRecord[]
  /** Lines that are none of a boot log: how many, and the first of them, shortened. */
  readonly strangeLines: { readonly count: number; readonly first: readonly Located<string>[] }
  /** The words for loaded and not loaded where they are of another language than English, as they were told apart. */
  readonly translated: BootLogWords | undefined
  /** Lines of drivers that were counted and not kept, as there are too many. */
  readonly entriesLeftOut: number
}

/** One start of Windows. */
export interface BootRecord {
  /** `Microsoft (R) Windows (R) Version 10.0 (Build 14393)`, `Service Pack 2`; undefined where there is none. */
  readonly header: string | undefined
  readonly build: number | undefined
  /** Month, day, year and time as written: `1 11 2019 18:30:51.346`. */
  readonly started: string | undefined
  /** Of its first line. */
  readonly at: Place
  readonly entries: readonly BootLogEntry[]
}

export interface BootLogEntry {
  /** As written: a path, a bare file name or, where nothing was loaded, the description of a device. */
  readonly path: string
  readonly loaded: boolean
  /** Of the path. */
  readonly at: Place
}

/** What stands before the path of a driver. */
export interface BootLogWords {
  readonly loaded: string
  readonly notLoaded: string | undefined
}
