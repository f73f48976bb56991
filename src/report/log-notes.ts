import { count, quote } from '../diagnostics/index.ts'
import type { LogFile } from './log.ts'
import { positionText } from './place.ts'
import { listing } from './terms.ts'

/** How many strange lines are shown without being asked for. */
const shownLines = 3

/** What a reader of a boot log should know of the file itself; a line each. */
export function logFileNotes(log: LogFile): string[] {
  const { file, strangeLines, translated } = log
  const notes: string[] = []
  if (strangeLines.count > 0) {
    const first = strangeLines.first
      .slice(0, shownLines)
      .map(({ value, at }) => `${quote(value)} (${positionText(at)})`)
    const rest = strangeLines.count - first.length
    const named = rest > 0 ? `${first.join(', ')} and ${rest} more` : listing(first)
    const are = strangeLines.count === 1 ? 'is none' : 'are none'
    notes.push(`${file}: ${count(strangeLines.count, 'line')} ${are} of a boot log: ${named}`)
  }
  if (translated !== undefined) {
    const { loaded, notLoaded } = translated
    const others = notLoaded === undefined ? '' : `, ${quote(notLoaded)} for the contrary`
    notes.push(`${file}: ${quote(loaded)} is taken for "loaded", as it stands before the kernel${others}`)
  }
  return notes
}

/** What of a boot log was not read, such as its newest boots; undefined where all was. */
export function logFileLoss({ file, entriesLeftOut }: LogFile): string | undefined {
  return entriesLeftOut === 0
    ? undefined
    : `${file}: ${count(entriesLeftOut, 'line')} of drivers, the last ones of the file or of a boot, ${entriesLeftOut === 1 ? 'is' : 'are'} not read: there are too many`
}
