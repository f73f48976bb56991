import type { BootLogWords } from './boot-log.ts'
import type { LineReader } from './lines.ts'

/**
 * What stands before a path. The first are the kernel's messages in English; the second their names, which it writes
 * since Windows 8. Source: ntbtlog.txt of Windows XP to 11.
 */
export const knownWords: readonly Required<BootLogWords>[] = [
  { loaded: 'Loaded driver', notLoaded: 'Did not load driver' },
  { loaded: 'BOOTLOG_LOADED', notLoaded: 'BOOTLOG_NOT_LOADED' },
]

/** The kernel's file names. Whichever it is, it is the first line of a boot, and it was loaded. */
const kernels: ReadonlySet<string> = new Set(['NTOSKRNL.EXE', 'NTKRNLPA.EXE', 'NTKRNLMP.EXE', 'NTKRPAMP.EXE'])

export function isKernel(path: string): boolean {
  return kernels.has(path.slice(path.lastIndexOf('\\') + 1).toUpperCase())
}

/** Words before a path are no longer than this in any language. */
const longestWords = 64
/** Different words than these two that are counted at all: a boot log has no more than two. */
const mostWords = 32
/** So many lines begin with the word for loaded where it is one. */
const fewestLoaded = 3

/**
 * Learns the words of another language: those before the kernel mean "loaded", the others that stand most often before
 * a path mean the contrary. Undefined where no line names the kernel.
 */
export function learnWords(reader: LineReader): BootLogWords | undefined {
  const counts = new Map<string, number>()
  let loaded: string | undefined
  for (const { text } of reader.lines()) {
    const { words, path } = beforePath(text)
    if (words === '' || words.length > longestWords) continue
    if (loaded === undefined && isKernel(path)) loaded = words
    const count = counts.get(words)
    if (count !== undefined) counts.set(words, count + 1)
    else if (counts.size < mostWords) counts.set(words, 1)
  }
  if (loaded === undefined || (counts.get(loaded) ?? 0) < fewestLoaded) return undefined
  counts.delete(loaded)
  let notLoaded: string | undefined
  for (const [words, count] of counts)
    if (count > (notLoaded === undefined ? 0 : (counts.get(notLoaded) ?? 0))) notLoaded = words
  return { loaded, notLoaded }
}

function beforePath(text: string): { words: string; path: string } {
  const at = text.indexOf('\\')
  return at === -1
    ? { words: '', path: '' }
    : { words: text.slice(0, at).trim(), path: text.slice(at).trim() }
}
