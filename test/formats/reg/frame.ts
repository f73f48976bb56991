import type { Place } from '../../../src/diagnostics/index.ts'

/** East Asian wide characters and emoji, as far as the tests have any: two cells on a terminal. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60\u{1f300}-\u{1faff}]/u

/**
 * The line of `text` that a place names, with carets below what it covers:
 *
 *     4 | "x"=dword:
 *       |     ^^^^^^
 *
 * Lines are split here once more, in the simplest way, so that a wrong line or column meets the eye.
 */
export function frame(text: string, { line = 0, column = 0, length = 0 }: Place): string[] {
  const content = text.split(/\r\n|\r|\n/)[line - 1]
  if (content === undefined) return [`no line ${line}`]
  const before = content.slice(0, column - 1)
  const covered = content.slice(column - 1, column - 1 + length)
  const number = String(line)
  // A tab stays a tab, so that what follows it stands right on any terminal.
  const padding = [...before].map((it) => (it === '\t' ? '\t' : ' '.repeat(cells(it))))
  const carets = [...covered].map((it) => '^'.repeat(cells(it))).join('') || '^ (nothing)'
  return [`${number} | ${content}`, `${' '.repeat(number.length)} | ${padding.join('')}${carets}`]
}

function cells(character: string): number {
  return wide.test(character) ? 2 : 1
}
