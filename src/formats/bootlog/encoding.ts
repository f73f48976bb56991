import type { BootLogEncoding } from './boot-log.ts'

export interface DetectedEncoding {
  /** `utf-8` also where it may turn out to be ANSI. */
  readonly encoding: Exclude<BootLogEncoding, 'ansi'>
  /** Bytes of the byte order mark; 0 where there is none. */
  readonly markLength: number
}

/** Told by the byte order mark; without one UTF-16 shows by the high bytes of its first two characters. */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  const [a = -1, b = -1, c = -1, d = -1] = bytes.subarray(0, 4)
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', markLength: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', markLength: 2 }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', markLength: 3 }
  if (a > 0 && b === 0 && c > 0 && d === 0) return { encoding: 'utf-16le', markLength: 0 }
  if (a === 0 && b > 0 && c === 0 && d > 0) return { encoding: 'utf-16be', markLength: 0 }
  return { encoding: 'utf-8', markLength: 0 }
}
